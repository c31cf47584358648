"""Random small situations with much that is uncertain, as plain data.

No statement is dropped by two changes, so that the order of changes leaves no doubt about it. They
may be out of order: `Mistaken` files have to be passed over by whoever asks for them.
"""

from __future__ import annotations

from random import Random
from typing import Any

from .case import Data

FIVE = ["nash", "gmr", "smr", "seq", "sseq"]


class Uncertain:
    """One situation: `data`, whether levers are varied, and some expressions to ask for."""

    def __init__(self, seed: int) -> None:
        self.draw = Random(seed)
        self.parties = ["a", "b", "c"][: self.draw.choice([2, 2, 3])]
        sizes = {party: self.draw.choice([1, 1, 2]) for party in self.parties}
        self.options = {party: ["x", "y"][:size] for party, size in sizes.items()}
        self.names = [f"{p}.{o}" for p, options in self.options.items() for o in options]
        self.data: Data = {"goodoffices": 1, "title": "A random one", "parties": {}}
        for party in self.parties:
            self.data["parties"][party] = self.party(party)
        self.limits()
        self.droppable = {
            party: [
                one if isinstance(one, str) else one["want"]
                for one in body.get("prefers", [])
                if not isinstance(one, list)
            ]
            for party, body in self.data["parties"].items()
        }
        if self.often(0.6):
            several = self.draw.sample(self.parties, self.draw.choice([1, 1, 2]))
            self.data["types"] = {party: self.types(party) for party in several}
        self.vary = self.often(0.5)
        if self.vary:
            names = ["first", "second"][: self.draw.choice([1, 2])]
            self.data["levers"] = {name: {"by": "a", **self.change("")} for name in names}
        self.asked = list(dict.fromkeys([self.expression() for _ in range(3)] + self.names[:2]))

    def often(self, share: float) -> bool:
        return self.draw.random() < share

    def expression(self) -> str:
        a, b, c = (self.draw.choice(self.names) for _ in range(3))
        forms = [a, f"not {a}", f"{a} and {b}", f"{a} or not {b}", f"{a} iff {b}"]
        forms += [f"{a} requires {b}", f"not {a} and {b}", f"exactly 1 of ({a}, {b}, {c})"]
        return self.draw.choice(forms)

    def literal(self) -> str:
        return self.draw.choice(["", "not "]) + self.draw.choice(self.names)

    def statement(self) -> Any:
        sures = [None, None, "firm", "likely", "guess", {"phi": 0}, {"phi": 1}, {"phi": 0.45}]
        said = {"want": self.expression(), "sure": self.draw.choice(sures)}
        if self.often(0.15):
            said["weight"] = self.draw.choice([2, 3, 0.5])
        said = {key: value for key, value in said.items() if value is not None}
        return said if len(said) > 1 else said["want"]

    def statements(self, count: int) -> list[Any]:
        return [
            [self.statement(), self.statement()] if self.often(0.15) else self.statement()
            for _ in range(count)
        ]

    def party(self, party: str) -> Data:
        body: Data = {"options": dict.fromkeys(self.options[party], "do")}
        if self.often(0.12):
            tie = [self.expression(), self.expression()]
            body["ranking"] = [self.expression(), tie, self.expression(), True]
        else:
            body["prefers"] = self.statements(self.draw.randint(1, 4))
        form = self.draw.random()
        far = ["l2"] if len(self.parties) == 2 else []  # no ranks say it: solved one by one
        if form < 0.3:
            body["behaviour"] = self.draw.sample(FIVE + far, self.draw.choice([2, 3]))
        elif form < 0.5:
            body["behaviour"] = self.draw.choice([*FIVE, "sim", *far])
        return body

    def limits(self) -> None:
        """Rules, some of them unsure, one-way literals and a closed option."""
        sure = round(self.draw.random(), 2)
        ranges = [sure, sure, 0, 1, [0, 1], [0, sure], [sure, 1.0], [sure / 2, sure / 2 + 0.4]]
        rules: list[Any] = [
            {"name": name, "rule": self.expression(), "probability": self.draw.choice(ranges)}
            for name in ["r1", "r2"][: self.draw.choice([0, 1, 1, 2])]
        ]
        self.data["rules"] = rules + ([self.expression()] if self.often(0.3) else [])
        if self.often(0.25):
            self.data["one_way"] = [self.literal()]
        if self.often(0.2):
            self.data["closed"] = [self.draw.choice(self.names)]

    def types(self, party: str) -> Data:
        count = self.draw.choice([2, 2, 3])
        shares: list[Any] = self.draw.choice(
            [
                [0.35, 0.65],
                [0.4, None],
                [[0.2, 0.5], None],
                [None, [0, 1]],
                [[0.1, 0.6], [0.2, 0.7]],
            ]
            if count == 2
            else [[0.2, 0.3, 0.5], [None, [0, 0.3], 0.4], [[0.1, 0.6], [0.2, 0.5], [0, 0.8]]]
        )
        return {
            name: self.change(party) | ({} if share is None else {"probability": share})
            for name, share in zip(["one", "two", "three"], shares, strict=False)
        }

    def change(self, party: str) -> Data:
        """Some verbs, of a lever if no party is named."""
        found: Data = {}
        rules = [one["name"] for one in self.data["rules"] if isinstance(one, dict)]
        for verb in self.draw.sample(
            ["raise", "lower", "drop", "forbid", "allow", "relax", "commit"],
            self.draw.choice([1, 2]),
        ):
            who = party or self.draw.choice(self.parties)
            said: Any = None
            if verb in ("raise", "lower"):
                some = self.draw.choice([0, 1, 2, 3])
                said = self.statements(some) if some else self.expression()
            elif verb == "drop" and self.droppable[who]:
                said = self.draw.choice(self.droppable[who])
                self.droppable[who] = [one for one in self.droppable[who] if one != said]
            if said:
                found[verb] = said if party else {who: said}
            elif verb in ("forbid", "commit"):
                found[verb] = [self.literal()]
            elif verb == "allow" and self.data.get("closed"):
                found[verb] = list(self.data["closed"])
            elif verb == "relax" and rules:
                found[verb] = rules[:1]
        return found
