"""The tables of the page Situation: what each row shows and what can be edited in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from goodoffices.brief.reasons import rests_on
from goodoffices.brief.words import Words
from goodoffices.case import Case
from goodoffices.formats.insert_added import one_line
from goodoffices.model.expression import bare
from goodoffices.model.party import Party
from goodoffices.model.preference import Level, Statement
from goodoffices.web.rows import (
    BECAUSE,
    CERTAINTY,
    EXPRESSION,
    ID,
    NAMES,
    PARTY,
    TEXT,
    YAML,
    Adding,
    Field,
    Path,
    Row,
    element,
    field,
    statement_paths,
)

VERBS = ("raise", "lower", "drop", "forbid", "allow", "relax", "commit", "together")
HELD = {
    "prefers": "statements",
    "ranking": "ranking",
    "partial_order": "chains",
    "unknown": "pairs not known",
    "strongly_by": "what counts strongly",
    "divided": "factions",
    "fuzzy": "degrees",
}
"""Keys of a party that say what it wants."""
OF_A_PARTY = ("raise", "lower", "drop")
"""Verbs about what a party wants, which a reading is mostly made of."""
PROBABILITY = "Probability, as in 0.3 or [0.2, 0.5]"
READINGS = (
    "A reading is what its party wants as written, with changes: raise puts a statement first, "
    "lower puts it last, drop takes it out; without any it is as written. Probabilities of a "
    "party's readings sum to 1; one of them may be left empty and has the rest."
)
NOTE = (
    "More than a list of statements: each part as it stands in the file. "
    "One with comments inside it is changed in the YAML."
)


@dataclass(frozen=True)
class Section:
    """A table. ``of``: the party of its rows where it has one; ``note``: what is other about them.
    ``levels``: of statements, how many rows each entry of the list has."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    adding: Adding | None = None
    of: str = ""
    note: str = ""
    levels: tuple[int, ...] = ()


