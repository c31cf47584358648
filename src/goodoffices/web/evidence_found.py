"""What the evidence amounts to: what the model rests on, what contradicts, and a search."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from nicegui import ui

from goodoffices.analyses.claims import ClaimAnswer, check_claims
from goodoffices.analyses.coverage import Element, coverage
from goodoffices.brief.claim_words import claim_sentence
from goodoffices.brief.evidence_tables import claims_table, coverage_table
from goodoffices.brief.position_words import AGAINST, SAME, PositionWords
from goodoffices.brief.search_words import notes, origin, snippet
from goodoffices.brief.source_pieces import FOUND
from goodoffices.brief.words import plural
from goodoffices.case import Case
from goodoffices.evidence.item import EvidenceItem
from goodoffices.evidence.read import read_items
from goodoffices.positions.account import Account, accounts
from goodoffices.positions.find import Against, Positions, Same, positions
from goodoffices.progress import Progress
from goodoffices.search.find import Answer, Asked, Hit, search
from goodoffices.search.listed import is_case
from goodoffices.search.query import parse_query
from goodoffices.web import show
from goodoffices.web.desk import Desk
from goodoffices.web.evidence_text import at_span, open_report
from goodoffices.web.work import Work, empty

MOST = 20
"""Of each kind; the command line gives all of them."""
STANDING = 100
"""Items of one report that are quoted."""


class Coverage:
    """What each part of the model rests on; one that is chosen shows its quotations."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.items = {one.id: one for one in case.items}
        found = coverage(case.situation, case.items)
        with ui.row().classes("w-full no-wrap items-start go-two"):
            with ui.column().classes("gap-2").style("flex:1 1 26rem;min-width:0"):
                show.table(coverage_table(found))
                for title, every in (
                    ("On evidence", found.on_items),
                    ("On assumption", found.on_assumption),
                    ("On nothing", found.on_nothing),
                ):
                    self.group(title, every)
            self.place = ui.column().classes("go-card").style("flex:1 1 26rem;min-width:0")
        self.place.props("aria-live=polite")
        empty(self.place, "Choose a part of the model to see what it rests on.")
        show.heading("Claims against the model")
        place = ui.column().classes("w-full")
        work: Work[list[ClaimAnswer]] = Work(place, self.tell_claims)
        with place:
            ui.button("Test every claim", on_click=lambda: work.do(
                "testing claims", self.tested)).props("outline")  # fmt: skip

    def group(self, title: str, every: Sequence[Element]) -> None:
        """A list of parts, closed until it is opened."""
        if not every:
            return
        with ui.expansion(f"{title}: {len(every)}").classes("go-card w-full q-pa-none"):
            for one in every:
                name = f"{one.kind} {one.name}" + (f" ({one.party})" if one.party else "")
                button = ui.button(name, on_click=lambda _, e=one: self.tell(e))
                button.props("flat dense no-caps align=left").classes("w-full")

    def tell(self, element: Element) -> None:
        """What one part rests on."""
        self.place.clear()
        with self.place:
            show.heading(f"{element.kind} {element.name}")
            where = str(element.place).removeprefix(f"{self.case.folder}/")
            show.soft(where)
            if not element.because:
                ui.label("It rests on nothing yet; because: in the file says what it rests on.")
            for name in element.because:
                item = self.items.get(name)
                if item is None:
                    ui.label(name)
                else:
                    quoted(self.case, item)

    def tested(self, progress: Progress) -> list[ClaimAnswer]:
        """The work."""
        progress("testing claims", 0, 0)
        return list(check_claims(self.case.items, self.case.situation, self.case.space))

    def tell_claims(self, answers: list[ClaimAnswer]) -> None:
        """Every claim with the answer of the model."""
        if answers:
            show.table(claims_table(answers, self.case.situation))
            show.soft("Supported is not true, contradicted not false: this is about the model.")
        else:
            show.soft("No accepted item makes a formal claim.")


