"""The whole answer of ``mediate`` in words."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from goodoffices.brief.lines import Heading, Line
from goodoffices.brief.settlement import Settlement
from goodoffices.brief.share_words import package_robust, packages_robust
from goodoffices.brief.words import join, plural, sentence
from goodoffices.mediation.mediate import MediateResult, PartyNeeds

MOST_SHOWN = 10**12
"""Greater numbers of rankings are told as a share."""

NOT_ADVICE = "This is what the model says would be needed, not advice to bring it about."


class MediateWords:
    """Sentences about one result. ``asks``: whether they may name options of the command."""

    def __init__(self, result: MediateResult, asks: bool = True) -> None:
        self.result, self.asks = result, asks
        self.tell = Settlement(result.solution)
        self.ids = result.solution.space.ids

    def lines(self) -> Iterator[Line]:
        """The whole answer."""
        yield Heading(f"{self.result.solution.situation.title}: {self.result.target}")
        yield from self.states()
        yield ""
        yield from self.packages()
        yield NOT_ADVICE

    def states(self) -> Iterator[Line]:
        """The target states looked at: who would leave, what each needs, what would serve."""
        result = self.result
        satisfy = "satisfies" if result.n_states == 1 else "satisfy"
        holds = plural(result.n_hold, "holds", "hold") if result.n_hold else "none holds"
        yield sentence(
            f"{plural(result.n_states, 'feasible situation')} {satisfy} it; {holds} as the "
            "parties behave"
        )
        for one in result.states:
            yield ""
            yield (
                f"State {int(self.ids[one.position])} ({self.tell.state(one.position)}): "
                f"{self.tell.taken(one.position)}."
            )
            yield from self.tell.target_state(one)
            if result.n_rankings:
                yield from (self.count(needs) for needs in one.parties)
        left = result.n_states - len(result.states)
        if left > 0 and result.states:
            yield ""
            more = f": --states {result.n_states}" if self.asks else " are not told here."
            yield f"{left} more{more}"

    def count(self, needs: PartyNeeds) -> str:
        """How many of a party's strict rankings keep it there."""
        name = self.tell.parties[needs.party].name
        if needs.condition is None:
            return f"  {name}: its way of looking ahead has no condition to count by."
        if needs.rankings is None:
            return f"  {name}: its condition depends on too many states to count."
        every = self.result.n_rankings
        share = Fraction(needs.rankings, every)
        if every > MOST_SHOWN:
            return f"  {name} stays under {float(share):.2%} of all strict rankings."
        return f"  {name} stays under {needs.rankings:,} of {every:,} strict rankings."

    def packages(self) -> Iterator[Line]:
        """The packages that serve, by who would act."""
        tried = self.result.packages
        if tried is None:
            situation = self.result.solution.situation
            lack = [] if situation.levers else ["levers:"]
            lack += [] if situation.now is not None else ["now:"]
            yield f"No packages: the file has no {join(lack, 'and no')}."
            return
        if tried.every:
            yield Heading(f"Packages: {len(tried.every)} of {tried.tried:,} sets of levers serve")
        else:
            yield f"None of the {tried.tried:,} sets of levers makes it hold and be reached."
        sure = self.result.robustness
        for who, listed in self.result.by_actor():
            if who:
                yield f"By {self.tell.words.those(who)}:"
            for one in listed:
                yield "  • " + self.tell.package(one)
                yield "    " + self.tell.package_path(one)
                yield "    " + self.tell.package_changes(one)
                if sure is not None and one.levers in sure.of:
                    yield "    " + package_robust(one, sure)
        if sure is not None:
            yield from packages_robust(sure, len(tried.every))
        if not tried.complete:
            yield f"Stopped after {tried.tried:,} of {tried.sets:,} sets: the answer so far."
        if not tried.joint_tried:
            yield "Joint paths were not looked for where there are too many situations."
        if tried.unmade:
            yield f"{tried.unmade:,} sets make no model (no feasible state, say)."
        if self.result.stopped:
            yield "Stopped: the answer so far."
