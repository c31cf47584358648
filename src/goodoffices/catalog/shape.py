"""The shape of a file of published answers."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from goodoffices.formats.values import Names, Shape

Sure = Literal["high", "medium", "low"]
Answered = int | list[int] | list[list[int]]


Numbers = Annotated[dict[str, int | str], BeforeValidator(lambda value: value or {})]


class ModelShape(Shape):
    """Where the facts of the model come from."""

    from_: Annotated[str, Field(alias="from")]
    sure: Sure
    note: str | None = None


class AnswerShape(Shape):
    """One published answer."""

    question: str
    answer: Answered
    from_: Annotated[str, Field(alias="from")]
    sure: Sure
    concept: str | None = None
    party: str | None = None
    coalition: Names = []
    state: int | None = None
    extension: Literal["a", "b", "c", "d"] | None = None
    ours: Answered | None = None
    because: Literal["convention", "slip"] | None = None
    why: str | None = None
    note: str | None = None


class AnswersShape(Shape):
    """The whole file."""

    cites: list[str]
    model: ModelShape
    numbers: Numbers = {}
    answers: list[AnswerShape]
