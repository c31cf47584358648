"""The brief: every sentence has one link that leads somewhere, quotations are verbatim."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from oracle import strategies

from goodoffices.api import OpenCase, load
from goodoffices.brief.compose import compose
from goodoffices.brief.document import Brief
from goodoffices.brief.html import html
from goodoffices.brief.markdown import markdown
from goodoffices.case import Case, load_case
from goodoffices.formats.native import from_data, loads

CAIRO = Path(__file__).parents[1] / "examples" / "cairo-talks"
TEXT = (CAIRO / "sources" / "cairo-talks.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def cairo() -> Brief:
    return load(CAIRO).brief()


class Page(HTMLParser):
    """Sentences with their links, ids, and everything that would ask another file for something."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.sentences: list[dict[str, Any]] = []
        self.ids: set[str] = set()
        self.requests: list[str] = []
        self.main: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in ("meta", "br"):
            self.open.append(tag)
        if given.get("id"):
            assert given["id"] not in self.ids, f"the id {given['id']} stands twice"
            self.ids.add(str(given["id"]))
        if given.get("class") == "sentence":
            self.sentences.append({"links": [], "depth": len(self.open), "in_quote": []})
        if tag == "a":
            if self.inside():
                self.sentences[-1]["links"].append(given.get("href"))
                self.sentences[-1]["in_quote"].append("q" in self.open)
            else:
                assert str(given.get("href")).startswith("#")
        if tag in ("script", "link", "img", "iframe", "object") or given.get("src"):
            self.requests.append(tag)

    def inside(self) -> bool:
        return bool(self.sentences) and len(self.open) > self.sentences[-1]["depth"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, tag

    def handle_data(self, data: str) -> None:
        if "main" in self.open and not {"style", "title", "svg"} & set(self.open):
            self.main.append(data)


def test_every_sentence_has_exactly_one_link_and_it_leads_somewhere(cairo: Brief) -> None:
    page = Page(html(cairo))
    assert len(page.sentences) == len(cairo.sentences()) > 20
    for sentence in page.sentences:
        assert len(sentence["links"]) == 1
        assert sentence["links"][0].removeprefix("#") in page.ids
        assert sentence["in_quote"] == [False]
    assert page.requests == []


def test_markdown_has_the_same_links(cairo: Brief) -> None:
    text = markdown(cairo)
    main, _, appendix = text.partition("# Appendix")
    anchors = set(re.findall(r'<a id="(\w+)">', appendix))
    links = re.findall(r"\]\(#(\w+)\)", main)
    assert len(links) == len(cairo.sentences()) + 1  # the picture has one too
    assert set(links) <= anchors


def test_all_sixteen_sentences_verbatim_and_linked(cairo: Brief) -> None:
    sentences = [line for line in re.split(r"(?<=[.])\s+", TEXT) if line]
    assert len(sentences) == 16
    quoted = {quotation.text: quotation.id for quotation in cairo.quotations}
    page = html(cairo)
    for sentence in sentences:
        assert f'id="{quoted[sentence]}"' in page
        assert TEXT.count(sentence) == 1


def test_quoted_sentences_are_verbatim(cairo: Brief) -> None:
    quotations = {quotation.id: quotation.text for quotation in cairo.quotations}
    quoted = [sentence for sentence in cairo.sentences() if sentence.quoted]
    assert len(quoted) >= 12
    for sentence in quoted:
        assert sentence.text == quotations[sentence.link] and sentence.text in TEXT


def test_the_main_part_is_short_and_names_no_state_number(cairo: Brief) -> None:
    assert cairo.words() <= 1_000
    assert cairo.matrix is not None and len(cairo.matrix.rows) <= 5
    ids = {str(i) for i in load(CAIRO).solution.space.ids.tolist() if i > 100}
    words = " ".join(Page(html(cairo)).main)
    assert len(words.split()) <= 1_000
    assert not ids & (set(re.findall(r"\d+", words)) - {"640", "2023"})


def test_parts_are_those_of_the_founding_text(cairo: Brief) -> None:
    assert [part.title for part in cairo.parts] == ["Developments", "Assessment", "Outlook"]
    outlook = {s.link for section in cairo.parts[2].sections for s in section.sentences}
    assert {"e05", "e06", "e07", "e08"} <= outlook


def test_computations_can_be_run_again(cairo: Brief, capsys: pytest.CaptureFixture[str]) -> None:
    """The command beside each computation runs and ends well."""
    import shlex

    from goodoffices.cli.main import run

    for command in dict.fromkeys(one.command for one in cairo.computations):
        program, *arguments = shlex.split(command)
        assert program == "goodoffices"
        assert run(arguments) == 0, command
        assert capsys.readouterr().out


def test_statements_by_others_are_never_told_as_fact(cairo: Brief) -> None:
    """What the model takes from Hamas leaders says so in the sentence itself."""
    (wish,) = (s for s in cairo.sentences() if "first wish of Israel" in s.text)
    assert wish.text.startswith("On the word of Hamas leaders, ")
    (lacks,) = (s for s in cairo.sentences() if s.text.startswith("What Israel most wants"))
    assert "(assumed)" in lacks.text
    (rule,) = (s for s in cairo.sentences() if "requires a ceasefire" in s.text)
    assert rule.text.startswith("By the report, ") and rule.link == "e04"


def told(text: str) -> list[str]:
    checked = loads(text)
    brief = compose(Case(Path("case"), checked.situation, checked.space, {}, ()))
    return [sentence.text for sentence in brief.sentences()]


def test_an_outcome_is_told_by_what_holds_of_it() -> None:
    """A state that only holds under weaker notions does not lend its place to one that holds."""
    sentences = told(
        "goodoffices: 1\ntitle: G\nnow: s1\nparties:\n"
        "  a: {ranking: [s2, s1, s3]}\n  b: {ranking: [s1, [s2, s3]]}\n"
        "graph:\n  states: {s1: here, s2: there, s3: far}\n"
        "  moves: {a: [[s1, s2], [s2, s1]], b: [[s2, s3]]}\n"
    )
    text = " ".join(sentences)
    assert "Today's situation would not hold: a would gain by moving." in sentences
    assert "today's" not in text.split("Today's situation would not hold")[0]


def test_an_outcome_without_terms_is_not_told_as_nothing() -> None:
    sentences = told(
        "goodoffices: 1\ntitle: T\nterms: {peace: b.y}\nparties:\n"
        "  a: {options: {x: go}, prefers: [a.x]}\n  b: {options: {y: stay}, prefers: [not b.y]}\n"
    )
    assert any(
        s.startswith("One situation with nothing on the agenda would hold") for s in sentences
    )


def test_who_leaves_is_counted_where_the_sentence_leads(cairo: Brief) -> None:
    by_id = {one.id: one for one in cairo.computations}
    (walks,) = (s for s in cairo.sentences() if s.text.startswith("Israel would walk away"))
    lines = " ".join(by_id[walks.link].lines)
    for count in (
        "Of 256 feasible situations with a ceasefire, Israel would leave 256.",
        "Of 64 feasible situations with a prisoner exchange, Israel would leave 64.",
        "Of 128 feasible situations with the return of displaced people, Israel would leave 128.",
    ):
        assert count in lines
    (either,) = (s for s in cairo.sentences() if s.text.startswith("No situation with funds"))
    assert "In none of them do all of these stay." in by_id[either.link].lines


def test_text_from_reports_never_becomes_markup(tmp_path: Path) -> None:
    folder = tmp_path / "case"
    (folder / "sources").mkdir(parents=True)
    evil = '<script>alert("x")</script> & <b>bold</b> [link](javascript:x) `tick` | pipe.'
    (folder / "sources" / "r.txt").write_text(evil, encoding="utf-8")
    (folder / "sources" / "sources.yaml").write_text(f"r: {{title: {evil!r}}}", encoding="utf-8")
    quote = evil.replace("'", "''")
    (folder / "evidence.yaml").write_text(
        f"- {{id: e1, source: r, span: [0, {len(evil)}], kind: fact, quote: '{quote}'}}\n",
        encoding="utf-8",
    )
    (folder / "situation.yaml").write_text(
        "goodoffices: 1\ntitle: <i>T</i>\nparties:\n"
        "  a: {name: <u>A</u>, options: {x: <s>go</s>}, prefers: [a.x]}\nnow: []\n",
        encoding="utf-8",
    )
    brief = load(folder).brief()
    page = html(brief)
    assert "<script" not in page and "<i>" not in page and "<u>" not in page and "<s>" not in page
    assert Page(page).requests == []
    text = markdown(brief)
    assert not re.search(r"(?<!\\)<script|(?<!\\)\]\(javascript", text)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(strategies.conflicts(max_options=5))
def test_any_conflict_makes_a_brief(data: dict[str, Any]) -> None:
    checked = from_data(data)
    brief = compose(Case(Path("random"), checked.situation, checked.space, {}, ()))
    assert brief.words() <= 1_000
    page = Page(html(brief))
    for sentence in page.sentences:
        assert [link.removeprefix("#") in page.ids for link in sentence["links"]] == [True]
    assert markdown(brief)


def test_a_long_report_still_makes_a_short_brief(tmp_path: Path) -> None:
    """300 sentences of every kind: what does not fit is in the appendix."""
    folder = tmp_path / "long"
    (folder / "sources").mkdir(parents=True)
    lines = [
        f"Sentence {k} says one more thing about the valley and its people." for k in range(300)
    ]
    text = "\n".join(lines)
    (folder / "sources" / "r.txt").write_text(text, encoding="utf-8")
    (folder / "sources" / "sources.yaml").write_text("r: {}\n", encoding="utf-8")
    kinds = ("fact", "statement", "assessment", "outlook")
    items, at = [], 0
    for k, line in enumerate(lines):
        items.append(
            f"- {{id: e{k}, source: r, span: [{at}, {at + len(line)}], kind: {kinds[k % 4]}, "
            f"quote: {line}}}"
        )
        at += len(line) + 1
    (folder / "evidence.yaml").write_text("\n".join(items), encoding="utf-8")
    (folder / "situation.yaml").write_text(
        "goodoffices: 1\ntitle: Long\nparties: {a: {options: {x: go}, prefers: [a.x]}}\n",
        encoding="utf-8",
    )
    brief = load(folder).brief()
    assert brief.words() <= 1_000 and len(brief.quotations) == 300
    assert any("more in the appendix" in s.title for p in brief.parts for s in p.sections)


def test_notebook_interface() -> None:
    case = load(CAIRO)
    assert isinstance(case, OpenCase)
    table = case.equilibria()
    assert "<table>" in table._repr_html_() and "deadlock" in str(table)
    assert len(table.rows) == 10
    for shown in (case.agenda(), case.claims(), case.coverage(), case.moves("deadlock")):
        assert shown.rows and "<table>" in shown._repr_html_()
    assert "Israel" in case.explain("deadlock")
    assert case.changed(levers=["pressure"]).digest != case.digest
    assert load_case(CAIRO).item("e04").claim is not None


def test_a_brief_explains_no_state_that_it_does_not_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Counting what a lever changes asks for no reasons, of which there may be a quarter of a
    million; and each lever tells that it is worked out, so that long work can be stopped."""

    def explained(*_: object) -> None:
        raise AssertionError("reasons were worked out to be counted")

    monkeypatch.setattr("goodoffices.analyses.comparison.state_reasons", explained)
    told: list[str] = []
    compose(load_case(CAIRO), progress=lambda what, done, total: told.append(what))
    after = told[told.index("writing the assessment") :]
    assert after.count("finding the feasible states") >= 4  # one for each lever
