"""Who sees the situation differently, and which surprise may follow."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.analyses.perception import perception
from goodoffices.brief.assessment.goes import MOST_STATES
from goodoffices.brief.assessment.view import View
from goodoffices.brief.document import Section, Sentence
from goodoffices.brief.lines import Heading, Line
from goodoffices.brief.perception_words import PerceptionWords
from goodoffices.brief.views import sees
from goodoffices.brief.words import plural, sentence
from goodoffices.errors import RequestError
from goodoffices.model.change import Perception

TITLE = "Who sees it differently"
MOST_LINES = 24


def differently(view: View) -> Section:
    """Nothing where the file says nothing about perceptions."""
    return Section(TITLE, tuple(_sentences(view)), bullets=True)


def _sentences(view: View) -> Iterator[Sentence]:
    situation = view.situation
    if not situation.perceives:
        return
    try:
        if len(view.space) > MOST_STATES:
            raise RequestError("the model is too large for a brief; the command works it out")
        tell = PerceptionWords(perception(situation, space=view.space))
    except RequestError as error:
        link = view.notes.note("Who perceives what", "check {case}", [str(error)])
        for one in situation.perceives:
            yield Sentence(_view(view, one), link)
        return
    lines = [str(line).lstrip("• ") for line in tell.lines() if _is_text(line)]
    link = view.notes.note("Who perceives what", "perception {case}", lines[:MOST_LINES])
    for one in situation.perceives:
        yield Sentence(_view(view, one), link)
    known = {sentence(sees(view.words, one)) for one in situation.perceives}
    yield from (Sentence(text, link) for text in _surprise(tell) if text not in known)
    held, written = len(tell.result.held), int(tell.found.written.holds.sum())
    yield Sentence(
        sentence(f"as each sees it, {plural(held, 'situation')} would hold, not {written}")
        if held != written
        else sentence(f"as each sees it, as many situations ({written}) would hold"),
        link,
    )


def _view(view: View, one: Perception) -> str:
    """What a party misreads, with what that rests on."""
    return sentence(f"{view.basis(one.change.because)}, {sees(view.words, one)}")


def _surprise(tell: PerceptionWords) -> Iterator[str]:
    """One surprise, about today if there is one: what is expected, who would leave, why unseen."""
    if not tell.result.surprises:
        yield "No surprise follows: whatever somebody expects to hold does."
        return
    one = min(tell.result.surprises, key=lambda each: not each.leavers)
    who = tell.result.who(one.game)
    eyes, does = tell.names(who), "expects" if len(who) == 1 else "expect"
    more = tell.result.n_surprises - 1
    left = f" (a surprise; {more:,} more in the appendix)" if more else " (a surprise)"
    yield sentence(f"{eyes} {does} this to hold: {tell.what(one.position)}{left}")
    if not one.leavers:
        yield tell.why(one, False)
        return
    yield from tell.leaving(one, one.leavers[0], False)


def _is_text(line: Line) -> bool:
    return isinstance(line, str) and bool(line) and not isinstance(line, Heading)
