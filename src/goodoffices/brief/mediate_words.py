"""The whole answer of ``mediate`` in words."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.brief.lines import Heading, Line
from goodoffices.brief.settlement import Settlement
from goodoffices.brief.words import plural, sentence
from goodoffices.mediation.mediate import MediateResult

NOT_ADVICE = "This is what the model says would be needed, not advice to bring it about."


class MediateWords:
    """Sentences about one result."""

    def __init__(self, result: MediateResult) -> None:
        self.result = result
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
                for needs in one.parties:
                    kept = "too many to count" if needs.rankings is None else f"{needs.rankings:,}"
                    name = self.tell.parties[needs.party].name
                    yield f"  {name} stays under {kept} of {result.n_rankings:,} strict rankings."
        left = result.n_states - len(result.states)
        if left > 0 and result.states:
            yield ""
            yield f"{left} more: --states {result.n_states}"

    def packages(self) -> Iterator[Line]:
        """The packages that serve, by who would act."""
        tried = self.result.packages
        if tried is None:
            yield "No packages: they need levers: and now: in the file."
            return
        if tried.every:
            yield Heading(f"Packages: {len(tried.every)} of {tried.tried:,} sets of levers serve")
        else:
            yield f"None of the {tried.tried:,} sets of levers makes it hold and be reached."
        for who, listed in self.result.by_actor():
            if who:
                yield f"By {self.tell.words.those(who)}:"
            for one in listed:
                yield "  • " + self.tell.package(one)
                yield "    " + self.tell.package_path(one)
                yield "    " + self.tell.package_changes(one)
        if not tried.complete:
            yield f"Stopped after {tried.tried:,} of {tried.sets:,} sets: the answer so far."
        if tried.unmade:
            yield f"{tried.unmade:,} sets make no model (no feasible state, say)."
