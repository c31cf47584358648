"""From a case to a brief: three parts, the computations they rest on, and the appendix."""

from __future__ import annotations

from goodoffices.analyses.agenda import agenda, tier_of
from goodoffices.analyses.claims import ClaimAnswer, check_claims
from goodoffices.analyses.coverage import coverage, elements
from goodoffices.analyses.solution import Solution, solve
from goodoffices.brief.assessment.holds import matrix
from goodoffices.brief.assessment.part import assessment
from goodoffices.brief.assessment.view import View
from goodoffices.brief.claim_words import AGREES
from goodoffices.brief.developments import developments
from goodoffices.brief.document import Brief, Quotation
from goodoffices.brief.evidence_tables import coverage_table
from goodoffices.brief.fit import fitted
from goodoffices.brief.notes import Notes, options
from goodoffices.brief.outlook import outlook
from goodoffices.brief.party_words import PartyWords
from goodoffices.brief.reasons import kind_title
from goodoffices.brief.speakers import speaker_words
from goodoffices.brief.table import Table
from goodoffices.brief.tables import agenda_table, outcome_table
from goodoffices.brief.words import Words, join
from goodoffices.case import Case, Elicited
from goodoffices.model.digest import digest
from goodoffices.model.party import ASSUMPTION
from goodoffices.progress import Progress, silent
from goodoffices.version import VERSION

MOST_STATES = 200
PARTS = 4
"""Developments, assessment, outlook and appendix."""


def compose(case: Case, shown_path: str = "", progress: Progress = silent) -> Brief:
    """The brief of a case. ``shown_path``: how the commands in the appendix name the case;
    ``progress`` is told which part is written."""
    solution = solve(case.situation, space=case.space, progress=progress)
    notes = Notes(
        shown_path or str(case.path), (item.id for item in case.items), options(case.as_variant())
    )
    answers = {a.item: a for a in check_claims(case.items, case.situation, case.space)}
    view = View(case, solution, notes, progress)
    progress("writing the developments", 0, PARTS)
    found = developments(case)
    progress("writing the assessment", 1, PARTS)
    assessed = assessment(view)
    progress("writing the outlook", 2, PARTS)
    follows = outlook(view, answers)
    progress("writing the appendix", 3, PARTS)
    situation = case.situation
    dates = f"As of {situation.as_of.isoformat()}. " if situation.as_of else ""
    report = join(source.words for source in case.sources.values())
    subtitle = f"{dates}From: {report}." if report else dates
    whole = Brief(
        title=situation.title,
        subtitle=subtitle.strip(),
        parts=(found, assessed, follows),
        matrix=matrix(view),
        quotations=_quotations(case, answers),
        computations=notes.all(),
        tables=_tables(case, solution),
        provenance=_provenance(case),
        warnings=tuple(str(warning) for warning in case.warnings),
    )
    return fitted(whole)


def _quotations(case: Case, answers: dict[str, ClaimAnswer]) -> tuple[Quotation, ...]:
    cited: dict[str, list[str]] = {}
    for element in elements(case.situation):
        for item_id in element.because:
            party = f"{element.party}: " if element.kind == "preference" else ""
            cited.setdefault(item_id, []).append(f"{element.kind} {party}{element.name}")
    quotations = []
    for item in case.items:
        if item.status != "accepted":
            continue
        source = case.sources[item.source]
        answer = answers.get(item.id)
        quotations.append(
            Quotation(
                item.id,
                item.quote,
                f"{source.words}, characters {item.span[0]}–{item.span[1]}",
                item.kind,
                speaker_words(case, item),
                tuple(cited.get(item.id, ())),
                item.claim.text if item.claim else "",
                AGREES[answer.answer] if answer else "",
            )
        )
    return tuple(quotations)


def _tables(case: Case, solution: Solution) -> tuple[Table, ...]:
    situation = case.situation
    words = Words(situation)
    summary = agenda(solution)
    tables = []
    if summary.terms or summary.states:
        tables.append(agenda_table(summary, words))
    if summary.terms:
        tables.append(outcome_table(summary, words, most=40))
    tables += [
        _states(solution, words),
        _parties(case),
        _preferences(case),
        _rules(case),
        _changes(case),
        coverage_table(coverage(situation, case.items)),
    ]
    return tuple(table for table in tables if table.rows)