class Sections:
    """The tables of one case. ``data``: what the situation file reads as."""

    def __init__(self, case: Case, data: Any) -> None:
        self.situation, self.data = case.situation, data
        self.words = Words(case.situation)

    def parties(self) -> Section:
        """Who there is."""
        rows = tuple(self._party(party) for party in self.situation.parties)
        fields = (Field("Name in the file", (), "", ID), Field("Name", (), "name", TEXT),
                  Field("Role", (), "role", TEXT), _because())  # fmt: skip
        adding = Adding("a party", ("parties",), fields)
        return Section("Parties", ("party", "role", "also called", "rests on"), rows, adding)

    def _party(self, party: Party) -> Row:
        path: Path = ("parties", party.id)
        kinds = (
            *(("Name", "name", TEXT), ("Role", "role", TEXT), ("Also called", "aliases", NAMES)),
            *(("People", "people", NAMES), ("Behaves by", "behaviour", NAMES)),
            ("Rests on", "because", BECAUSE),
        )
        fields = tuple(field(self.data, label, path, key, kind) for label, key, kind in kinds)
        others = ", ".join((*party.aliases, *party.people))
        rests = _rests(party.because) if party.because else ""
        return Row(party.name, (party.name, party.role, others, rests), fields, path)

    def options(self, party: Party) -> Section:
        """What a party can do."""
        rows = []
        does = "Does, as after “could”"
        for option in party.options:
            path: Path = ("parties", party.id, "options", option.id)
            fields = (
                field(self.data, does, path, "does", TEXT),
                field(self.data, "Rests on", path, "because", BECAUSE),
            )
            cells = (option.name, option.does, _rests(option.because))
            rows.append(Row(option.name, cells, fields, path))
        new = (Field("Name in the file", (), "", ID), Field(does, (), "does", TEXT), _because())
        adding = Adding("an option", ("parties", party.id, "options"), new)
        columns = ("option", "does", "rests on")
        return Section("What it can do", columns, tuple(rows), adding, of=party.id)

    def statements(self, party: Party) -> Section:
        """What a party wants, most important first."""
        paths = statement_paths(self.data, party.id)
        criteria = party.preference.criteria
        columns = ("", "wants", "formally", "rests on", "sure")
        plain = len(paths) == len(criteria) and all(
            isinstance(one, Level) and len(one.statements) == len(within)
            for one, within in zip(criteria, paths, strict=True)
        )
        if not plain or party.preference.divided:
            return self._otherwise(party)
        rows, levels = [], []
        for place, (level, within) in enumerate(zip(criteria, paths, strict=True), 1):
            assert isinstance(level, Level)
            levels.append(len(within))
            for one, path in zip(level.statements, within, strict=True):
                rows.append(self._statement(party, one, path, place, len(within) > 1))
        fields = (Field("Wants", (), "want", EXPRESSION), _because(),
                  Field("Sure", (), "sure", CERTAINTY))  # fmt: skip
        adding = Adding("a statement", ("parties", party.id, "prefers"), fields)
        return Section("What it wants, most important first", columns, tuple(rows), adding,
                       party.id, levels=tuple(levels))  # fmt: skip

    def _otherwise(self, party: Party) -> Section:
        """A preference that is more than a list of statements: each part as the file has it."""
        rows, path = [], ("parties", party.id)
        for key, label in HELD.items():
            value = element(self.data, (*path, key))
            if value is not None:
                fields = (field(self.data, label, path, key, YAML),)
                rows.append(Row(f"{party.name}: {label}", (label, one_line(value)), fields))
        return Section("What it wants", ("as", "in the file"), tuple(rows), of=party.id, note=NOTE)

    def _statement(self, party: Party, one: Statement, path: Path, place: int, tied: bool) -> Row:
        fields = [
            field(self.data, "Wants", path, "want", EXPRESSION),
            field(self.data, "Rests on", path, "because", BECAUSE),
            field(self.data, "Sure", path, "sure", CERTAINTY),
        ]
        if isinstance(element(self.data, path), dict) and "weight" in element(self.data, path):
            fields.append(field(self.data, "Weight", path, "weight", YAML))
        said = self.words.wish(party.id, one.want)
        sure = f"{one.sure.phi:g}" if one.sure.phi is not None else one.sure.word
        cells = (f"{place}{' tied' if tied else ''}", said, bare(one.want), _rests(one.because),
                 sure)  # fmt: skip
        return Row(f"{party.name}: {said}", cells, tuple(fields), path)

    def terms(self) -> Section:
        """Names of propositions."""
        return self._named("terms", "Terms", "a term", self.situation.terms)

    def states(self) -> Section:
        """Names of situations."""
        return self._named("states", "Named situations", "a named situation",
                           self.situation.states)  # fmt: skip

    def _named(self, key: str, title: str, what: str, named: Any) -> Section:
        rows = []
        for one in named:
            words: Path = ("words", one.id)
            fields = (
                field(self.data, "Means", (key, one.id), "", EXPRESSION),
                field(self.data, "In words, as after “with”", ("words",), one.id, TEXT),
            )
            cells = (one.id, one.words, bare(one.means))
            rows.append(Row(one.id, cells, fields, (key, one.id), (words,)))
        fields = (
            Field("Name in the file", (), "", ID),
            Field("Means", (), "means", EXPRESSION),
        )
        return Section(title, ("name", "in words", "means"), tuple(rows),
                       Adding(what, (key,), fields))  # fmt: skip

    def rules(self) -> Section:
        """What cannot be otherwise."""
        rows = []
        for at, rule in enumerate(self.situation.rules):
            path: Path = ("rules", at)
            fields = tuple(
                field(self.data, label, path, key, kind)
                for label, key, kind in (
                    ("Rule", "rule", EXPRESSION),
                    ("Name", "name", TEXT),
                    ("Rests on", "because", BECAUSE),
                )
            )
            said = f"that {self.words.clause(rule.holds)}"
            cells = (rule.name, said, bare(rule.holds), _rests(rule.because))
            rows.append(Row(rule.name or said, cells, fields, path))
        fields = (Field("Name", (), "name", TEXT), Field("Rule", (), "rule", EXPRESSION),
                  _because())  # fmt: skip
        return Section("Rules", ("rule", "what is required", "formally", "rests on"), tuple(rows),
                       Adding("a rule", ("rules",), fields))  # fmt: skip

    def levers(self) -> Section:
        """What somebody could change."""
        rows = []
        for lever in self.situation.levers:
            path: Path = ("levers", lever.id)
            fields = [
                field(self.data, "Does, as after “could”", path, "does", TEXT),
                field(self.data, "Who could do it", path, "by", NAMES),
                *self._verbs(path),
                field(self.data, "Rests on", path, "because", BECAUSE),
            ]
            cells = (lever.id, lever.does, self.words.those(lever.by) if lever.by else "",
                     _rests(lever.change.because))  # fmt: skip
            rows.append(Row(lever.id, cells, tuple(fields), path))
        fields_ = (
            Field("Name in the file", (), "", ID),
            Field("Does, as after “could”", (), "does", TEXT),
            Field("Who could do it", (), "by", NAMES),
            Field("Changes, as in {raise: {PARTY: EXPRESSION}}", (), "", YAML),
            _because(),
        )
        return Section("Levers", ("lever", "does", "by", "rests on"), tuple(rows),
                       Adding("a lever", ("levers",), fields_))  # fmt: skip

    def types(self) -> Section:
        """Rival readings of a party."""
        rows = []
        for one in self.situation.types:
            path: Path = ("types", one.party, one.id)
            verbs = tuple(self._verbs(path))
            known = {each.key: each for each in verbs}
            first = (known.pop(verb, Field(verb, path, verb, YAML)) for verb in OF_A_PARTY)
            fields = (
                *first,
                *known.values(),
                field(self.data, PROBABILITY, path, "probability", YAML),
                field(self.data, "Rests on", path, "because", BECAUSE),
            )
            bounds = "" if one.probability is None else "–".join(
                f"{bound:g}" for bound in dict.fromkeys(one.probability))  # fmt: skip
            changes = "; ".join(f"{each.label} {each.value}" for each in verbs)
            cells = (self.words.party(one.party), one.id.replace("_", " "),
                     changes or "as written", bounds, _rests(one.change.because))  # fmt: skip
            alone = sum(other.party == one.party for other in self.situation.types) == 1
            gone = path[:-1] if alone else path
            rows.append(Row(f"{one.party} {one.id}", cells, fields, gone))
        columns = ("party", "reading", "changes", "probability", "rests on")
        new = (
            Field("Party, as in the file", (), "", PARTY),
            Field("Name in the file", (), "", ID),
            *(Field(verb, (), verb, YAML) for verb in OF_A_PARTY),
            Field(PROBABILITY, (), "probability", YAML),
            _because(),
        )
        return Section("Rival readings of a party", columns, tuple(rows),
                       Adding("a reading", ("types",), new), note=READINGS)  # fmt: skip

    def _verbs(self, path: Path) -> Iterator[Field]:
        one = element(self.data, path)
        for verb in VERBS:
            if isinstance(one, dict) and verb in one:
                yield field(self.data, verb, path, verb, YAML)


def _because() -> Field:
    return Field("Rests on", (), "because", BECAUSE)


def _rests(because: tuple[str, ...]) -> str:
    return rests_on(because).strip(" ()").removeprefix("resting on ")
