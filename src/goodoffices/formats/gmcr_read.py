"""``.gmcr`` → situation: conditions become rules and statements, state numbers become ids.

What the format holds and a situation does not (coalitions, misperceptions, preferences that do not
count, unknown keys) is kept under ``kept: {gmcr: …}`` and given back on writing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from goodoffices.errors import InputError, Problem
from goodoffices.formats.foreign import Foreign, id_of, is_id, joined, numbered, rule_against
from goodoffices.formats.gmcr_shape import Compound, DecisionMaker, GmcrShape, OptionShape, Ranked
from goodoffices.formats.json_tree import JsonTree, read_json
from goodoffices.formats.meaning import Checked
from goodoffices.formats.shapes import shaped
from goodoffices.formats.tree import Path_

ONE_WAY = {"fwd": "{}", "back": "not {}"}
PROGRAM = "goodoffices"
MANY = 10


def load(path: Path, shown: str | None = None) -> Checked:
    """The situation in a ``.gmcr`` file. Raises ``InputError`` with every mistake found."""
    return read(read_json(path, shown), path.stem).checked()


def read(tree: JsonTree, title: str) -> Foreign:
    """The file as native data; ``title`` where it has none of its own."""
    shape = shaped(tree, GmcrShape, "a .gmcr file")
    problems = list(islice(_wrong_indexes(tree, shape), 100))
    if problems:
        raise InputError(problems)
    reading = _Reading(tree, shape, title)
    return reading.foreign()


class _Reading:
    """One file on its way: the names of its parties and options, and what was odd."""

    def __init__(self, tree: JsonTree, shape: GmcrShape, title: str) -> None:
        self.tree = tree
        self.shape = shape
        self.title = shape.title if isinstance(shape.title, str) and shape.title else title
        self.parties = _ids(shape.decisionMakers, "party")
        self.names = self._option_names()
        self.warnings: list[Problem] = []

    def _option_names(self) -> list[str]:
        """``party.option`` for each option of the list; who is first to hold it names it."""
        names = [""] * len(self.shape.options)
        for party, maker in zip(self.parties, self.shape.decisionMakers, strict=True):
            own = [at for at in sorted(set(maker.options)) if self._owner(at) == party]
            ids = _ids([self.shape.options[at] for at in own], "option")
            for at, option_id in zip(own, ids, strict=True):
                names[at] = f"{party}.{option_id}"
        return names

    def _owner(self, index: int) -> str:
        """Who names an option: the party that the file says, if it lists it, else the first."""
        makers = zip(self.parties, self.shape.decisionMakers, strict=True)
        able = [party for party, maker in makers if index in maker.options]
        said = self.shape.options[index].party
        return said if said in able else able[0]

    def foreign(self) -> Foreign:
        data: dict[str, Any] = {"goodoffices": 1, "title": self.title}
        by_party = [name for party in self.parties for name in self.names if _of(name, party)]
        if by_party != self.names:
            data["order"] = list(self.names)
        data["parties"] = {party: self._party(at, party) for at, party in enumerate(self.parties)}
        rules = [self._rule(one) for one in self.shape.infeasibles]
        if rules:
            data["rules"] = rules
        one_way = [
            ONE_WAY[option.permittedDirection].format(name)
            for name, option in zip(self.names, self.shape.options, strict=True)
            if option.permittedDirection in ONE_WAY
        ]
        if one_way:
            data["one_way"] = one_way
        file = self.tree.file or ""
        if _manual(self.shape):
            self._rank(data, Foreign(data, file))
        kept = self._kept()
        if kept:
            data["kept"] = {"gmcr": kept}
        return Foreign(data, file, tuple(self.warnings))

    def _party(self, at: int, party: str) -> dict[str, Any]:
        maker = self.shape.decisionMakers[at]
        data: dict[str, Any] = {"name": maker.name}
        options: dict[str, Any] = {}
        for index in sorted(set(maker.options)):
            if not _of(self.names[index], party):
                continue
            shared = [
                other
                for other, one in zip(self.parties, self.shape.decisionMakers, strict=True)
                if index in one.options and other != party
            ]
            name = self.shape.options[index].name
            option_id = self.names[index].partition(".")[2]
            options[option_id] = {"does": name, "also": shared} if shared else name
        if options:
            data["options"] = options
        if not _manual(self.shape) and maker.preferences:
            data["prefers"] = [self._statement(one) for one in maker.preferences]
        return data

    def _statement(self, condition: Compound) -> str:
        if len(condition.members) == 1:
            return joined(self._literals(condition.members[0]))
        parts = [joined(self._literals(member)) for member in condition.members]
        return " or ".join(f"({p})" if " and " in p else p for p in parts) or "false"

    def _rule(self, condition: Compound) -> str:
        if len(condition.members) == 1 and condition.members[0]:
            return rule_against(self._literals(condition.members[0]))
        if condition.members and all(len(member) == 1 for member in condition.members):
            return " and ".join(rule_against(self._literals(m)) for m in condition.members)
        return f"not ({self._statement(condition)})"

    def _literals(self, pairs: Sequence[tuple[int, str]]) -> list[tuple[str, bool]]:
        return [(self.names[index], value == "Y") for index, value in pairs]

    def _rank(self, data: dict[str, Any], so_far: Foreign) -> None:
        """Rankings from state numbers: 1 is the lowest id among the feasible states."""
        ids = so_far.space().ids
        problems: list[Problem] = []
        for at, (party, maker) in enumerate(
            zip(self.parties, self.shape.decisionMakers, strict=True)
        ):
            path = ("decisionMakers", at, ranking_key(maker))
            ranking = ranking_of(maker)
            if ranking is None:
                found = f'"{maker.name}" has no preferenceRanking, and by the file rankings count'
                remedy = "add it, or set useManualPreferenceRanking to false"
                place = self.tree.locate(("decisionMakers", at))
                problems.append(Problem(place, found, "a ranking of every party", remedy))
                continue
            problems += _ranking_problems(self.tree, path, ranking, len(ids))
            if not problems:
                data["parties"][party]["ranking"] = [
                    [int(ids[n - 1]) for n in one] if isinstance(one, list) else int(ids[one - 1])
                    for one in ranking
                ]
        if problems:
            raise InputError(problems)

    def _kept(self) -> dict[str, Any]:
        """What no situation holds, to be given back on writing."""
        shape = self.shape
        kept: dict[str, Any] = {}
        if shape.program != PROGRAM:
            kept = {"program": shape.program, "version": shape.version}
        if shape.coalitions != list(range(len(self.parties))):
            kept["coalitions"] = shape.coalitions
        kept = {key: value for key, value in kept.items() if value is not None}
        unknown = dict(shape.model_extra or {})
        if shape.title is not None and shape.title != self.title:
            unknown["title"] = shape.title
        self._keep(kept, "unknown", unknown, ())
        self._keep_conditions(kept, "infeasibles", shape.infeasibles, ())
        parties = {party: self._kept_of_party(at) for at, party in enumerate(self.parties)}
        kept["decisionMakers"] = {party: one for party, one in parties.items() if one}
        options: dict[str, Any] = {}
        for at, (name, option) in enumerate(zip(self.names, shape.options, strict=True)):
            options[name] = self._kept_of_named(option, ("options", at))
        kept["options"] = {name: one for name, one in options.items() if one}
        return {key: value for key, value in kept.items() if value not in ({}, [])}

    def _kept_of_party(self, at: int) -> dict[str, Any]:
        maker = self.shape.decisionMakers[at]
        path = ("decisionMakers", at)
        raw = self.tree.data["decisionMakers"][at]
        one = self._kept_of_named(maker, path)
        if maker.misperceptions:
            one["misperceptions"] = raw["misperceptions"]
            place = self.tree.locate((*path, "misperceptions"))
            found = f'"{maker.name}" does not see some states'
            remedy = "kept; no answer takes it into account"
            self.warnings.append(Problem(place, found, "", remedy))
        if _manual(self.shape) and maker.preferences:
            one["preferences"] = raw["preferences"]
        elif maker.preferences:
            self._keep_conditions(one, "preferences", maker.preferences, path)
        key = ranking_key(maker)
        if not _manual(self.shape) and ranking_of(maker) is not None:
            one["rankings"] = {key: raw[key]}
        return one

    def _kept_of_named(self, named: OptionShape | DecisionMaker, path: Path_) -> dict[str, Any]:
        """Unknown keys, an id that is none of ours, and a name that is blank."""
        one: dict[str, Any] = {}
        unknown = dict(named.model_extra or {})
        if "id" in named.model_fields_set and not is_id(named.id):
            unknown["id"] = named.id
        said = getattr(named, "party", None)
        if said is not None and said not in self.parties:
            unknown["party"] = said
        self._keep(one, "unknown", unknown, path)
        if not named.name.strip():
            one["name"] = named.name
        return one

    def _keep_conditions(
        self, kept: dict[str, Any], key: str, conditions: Sequence[Compound], path: Path_
    ) -> None:
        """Unknown keys of conditions, by their place in the list."""
        found: dict[str, Any] = {}
        for at, condition in enumerate(conditions):
            here: dict[str, Any] = {}
            self._keep(here, "unknown", dict(condition.model_extra or {}), (*path, key, at))
            if here:
                found[str(at)] = here["unknown"]
        if found:
            kept[f"{key}_unknown"] = found

    def _keep(self, kept: dict[str, Any], key: str, unknown: dict[str, Any], path: Path_) -> None:
        if not unknown:
            return
        kept[key] = unknown
        for name in list(unknown)[:MANY]:
            place = self.tree.locate((*path, name), key=True)
            self.warnings.append(Problem(place, f'unknown key "{name}"', "", "kept as it is"))


def _ids(named: Sequence[OptionShape | DecisionMaker], otherwise: str) -> list[str]:
    """The id that this program wrote beside a name, where it is a good one; else made of it."""
    return numbered([one.id if is_id(one.id) else id_of(one.name, otherwise) for one in named])


def _of(name: str, party: str) -> bool:
    return name.partition(".")[0] == party


def _manual(shape: GmcrShape) -> bool:
    """Whether rankings count; older files have another key for it."""
    if shape.useManualPreferenceRanking is not None:
        return shape.useManualPreferenceRanking
    return bool(shape.useManualPreferenceVectors)


def ranking_of(maker: DecisionMaker) -> list[Ranked] | None:
    """The ranking, under its newer or its older key."""
    return maker.preferenceVector if maker.preferenceRanking is None else maker.preferenceRanking


def ranking_key(maker: DecisionMaker) -> str:
    """The key under which the ranking stands."""
    return "preferenceVector" if maker.preferenceRanking is None else "preferenceRanking"


def _ranking_problems(
    tree: JsonTree, path: Path_, ranking: Sequence[Ranked], n_states: int
) -> Iterator[Problem]:
    if len(ranking) > n_states:
        found = f"the ranking has {len(ranking):,} entries, and {n_states:,} states are feasible"
        yield Problem(tree.locate(path), found, "every feasible state once")
        return
    numbers: list[int] = []
    for one in ranking:
        numbers += one if isinstance(one, list) else [one]
    wrong = sum(not 1 <= number <= n_states for number in numbers)
    shown = 0
    for at, one in enumerate(ranking if wrong else ()):
        for number in one if isinstance(one, list) else [one]:
            if not 1 <= number <= n_states and shown < MANY:
                shown += 1
                found = f"there is no state {number}: {n_states} are feasible"
                yield Problem(tree.locate((*path, at)), found, f"1 to {n_states}")
    twice = [number for number, count in Counter(numbers).items() if count > 1]
    if twice:
        shown_ = ", ".join(map(str, twice[:MANY]))
        yield Problem(
            tree.locate(path), f"the ranking has a state twice: {shown_}", "every state once"
        )
    if not wrong:
        there = np.zeros(n_states + 1, dtype=np.bool_)
        there[numbers] = True
        left = np.flatnonzero(~there[1:]) + 1
        if len(left):
            text = ", ".join(map(str, left[:MANY])) + (" …" if len(left) > MANY else "")
            found = f"the ranking leaves out {len(left)} of {n_states} feasible states: {text}"
            yield Problem(tree.locate(path), found, "every state once", "rank them, last if unsure")


def _wrong_indexes(tree: JsonTree, shape: GmcrShape) -> Iterator[Problem]:
    """Option indexes that point to nothing, options of nobody, and coalitions of nobody."""
    n_options, n_parties = len(shape.options), len(shape.decisionMakers)
    held: set[int] = set()
    for at, maker in enumerate(shape.decisionMakers):
        held.update(maker.options)
        for k, index in enumerate(maker.options):
            if not 0 <= index < n_options:
                path: Path_ = ("decisionMakers", at, "options", k)
                yield Problem(tree.locate(path), *_no_option(index, n_options))
        for key in ("preferences", "misperceptions"):
            conditions = getattr(maker, key)
            yield from _condition_indexes(tree, ("decisionMakers", at, key), conditions, n_options)
    yield from _condition_indexes(tree, ("infeasibles",), shape.infeasibles, n_options)
    for index, option in enumerate(shape.options):
        if index not in held:
            found = f'the option "{option.name}" (index {index}) belongs to no decision maker'
            remedy = "add its index to the options of one"
            yield Problem(tree.locate(("options", index)), found, "somebody who takes it", remedy)
    yield from _coalition_indexes(tree, shape.coalitions or [], ("coalitions",), n_parties)
    yield from _twice_named(tree, shape)


def _twice_named(tree: JsonTree, shape: GmcrShape) -> Iterator[Problem]:
    """The same name for two parties, or for two options of one: nobody could tell them apart.

    Names that only make the same id are numbered; blank ones too, and ids that stand beside tell
    equal names apart.
    """
    seen: set[str] = set()
    listed = Counter(index for maker in shape.decisionMakers for index in set(maker.options))
    for at, maker in enumerate(shape.decisionMakers):
        if maker.name.strip() and _label(maker) in seen:
            place = tree.locate(("decisionMakers", at, "name"))
            found = f'a second decision maker is called "{maker.name}"'
            yield Problem(place, found, "every name once", "rename one")
        seen.add(_label(maker))
        own: set[str] = set()
        for index in sorted(set(maker.options)):
            if not 0 <= index < len(shape.options) or listed[index] > 1:
                continue  # a shared option may be another party's, with names of its own
            name, label = shape.options[index].name, _label(shape.options[index])
            if name.strip() and label in own:
                place = tree.locate(("options", index, "name"))
                found = f'a second option of "{maker.name}" is called "{name}"'
                yield Problem(place, found, "every name of a party's options once", "rename one")
            own.add(label)


def _label(named: OptionShape | DecisionMaker) -> str:
    """What tells it from others: the id that this program writes beside a name, or the name."""
    return str(named.id) if is_id(named.id) else named.name


def _no_option(index: int, n_options: int) -> tuple[str, str]:
    last = f"an index from 0 to {n_options - 1}" if n_options else "none: the file has no option"
    return f"there is no option with index {index}", last


def _condition_indexes(
    tree: JsonTree, path: Path_, conditions: Sequence[Compound], n_options: int
) -> Iterator[Problem]:
    for at, condition in enumerate(conditions):
        for m, member in enumerate(condition.members):
            for k, (index, _) in enumerate(member):
                if not 0 <= index < n_options:
                    inner = ("members", m, k, 0) if condition.compound else (k, 0)
                    place = tree.locate((*path, at, *inner))
                    yield Problem(place, *_no_option(index, n_options))


def _coalition_indexes(
    tree: JsonTree, listed: Sequence[Any], path: Path_, n_parties: int
) -> Iterator[Problem]:
    for at, one in enumerate(listed):
        if isinstance(one, list):
            yield from _coalition_indexes(tree, one, (*path, at), n_parties)
        elif type(one) is not int or not 0 <= one < n_parties:
            place = tree.locate((*path, at))
            expected = f"an index from 0 to {n_parties - 1}" if n_parties else "none: no parties"
            yield Problem(place, f"{one!r} is no decision maker"[:80], expected)
