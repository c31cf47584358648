"""Words of probability on the scales that fix them, and as people have understood them.

* **ICD 203**: the ends of the seven steps of Intelligence Community Directive 203, Analytic
  Standards (2015), each with its two ways of saying it.
* **IPCC**: the likelihood scale of Mastrandrea et al. 2010, guidance note for lead authors of the
  Fifth Assessment Report. Its words overlap: what is very likely is likely too.
* **Survey**: the quartiles of the percentages that 46 people wrote down for seventeen words
  (``estimative_words_survey.csv``: one row a person, one column a word).

The scales disagree, so none is chosen here. "Could", "may" and "potentially" stand on none: they
say that something is possible, not how probable it is.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from goodoffices.errors import RequestError, nearest
from goodoffices.model.likelihood import ICD203, IPCC, SAME, Ends

SURVEY = Path(__file__).with_name("estimative_words_survey.csv")
ASKED = {"almost certain": "almost certainly"}
"""Words that the survey has only as another part of speech."""
WITHOUT = (
    "can",
    "could",
    "may",
    "might",
    "maybe",
    "perhaps",
    "possible",
    "possibly",
    "potential",
    "potentially",
    "conceivable",
    "conceivably",
)
"""Words that stand on no scale."""


@dataclass(frozen=True)
class Survey:
    """What ``people`` people wrote: a quarter of them at most ``low``, half at most ``middle``."""

    low: float
    middle: float
    high: float
    people: int


@dataclass(frozen=True)
class Word:
    """A word and its probabilities, each between 0 and 1 and None where a source has no such word.

    ``icd203`` and ``ipcc``: the two ends; ``step``: the word by which ICD 203 goes first.
    """

    word: str
    step: str | None
    icd203: Ends | None
    ipcc: Ends | None
    survey: Survey | None

    @property
    def has_scale(self) -> bool:
        """Whether any source gives it a number; ``could`` has none."""
        return bool(self.icd203 or self.ipcc or self.survey)


def scale(word: str) -> Word:
    """What is known of a word. Raises ``RequestError`` for one that is none of probability."""
    plain = " ".join(word.lower().replace("-", " ").split())
    step = plain if plain in ICD203 else SAME.get(plain)
    asked = survey().get(ASKED.get(plain, plain))
    found = Word(plain, step, ICD203[step] if step else None, IPCC.get(plain), asked)
    if found.has_scale or plain in WITHOUT:
        return found
    hint = nearest(plain, words())
    raise RequestError(
        f'"{word}" is no word of probability known here; {hint or "known: " + ", ".join(ICD203)}'
    )


def words() -> tuple[str, ...]:
    """Every word that ``scale`` knows, in the order of the sources."""
    return tuple(dict.fromkeys([*ICD203, *SAME, *IPCC, *survey(), *WITHOUT]))


@cache
def survey() -> dict[str, Survey]:
    """Word → its quartiles, by linear interpolation between the sorted answers."""
    with SURVEY.open(encoding="utf-8", newline="") as file:
        heads, *rows = csv.reader(file)
    answers = np.array(rows, dtype=np.float64) / 100
    quartiles = np.quantile(answers, [0.25, 0.5, 0.75], axis=0).T.tolist()
    return {
        head.lower(): Survey(round(low, 6), round(middle, 6), round(high, 6), len(answers))
        for head, (low, middle, high) in zip(heads, quartiles, strict=True)
    }
