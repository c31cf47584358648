"""An elicitation in words: its questions, how far it is, and what came out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from goodoffices.brief.lines import Heading, Line
from goodoffices.brief.words import Words, number, plural, sentence
from goodoffices.elicitation.asked import Asked
from goodoffices.elicitation.holds import ANY, Holding, Holds
from goodoffices.elicitation.session import Answer, Contradiction, Session
from goodoffices.model.expression import bare
from goodoffices.stability.verdicts import PROFILE

MOST_NAMED = 4
ORDERS_LEFT = "orders of the statements are left"
NOTHING_ASKED = (
    "Nothing was asked, so nothing was written: every order of these statements gives one ranking."
)


class ElicitWords:
    """What one elicitation says in the terminal."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.space = asked.space
        self.words = Words(asked.space.situation)
        self.party = asked.party.name

    def want(self, statement: int) -> str:
        """One statement as a noun."""
        return self.words.noun(self.asked.wants[statement])

    def begins(self, session: Session) -> Iterator[Line]:
        """Before the first question: what is asked about, and what cannot be told."""
        yield Heading(f"What {self.party} would rather have")
        count = len(self.asked.wants)
        states = plural(len(self.space), "situation")
        yield sentence(f"{plural(count, 'statement')} about {states}")
        ground = session.ground
        quoted = [f"“{bare(want)}”" for want in self.asked.wants]
        for at in ground.constant:
            how = "in every" if bool(ground.truth[at].all()) else "in no"
            yield sentence(
                f"Note: {quoted[at]} is true {how} situation; no answer can tell how important it "
                "is, and it will stand last"
            )
        for left, right in ground.twins:
            yield sentence(
                f"Note: {quoted[left]} and {quoted[right]} are true in the same situations; which "
                "of them counts for more no answer can tell"
            )
        if session.determined:
            return
        if session.bound is not None:
            yield sentence(
                f"{number(session.start.rankings or 0)} rankings are possible; were each as "
                f"likely, no way of asking could do with fewer than {session.bound:.1f} answers on "
                "average"
            )
        else:
            yield sentence(
                f"{number(session.start.count)} orders of the statements are possible, too many to "
                "count the rankings that they give before there are some answers"
            )

    def question(self, session: Session, marks: tuple[str, str] = ("1", "2")) -> Iterator[Line]:
        """Two situations, each by what is so only there."""
        asked = session.question
        assert asked is not None
        yield f"Question {len(session.answers) + 1}. Which would {self.party} rather have?"
        for mark, here, there in (
            (marks[0], asked.first, asked.second),
            (marks[1], asked.second, asked.first),
        ):
            yield f" {mark}  {self.called(here)}"
            only = self._only(session, here, there)
            yield f"    • so only here: {'; '.join(only)}"
            done = self._done(here, there)
            if done:
                yield f"    • done only here: {'; '.join(done)}"

    def in_full(self, session: Session) -> Iterator[Line]:
        """The same two situations with everything that is so."""
        asked = session.question
        assert asked is not None
        for mark, here in (("1", asked.first), ("2", asked.second)):
            yield f" {mark}  {self.called(here)}"
            yield f"    • outcome: {self.words.outcome(self.space, here)}"
            taken = self.words.taken(self.space, here)
            yield f"    • done: {'; '.join(taken) or 'nothing'}"
            for title, true in (("so", True), ("not so", False)):
                wants = [
                    self.want(at)
                    for at in range(len(self.asked.wants))
                    if bool(session.ground.truth[at, here]) == true
                ]
                yield f"    • {title}: {'; '.join(wants) or 'nothing of what is asked about'}"

    def called(self, position: int) -> str:
        """A state by its id and its names."""
        situation = self.space.situation
        names = self.words.state_names(self.space, position)
        if situation.graph is not None:
            return (
                f"situation {int(self.space.ids[position])}: {situation.graph.states[position][1]}"
            )
        today = ["today"] if position == self.space.now else []
        told = f" ({', '.join([*names, *today])})" if names or today else ""
        return f"situation {int(self.space.ids[position])}{told}"

    def _only(self, session: Session, here: int, there: int) -> list[str]:
        truth = session.ground.truth
        return [
            self.want(at)
            for at in range(len(truth))
            if bool(truth[at, here]) and not bool(truth[at, there])
        ]

    def _done(self, here: int, there: int) -> list[str]:
        situation = self.space.situation
        if situation.graph is not None:
            return []
        mine = set(self.space.yes(here)) - set(self.space.yes(there))
        lines = []
        for party in situation.parties:
            own = [option.does for option in party.options if option.name in mine]
            lines += [f"{party.name}: {', '.join(own)}"] if own else []
        return lines

    def progress(self, session: Session) -> str:
        """How far the ranking is determined."""
        answers = plural(len(session.answers), "answer")
        share = f"{percent(session.settled)} of all pairs of situations are in order"
        if session.determined:
            return sentence(f"{answers}; {share}")
        rankings = session.rankings_left
        if rankings is None:
            left = plural(session.orders_left, "order of the statements is left", ORDERS_LEFT)
        else:
            left = plural(rankings, "ranking is left", "rankings are left")
        left += f" ({session.bits_left:.1f} bits)"
        return sentence(f"{answers}; {share}; {left}")

    def holds(self, holds: Holds | None) -> str:
        """Which equilibria no longer depend on what is unknown."""
        if holds is None:
            return (
                "Equilibria are not judged: what others prefer is partly unknown (--extension "
                "says how they then act)."
            )
        profile, any_kind = (holds.kinds[kind] for kind in (PROFILE, ANY))
        if holds.left == 1:
            found = plural(int(profile.always.sum()), "equilibrium", "equilibria")
            return sentence(f"{found}{self._named(profile)}; {self._any(any_kind)}")
        what = "rankings" if holds.counted else "orders"
        how = "" if holds.exact else f", in {holds.tried} of {holds.left:,} {what} tried"
        found = (
            f"Equilibria whatever the rest is{how}: {_how_many(profile)}"
            f"{self._named(profile)}; {depend(int(profile.open.sum()))} on it; "
        )
        return sentence(found + self._any(any_kind))

    def _any(self, any_kind: Holding) -> str:
        told = f"of any kind: {_how_many(any_kind)}"
        count = int(any_kind.open.sum())
        return told + (f", and {depend(count)} on it" if count else "")

    def _named(self, holding: Holding) -> str:
        held = [int(self.space.ids[at]) for at in holding.always.nonzero()[0].tolist()]
        if not held:
            return ""
        more = ", …" if len(held) > MOST_NAMED else ""
        return f" ({', '.join(map(str, held[:MOST_NAMED]))}{more})"

    def contradiction(self, session: Session, found: Contradiction) -> Iterator[Line]:
        """Which earlier answers the new one contradicts, and what can be done."""
        new = self.answer(found.answer)
        stop = (
            "or stop with “q”, and have a statement in the file that tells these situations apart"
        )
        if not found.against:
            yield sentence(f"No order of these statements gives that answer ({new})")
            yield sentence(f"It was not kept. Answer otherwise, {stop}")
            return
        yield sentence(f"No order of these statements gives that answer ({new}) together with")
        for at in found.against:
            yield f" • answer {at + 1}: {self.answer(session.answers[at])}"
        yield sentence(
            "It was not kept. Answer otherwise; or take one of these back, such as with "
            f"“u {found.against[0] + 1}”, and go on; {stop}"
        )

    def answer(self, answer: Answer) -> str:
        """``rather 5 than 7``."""
        if answer.answer == "same":
            return f"{answer.first} and {answer.second} the same"
        better, worse = answer.first, answer.second
        if answer.answer == "second":
            better, worse = worse, better
        return f"rather {better} than {worse}"

    def result(self, session: Session) -> Iterator[Line]:
        """The order that was learned."""
        yield Heading(f"What {self.party} wants, most important first")
        for place, level in enumerate(session.levels(), 1):
            tied = " [tied]" if len(level) > 1 else ""
            wants = "; ".join(self.want(at) for at in level)
            yield "  " + sentence(f"{place}. {wants}{tied}")
        needed = plural(len(session.answers), "answer")
        bound = session.bound
        fewest = f" (log3 of the rankings possible at first: {bound:.1f})" if bound else ""
        if session.answers:
            yield sentence(f"The ranking of the situations is determined by {needed}{fewest}")
        if session.alike > 1:
            yield sentence(
                f"{number(session.alike)} orders of the statements give this ranking; this is the "
                "one nearest to the order as it stood"
            )


