"""What the computed outlook says in a brief: a few starts, the main answers, what they rest on."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from goodoffices.analyses.coverage import elements
from goodoffices.brief.assessment.goes import MOST_STATES, target
from goodoffices.brief.assessment.view import View
from goodoffices.brief.document import Section, Sentence
from goodoffices.brief.figures.outlook import brief_figure
from goodoffices.brief.outlook_asked import amount_words, answer_line, asked_words, chance_words
from goodoffices.brief.outlook_words import OutlookWords
from goodoffices.brief.words import join, number, plural, sentence
from goodoffices.errors import RequestError
from goodoffices.evolution.chain import chain
from goodoffices.model.outlook import Outlook, Param
from goodoffices.model.party import ASSUMPTION
from goodoffices.outlook.answers import Answer
from goodoffices.outlook.engine import Size
from goodoffices.outlook.forecast import Forecast, forecast
from goodoffices.outlook.talks import Outcome, from_chain, from_now, from_state, taken
from goodoffices.outlook.watching import everything

TITLE = "What might follow, as far as the numbers allow"
SIZE = Size(100, 200, 1)
"""Enough for a sentence; the command beside it takes more."""

MOST_WORK = 3_000_000_000
"""Steps of parts in runs: a few seconds a start."""

MOST_CHANCES = 4
MOST_STARTS = 3


@dataclass(frozen=True)
class Start:
    """Where an outlook starts: ``lead`` begins the sentence, ``options`` repeat it."""

    lead: str
    title: str
    options: str
    outcome: Outcome


def follows(view: View) -> Section:
    """Nothing where the situation has no outlook."""
    outlook = view.situation.outlook
    if outlook is None:
        return Section(TITLE, ())
    if outlook.unset():
        return Section(TITLE, (_unset(view, outlook.unset()),))
    try:
        found = [(one, _run(outlook, one)) for one in starts(view, outlook)]
    except RequestError as error:
        link = view.notes.note("Why the outlook is not told", "check {case}", [str(error)])
        return Section(TITLE, (Sentence(sentence(f"the outlook is not told here: {error}"), link),))
    if not found:
        return Section(TITLE, ())
    links = [_note(view, *one) for one in found]
    told = [_rests(view, outlook)]
    told += [_chances(one, a, at) for (one, a), at in zip(found, links, strict=True)]
    told += [s for (one, a), at in zip(found, links, strict=True) for s in _amount(one, a, at)]
    start, shown = found[:2][-1]  # the outcome that the assessment speaks of, or what there is
    drawn = brief_figure(shown, start.title, view.situation.as_of).svg()
    return Section(TITLE, tuple(told), bullets=True, figure=drawn)


def starts(view: View, outlook: Outlook) -> tuple[Start, ...]:
    """The status quo; the outcome whose needs the assessment tells; outcomes that would hold, and
    where the parties would end by themselves, if none of these decides what the outlook takes.

    Two with the same events from the talks are one, and an outcome that does not decide all of
    them is left out.
    """
    found: dict[object, Start] = {}
    for start in _starts(view, outlook):
        found.setdefault((start.outcome.held.patterns, start.outcome.held.weights), start)
    if len(found) < 2 and taken(outlook):
        for start in _ends(view, outlook):
            found.setdefault((start.outcome.held.patterns, start.outcome.held.weights), start)
    return tuple(found.values())[:MOST_STARTS]


def _starts(view: View, outlook: Outlook) -> Iterator[Start]:
    if not taken(outlook):
        yield Start("over time", "What follows", "", Outcome("none"))
        return
    space = view.space
    if space.now is not None:
        now = from_now(outlook, space)
        yield Start("from today's situation", "What follows from today's situation", "", now)
    wanted = target(view)
    if wanted is not None:
        noun = view.words.named[wanted.id]
        yield from _state(view, outlook, wanted.id, f"{noun}, which would not hold today")
    for held in view.outcomes:
        alike = _alike(view, outlook, held.positions)
        state = str(int(space.ids[held.positions[0]])) if alike else ""
        yield from _state(view, outlook, held.state, view.name(held), state)


def _alike(view: View, outlook: Outlook, positions: tuple[int, ...]) -> bool:
    """Whether an outlook takes the same from all of these situations."""
    columns = [
        view.space.truth(event.holds_in)[list(positions)]
        for event in outlook.events
        if event.holds_in is not None
    ]
    return all(column.all() or not column.any() for column in columns)


def _state(view: View, outlook: Outlook, text: str, noun: str, else_: str = "") -> Iterator[Start]:
    """The start from a named state, or from one state where the name says too little."""
    for one in filter(None, (text, else_)):
        try:
            outcome = from_state(outlook, view.space, one)
        except RequestError:
            continue
        short = noun.partition(",")[0]
        option = f" --state {shlex.quote(one)}"
        yield Start(f"with {noun}", f"What follows from {short}", option, outcome)
        return


def _ends(view: View, outlook: Outlook) -> Iterator[Start]:
    """Where the parties would end if each moved as it would by itself."""
    now = view.space.now
    if now is None or len(view.space) > MOST_STATES:
        return
    outcome = from_chain(outlook, view.space, chain(view.solution.moves, now))
    lead = "from where the parties would end by themselves (all as ready to move)"
    title = "What follows from where the parties would end by themselves"
    yield Start(lead, title, " --outcome evolution", outcome)


def _run(outlook: Outlook, start: Start) -> Forecast:
    parts = len(outlook.events) + len(outlook.stocks) + len(outlook.flows)
    if outlook.steps * SIZE.runs * parts > MOST_WORK:
        raise RequestError("it is too large for a brief; goodoffices outlook works it out")
    questions = outlook.ask or everything(outlook)
    return forecast(outlook, questions, start.outcome, SIZE, fans=True)[0]


def _unset(view: View, unset: tuple[Param, ...]) -> Sentence:
    lines = [f"Nobody has set the {param.id} (line {param.place.line})." for param in unset]
    link = view.notes.note("What the outlook lacks", "check {case}", lines)
    names = join(f"the {param.id}" for param in unset)
    what = "one probability is" if len(unset) == 1 else f"{number(len(unset))} probabilities are"
    return Sentence(sentence(f"the outlook cannot be computed until {what} set: {names}"), link)


def _rests(view: View, outlook: Outlook) -> Sentence:
    """What kind of numbers these are; in full in the computation."""
    params = outlook.params
    assumed = sum(param.because == ASSUMPTION for param in params)
    bare = sum(one.kind == "outlook" and not one.because for one in elements(view.situation))
    total = len(params) + bare - sum(not param.because for param in params)
    link = view.notes.note(
        "The numbers that the outlook rests on", "check {case}", [_param(one) for one in params]
    )
    if assumed and assumed == total:
        text = f"all {number(total)} numbers behind this are assumed, none reported: no forecast"
    else:
        parts = [f"{number(assumed)} assumed"] if assumed else []
        parts += [f"{number(bare)} without a source"] if bare else []
        rest = total - assumed - bare
        parts += [f"{number(rest)} on what reports say"] if rest or not parts else []
        text = f"this rests on {plural(total, 'number')}: {join(parts)}"
    text += f"; brackets hold the range that they leave open ({SIZE.outer} × {SIZE.inner} runs)"
    return Sentence(sentence(text), link)


def _param(param: Param) -> str:
    """A number, how sure it is, and what it rests on."""
    spread = param.spread
    numbers = " to ".join(f"{one:g}" for one in spread.numbers)
    kinds = {
        "points": "5 % and 95 % point",
        "range": "5 %, 50 % and 95 % point",
        "uniform": "anything from",
        "beta": "beta",
    }
    how = f"{kinds[spread.kind]} {numbers}" if spread.kind in kinds else numbers
    rest = "without a source"
    if param.because:
        rest = "assumption" if param.because == ASSUMPTION else ", ".join(param.because)
    return f"{param.id}: {how}{' ' if param.unit else ''}{param.unit} ({rest})."


def _note(view: View, start: Start, found: Forecast) -> str:
    """The computation behind what follows from one start: every answer, with its errors."""
    outlook, size = found.outlook, found.size
    lines = [OutlookWords([found]).opening()]
    lines += [answer_line(outlook, one, size.runs) for one in found.answers]
    lines.append("Words of probability as in ICD 203; an error is one standard error.")
    runs = f"--runs {size.outer}x{size.inner} --seed {size.seed}"
    return view.notes.note(start.title, f"outlook {{case}}{start.options} {runs}", lines)


def _chances(start: Start, found: Forecast, link: str) -> Sentence:
    """The main answers from one start: the most probable first, what never happens last."""
    plain = [a for a in found.answers if a.question.kind == "P" and a.question.given is None]
    told = sorted(plain[:MOST_CHANCES], key=_value, reverse=True)
    parts = [chance_words(found.outlook, one) for one in told if _value(one) > 0]
    never = [asked_words(found.outlook, one.question) for one in told if _value(one) == 0]
    parts += [f"in no run {join(never, 'or')}"] if never else []
    return Sentence(sentence(f"{_lead(start, found)}: {'; '.join(parts)}"), link)


def _amount(start: Start, found: Forecast, link: str) -> Iterator[Sentence]:
    """The first quantity asked for, unless there is most likely nothing of it."""
    fans = [one for one in found.answers if one.quantiles]
    if fans and fans[0].quantiles[2] > 0:
        text = f"{_lead(start, found)}: {amount_words(found.outlook, fans[0])}"
        yield Sentence(sentence(text), link)


def _lead(start: Start, found: Forecast) -> str:
    """Also a sentence by itself says that it rests on assumptions."""
    assumed = any(param.because == ASSUMPTION for param in found.outlook.params)
    return f"{'on assumed numbers, ' if assumed else ''}{start.lead}"


def _value(answer: Answer) -> float:
    return 0.0 if answer.estimate is None else answer.estimate.value