class Contradictions:
    """What cannot both be so, both sides quoted; then what is told twice."""

    def __init__(self, desk: Desk, case: Case) -> None:
        self.desk, self.case = desk, case
        with ui.row().classes("items-center w-full"):
            self.waiting = ui.checkbox("Also what waits to be reviewed")
            ui.button("Compare what is said", on_click=self.ask).props("unelevated")
        self.place = ui.column().classes("w-full").props("aria-live=polite")
        self.work: Work[Positions] = Work(self.place, self.tell)
        empty(self.place, "Not compared yet.")

    async def ask(self) -> None:
        """Compares, beside the page."""
        waiting = bool(self.waiting.value)

        def run(progress: Progress) -> Positions:
            case, file = self.case, self.desk.file("proposed.yaml")
            there = waiting and file.is_file()
            more = read_items(file, case.sources, case.situation) if there else ()
            told = accounts(case.items, more, case.sources)
            return positions(told, case.situation, case.space, progress)

        await self.work.do("comparing what is said", run)

    def tell(self, found: Positions) -> None:
        """Everything that was found, at most so many of each kind."""
        words = PositionWords(found, self.case.situation)
        for kind, title in AGAINST.items():
            self.part(title, [one for one in found.against if one.kind == kind],
                      lambda one: self.against(words, one))  # fmt: skip
        self.part("What the model contradicts", found.model, lambda one: self.model(words, *one))
        for kind, title in SAME.items():
            self.part(title, [one for one in found.same if one.kind == kind],
                      lambda one: self.same(words, one))  # fmt: skip
        if not (found.same or found.against or found.model):
            ui.label("Nothing is told twice, changed or contradicted.")
        show.soft(words.counted())
        if found.textual:
            show.soft(words.too_large())

    def part(self, title: str, every: Sequence[object], tell: Callable[..., None]) -> None:
        """One kind of finding."""
        if not every:
            return
        show.heading(f"{title} ({len(every)})")
        for one in every[:MOST]:
            with ui.element("section").classes("go-card q-mb-sm"):
                tell(one)
        if len(every) > MOST:
            show.soft(f"{len(every) - MOST} more: goodoffices positions gives them.")

    def against(self, words: PositionWords, one: Against) -> None:
        """Both quotations and why they cannot both be so."""
        for side in (one.first, one.second):
            self.account(words, side[0])
            if len(side) > 1:
                show.soft(f"the same: {', '.join(other.id for other in side[1:])}")
        ui.label(f"Why: {words.reason(one)}.")
        if not one.ordered:
            show.soft("Order not known: not both have a date.")
        if one.others:
            show.soft("Different voices tell of it: they may also differ.")

    def model(self, words: PositionWords, account: Account, answer: ClaimAnswer) -> None:
        """An account and what the model says to it."""
        self.account(words, account)
        ui.label(claim_sentence(answer, self.case.situation))

    def same(self, words: PositionWords, one: Same) -> None:
        """All who say it."""
        for account in one.accounts[:4]:
            self.account(words, account)
        if len(one.accounts) > 4:
            show.soft(f"and {len(one.accounts) - 4} more")
        ui.label(f"Why: {words.likeness(one)}.")

    def account(self, words: PositionWords, one: Account) -> None:
        """A quotation with who says it, and the way to where it stands."""
        quoted(self.case, one.item, words.speaker(one))


class Search:
    """Words in all reports of the case."""

    def __init__(self, desk: Desk, case: Case) -> None:
        self.desk, self.case = desk, case
        with ui.row().classes("w-full items-end"):
            said = 'words, "a phrase", -without, begin*, one OR other'
            self.words = ui.input("Search the reports", placeholder=said).classes("grow")
            self.words.on("keydown.enter", self.ask)
            ui.button("Search", on_click=self.ask).props("unelevated")
        self.place = ui.column().classes("w-full").props("aria-live=polite")
        self.work: Work[Answer] = Work(self.place, self.tell)

    async def ask(self) -> None:
        """Looks, beside the page."""
        typed = (self.words.value or "").strip()
        if not typed:
            empty(self.place, "Nothing to look for yet.")
            return
        folder = self.desk.folder

        def run(progress: Progress) -> Answer:
            asked = Asked(parse_query(_pieces(typed)))
            return search(folder, asked, is_case(folder), progress=progress)

        await self.work.do("looking at the reports", run)

    def tell(self, answer: Answer) -> None:
        """The sentences that were found."""
        found = f"{answer.total:,} found in {answer.sources:,} of {answer.reports:,} reports"
        more = (
            f"; the first {len(answer.hits)} are shown" if len(answer.hits) < answer.total else ""
        )
        ui.label(f"{found}{more}.")
        for line in notes(answer):
            show.soft(line)
        for hit in answer.hits:
            with ui.element("section").classes("go-card q-mb-sm").props("dir=auto"):
                ui.label(snippet(hit))
                show.soft(origin(hit))
                for item in hit.items:
                    show.soft(f"{item.status} item {item.id}: {item.kind}")
                _way(partial(self.open, hit))

    def open(self, hit: Hit) -> None:
        """The report at a sentence, as it is now."""
        source = self.case.sources.get(hit.source)
        if source is None or source.text[slice(*hit.span)] != hit.quote:
            ui.notify("The report has changed since; search again after reloading the page.")
            return
        parts = at_span(*hit.span) + [(FOUND, one) for one in hit.marks]
        open_report(source, parts)


def quoted(case: Case, item: EvidenceItem, who: str = "") -> None:
    """An item's words, who says them, and a way to where they stand."""
    source = case.sources.get(item.source)
    speaker = item.speaker
    if not who:
        who = "the author" if speaker is None else speaker.party or "somebody"
        if source is not None and speaker is not None and speaker.span is not None:
            who = " ".join(source.text[slice(*speaker.span)].split())
    show.quotation(item, source, who)
    if source is not None:
        _way(lambda: open_report(source, item))


def standing(case: Case) -> None:
    """What stands in the evidence already, report by report, where nothing waits to be reviewed."""
    if not case.items:
        return
    show.heading("What stands in the evidence already")
    for key in dict.fromkeys(one.source for one in case.items):
        items = [one for one in case.items if one.source == key]
        source = case.sources.get(key)
        name = key if source is None else source.words
        with ui.expansion(f"{name}: {plural(len(items), 'item')}").classes(
            "go-card w-full q-pa-none"
        ):
            for item in items[:STANDING]:
                quoted(case, item)
            if len(items) > STANDING:
                show.soft(f"{len(items) - STANDING:,} more; Search finds them.")


def _way(act: Callable[[], None]) -> None:
    ui.button("Show in the report", on_click=act).props("flat dense no-caps")


def _pieces(typed: str) -> list[str]:
    """Word by word, unless there are phrases in it."""
    return [typed] if any(sign in typed for sign in '"“”„') else typed.split()


def of_case(desk: Desk) -> Case | None:
    """The case as it stands now; where its files have mistakes that is said, and there is none."""
    sheet = desk.look()
    if sheet.case is None:
        show.soft("The files have mistakes; the page Situation shows where.")
    return sheet.case
