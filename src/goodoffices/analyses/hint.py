"""What is known beside a number that an analyst has to set; nothing here sets it.

For each number: the evidence that its cause cites with the words of probability in it, and what
the case's own series say of the parts that it bears on. Beside all of them, where asked for, how
often peace agreements held a provision, and what single words mean.

A series bears on a number where it is that of the number's own stock or flow; for an event, where
it is that of a flow whose gate names the event; for a pool or a param, of what uses it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from goodoffices.analyses.numbers import Number, asked_for
from goodoffices.errors import Problem, RequestError
from goodoffices.evidence.item import EvidenceItem
from goodoffices.evidence.source import Source
from goodoffices.model.expression import names_in
from goodoffices.model.outlook import Observed, Outlook
from goodoffices.model.party import ASSUMPTION
from goodoffices.model.situation import Situation
from goodoffices.progress import Progress, silent
from goodoffices.series.attached import observed_in, read_observed
from goodoffices.series.backtest import Backtest, backtest
from goodoffices.series.crossing import Crossing, fit_crossing
from goodoffices.series.observed import Series
from goodoffices.series.pax import Rate, provision_rate, read_agreements
from goodoffices.series.scale import Word
from goodoffices.series.spoken import Spoken, spoken_in

SEED = 20_240_930
"""Of backtests; that of ``benchmarks/crossings.py``, so that its figures come out again."""


@dataclass(frozen=True)
class Cited:
    """An item of evidence and its words of probability.

    ``hedges``: words that the item marks as holding back and that are none of these; ``source``
    is None where it was not read.
    """

    item: EvidenceItem
    source: Source | None
    words: tuple[Spoken, ...]
    hedges: tuple[str, ...]


@dataclass(frozen=True)
class Fitted:
    """A series and what can be fitted to it.

    ``names``: the stocks and flows that were observed in it, empty where it stands alone. ``fit``
    is None for a quantity that is no count of a day, and where ``why`` says what is in the way;
    ``test`` is None where it was not asked for.
    """

    series: Series
    names: tuple[str, ...] = ()
    fit: Crossing | None = None
    why: str = ""
    test: Backtest | None = None


@dataclass(frozen=True)
class Hint:
    """One number, what it rests on, and the names of the observed parts that bear on it.

    ``unread``: ids that it cites where no evidence was read (a situation file alone).
    """

    number: Number
    cited: tuple[Cited, ...]
    unread: tuple[str, ...]
    observed: tuple[str, ...]

    @property
    def on_assumption(self) -> bool:
        """Whether it says that it is assumed."""
        return ASSUMPTION[0] in self.number.because


@dataclass(frozen=True)
class Precedent:
    """How often agreements in a PA-X file held a provision."""

    file: str
    rate: Rate
    stage: str
    country: str
    warnings: tuple[Problem, ...]


@dataclass(frozen=True)
class Hints:
    """Everything beside the numbers asked for; ``where`` is "" for all that nobody has set.

    ``situation`` is None where only words or agreements were asked for.
    """

    situation: Situation | None
    where: str
    hints: tuple[Hint, ...]
    series: tuple[Fitted, ...]
    precedent: Precedent | None
    words: tuple[Word, ...]


def hints(
    situation: Situation,
    items: Iterable[EvidenceItem],
    sources: Mapping[str, Source],
    folder: Path,
    where: str | None = None,
    *,
    test: bool = False,
    progress: Progress = silent,
) -> Hints:
    """What is known beside the number at ``where``, or all that nobody has set.

    ``folder``: where the tables of observations lie; ``test``: whether to backtest their fits.
    Raises ``RequestError`` where the situation has no outlook or nothing stands at ``where``,
    and ``InputError`` for mistakes in the tables that are needed.
    """
    outlook = situation.outlook
    if outlook is None:
        found = "the situation has no outlook, so no number of one can be set"
        raise RequestError(f"{found}; add outlook: or outlook.yaml beside it")
    known = {item.id: item for item in items}
    found_hints = tuple(_hint(one, known, sources, outlook) for one in asked_for(outlook, where))
    wanted = {name for hint in found_hints for name in hint.observed}
    observed = {name: one for name, one in observed_in(outlook).items() if name in wanted}
    flows = [flow.id for flow in outlook.flows]
    series = _fits(observed, flows, folder, test, SEED, progress)
    return Hints(situation, where or "", found_hints, series, None, ())


def precedent(
    file: Path, provision: str, stage: str | None = None, country: str | None = None
) -> Precedent:
    """How often the agreements in ``file`` held a provision. Raises as ``series.pax`` does."""
    agreements = read_agreements(file)
    rate = provision_rate(agreements.rows, provision, stage, country)
    return Precedent(agreements.file, rate, stage or "", country or "", agreements.warnings)


def fitted(
    series: Series,
    names: tuple[str, ...] = (),
    *,
    test: bool = False,
    seed: int = SEED,
    progress: Progress = silent,
) -> Fitted:
    """The fit of a daily count, with its backtest where asked for; ``why`` where there is none."""
    try:
        fit = fit_crossing(series)
        tested = backtest(series, seed, progress=progress) if test else None
    except RequestError as error:
        return Fitted(series, names, why=str(error))
    return Fitted(series, names, fit, test=tested)


def case_series(
    outlook: Outlook | None,
    folder: Path,
    test: bool = False,
    *,
    seed: int = SEED,
    progress: Progress = silent,
) -> tuple[Fitted, ...]:
    """Every series that an outlook names. Raises ``RequestError`` where it names none."""
    observed = observed_in(outlook)
    if outlook is None or not observed:
        found = "no stock or flow of an outlook says where it was observed"
        raise RequestError(f"{found}; add observed: to one, or give a table")
    return _fits(observed, [flow.id for flow in outlook.flows], folder, test, seed, progress)


def _fits(
    observed: Mapping[str, Observed],
    flows: Sequence[str],
    folder: Path,
    test: bool,
    seed: int,
    progress: Progress,
) -> tuple[Fitted, ...]:
    """One for each column that is observed; what is in a stock is no count of a day."""
    shared: dict[tuple[Observed, bool], list[str]] = {}
    for name, one in observed.items():
        shared.setdefault((one, name in flows), []).append(name)
    found = []
    for (one, counts), names in shared.items():
        series = read_observed(one, folder)
        kept = tuple(names)
        fits = fitted(series, kept, test=test, seed=seed, progress=progress)
        found.append(fits if counts else Fitted(series, kept))
    return tuple(found)


def _hint(
    number: Number,
    known: Mapping[str, EvidenceItem],
    sources: Mapping[str, Source],
    outlook: Outlook,
) -> Hint:
    ids = [one for one in number.because if one not in ASSUMPTION]
    cited = tuple(_cited(known[one], sources) for one in ids if one in known)
    unread = tuple(one for one in ids if one not in known)
    parts = number.used_by if number.kind == "param" else ((number.part, number.name),)
    observed = dict.fromkeys(name for part in parts for name in _bears_on(*part, outlook))
    return Hint(number, cited, unread, tuple(observed))


def _cited(item: EvidenceItem, sources: Mapping[str, Source]) -> Cited:
    words = spoken_in(item.quote)
    start = item.span[0]
    taken = [(start + one.start, start + one.end) for one in words]
    hedges = [
        item.quote[first - start : last - start]
        for first, last in item.hedges
        if all(last <= low or high <= first for low, high in taken)
    ]
    return Cited(item, sources.get(item.source), words, tuple(hedges))


def _bears_on(part: str, name: str, outlook: Outlook) -> list[str]:
    """The observed stocks and flows that say something of a part."""
    observed = observed_in(outlook)
    if part == "event":
        gated = [
            flow.id
            for flow in outlook.flows
            if flow.when is not None and name in {n.text for n in names_in(flow.when)}
        ]
        return [flow for flow in gated if flow in observed]
    if part == "pool":
        return [flow.id for flow in outlook.flows if flow.pool == name and flow.id in observed]
    return [name] if name in observed else []
