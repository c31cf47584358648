"""Why an answer is what it is, and runs that come to no number."""

from __future__ import annotations

import pytest
from outlook_dialect import ask, read, value

from goodoffices.errors import RequestError
from goodoffices.outlook.engine import Size
from goodoffices.outlook.forecast import forecast, marked
from goodoffices.outlook.talks import Outcome
from goodoffices.outlook.watching import asked
from goodoffices.outlook.why import moves, owes

NOT_FROM_TALKS = Outcome("none")
CROSSING = """
horizon: 30 days
params: {p: {uniform: [0.1, 0.9]}, cap: {range: [10, 50, 400]}}
events:
  truce: {causes: [{probability: 0.7, lag: 5 days}]}
  crossing: {causes: [{after: truce, probability: p, lag: {uniform: [1, 20]}}]}
stocks: {aid: {initial: 0}}
flows: {in: {to: aid, capacity: cap, when: crossing}}
"""


@pytest.mark.parametrize(
    "question",
    [
        "P(crossing by day 30)",
        "P(crossing by day 20 | truce by day 30)",
        "mean(aid at day 30)",
        "sd(aid at day 30)",
        "quantiles(aid at day 30)",
    ],
)
def test_a_tornado_ends_at_the_answers_with_the_param_set_so(question: str) -> None:
    size = Size(20, 100, 1)
    outlook = read(CROSSING)
    moved = moves(outlook, asked(outlook, (question,)), NOT_FROM_TALKS, size)[question]
    assert {one.param.id for one in moved} == {"p", "cap"}
    for one in moved:
        for end, told in zip(one.at, (one.low, one.high), strict=True):
            text = CROSSING.replace(
                "{uniform: [0.1, 0.9]}" if one.param.id == "p" else "{range: [10, 50, 400]}",
                f"{end!r}",
            )
            found = ask(text, question, size=size).answers[0]
            assert told == pytest.approx(found.quantiles[2] if found.quantiles else value(found))


def test_an_answer_owes_nothing_to_what_it_does_not_wait_for() -> None:
    outlook = read(CROSSING.replace("events:", "events:\n  rain: {causes: [{rate: 0.5 per day}]}"))
    question = asked(outlook, ("P(crossing by day 30)",))[0]
    found = {one.event: one.by for one in owes(outlook, question, NOT_FROM_TALKS, Size(5, 100))}
    assert found["rain"] is not None
    assert (found["rain"].value, found["rain"].se) == (0.0, 0.0)
    assert found["truce"] is not None
    assert found["truce"].value > 0.2


@pytest.mark.parametrize("rate", ["s * 1e300", "s * s", "1e308 * 1e308"])
def test_a_stock_beyond_what_a_number_holds_is_refused(rate: str) -> None:
    flows = f"{{f: {{to: s, rate: {rate}}}}}"
    text = f"{{horizon: 9 days, stocks: {{s: {{initial: 1e200}}}}, flows: {flows}}}"
    with pytest.raises(
        RequestError, match='stock "s" grows beyond what a number can hold on day 1'
    ):
        ask(text, "mean(s at day 9)")


def test_what_is_kept_at_once_counts_for_memory() -> None:
    names = ", ".join(f"w{number}: {{block: truce}}" for number in range(40))
    outlook = read(f"{CROSSING}scenarios: {{{names}}}\n")
    questions = asked(outlook, ("mean(aid at day 30)",))
    with pytest.raises(RequestError, match="2,000,000 runs, 41 times over would need"):
        forecast(outlook, questions, NOT_FROM_TALKS, Size(1000, 2000), outlook.scenarios)


def test_everything_that_the_file_marks_as_an_assumption_is_listed() -> None:
    outlook = read(
        """
        events:
          a: {causes: [{rate: 0.1 per day}]}
          b: {modifiers: [{when: a, times: 2, because: assumption}], causes: [{rate: 0.1 per day}]}
        stocks: {s: {initial: 0, because: assumption}}
        flows:
          f: {to: s, capacity: 3, modifiers: [{when: b, times: 0.5, because: assumption}]}
        scenarios: {w: {block: a, because: assumption}}
        """
    )
    assert marked(outlook) == (
        "events.b (modifiers)",
        "flows.f (modifiers)",
        "stocks.s",
        "scenarios.w",
    )
