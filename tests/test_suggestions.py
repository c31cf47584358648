"""What items would add to a model, in which words, and what the model has already."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, assume, event, given, settings
from hypothesis import strategies as st
from suggestion_model import VALLEY, items, valley

from goodoffices.case import load_case
from goodoffices.errors import RequestError
from goodoffices.model.situation import Situation
from goodoffices.reading.read import proposals
from goodoffices.reading.rule import Rule
from goodoffices.states import StateSpace
from goodoffices.suggestions.inserting import inserted, refused, reworded
from goodoffices.suggestions.matching import best, in_situation
from goodoffices.suggestions.phrases import content, id_of, steps
from goodoffices.suggestions.rules import PATTERNS, SIGNS, Sign
from goodoffices.suggestions.suggest import suggestions
from goodoffices.suggestions.suggestion import Suggestion
from goodoffices.suggestions.told import phrase

CAIRO = Path(__file__).parent.parent / "examples" / "cairo-talks"


def suggested(text: str, model: str = VALLEY) -> list[Suggestion]:
    checked = valley(model)
    return suggestions(items(text), checked.situation, checked.space)


def only(text: str, model: str = VALLEY) -> Suggestion:
    (one,) = suggested(text, model)
    return one


@pytest.mark.parametrize("rule", PATTERNS, ids=lambda rule: rule.id)
def test_a_rule_keeps_to_its_examples(rule: Rule) -> None:
    for example in rule.fires:
        sentence = example.replace("«", "").replace("»", "")
        wanted = example[example.index("«") + 1 : example.index("»")]
        assert wanted in [sentence[found.start : found.end] for found in rule.find(sentence)]
    for sentence in rule.silent:
        assert not list(rule.find(sentence))


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: sign.id)
def test_a_sign_keeps_to_its_examples(sign: Sign) -> None:
    for sentence, wanted in sign.fires:
        assert wanted in [one.says for one in suggested(sentence) if one.why == sign.id], sentence
    for sentence in sign.silent:
        assert not [one for one in suggested(sentence) if one.why == sign.id], sentence


def test_rules_have_ids_of_their_own() -> None:
    ids = [rule.id for rule in (*PATTERNS, *SIGNS)]
    assert len(set(ids)) == len(ids)


def test_could_never_becomes_a_number() -> None:
    one = only("If a truce is signed, the market is likely to open.")
    assert one.says == "market after truce"
    (insert,) = one.inserts
    assert insert.path == ("events", "market", "causes")
    assert insert.entry == "{after: truce, probability: , because: [notes_001]}"


def test_a_cause_that_is_told_has_no_number_and_says_that_it_is_told() -> None:
    one = only("The census led to an open market.")
    assert (one.kind, one.why, one.says) == ("cause", "suggest-told-cause", "market after census")
    assert [match.role for match in one.matches] == ["cause", "effect"]
    assert one.inserts[-1].entry == "{after: census, probability: , because: [notes_001]}"
    assert len(one.notes) == 1 and one.notes[0].startswith("told as having happened (“led to”)")


def test_what_reading_did_not_mark_is_not_told() -> None:
    (item,) = items("The census led to an open market.")
    assert suggestions([replace(item, causes=())], valley().situation, None) == []


def test_of_what_ends_a_status_the_cause_closes_it() -> None:
    model = VALLEY.replace("market: {name", "market: {status: true, name")
    model = model.replace("causes: [{rate: 0.1 per 30 days}]", "opens: [{rate: 0.1 per 30 days}]")
    found = suggested("The market was closed because of the truce.", model)
    assert [one.says for one in found] == ["not market after truce"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Shops closed after the raid.",
        "Shops closed when the guards fired.",
        "The blast killed six guards.",
        "Farmers marched in protest against the census.",
        "Guards were sacked for sleeping on duty.",
        "Reconstruction depends on a census.",
        "Smith sparked a controversy.",
        "It caused unrest.",
        "The mayor asked whether the raid led to unrest.",
        "There is no evidence that the raid caused unrest.",
        "The unrest that followed the raid that led to the exodus that led to hunger was long.",
        "The raid could have led to unrest.",
        "The shops did not close because of the raid.",
    ],
)
def test_nothing_is_suggested_of_other_markers_or_of_half_sentences(sentence: str) -> None:
    told = [one for one in suggested(sentence) if one.why == "suggest-told-cause"]
    assert told == []


def test_a_relative_clause_tells_a_cause() -> None:
    assert [one.says for one in suggested("The vote, which led to unrest, was held.")] == [
        "unrest after vote"
    ]


@pytest.mark.parametrize(
    ("words", "first", "found"),
    [
        ("the closure of the gate", False, "the closure of the gate"),
        ("But the closure of the gate", False, "the closure of the gate"),
        ("the closure, officials said", False, "the closure"),
        ("the protests were partly", False, "the protests"),
        ("injuries to 13,000 people", False, "injuries to 13,000 people"),
        ("unrest on Tuesday", False, "unrest"),
        ("Floods", True, "Floods"),
        ("Floods", False, ""),
        ("Smith", True, ""),
        ("Keith Cheng", True, ""),
        ("it", False, ""),
        ("the move and", False, ""),
        ("off", False, ""),
        ("a “vehicle", False, ""),
        ("the", False, ""),
        ("", False, ""),
        (" ".join(["word"] * 13), False, ""),
        ("الحصار", False, ""),
    ],
)
def test_a_side_stands_for_itself_or_is_none(words: str, first: bool, found: str) -> None:
    assert phrase(words, first) == found


def test_a_missing_event_is_added_with_the_words_of_the_sentence() -> None:
    one = only("If a census is held, the school could open.")
    assert one.says == "school_open after census"
    first, second = one.inserts
    assert first.entry == "census:\n  name: census\n  holds_in: census\n  because: [notes_001]"
    assert second.entry.startswith("school_open:\n  name: the school could open\n  causes:")


def test_steps_follow_one_another() -> None:
    assert steps("aid, potentially leading to a market") == ["aid", "a market"]
    first, second = suggested(
        "If a truce is signed, it could lead to new schools, potentially stabilizing the valley."
    )
    assert first.says == "schools after truce"
    assert (second.status, second.says) == ("waits", "stabilizing_valley after schools")
    with pytest.raises(RequestError, match="insert the suggestion that adds it first"):
        refused(second)


def test_a_cause_that_is_there_is_not_offered_again() -> None:
    model = VALLEY.replace("[{rate: 0.1 per 30 days}]", "[{after: truce, rate: 0.1 per 30 days}]")
    one = only("If a truce is signed, the market could open.", model)
    assert (one.status, one.told) == ("present", "market has a cause after truce")
    with pytest.raises(RequestError, match="in the model already"):
        refused(one)


def test_a_rule_is_there_when_another_excludes_the_same() -> None:
    sentence = "The town insists on a census as a prerequisite for a vote."
    one = next(one for one in suggested(sentence) if one.kind == "rule")
    assert (one.status, one.says) == ("new", "vote requires census")
    assert one.states == (32, 26)
    model = VALLEY.replace("now: []", "  - {name: x, rule: not town.vote or census}\nnow: []")
    one = next(one for one in suggested(sentence, model) if one.kind == "rule")
    assert (one.status, one.told) == ("present", "the rule x, not town.vote or census")


def test_a_rule_that_changes_nothing_or_leaves_nothing_says_so() -> None:
    checked = valley()
    sentence = "The town insists on a census as a prerequisite for a vote."
    one = next(one for one in suggested(sentence) if one.kind == "rule")
    for says, status, told in (
        ("town.share requires town.truce", "idle", "it would change nothing"),
        ("town.vote and not town.truce", "no state", "with it no state is feasible"),
        ("census", "breaks today", "the status quo breaks it"),
    ):
        found = reworded(one, checked.situation, checked.space, says)
        assert found.status == status
        assert told in found.told
        with pytest.raises(RequestError, match="nothing was written"):
            refused(found)


def test_what_matches_nothing_is_for_the_analyst_to_say() -> None:
    checked = valley()
    one = only("Further funds are conditional on a census.")
    assert (one.status, one.says) == ("blank", "? requires census")
    with pytest.raises(RequestError, match='expected --as "EXPRESSION"'):
        refused(one)
    filled = reworded(one, checked.situation, checked.space, "town.share requires census", "funds")
    assert filled.inserts[0].entry == (
        "{name: funds, rule: town.share requires census, because: [notes_001]}"
    )
    with pytest.raises(RequestError, match="unknown name"):
        reworded(one, checked.situation, checked.space, "town.shar requires census")
    with pytest.raises(RequestError, match='"Funds" is not an id'):
        reworded(one, checked.situation, checked.space, "", "Funds")


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("Town and County agreed to share the well.", "town.share and county.share"),
        (
            "County officials signed an accord with Town to share the well.",
            "town.share and county.share",
        ),
        ("Town accepted County's proposal to share the well.", "town.share and county.share"),
        ("Town and County agreed on a truce.", "town.truce and county.truce"),
        ("Town and County agreed on a school.", "? and ?"),
        ("Town and County have not agreed to share the well.", ""),
        ("Town and County could have agreed to share the well.", ""),
        ("Town agreed to share the well.", ""),
        ("Town and County met to share the well.", ""),
    ],
)
def test_an_agreement_of_two_is_a_candidate_term(sentence: str, says: str) -> None:
    found = [one for one in suggested(sentence) if one.kind == "term"]
    if not says:
        assert found == []
    else:
        assert [one.says for one in found] == [says]


def test_a_condition_that_a_party_sets_may_be_what_it_wants() -> None:
    text = (
        "County insists on a truce as a condition for the vote. There is no vote without a truce."
    )
    said, told = (one for one in suggested(text) if one.kind == "rule")
    assert "statement of county instead: {want: vote requires truce}" in said.notes[0]
    assert told.notes == ()


def test_a_term_that_is_there_is_marked() -> None:
    (one,) = [o for o in suggested("Town and County agreed on a truce.") if o.kind == "term"]
    assert (one.status, one.told) == ("present", "the term truce")


@pytest.mark.parametrize(
    ("sentence", "party", "says", "status"),
    [
        ("Town demanded a census.", "town", "census", "new"),
        ("Town rejected a census.", "town", "not census", "new"),
        ("County refused to share the well.", "county", "not county.share", "new"),
        ("Town leaders have repeatedly called for a vote.", "town", "vote", "new"),
        ("County officials insist on a census.", "county", "census", "present"),
        ("Town never demanded a census.", "", "", ""),
        ("Town demanded a new school.", "", "", ""),
        ("Farmers in Town near the river demanded a census.", "", "", ""),
    ],
)
def test_a_demand_is_a_candidate_statement(
    sentence: str, party: str, says: str, status: str
) -> None:
    found = [one for one in suggested(sentence) if one.kind == "preference"]
    wanted = [(party, says, status)] if party else []
    assert [(one.party, one.says, one.status) for one in found] == wanted


def test_nothing_is_suggested_where_only_the_words_around_are_alike() -> None:
    situation = valley().situation
    targets = in_situation(situation)
    for words in ("truce negotiations", "a stance on the truce", "no truce", ""):
        assert best("condition", [words], targets, situation).target == "", words
    assert best("condition", ["the truce"], targets, situation).target == "truce"
    assert best("condition", ["Town stops the shooting"], targets, situation).target == "town.truce"
    assert content("the truce negotiations") == content("negotiations")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a more unified structure", "unified_structure"),
        ("Élan vital", "elan_vital"),
        ("السلام", "event"),
        ("not", "not_2"),
        ("the market", "market_2"),
        ("7 days", "event"),
    ],
)
def test_ids_are_ids(text: str, found: str) -> None:
    assert id_of(text, {"market", "not"}, "event") == found


def insert(one: Suggestion, text: str, above: str = "") -> str:
    names = {False: "s.yaml", True: "s.yaml"}
    return inserted(one, {False: text, True: text}, names, above)[1]


def test_only_accepted_items_enter_the_model() -> None:
    checked = valley()
    proposed = items("Town demanded a census.", accepted=False)
    (one,) = suggestions(proposed, checked.situation, checked.space)
    with pytest.raises(RequestError, match="review it first"):
        refused(one)


def test_each_kind_is_inserted_where_it_belongs() -> None:
    rule = only("There is no vote without a census.")
    line = "  - {name: precondition_notes_001, rule: vote requires census, because: [notes_001]}\n"
    assert insert(rule, VALLEY) == VALLEY.replace("now: []", f"{line}now: []")
    cause = only("If a truce is signed, the market could open.")
    new = insert(cause, VALLEY)
    put = ", {after: truce, probability: , because: [notes_001]}"
    assert new == VALLEY.replace("30 days}]}", f"30 days}}{put}]}}")
    assert len(valley(new).situation.outlook.unset()) == 1  # type: ignore[union-attr]
    term = only("Town and County agreed to share the well.")
    new = insert(term, VALLEY)
    line = "  share_well: town.share and county.share   # notes_001\n"
    assert new == VALLEY.replace("rules:", f"{line}rules:")


def test_a_statement_stands_where_the_analyst_says() -> None:
    one = only("Town demanded a census.")
    with pytest.raises(RequestError, match="expected --above 1 to 2, or --above end"):
        insert(one, VALLEY)
    with pytest.raises(RequestError, match='--above "3" is none of them'):
        insert(one, VALLEY, "3")
    line = "      - {want: census, because: [notes_001]}\n"
    below = VALLEY.replace("  county:\n    name", f"{line}  county:\n    name")
    assert insert(one, VALLEY, "end") == below
    assert insert(one, VALLEY, "1") == VALLEY.replace(
        "      - town.truce", f"{line}      - town.truce"
    )
    between = VALLEY.replace("      - not town.share", f"{line}      - not town.share")
    assert insert(one, VALLEY, "2") == between
    other = only("County refused to share the well.")
    put = "{want: not county.share, because: [notes_001]}, county.share"
    assert insert(other, VALLEY, "2") == VALLEY.replace(
        "county.census, county.share", f"county.census, {put}"
    )


STATUS = VALLEY.replace("causes: [{rate", "status: true, opens: [{rate")


def test_what_ends_a_status_closes_it() -> None:
    one = only("If the truce collapses, the market could close.", STATUS)
    assert one.says == "not market after truce_collapses"
    assert one.inserts[1].path == ("events", "market", "closes")
    outlook = valley(insert(one, STATUS)).situation.outlook
    assert outlook is not None
    assert [cause.after for cause in outlook.event("market").closes] == ["truce_collapses"]
    opens = only("If a truce is signed, the market could open.", STATUS)
    assert opens.inserts[0].path == ("events", "market", "opens")
    checked = valley()
    with pytest.raises(RequestError, match="happens once and does not end"):
        reworded(opens, checked.situation, checked.space, "not market after truce")
    with pytest.raises(RequestError, match="no event school that could end"):
        reworded(opens, checked.situation, checked.space, "not school after truce")


def test_a_graph_has_no_options_to_match() -> None:
    graph = valley(
        "goodoffices: 1\ntitle: t\nparties: {town: {}, county: {}}\n"
        "graph: {states: {a: a, b: b}, moves: {town: [[a, b]]}}\n"
    )
    text = "Town demanded a census. If a truce is signed, the market could open."
    found = suggestions(items(text), graph.situation, graph.space)
    assert [(one.kind, one.says) for one in found] == [("cause", "market_open after truce_signed")]


def test_too_many_states_to_hold_are_not_counted() -> None:
    one = next(
        one
        for one in suggestions(
            items("There is no vote without a census."), valley().situation, None
        )
    )
    assert (one.status, one.states) == ("new", None)
    assert "too many states" in one.notes[-1]


FORMS = (
    "If {0}, {1} could follow.",
    "If {0}, it could lead to {1}, then {0}.",
    "There is no {1} without {0}.",
    "Town and County agreed to {0}.",
    "Town demanded {0} and {1}.",
    "County rejected {0}.",
    "Unless {0}, {1} may close.",
)
WORDS = (
    *("truce", "census", "vote", "the market", "share the well", "a", "Town", "not", "no: yes"),
    *("{}", "[x]", "# é", "&c", "*", "null", "السلام", '"so"', "it's", "1e5", "true", "stop"),
)
QUICK = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)
PHRASES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)


@settings(
    max_examples=80, deadline=None, phases=QUICK, suppress_health_check=[HealthCheck.too_slow]
)
@given(st.sampled_from(FORMS), PHRASES, PHRASES, st.sampled_from([VALLEY, STATUS]))
def test_no_sentence_breaks_the_file(form: str, first: str, second: str, model: str) -> None:
    assume(not {*first.lower().split()} & {*second.lower().split()})
    for one in suggested(form.replace("{0}", first).replace("{1}", second), model):
        event(one.status)
        if one.status == "new":
            new = insert(one, model, "1")
            after = valley(new)
            again = suggestions([one.item], after.situation, after.space)
            there = [o for o in again if o.kind == one.kind and o.status == "present"]
            assert there, one.says
            assert (one.says, "new") not in [(o.says, o.status) for o in again]


def test_the_same_items_give_the_same_suggestions() -> None:
    text = "If a truce is signed, the market could open. Town demanded a census."
    assert suggested(text) == suggested(text)
    assert [one.id for one in suggested(text)] == ["notes_001-1", "notes_002-1"]


def test_the_sixteen_sentences() -> None:
    case = load_case(CAIRO)
    found = suggestions(case.items, case.situation, case.space)
    assert [(one.id, one.kind, one.status, one.says) for one in found] == [
        ("e04-1", "rule", "present", "exchange requires ceasefire"),
        ("e04-2", "preference", "present", "ceasefire"),
        ("e05-1", "cause", "new", "international_aid after ceasefire"),
        ("e05-2", "cause", "present", "reconstruction after ceasefire"),
        ("e05-3", "cause", "new", "stability after reconstruction"),
        ("e06-1", "cause", "new", "unified_structure_governance after hamas_fatah_work_together"),
        (
            "e06-2",
            "cause",
            "waits",
            "effect_negotiations_israel after unified_structure_governance",
        ),
        ("e07-1", "cause", "new", "influence_netanyahu_stance after pressure"),
        ("e07-2", "cause", "waits", "resolution after influence_netanyahu_stance"),
    ]


def test_the_sixteen_sentences_as_they_are_read() -> None:
    case = load_case(CAIRO)
    text = case.sources["cairo-talks"].text
    read = [one.item() for one in proposals(text, "cairo-talks", case.situation)]
    found = suggestions(read, case.situation, case.space)
    assert [(one.item.sentence, one.kind, one.status) for one in found] == [
        (4, "rule", "present"),
        (4, "preference", "present"),
        (5, "cause", "new"),
        (5, "cause", "present"),
        (5, "cause", "new"),
        (6, "cause", "new"),
        (6, "cause", "waits"),
        (7, "cause", "new"),
        (7, "cause", "waits"),
        (16, "cause", "new"),
    ]


def test_without_the_rule_the_precondition_is_offered() -> None:
    case = load_case(CAIRO)
    rules = tuple(rule for rule in case.situation.rules if rule.name != "precondition")
    situation = _with_rules(case.situation, rules)
    (one,) = [
        one
        for one in suggestions([case.item("e04")], situation, StateSpace.of(situation))
        if one.kind == "rule"
    ]
    assert one.status == "new"
    assert one.states == (768, 640)
    assert "{want: exchange requires ceasefire}" in one.notes[0]


def _with_rules(situation: Situation, rules: tuple[object, ...]) -> Situation:
    return replace(situation, rules=rules)  # type: ignore[arg-type]