def _how_many(holding: Holding) -> str:
    count = int(holding.always.sum())
    return number(count) if count else "none"


def depend(count: int) -> str:
    """``four still depend``, ``none depends``."""
    if count == 0:
        return "none depends"
    return f"{number(count)} still depend{'s' if count == 1 else ''}"


def percent(share: float) -> str:
    """A share in full per cent, rounded down so that all is not said before it is so."""
    return f"{int(share * 100 + 1e-9)} %"


def elicit_dict(asked: Asked, session: Session, holds: Holds | None) -> dict[str, object]:
    """Plain data for ``--format json``."""
    question = session.question
    ids = asked.space.ids
    told: dict[str, object] = {
        "party": asked.party.id,
        "statements": [bare(want) for want in asked.wants],
        "constant": [bare(asked.wants[at]) for at in session.ground.constant],
        "answers": [
            {"first": one.first, "second": one.second, "answer": one.answer, "on": one.on}
            | ({"by": one.by} if one.by else {})
            for one in session.answers
        ],
        "determined": session.determined,
        "settled": round(session.settled, 6),
        "rankings_left": session.rankings_left,
        "bits_left": round(session.bits_left, 6),
        "bound": None if session.bound is None else round(session.bound, 6),
        "orders_left": session.orders_left,
        "question": None
        if question is None
        else {
            "first": int(ids[question.first]),
            "second": int(ids[question.second]),
            "bits": question.bits,
        },
        "equilibria": None
        if holds is None
        else {
            "rankings_tried": holds.tried,
            "exact": holds.exact,
            **{
                kind: {
                    "always": ids[one.always].tolist(),
                    "depends": ids[one.open].tolist(),
                }
                for kind, one in holds.kinds.items()
            },
        },
    }
    if session.determined:
        told["levels"] = _texts(asked, session.levels())
        told["alike"] = session.alike
    return told


def _texts(asked: Asked, levels: Sequence[Sequence[int]]) -> list[list[str]]:
    return [[bare(asked.wants[at]) for at in level] for level in levels]
