"""What every part of the native reader shares: places, problems, and expressions in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from goodoffices.errors import Place, Problem, nearest, one_of
from goodoffices.formats.tree import Key, Tree
from goodoffices.model.change import Literal
from goodoffices.model.expression import Constant, Expression, as_literal, names_in
from goodoffices.model.parser import ExpressionError, parse

Path = tuple[Key, ...]
CUT = "inside […] or {…} YAML cuts at commas: put the expression in quotes"


@dataclass
class Context:
    """Collects problems while a tree is read. ``options``, ``names``: what expressions may use."""

    tree: Tree
    options: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)

    def place(self, path: Path, key: bool = False) -> Place:
        """Where ``path`` stands."""
        return self.tree.locate(path, key=key)

    def problem(self, place: Place, found: str, expected: str = "", remedy: str = "") -> None:
        """Note one mistake and go on."""
        self.problems.append(Problem(place, found, expected, remedy))

    def expression(self, text: str, path: Path) -> Expression:
        """The parsed expression; a mistake is noted and ``true`` stands in for it."""
        try:
            expression = parse(text)
        except ExpressionError as error:
            remedy = error.remedy
            if text.count("(") != text.count(")") and self.tree.in_flow(path):
                if text.count("(") < text.count(")") and self.cut_before():
                    return Constant(True)  # the last piece of the text that was cut before
                remedy = CUT
            place = self.tree.locate(path, error.offset)
            self.problem(place, f'in "{short(text)}": {error.found}', error.expected, remedy)
            return Constant(True)
        for name in names_in(expression):
            if name.text not in self.options and name.text not in self.names:
                self._unknown_name(name.text, self.tree.locate(path, name.offset))
        return expression

    def cut_before(self) -> bool:
        """Whether the last problem was a text that YAML cut."""
        return bool(self.problems) and self.problems[-1].remedy == CUT

    def _unknown_name(self, name: str, place: Place) -> None:
        known = (*self.options, *self.names)
        expected = "party.option, a term or a named state"
        if self.tree.data.get("graph") and self.names:
            expected = f"a state of the graph or a term: {one_of(self.names)}"
        party, _, option = name.partition(".")
        own = [o.split(".")[1] for o in self.options if o.split(".")[0] == party]
        if option and own:
            expected = f'an option of "{party}": {one_of(own)}'
        elif option and party not in {o.split(".")[0] for o in self.options}:
            expected = f"one of the parties with options: {one_of(self._parties())}"
        remedy = nearest(name, known)
        if name == "strongly":
            remedy = "for a line of strength write {strongly: }"
        if not remedy and not option:
            ends = {o.split(".")[1]: o for o in reversed(self.options)}
            near = get_close_matches(name, ends, n=1, cutoff=0.75)
            remedy = f'did you mean "{ends[near[0]]}"?' if near else ""
        self.problem(place, f'unknown name "{name}"', expected, remedy)

    def _parties(self) -> list[str]:
        return list(dict.fromkeys(o.split(".")[0] for o in self.options))

    def literal(self, text: str, path: Path) -> Literal | None:
        """An option or its negation; anything else is noted as a mistake."""
        before = len(self.problems)
        expression = self.expression(text, path)
        if len(self.problems) > before:
            return None
        literal = as_literal(expression)
        if literal is None or literal[0] not in self.options:
            found = f'"{short(text)}" is not an option or its negation'
            self.problem(self.place(path), found, "party.option or not party.option")
            return None
        return literal

    def literals(self, texts: Sequence[str], path: Path) -> tuple[Literal, ...]:
        """Several literals; wrong ones are noted and left out."""
        found = (self.literal(text, (*path, at)) for at, text in enumerate(texts))
        return tuple(literal for literal in found if literal is not None)

    def known(
        self, names: Sequence[str], valid: Iterable[str], path: Path, what: str
    ) -> tuple[str, ...]:
        """The names that are valid; each other one is noted with the nearest valid name."""
        words = list(dict.fromkeys(valid))
        for at, name in enumerate(names):
            if name not in words:
                place = self.place((*path, at))
                expected = f"one of {one_of(words)}" if words else f"none: the file has no {what}"
                self.problem(place, f'unknown {what} "{name}"', expected, nearest(name, words))
        return tuple(name for name in names if name in words)


def short(text: str, most: int = 70) -> str:
    """A text in one line, as long as a message can hold."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"
