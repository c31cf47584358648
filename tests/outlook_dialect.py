"""A small dialect for tests of outlooks: from YAML text to answers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from goodoffices.formats.context import Context
from goodoffices.formats.outlook import read_outlook
from goodoffices.formats.tree import Tree
from goodoffices.formats.yaml_tree import read_text
from goodoffices.model.outlook import Outlook
from goodoffices.outlook.answers import Answer
from goodoffices.outlook.engine import Size
from goodoffices.outlook.forecast import Forecast, forecast, scenario
from goodoffices.outlook.talks import Outcome
from goodoffices.outlook.watching import asked

DATA = Path(__file__).with_name("data") / "outlook"
RUNS = Size(1, 100_000, 1)


def read(text: str) -> Outlook:
    """An outlook in YAML; ``holds_in`` knows ``true`` and ``false`` alone."""
    return read_outlook(read_text(text), Context(Tree({})))


def ask(outlook: Outlook | str, *questions: str, size: Size = RUNS) -> Forecast:
    """The answers to some questions, as written."""
    found = read(outlook) if isinstance(outlook, str) else outlook
    return forecast(found, asked(found, questions), Outcome("none"), size)[0]


def under(outlook: Outlook | str, name: str, *questions: str, size: Size = RUNS) -> Forecast:
    """The answers under a scenario, with the differences."""
    found = read(outlook) if isinstance(outlook, str) else outlook
    chosen = (scenario(found, name),)
    return forecast(found, asked(found, questions), Outcome("none"), size, chosen)[1]


def value(answer: Answer) -> float:
    """The number of an answer."""
    assert answer.estimate is not None, answer.reason
    return answer.estimate.value


def near(answers: Sequence[Answer], exact: Sequence[float], errors: float = 4.0) -> None:
    """Every answer lies within some standard errors of the exact one."""
    for answer, wanted in zip(answers, exact, strict=True):
        assert answer.estimate is not None
        assert answer.estimate.mc_se is not None
        off = abs(answer.estimate.value - wanted)
        assert off <= errors * answer.estimate.mc_se + 1e-12, (answer, wanted)
