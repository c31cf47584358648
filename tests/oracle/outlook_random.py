"""Random outlooks as plain data: every construct, small numbers, ties and certainties included."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

Data = dict[str, Any]
PROBABILITIES = (0.0, 0.1, 0.5, 0.9, 1.0)
FACTORS = (0, 0.5, 1, 2)


@st.composite
def lags(draw: st.DrawFn) -> Any:
    kind = draw(st.sampled_from(("none", "fixed", "uniform", "range", "mean")))
    if kind == "none":
        return None
    if kind == "fixed":
        return f"{draw(st.integers(1, 9))} days"
    if kind == "uniform":
        first = draw(st.integers(1, 5))
        return {"uniform": [first, first + draw(st.integers(0, 5))]}
    if kind == "mean":
        return {"mean": f"{draw(st.integers(1, 9))} days"}
    low = draw(st.sampled_from((0, 1, 3)))
    middle = low + draw(st.sampled_from((1, 4)))
    return {"range": [low, middle, middle + draw(st.sampled_from((0, 2, 9)))]}


@st.composite
def causes(draw: st.DrawFn, events: list[str]) -> list[Data]:
    found = []
    for _ in range(draw(st.integers(0, 2))):
        cause: Data = {}
        if draw(st.booleans()):
            cause["after"] = draw(st.sampled_from(events))
        if draw(st.booleans()):
            cause["rate"] = (
                f"{draw(st.sampled_from((0.05, 0.3)))} per {draw(st.integers(1, 3))} days"
            )
        else:
            cause["probability"] = draw(st.sampled_from(PROBABILITIES))
            lag = draw(lags())
            if lag is not None:
                cause["lag"] = lag
        found.append(cause)
    return found


@st.composite
def conditions(draw: st.DrawFn, events: list[str]) -> str:
    one, other = draw(st.sampled_from(events)), draw(st.sampled_from(events))
    forms = (one, f"not {one}", f"{one} and {other}", f"{one} or not {other}")
    return draw(st.sampled_from(forms))


@st.composite
def modifiers(draw: st.DrawFn, events: list[str]) -> list[Data]:
    return [
        {"when": draw(conditions(events)), "times": draw(st.sampled_from(FACTORS))}
        for _ in range(draw(st.integers(0, 2)))
    ]


@st.composite
def outlooks(draw: st.DrawFn) -> Data:
    """An outlook with up to five events, three stocks and four flows, over some dozen days."""
    names = [f"e{at}" for at in range(draw(st.integers(1, 5)))]
    events: Data = {}
    for at, name in enumerate(names):
        event: Data = {}
        kind = draw(st.sampled_from(("once", "once", "status", "held", "reached", "table")))
        if kind == "table":
            settled = [n for n in names[:at] if "table" in events[n]]
            parents = (
                draw(st.lists(st.sampled_from(settled), unique=True, max_size=2)) if settled else []
            )
            rows = [""]
            for _ in parents:
                rows = [f"{row} {word}".strip() for row in rows for word in ("true", "false")]
            chance = {row: draw(st.sampled_from(PROBABILITIES)) for row in rows}
            table: Data = {"probability": chance if parents else chance[""]}
            events[name] = {"table": table | ({"parents": parents} if parents else {})}
            continue
        if kind == "status":
            event["status"] = True
            event["opens"] = draw(causes(names))
            event["closes"] = draw(causes(names))
        elif kind == "reached":
            event["holds_in"] = "true"
            event["reached"] = f"{draw(st.integers(1, 9))} days"
        else:
            event["causes"] = draw(causes(names))
            if kind == "held":
                event["holds_in"] = "true"
        if draw(st.booleans()):
            event["requires"] = draw(conditions(names))
        event["modifiers"] = draw(modifiers(names))
        others = [n for n in names if n != name]
        if others and draw(st.integers(0, 3)) == 0:
            event["excludes"] = draw(st.sampled_from(others))
        events[name] = event
    stocks: Data = {}
    for at in range(draw(st.integers(0, 3))):
        stocks[f"s{at}"] = {"initial": draw(st.sampled_from((0, 7, 100))), "unit": "t"}
        if draw(st.booleans()):
            stocks[f"s{at}"]["most"] = draw(st.sampled_from((100, 140)))
    found: Data = {
        "horizon": f"{draw(st.sampled_from((8, 16)))} days",
        "step": draw(st.sampled_from(("1 day", "0.5 days", "2 days"))),
        "events": events,
        "stocks": stocks,
        "scenarios": {"what_if": draw(scenarios(names))},
    }
    if stocks:
        found["pools"] = {"pool": f"{draw(st.sampled_from((5, 30)))} per day"}
        found["flows"] = draw(flows(names, list(stocks)))
    return found


@st.composite
def flows(draw: st.DrawFn, events: list[str], stocks: list[str]) -> Data:
    found: Data = {}
    for at in range(draw(st.integers(0, 4))):
        flow: Data = {}
        ends = draw(st.permutations([*stocks, ""]))[:2]
        flow |= {key: end for key, end in zip(("from", "to"), ends, strict=True) if end}
        rate, sized = draw(st.sampled_from(((True, False), (False, True), (True, True))))
        if rate:
            stock, event = draw(st.sampled_from(stocks)), draw(st.sampled_from(events))
            forms = ("3", f"0.2 * {stock}", f"min({stock}, 9) - 2", f"4 * {event} + {stock} / 8")
            flow["rate"] = draw(st.sampled_from(forms))
        if sized:
            flow["capacity"] = draw(st.sampled_from((4, "20 per day")))
            if draw(st.booleans()):
                flow["ramp"] = "4 days"
            if draw(st.booleans()):
                flow["drift"] = 0.3
            flow["modifiers"] = draw(modifiers(events))
        if draw(st.booleans()):
            flow["when"] = draw(conditions(events))
        if draw(st.booleans()):
            flow["pool"] = "pool"
        if draw(st.booleans()):
            flow["priority"] = draw(st.integers(1, 2))
        found[f"f{at}"] = flow
    return found


@st.composite
def scenarios(draw: st.DrawFn, events: list[str]) -> Data:
    chosen = draw(st.lists(st.sampled_from(events), unique=True, max_size=2))
    block = [name for name in chosen if draw(st.booleans())]
    return {
        "block": block,
        "do": {name: f"day {draw(st.integers(0, 8))}" for name in chosen if name not in block},
    }
