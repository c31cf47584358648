"""What is known beside numbers to be set, as lines: evidence, words, series, agreements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from goodoffices.analyses.hint import Cited, Hint, Hints, Precedent
from goodoffices.analyses.numbers import Number, numbers
from goodoffices.brief.lines import Heading, Line
from goodoffices.brief.number_words import stands_words, templates, what_words
from goodoffices.brief.series_words import series_lines
from goodoffices.brief.speakers import speaker_words
from goodoffices.brief.table import Table
from goodoffices.brief.words import join, plural, sentence
from goodoffices.case import Case
from goodoffices.model.likelihood import Ends
from goodoffices.series.scale import Word, survey
from goodoffices.series.spoken import Spoken

NO_SCALE = "on no scale: something is possible, and no number follows"


class HintWords:
    """One answer in words. ``case``: whose outlook it is, None where only words were asked for."""

    def __init__(self, result: Hints, case: Case | None, backtested: bool = False) -> None:
        self.result, self.case, self.backtested = result, case, backtested
        outlook = result.situation.outlook if result.situation else None
        every = () if outlook is None else numbers(outlook)
        self.params = {one.name: one for one in every if one.kind == "param"}
        self.every = every

    def lines(self) -> Iterator[Line]:
        """Numbers with their evidence, series, agreements, words; then what could be written."""
        for at, block in enumerate(self._blocks()):
            if at:
                yield ""
            yield from block

    def _blocks(self) -> Iterator[Iterable[Line]]:
        result = self.result
        if result.situation is not None and not result.hints:
            yield [self._all_set()]
        for hint in result.hints:
            yield self._hint(hint)
        for one in result.series:
            yield series_lines(one, self.backtested)
        if result.precedent is not None:
            yield precedent_lines(result.precedent)
        if result.words:
            yield [words_table(result.words), *_without_scale(result.words)]
        if result.hints:
            yield self._templates()

    def _all_set(self) -> str:
        if not self.every:
            return "The outlook has no number that could be set."
        return (
            "Every number of the outlook is set. Name one to see what is known beside it: a path "
            f"such as {self.every[0].path}, or the id of a param, event, stock or flow."
        )

    def _hint(self, hint: Hint) -> Iterator[Line]:
        number = hint.number
        yield Heading(number.path)
        place = f"{number.place}: " if str(number.place) else ""
        yield f"{place}{what_words(number)}. {stands_words(number, self.params)}"
        yield from self._evidence(hint)
        yield from self._observed(hint)

    def _evidence(self, hint: Hint) -> Iterator[str]:
        if hint.on_assumption:
            yield "It is marked as an assumption: no report is cited for it."
        elif not hint.cited and not hint.unread:
            yield "It rests on nothing: no evidence is cited for it."
        if hint.unread:
            yield f"It cites {join(hint.unread)}; give the folder of the case to read evidence."
        for one in hint.cited:
            yield f"  • {self.quotation(one)}"
            yield f"    {_words_in(one)}"

    def quotation(self, one: Cited) -> str:
        """``e04, A letter (The envoy, 2024-05-04): “…”``, with who speaks."""
        item, source = one.item, one.source
        about = []
        if source is not None:
            about = [source.publisher, source.date.isoformat() if source.date else ""]
        shown = ", ".join(filter(None, about))
        name = item.source if source is None else source.words
        said = ""
        if item.speaker is not None and self.case is not None:
            said = f", {speaker_words(self.case, item)}"
        status = "" if item.status == "accepted" else f", {item.status}"
        quote = " ".join(item.quote.split())
        return f"{item.id}{status}, {name}{f' ({shown})' if shown else ''}{said}: “{quote}”"

    def _observed(self, hint: Hint) -> Iterator[str]:
        for fitted in self.result.series:
            names = [name for name in fitted.names if name in hint.observed]
            if not names:
                continue
            yield f"Observed beside it: {join(names)}, in “{fitted.series.name}” (below)."
            yield from _not_the_same(hint.number, fitted.series.unit, fitted.fit is not None)

    def _templates(self) -> Iterator[Line]:
        yield Heading("To write, with the numbers left open")
        shown = dict.fromkeys(self._target(hint.number) for hint in self.result.hints)
        observed = {hint.number.path for hint in self.result.hints if hint.observed}
        for number in shown:
            yield f"{number.path}:" if not str(number.place) else f"{number.path} ({number.place}):"
            for line in templates(number, self.params, number.path in observed):
                yield f"    {line}"

    def _target(self, number: Number) -> Number:
        return self.params[number.uses] if number.uses else number


def _not_the_same(number: Number, unit: str, counts: bool) -> Iterator[str]:
    """What has to be minded before a fit is put into a file."""
    of_events = {part for part, _ in number.used_by} == {"event"}
    if counts and (number.kind == "probability" or of_events):
        yield (
            "The rates of a series are per day, on every day; a probability with a lag is for "
            "once. They are not the same number."
        )
    if counts and number.kind == "rate" and number.per != 1:
        yield f"The rates of a series are per day, this one is per {number.per:g} days."
    if unit and number.unit and unit != number.unit.removesuffix("/day"):
        yield f"The series counts {unit}, the number is in {number.unit}."


def _words_in(one: Cited) -> str:
    parts = [spoken_words(word) for word in one.words]
    parts += [f"“{' '.join(text.split())}”, marked as a hedge, {NO_SCALE}" for text in one.hedges]
    if not parts:
        return "No word of probability stands in it."
    return sentence(f"its words: {'; '.join(parts)}")


def spoken_words(one: Spoken) -> str:
    """``“likely”, ICD 203 55–80 %, …`` or that it stands on no scale."""
    text = f"“{' '.join(one.text.split())}”"
    if not one.word.has_scale:
        return f"{text}, {NO_SCALE}"
    if one.before:
        return f"{text} after “{one.before}”, on no scale together"
    found = [
        f"ICD 203 {percents(one.word.icd203)}" if one.word.icd203 else "",
        f"IPCC {percents(one.word.ipcc)}" if one.word.ipcc else "",
    ]
    asked = one.word.survey
    if asked is not None:
        ends = percents((asked.low, asked.high))
        found.append(f"middle half of {asked.people} people {ends}")
    return f"{text}, {', '.join(filter(None, found))}"


def words_table(words: tuple[Word, ...]) -> Table:
    """Every word on every scale."""
    people = next(iter(survey().values())).people
    columns = ("word", "ICD 203", "IPCC", f"middle half of {people} people", "median")
    rows = tuple(
        (
            word.word,
            percents(word.icd203),
            percents(word.ipcc),
            percents((word.survey.low, word.survey.high) if word.survey else None),
            f"{word.survey.middle * 100:.15g} %" if word.survey else "–",
        )
        for word in words
    )
    return Table("What words of probability mean", columns, rows)


def _without_scale(words: tuple[Word, ...]) -> Iterator[str]:
    bare = [f"“{word.word}”" for word in words if not word.has_scale]
    if bare:
        verb = "stands" if len(bare) == 1 else "stand"
        yield f"{join(bare)} {verb} {NO_SCALE}."
    if len(bare) < len(words):
        yield "The sources disagree; which scale is meant only the speaker or the analyst can say."


def percents(ends: Ends | None) -> str:
    """``55–80 %``."""
    return "–" if ends is None else f"{ends[0] * 100:.15g}–{ends[1] * 100:.15g} %"


def precedent_lines(one: Precedent) -> Iterator[Line]:
    """How often agreements held a provision, and what that is not."""
    yield Heading(f"“{one.rate.column}” in past agreements")
    standing = one.rate.standing
    kept = [f"stage {one.stage}" if one.stage else "", one.country]
    which = ", ".join(filter(None, kept))
    where = f"{f' ({which})' if which else ''} in {one.file}"
    if standing.share is None:
        yield f"No agreement{where} has a code for it."
        return
    yield (
        f"{standing.count:,} of {standing.of:,} agreements{where} held it: "
        f"{standing.share * 100:.0f} %, and by Wilson's 95 % interval "
        f"{standing.low * 100:.0f}–{standing.high * 100:.0f} %."
    )
    if one.rate.uncoded:
        more = plural(one.rate.uncoded, "more has", "more have")
        yield sentence(
            f"{more} no code for it and {'is' if one.rate.uncoded == 1 else 'are'} left out"
        )
    yield (
        "That is a share of what was written down, not of what was kept, and no probability that "
        "the next agreement will have it."
    )
