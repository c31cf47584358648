"""What else the file says of changes, once some of them were written into what they change.

What stays shall fit, and nothing shall be lost without a word. Steps, entry by entry:

1. A lever that holds now goes; one that a claim of the evidence names stays, and does nothing more.
2. The readings of a party one of which was chosen are rivals of each other, so each is written anew
   where its words would no longer make of the file what they made of it before. The chosen one is
   then "as written". Probabilities stay: to take one reading as written does not say how likely it
   is, and whatever draws readings goes on drawing the same ones as often. What the party wanted so
   far is kept as one more reading, of probability 0, where it was none yet.
3. Of every other entry the words that have nothing left to do go: to drop a statement, relax a rule
   or allow an option that is no longer there. An entry without any other word goes.
4. What comes on top of something else than before is told.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

from goodoffices.analyses.trial import difference
from goodoffices.errors import RequestError
from goodoffices.formats import native
from goodoffices.formats.changed import decide_the_same
from goodoffices.formats.fitting import SECTIONS
from goodoffices.formats.lever_text import lever_data
from goodoffices.formats.meaning import Checked
from goodoffices.formats.tree import Tree
from goodoffices.model.apply import changed, that_can_drop
from goodoffices.model.change import Change, pulled
from goodoffices.model.digest import same_preference
from goodoffices.model.parser import ExpressionError, parse
from goodoffices.model.situation import Situation

VERBS = ("raise", "lower", "drop", "forbid", "allow", "relax", "commit", "together")
BEFORE = "as_before"
"""The name of the reading that keeps what a party wanted so far."""


def alone(situation: Situation) -> Situation:
    """Without levers, readings, precedents and perceptions."""
    return replace(situation, levers=(), types=(), precedents=(), perceives=(), applied=())


def plain_situation(data: Mapping[str, Any], file: str = "") -> Situation:
    """What plain data say without the sections of changes. Raises ``InputError``."""
    kept = {key: value for key, value in data.items() if key not in SECTIONS}
    return native.situation(Tree(kept, file or None))


@dataclass
class Remaining:
    """What is left of the changes. ``base``: the situation with its changes, before they were
    written; ``types``, ``levers``: those that are; ``after``: what they make of it."""

    base: Situation
    types: Mapping[str, str]
    levers: Collection[str]
    after: Situation
    told: list[str] = field(default_factory=list)
    now: Situation = field(init=False)

    def read(self, data: dict[str, Any]) -> tuple[Checked, tuple[str, ...]]:
        """The new data with what stays in them, and what was done to it."""
        data, self.now = deepcopy(data), plain_situation(data)
        for key in SECTIONS:
            for name in list(data.get(key) or {}):
                if key == "types":
                    self._readings(name, data[key][name])
                    if not data[key][name]:
                        del data[key][name]
                elif key == "levers" and name in self.levers:
                    data[key][name] = _without_verbs(data[key][name])
                    called = called_lever(self.base, name)
                    self.told.append(
                        f"{called} holds from now on; it stays in the file without effect, as the "
                        "evidence speaks of it"
                    )
                elif self._goes(key, name, data[key]):
                    del data[key][name]
            if key in data and not data[key]:
                del data[key]
        return native.from_data(data), tuple(self.told)

    def _readings(self, party: str, readings: dict[str, Any]) -> None:
        """Step 2; 3 and 4 where none of them was chosen."""
        mine = {one.id: one.change for one in self.base.types if one.party == party}
        if party not in self.types:
            for name, change in mine.items():
                called = called_reading(self.base, party, name)
                self._fit(called, readings, name, party)
                self._on_top(called, change, self._with({**self.types, party: name}))
            return
        chosen = self.types[party]
        others = {who: name for who, name in self.types.items() if who != party}
        wanted = {name: self._with({**others, party: name}) for name in mine}
        who = self.base.party(party).name
        self.told.append(f"what {who} wants is from now on its reading “{_plain(chosen)}”")
        before = self._with(others)
        if not any(_same(one, before) for one in wanted.values()):
            self._keep(before, party, readings)
        for name, change in mine.items():
            called = called_reading(self.base, party, name)
            if self._makes(change, wanted[name]):
                self._fit(called, readings, name, party)
                continue
            verbs = self._verbs(wanted[name], party, name, called)
            readings[name] = {**_without_verbs(readings[name]), **verbs}
            if name != chosen:
                self.told.append(f"{called} stands there in other words and means what it meant")

    def _keep(self, before: Situation, party: str, readings: dict[str, Any]) -> None:
        """What a party wanted so far as one more reading, where words say it."""
        who = self.base.party(party).name
        name = BEFORE + "_" * sum(one.rstrip("_") == BEFORE for one in readings)
        try:
            verbs = self._verbs(before, party, name, "")
        except RequestError:
            self.told.append(f"what {who} wanted so far stands nowhere in the file any more")
            return
        readings[name] = {"probability": 0, **verbs}
        self.told.append(f"what {who} wanted so far is kept as its reading “{_plain(name)}”")

    def _verbs(self, meant: Situation, party: str, name: str, called: str) -> dict[str, Any]:
        """What makes a reading of the new situation. Raises ``RequestError`` where no words do."""
        lost = RequestError(
            f"{called} could not be said any more in the file as it would be, for no words of a "
            f"change lead back to it from the reading “{_plain(self.types[party])}”; keep it as a "
            "lever instead"
        )
        try:
            said = lever_data(difference(self.now, meant, name), "", ())
        except RequestError:
            raise lost from None
        verbs = {key: value for key, value in said.items() if key in VERBS}
        for key in ("raise", "lower", "drop"):
            if key in verbs and list(verbs[key]) != [party]:
                raise lost
            if key in verbs:
                (own,) = verbs[key].values()
                verbs[key] = own[0] if len(own) == 1 and isinstance(own[0], str) else own
        return verbs

    def _goes(self, key: str, name: str, entries: dict[str, Any]) -> bool:
        """Step 3 for a lever, a precedent or a perception, and step 4 for a lever."""
        called = f"the {SECTIONS[key]} “{_plain(name)}”"
        if key == "levers":
            called = called_lever(self.base, name)
        elif key == "perceives":
            called = f"{SECTIONS[key]} {self.base.party(name).name}"
        if self._fit(called, entries, name) and not {*VERBS, "unaware"} & {*entries[name]}:
            self.told.append(f"{called} is taken out, as it has nothing left to do")
            return True
        if key == "levers":
            change = next(one.change for one in self.base.levers if one.id == name)
            self._on_top(called, change, self._with(self.types, (name,)))
        return False

    def _fit(self, called: str, entries: dict[str, Any], name: str, party: str = "") -> bool:
        """Takes out of an entry what has nothing left to do; whether something was. ``party``:
        whose reading it is."""
        entry = dict(entries[name] or {})
        rules = {rule.name for rule in self.now.rules}
        gone: list[str] = []

        def left(value: Any, stays: Callable[[str], bool]) -> Any:
            texts = [value] if isinstance(value, str) else value or []
            gone.extend(one for one in texts if not stays(one))
            kept = [one for one in texts if stays(one)]
            return value if len(kept) == len(texts) else kept

        for verb, stays in (("relax", rules.__contains__), ("allow", self.now.closed.__contains__)):
            if verb in entry:
                entry[verb] = left(entry[verb], stays)
        if isinstance(entry.get("drop"), dict):
            parts = {who: left(texts, self._wants(who)) for who, texts in entry["drop"].items()}
            entry["drop"] = {who: texts for who, texts in parts.items() if texts}
        elif party and "drop" in entry:
            entry["drop"] = left(entry["drop"], self._wants(party))
        if gone:
            entries[name] = {k: v for k, v in entry.items() if k not in VERBS or v}
            self.told.append(
                f"{called}: “{'” and “'.join(gone)}” is taken out, as it is done already"
            )
        return bool(gone)

    def _wants(self, party: str) -> Callable[[str], bool]:
        wants = {one.want for one in self.now.party(party).preference.statements()}

        def stays(text: str) -> bool:
            try:
                return parse(text) in wants
            except ExpressionError:
                return True

        return stays

    def _on_top(self, called: str, change: Change, meant: Situation) -> None:
        """Step 4."""
        if not self._makes(change, meant):
            self.told.append(
                f"until now {called} came before what is written here; from now on it comes on top"
            )

    def _with(self, types: Mapping[str, str], more: Collection[str] = ()) -> Situation:
        """What these make of the situation before; what is dropped twice is gone already."""
        meant, on = self.base, {*self.levers, *more}
        changes = [one.change for one in self.base.types if types.get(one.party) == one.id]
        changes += [one.change for one in self.base.levers if one.id in on]
        for change in changes:
            meant = changed(meant, that_can_drop(meant, change))
        parties = (
            now if same_preference(one.preference, after.preference) else one
            for one, after, now in zip(
                meant.parties, self.after.parties, self.now.parties, strict=True
            )  # what was written may stand there in another form
        )
        return alone(replace(meant, parties=tuple(parties)))

    def _makes(self, change: Change, meant: Situation) -> bool:
        """Whether a change makes this of the new situation."""
        return _same(changed(self.now, that_can_drop(self.now, change)), meant)


def _same(first: Situation, second: Situation) -> bool:
    return decide_the_same(alone(first), alone(second))


def _without_verbs(entry: Any) -> dict[str, Any]:
    return {key: value for key, value in (entry or {}).items() if key not in VERBS}


def called_lever(situation: Situation, name: str) -> str:
    """A lever by what it does, which is what pages show of it; by its name where nothing says."""
    does = next((one.does for one in situation.levers if one.id == name), "")
    return f"the lever “{_plain(name) if does in ('', pulled(name)) else does}”"


def called_reading(situation: Situation, party: str, name: str) -> str:
    """A reading by its name, with the name of its party."""
    return f"the reading “{_plain(name)}” of {situation.party(party).name}"


def _plain(name: str) -> str:
    return name.replace("_", " ")
