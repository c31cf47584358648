"""Elicitation: whoever answers from a known order is back at that ranking of the situations."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from thorough import examples

import goodoffices as go
from goodoffices.elicitation import remaining as remaining_module
from goodoffices.elicitation.diagram import diagram
from goodoffices.elicitation.differences import MOST_STATEMENTS, Ground
from goodoffices.elicitation.fits import fits
from goodoffices.elicitation.holds import Solver, rank_of
from goodoffices.elicitation.rankings import classes
from goodoffices.elicitation.session import Answer, Contradiction, Levels, Session, begun
from goodoffices.elicitation.weak_orders import (
    distance,
    levels_of,
    order_of,
    weak_orders,
    weights,
    with_one_more,
)
from goodoffices.errors import RequestError
from goodoffices.formats.native import from_data
from goodoffices.model.expression import Expression
from goodoffices.model.parser import parse
from goodoffices.model.preference import Level, Preference, Statement
from goodoffices.moves.build import moves_of
from goodoffices.ranks import ranks
from goodoffices.stability.verdicts import PROFILE, Verdicts
from goodoffices.states import StateSpace

RELAXED: dict[str, Any] = {"deadline": None, "suppress_health_check": list(HealthCheck)}
FUBINI = [1, 1, 3, 13, 75, 541, 4_683, 47_293]
OPTIONS = 8
NAMES = [f"a.o{at}" for at in range(OPTIONS)]
PLAIN = from_data(
    {
        "goodoffices": 1,
        "title": "Eight options",
        "parties": {"a": {"options": {f"o{at}": f"do {at}" for at in range(OPTIONS)}}},
    }
).situation


def preference(wants: list[Expression], levels: Levels) -> Preference:
    return Preference(tuple(Level(tuple(Statement(wants[at]) for at in level)) for level in levels))


def ground_of(space: StateSpace, wants: list[Expression]) -> Ground:
    truth = np.array([space.truth(want) for want in wants], dtype=np.bool_)
    return Ground(truth.reshape(len(wants), len(space)), space.ids)


@st.composite
def known(draw: st.DrawFn, most: int = 7) -> tuple[StateSpace, list[Expression], Levels]:
    """Some feasible states, some statements, and an order of these that somebody has in mind."""
    count = draw(st.integers(1, most))
    literal = st.sampled_from([*NAMES, *(f"not {name}" for name in NAMES)])
    compound = st.builds(
        lambda left, word, right: f"{left} {word} {right}",
        literal,
        st.sampled_from(["and", "or", "requires", "iff"]),
        literal,
    )
    simple = draw(st.booleans())
    texts = draw(
        st.lists(literal if simple else literal | compound, min_size=count, max_size=count)
    )
    size = draw(st.sampled_from([1, 2, 5, 20, 80, 256]))
    ids = some_states(draw(st.integers(0, 2**32)), OPTIONS, size)
    return StateSpace(PLAIN, ids), [parse(text) for text in texts], some_levels(draw, count)


def some_states(seed: int, options: int, size: int) -> np.ndarray:
    """Ids of this many states, drawn at random."""
    chosen = np.random.default_rng(seed).choice(2**options, size, replace=False)
    return np.sort(chosen).astype(np.uint64)


def some_levels(draw: st.DrawFn, count: int) -> Levels:
    numbers = draw(st.lists(st.integers(0, count - 1), min_size=count, max_size=count))
    _, dense = np.unique(numbers, return_inverse=True)
    return levels_of(dense.reshape(-1).astype(np.int8))


def answer_from(rank: np.ndarray, session: Session) -> Answer:
    question = session.question
    assert question is not None
    ids = session.ground.ids.tolist()
    pair = ids[question.first], ids[question.second]
    every = [Answer(*pair, word) for word in ("first", "second", "same")]
    return next(one for one in every if agrees(rank.tolist(), ids, one))


def answered_from(rank: np.ndarray, session: Session) -> Session:
    """The session at its end, where every answer comes from these ranks."""
    while session.question is not None:
        after = session.answered(answer_from(rank, session))
        assert isinstance(after, Session)
        assert after.settled >= session.settled
        session = after
    return session


def one_by_one(count: int) -> Levels:
    return tuple((at,) for at in range(count))


def test_weak_orders_are_all_and_each_once() -> None:
    for count, expected in enumerate(FUBINI):
        orders = weak_orders(count)
        assert len(orders) == expected
        assert len(np.unique(orders, axis=0)) == expected
        for row in orders[:: max(1, expected // 50)]:
            assert sorted(set(row.tolist())) == list(range(int(row.max(initial=-1)) + 1))
            assert (order_of(levels_of(row)) == row).all()


def test_a_further_statement_takes_every_place() -> None:
    grown = with_one_more(weak_orders(3)[::5])
    for row in weak_orders(4):
        _, rest = np.unique(row[:3], return_inverse=True)
        from_these = (weak_orders(3)[::5] == rest.reshape(-1)).all(axis=1).any()
        assert bool((grown == row).all(axis=1).any()) == bool(from_these)


def test_weights_order_as_levels_do() -> None:
    rows = np.array(list(itertools.product([0, 1], repeat=5)), dtype=np.int64)
    for order in weak_orders(5)[::7]:
        key = [tuple(int(row[list(level)].sum()) for level in levels_of(order)) for row in rows]
        weighed = rows @ weights(order[None])[0].astype(np.int64)
        for left, right in itertools.combinations(range(len(rows)), 2):
            assert np.sign(weighed[left] - weighed[right]) == (key[left] > key[right]) - (
                key[left] < key[right]
            )


def test_distance_counts_pairs_that_stand_otherwise() -> None:
    orders = np.array([[0, 1, 2], [2, 1, 0], [0, 0, 1], [0, 0, 0]], dtype=np.int8)
    assert distance(orders, orders[0]).tolist() == [0, 3, 1, 3]


@settings(max_examples=examples(400), **RELAXED)
@given(known())
def test_whoever_answers_from_an_order_is_back_at_its_ranking(
    example: tuple[StateSpace, list[Expression], Levels],
) -> None:
    space, wants, levels = example
    truth = ranks(space, preference(wants, levels))
    session = answered_from(truth, begun(ground_of(space, wants), one_by_one(len(wants))))
    assert session.determined and session.settled == 1.0 and session.rankings_left == 1
    learned = session.levels()
    assert sorted(at for level in learned for at in level) == list(range(len(wants)))
    assert (ranks(space, preference(wants, learned)) == truth).all()
    assert (rank_of(session) == truth).all()


@settings(max_examples=60, **RELAXED)
@given(known())
def test_nothing_is_moved_that_need_not_be(
    example: tuple[StateSpace, list[Expression], Levels],
) -> None:
    """Who answers from the order as it is written finds the telling statements as they were."""
    space, wants, levels = example
    truth = ranks(space, preference(wants, levels))
    session = answered_from(truth, begun(ground_of(space, wants), levels))
    still = [[at for at in level if at in session.ground.telling] for level in levels]
    learned = [[at for at in level if at in session.ground.telling] for level in session.levels()]
    assert [level for level in learned if level] == [level for level in still if level]


def agrees(keys: Sequence[Any], ids: list[int], answer: Answer) -> bool:
    """Whether a ranking (a key for each state, the greater the better) gives an answer."""
    first, second = keys[ids.index(answer.first)], keys[ids.index(answer.second)]
    word = "first" if first > second else "second" if first < second else "same"
    return word == answer.answer


def rankings_by_hand(session: Session, answers: tuple[Answer, ...]) -> set[tuple[int, ...]]:
    """The rankings that some weak order gives and that agree with the answers, one by one."""
    ground = session.ground
    found = set()
    ids = ground.ids.tolist()
    for order in weak_orders(len(ground.truth)):
        key = [
            tuple(int(ground.truth[list(level), at].sum()) for level in levels_of(order))
            for at in range(len(ids))
        ]
        if all(agrees(key, ids, answer) for answer in answers):
            places = sorted(set(key))
            found.add(tuple(places.index(one) for one in key))
    return found


def settled_by_hand(session: Session, left: set[tuple[int, ...]]) -> float:
    """The share of pairs of signatures that all these rankings order alike."""
    _, first = np.unique(session.ground.codes, return_index=True)
    settled = [
        len({(one[a] > one[b]) - (one[a] < one[b]) for one in left}) == 1
        for a, b in itertools.combinations(first.tolist(), 2)
    ]
    return float(np.mean(settled)) if settled else 1.0


@settings(max_examples=60, **RELAXED)
@given(known(most=4), st.data())
def test_how_far_it_is_determined_is_literally_so(
    example: tuple[StateSpace, list[Expression], Levels], draws: st.DataObject
) -> None:
    space, wants, levels = example
    space = StateSpace(space.situation, space.ids[:12])
    truth = ranks(space, preference(wants, levels))
    session = begun(ground_of(space, wants), one_by_one(len(wants)))
    while True:
        left = rankings_by_hand(session, session.answers)
        assert session.rankings_left == len(left)
        assert session.determined == (len(left) == 1) == (session.question is None)
        assert session.settled == pytest.approx(settled_by_hand(session, left))
        if session.question is None:
            break
        step = session.answered(answer_from(truth, session))
        assert isinstance(step, Session)
        session = step


@settings(max_examples=examples(25), **RELAXED)
@given(st.integers(9, 12), st.sampled_from([2, 5, 12, 30, 80, 200, 500]), st.data())
def test_nine_to_twelve_statements(count: int, size: int, draws: st.DataObject) -> None:
    """Never refused on the way, however little the situations tell, and the end is the same."""
    ids = some_states(draws.draw(st.integers(0, 2**32)), count, size)
    truth = np.array([ids >> np.uint64(bit) & np.uint64(1) for bit in range(count)]) == 1
    levels = draws.draw(st.composite(some_levels)(count))
    keys = list(zip(*(truth[list(level)].sum(axis=0) for level in levels), strict=True))
    order = sorted(set(keys))
    rank = np.array([order.index(key) + 1 for key in keys])
    session = answered_from(rank, begun(Ground(truth, ids), one_by_one(count)))
    assert session.determined and session.settled == 1.0
    assert (rank_of(session) == rank).all()


def diagrams_from_the_start(patch: pytest.MonkeyPatch, listed: int) -> None:
    """A diagram for three statements and more, until so few orders are left."""
    patch.setattr(remaining_module, "ALL_AT_ONCE", 2)
    patch.setattr(remaining_module, "MOST_LISTED", listed)
    patch.setattr(remaining_module, "SAMPLE", 5)


@settings(max_examples=80, **RELAXED)
@given(known(most=6), st.sampled_from([1, 4, 40]))
def test_orders_that_are_not_listed_lose_nothing(
    example: tuple[StateSpace, list[Expression], Levels], listed: int
) -> None:
    space, wants, levels = example
    ground = ground_of(space, wants)
    truth = ranks(space, preference(wants, levels))
    with pytest.MonkeyPatch.context() as patch:
        diagrams_from_the_start(patch, listed)
        session = begun(ground, one_by_one(len(wants)))
        while session.question is not None:
            if len(wants) <= 4 and len(space) <= 20:
                left = rankings_by_hand(session, session.answers)
                assert session.settled == pytest.approx(settled_by_hand(session, left))
            after = session.answered(answer_from(truth, session))
            assert isinstance(after, Session) and after.settled >= session.settled
            session = after
    assert session.determined and session.settled == 1.0
    assert (rank_of(session) == truth).all()


@settings(max_examples=40, **RELAXED)
@given(known(most=4), st.integers(0, 30))
def test_the_share_settled_is_right_after_an_answer_is_taken_back(
    example: tuple[StateSpace, list[Expression], Levels], at: int
) -> None:
    space, wants, levels = example
    space = StateSpace(space.situation, space.ids[:12])
    truth = ranks(space, preference(wants, levels))
    with pytest.MonkeyPatch.context() as patch:
        diagrams_from_the_start(patch, 3)
        session = answered_from(truth, begun(ground_of(space, wants), one_by_one(len(wants))))
        if session.answers:
            session = session.undone(at % len(session.answers))
        left = rankings_by_hand(session, session.answers)
        assert session.settled == pytest.approx(settled_by_hand(session, left))
        assert session.determined == (len(left) == 1)


@settings(max_examples=examples(150), **RELAXED)
@given(st.integers(1, 5), st.integers(0, 2**32))
def test_a_diagram_has_the_orders_that_agree(statements: int, seed: int) -> None:
    """Every order, once; what they say of differences; and the nearest to one of them."""
    chance = np.random.default_rng(seed)
    every = weak_orders(statements)
    weighed = weights(every)
    rows = chance.integers(-1, 2, (40, statements)).astype(np.int8)
    chosen = chance.integers(0, len(every), 2)
    told = np.sign(weighed @ rows.T.astype(np.float32)).astype(int)
    claims = [(rows[at], int(told[chosen[0], at])) for at in range(int(chance.integers(0, 5)))]
    if seed % 5 == 0:
        claims.append((rows[9], int(chance.integers(-1, 2))))
    agree = np.ones(len(every), dtype=np.bool_)
    for vector, sign in claims:
        agree &= np.sign(weighed @ vector.astype(np.float32)) == sign
    found = diagram(claims, statements)
    assert found.count == agree.sum() and fits(claims) == bool(agree.any())
    if not agree.any():
        return
    listed = found.spread(found.count)
    assert sorted(map(tuple, listed)) == sorted(map(tuple, every[agree]))
    says = np.array([(told[agree] == sign).any(axis=0) for sign in (1, -1, 0)])
    assert (found.sides(rows) == [1, 2, 4] @ says).all()
    apart = distance(every[agree], every[chosen[1]])
    assert distance(found.nearest(every[chosen[1]])[None], every[chosen[1]]) == apart.min()


def test_too_many_statements_are_refused() -> None:
    count = MOST_STATEMENTS + 1
    ids = np.arange(2**count, dtype=np.uint64)
    truth = np.array([ids >> np.uint64(bit) & np.uint64(1) for bit in range(count)]) == 1
    with pytest.raises(RequestError, match="at most 12"):
        begun(Ground(truth, ids), one_by_one(count))


def test_situations_that_tell_little_about_many_statements() -> None:
    """Two states that differ in all nine statements: one question about seven million orders."""
    ids = np.arange(2, dtype=np.uint64)
    truth = np.array([[at % 2, 1 - at % 2] for at in range(9)]) == 1
    session = begun(Ground(truth, ids), one_by_one(9))
    assert session.orders_left == 7_087_261 and session.rankings_left is None
    after = session.answered(answer_from(np.array([2, 1]), session))
    assert isinstance(after, Session)
    assert after.determined and after.alike > 1_000_000 and after.levels()[0] == (1,)


def three() -> Session:
    """Three statements about all eight situations: 13 rankings."""
    space = StateSpace(PLAIN, np.arange(8, dtype=np.uint64))
    return begun(ground_of(space, [parse(name) for name in NAMES[:3]]), one_by_one(3))


def test_a_contradiction_names_the_answers_to_blame() -> None:
    session = three()
    for answer in (Answer(1, 2, "first"), Answer(4, 6, "second"), Answer(2, 4, "first")):
        after = session.answered(answer)
        assert isinstance(after, Session)
        session = after
    found = session.answered(Answer(4, 1, "first"))
    assert isinstance(found, Contradiction)
    assert found.against == (0, 2)
    assert isinstance(session.undone(0).answered(Answer(4, 1, "first")), Session)


@settings(max_examples=40, **RELAXED)
@given(known(most=4), st.data())
def test_what_is_blamed_contradicts_and_nothing_less_does(
    example: tuple[StateSpace, list[Expression], Levels], draws: st.DataObject
) -> None:
    """Answers at random: one by one by the literal definition."""
    space, wants, _ = example
    space = StateSpace(space.situation, space.ids[:10])
    session = begun(ground_of(space, wants), one_by_one(len(wants)))
    ids = st.sampled_from(space.ids.tolist())
    for _ in range(6):
        word = draws.draw(st.sampled_from(["first", "second", "same"]))
        answer = Answer(draws.draw(ids), draws.draw(ids), word)
        after = session.answered(answer)
        fitting = rankings_by_hand(session, (*session.answers, answer))
        if isinstance(after, Session):
            assert len(fitting) == after.rankings_left
            session = after
            continue
        assert fitting == set()
        blamed = [session.answers[at] for at in after.against]
        assert rankings_by_hand(session, (*blamed, answer)) == set()
        for left_out in blamed:
            rest = tuple(one for one in blamed if one is not left_out)
            assert rankings_by_hand(session, (*rest, answer)) != set()


def test_fits_without_answers() -> None:
    assert fits([]) is True


@settings(max_examples=60, **RELAXED)
@given(known(), st.integers(0, 30))
def test_undo_and_resume(example: tuple[StateSpace, list[Expression], Levels], at: int) -> None:
    """Any answer can be taken back, and the same answers lead to the same next question."""
    space, wants, levels = example
    truth = ranks(space, preference(wants, levels))
    start = begun(ground_of(space, wants), one_by_one(len(wants)))
    session = answered_from(truth, start)
    half = start.replayed(session.answers[: len(session.answers) // 2])
    again = begun(session.ground, one_by_one(len(wants))).replayed(half.answers)  # type: ignore[union-attr]
    assert isinstance(half, Session) and isinstance(again, Session)
    assert half.question == again.question and half.settled == again.settled
    if not session.answers:
        return
    chosen = at % len(session.answers)
    before = session.undone(chosen)
    assert len(before.answers) == len(session.answers) - 1
    assert (rank_of(answered_from(truth, before)) == truth).all()
    last = session.undone()
    assert last.question is not None and last.answers == session.answers[:-1]


def test_classes_are_those_of_the_literal_rankings() -> None:
    random = np.random.default_rng(3)
    for _ in range(20):
        vectors = random.integers(-1, 2, (int(random.integers(1, 45)), 4)).astype(np.int8)
        weighed = weights(weak_orders(4))
        first, label = classes(weighed, vectors)
        rows = np.sign(weighed @ vectors.T)
        assert len(first) == len(np.unique(rows, axis=0))
        assert (rows == rows[first[label]]).all() and (np.diff(first) > 0).all()


DISPUTE = {
    "goodoffices": 1,
    "title": "A quay and a toll",
    "parties": {
        "town": {"options": {"quay": "build a quay", "toll": "raise a toll"}},
        "port": {
            "options": {"fund": "pay into the fund"},
            "prefers": ["town.quay", "not port.fund", "not town.toll"],
        },
    },
}


def test_what_holds_whatever_the_rest_is() -> None:
    """By solving the model for every order that agrees with the answers."""
    situation = from_data(DISPUTE).situation
    moves = moves_of(situation)
    wants = [parse(text) for text in ("port.fund", "not town.toll", "town.quay and port.fund")]
    session = begun(ground_of(moves.space, wants), one_by_one(3))
    solver = Solver(moves, 0)
    truth = ranks(moves.space, preference(wants, ((1, 2), (0,))))
    while True:
        found = solver.holds(session)
        assert found is not None and found.exact and found.tried == session.rankings_left
        columns = []
        for order in weak_orders(3):
            levels = levels_of(order)
            rank = moves.rank.copy()
            rank[0] = ranks(moves.space, preference(wants, levels))
            if not all(agrees(rank[0], moves.space.ids.tolist(), a) for a in session.answers):
                continue
            columns.append(Verdicts.of(type(moves)(moves.space, rank)).equilibrium(PROFILE))
        holding = found.kinds[PROFILE]
        assert (holding.always == np.all(columns, axis=0)).all()
        assert (holding.sometimes == np.any(columns, axis=0)).all()
        if session.question is None:
            break
        after = session.answered(answer_from(truth, session))
        assert isinstance(after, Session)
        session = after
    assert not holding.open.any()


CAIRO = Path(__file__).parents[1] / "examples" / "cairo-talks"


def test_in_a_notebook() -> None:
    """Step by step, and by a function that knows the ranking."""
    case = go.load(CAIRO)
    moves = moves_of(case.situation, case.case.space)
    index = [one.id for one in case.situation.parties].index("israel")
    rank, ids = moves.rank[index], moves.space.ids.tolist()

    def side(question: Any) -> str:
        left, right = (int(rank[ids.index(one)]) for one in (question.left, question.right))
        return "left" if left > right else "right" if left < right else "same"

    asking = case.elicit("israel")
    assert "What Israel would rather have" in repr(asking) and "<h4>" in asking._repr_html_()
    with pytest.raises(RequestError, match="not determined yet"):
        _ = asking.preference
    with pytest.raises(RequestError, match="there is no answer; expected one first"):
        asking.undo()
    with pytest.raises(RequestError, match='"both" is no answer; expected left, right, same'):
        asking.answer("both")
    before, first = asking.settled, asking.question
    assert first is not None and " left  situation" in repr(first)
    shown = asking.answer(side(first))
    assert shown is asking and asking.settled > before
    assert asking.undo().settled == before and asking.question == first
    asking.answered_by(side)
    assert asking.determined and asking.question is None and asking.settled == 1.0
    assert "What Israel wants, most important first" in repr(asking)
    assert (ranks(moves.space, asking.preference) == rank).all()
    assert asking.preference.statements() == case.situation.party("israel").preference.statements()
    with pytest.raises(RequestError, match="the ranking is determined"):
        asking.answer("left")
    with pytest.raises(RequestError, match="no answer 9; expected 1 to 3"):
        asking.undo(9)
    whole = case.elicit("israel", answer=side)
    assert whole.preference == asking.preference and whole.as_dict()["determined"]
    given = case.elicit("israel", statements=["israel.ceasefire", "not israel.ceasefire"])
    assert given.question is not None


def test_a_contradiction_in_a_notebook() -> None:
    asking = go.load(CAIRO).elicit("egypt")
    for side in ("left", "left", "left", "right", "right"):
        asking.answer(side)
    with pytest.raises(RequestError, match=r"together with answer 2 \(rather .* with undo\(2\)"):
        asking.answer("left")
    assert len(asking.answers) == 5
