"""A number of an outlook in words, and the line that an analyst could write, its numbers open."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.analyses.numbers import Number
from goodoffices.brief.words import join
from goodoffices.model.outlook import Spread

OPEN_CHANCE = "[?, ?]"
OPEN_RANGE = "{range: [?, ?, ?]}"
CHANCES = ("probability", "cell")


def what_words(one: Number) -> str:
    """What the number is: ``the probability that exchanged happens after truce``."""
    name = one.name
    happens = {"on": "turns on", "off": "turns off"}.get(one.turns, "happens")
    since = f" after {one.after}" if one.after else ""
    match one.kind:
        case "probability":
            return f"the probability that {name} {happens}{since}"
        case "rate":
            return f"the probability {_period(one.per)} that {name} {happens}{since}"
        case "cell":
            _, _, row = one.path.partition(".table.probability")
            parents = f" where its parents stand {row.strip('.')}" if row else ""
            return f"the probability of {name} on day 0{parents}"
        case "factor":
            return f"a factor that reinforces or hinders {name}"
        case "lag":
            return f"how long it takes until {name} {happens}{since}, in days"
        case "capacity":
            unit = f", in {one.unit}" if one.unit else ""
            return f"how much {name} lets through in a day at most{unit}"
        case "drift":
            return f"how far the level of {name} wanders, per root of a day"
        case "initial":
            return f"how much {name} holds on day 0{_in(one)}"
        case "most":
            return f"how much fits into {name}{_in(one)}"
    users = join(dict.fromkeys(used for _, used in one.used_by))
    return f"the param {name}, which {f'{users} uses' if users else 'nothing uses'}{_in(one)}"


def stands_words(one: Number, params: dict[str, Number]) -> str:
    """What stands there now."""
    if one.uses:
        spread = params[one.uses].spread
        if spread is None or spread.unset:
            return f"It takes the param {one.uses}, which nobody has set."
        return f"It takes the param {one.uses}: {spread_words(spread)}."
    if one.is_unset or one.spread is None:
        return "Nobody has set it."
    return f"It is set: {spread_words(one.spread)}."


def spread_words(spread: Spread) -> str:
    """``5 % 0.3, 95 % 0.8``; a single number as it is."""
    numbers = [f"{number:.15g}" for number in spread.numbers]
    word = f", the ends of {spread.word}" if spread.word else ""
    match spread.kind:
        case "points":
            return f"5 % {numbers[0]}, 95 % {numbers[1]}{word}"
        case "range":
            return f"5 % {numbers[0]}, 50 % {numbers[1]}, 95 % {numbers[2]}"
        case "uniform":
            return f"anything from {numbers[0]} to {numbers[1]}"
        case "beta":
            return f"beta ({numbers[0]}, {numbers[1]})"
        case "mean":
            return f"{numbers[0]} in the mean"
    return numbers[0]


def templates(one: Number, params: dict[str, Number], has_series: bool) -> Iterator[str]:
    """The YAML lines that would set it, every number left open.

    ``has_series``: whether daily counts say something of the status, so that a rate is a choice.
    """
    if one.uses:
        yield from templates(params[one.uses], params, False)
        return
    last = one.path.rpartition(".")[2]
    match one.kind:
        case "probability":
            yield f"probability: {OPEN_CHANCE}"
            yield "probability: {icd203: ?}  # or a word of ICD 203"
            if one.turns and has_series:
                yield "rate: ? per day  # or as a series counts it"
        case "rate":
            yield f"rate: ? {_period(one.per)}"
        case "cell":
            yield f"{last if last == 'probability' else f'{last!r}'}: {OPEN_CHANCE}".replace(
                "'", '"'
            )
        case "factor":
            yield "times: ?"
        case "param":
            chance = one.spread is not None and (one.is_unset or one.spread.is_probability)
            shape = "{probability: [?, ?]}" if chance and not one.unit else _range(one)
            yield f"{one.name}: {shape}"
        case "capacity" if one.part == "pool":
            yield f"{one.name}: {_range(one)}"
        case _:
            yield f"{one.kind}: {_range(one) if one.kind == 'capacity' else OPEN_RANGE}"


def _range(one: Number) -> str:
    return f"{{range: [?, ?, ?], unit: {one.unit}}}" if one.unit else OPEN_RANGE


def _in(one: Number) -> str:
    return f", in {one.unit}" if one.unit else ""


def _period(per: float) -> str:
    return "per day" if per == 1 else f"per {per:g} days"