def _states(solution: Solution, words: Words) -> Table:
    """Every equilibrium, strongest kind first."""
    _, tier = tier_of(solution)
    space, verdicts = solution.space, solution.verdicts
    found = sorted((int(t), at) for at, t in enumerate(tier.tolist()) if t >= 0)
    rows = []
    for _, at in found[:MOST_STATES]:
        kinds = join(kind_title(k) for k in verdicts.kinds if verdicts.equilibrium(k)[at])
        reached = "" if solution.reach is None else "yes" if solution.reach.reached[at] else "no"
        dominated = "yes" if solution.dominated[at] else "no"
        name = ", ".join(words.state_names(space, at))
        taken = "; ".join(words.taken(space, at))
        rows.append((str(int(space.ids[at])), name, taken, kinds, reached, dominated))
    columns = ("id", "named", "who does what", "holds under", "by gains", "dominated")
    left = len(found) - len(rows)
    note = f"{left} more: goodoffices solve --format json lists all." if left else ""
    return Table("Every equilibrium", columns, tuple(rows), note)


def _parties(case: Case) -> Table:
    rows = []
    for party in case.situation.parties:
        for option in party.options:
            taken = option.name in (case.situation.now or ())
            rest = _rest(option.because)
            rows.append((party.name, party.role, option.does, "yes" if taken else "no", rest))
        if not party.options:
            rows.append((party.name, party.role, "–", "", _rest(party.because)))
    columns = ("party", "role", "could", "does today", "rests on")
    return Table("Parties and options", columns, tuple(rows))


def _preferences(case: Case) -> Table:
    words = Words(case.situation)
    given = {one.party: _given(one) for one in case.elicited if case.as_given(one.party)}
    rows = []
    for party in case.situation.parties:
        for row in PartyWords(words, party).rows():
            sure = (row.sure.word or f"φ = {row.sure.phi}") if row.sure else "–"
            sure += f", by {given[party.id]}" if row.sure and party.id in given else ""
            place = str(row.place) if row.place else "–"
            rows.append((party.name + row.part, place, row.told, _rest(row.because), sure))
    columns = ("party", "priority", "wants", "rests on", "order is")
    note = "1 is most important; statements of one priority count together."
    return Table("Preferences", columns, tuple(rows), note)


def _given(one: Elicited) -> str:
    return " on ".join(text for text in (one.by or "answers", one.on) if text)


def _rules(case: Case) -> Table:
    words = Words(case.situation)
    rows = tuple(
        (rule.name or "–", f"It is required that {words.clause(rule.holds)}.", _rest(rule.because))
        for rule in case.situation.rules
    )
    return Table("Rules: what cannot be otherwise", ("name", "says", "rests on"), rows)


def _changes(case: Case) -> Table:
    words = Words(case.situation)
    rows = [
        ("lever", one.does, words.those(one.by), _rest(one.change.because))
        for one in case.situation.levers
    ]
    rows += [
        (
            "rival reading",
            f"{words.party(t.party)} as {t.id.replace('_', ' ')}",
            "",
            _rest(t.change.because),
        )
        for t in case.situation.types
    ]
    rows += [
        (
            "precedent",
            f"after {words.noun(p.after)}: {p.id.replace('_', ' ')}",
            "",
            _rest(p.change.because),
        )
        for p in case.situation.precedents
    ]
    rows += [
        ("perception", f"how {words.party(p.party)} sees it", "", _rest(p.change.because))
        for p in case.situation.perceives
    ]
    title = "Levers, rival readings, precedents"
    title += ", perceptions" if case.situation.perceives else ""
    return Table(title, ("kind", "what", "by", "rests on"), tuple(rows))


def _rest(because: tuple[str, ...]) -> str:
    if not because:
        return "nothing given"
    return "assumption" if because == ASSUMPTION else ", ".join(because)


def _provenance(case: Case) -> tuple[str, ...]:
    lines = [
        f"Made by goodoffices {VERSION} on this machine; nothing was sent anywhere.",
        f"Digest of the model: {digest(case.situation)}.",
        "Verdicts are about the model and its assumptions, not forecasts and not advice. "
        "A chain of gains says that each mover would gain at that step, not that it will move.",
    ]
    if case.situation.applied:
        lines.append(f"Applied to the model as written: {join(case.situation.applied)}.")
    return tuple(lines)
