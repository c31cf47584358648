"""The computations behind a brief, numbered as sentences ask for them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable

from goodoffices.brief.document import Computation
from goodoffices.model.apply import Variant


class Notes:
    """Collects computations; the same one asked for twice is kept once.

    ``options``: what commands need beside the path of the case, for what was applied to it.
    """

    def __init__(self, case: str, evidence: Iterable[str], options: str = "") -> None:
        self.path = shlex.quote(case)
        self.case = f"{self.path}{options}"
        self.evidence = frozenset(evidence)
        self.kept: dict[tuple[str, str], Computation] = {}

    def note(self, title: str, arguments: str, lines: Iterable[str]) -> str:
        """The id (``c1``, ``c2``, …) of a computation; ``{case}`` in arguments is the path
        with the options, ``{path}`` the path alone."""
        command = f"goodoffices {arguments.format(case=self.case, path=self.path)}"
        told = tuple(lines)
        key = (command, title)
        if key not in self.kept:
            words = [w for line in told for w in re.findall(r"[a-z][a-z0-9_]*", line)]
            cites = tuple(dict.fromkeys(w for w in words if w in self.evidence))
            known = Computation(f"c{len(self.kept) + 1}", title, command, told, cites)
            self.kept[key] = known
        return self.kept[key].id

    def all(self) -> tuple[Computation, ...]:
        """Every computation in the order in which it was first asked for."""
        return tuple(self.kept.values())


def options(applied: Variant) -> str:
    """What is applied, as the options that commands need behind the path of the case."""
    told = [f"--type {party}={name}" for party, name in applied.types]
    told += [f"--with {lever}" for lever in applied.levers]
    told += [f"--extension {applied.extension}"] if applied.extension else []
    return "".join(f" {one}" for one in told)
