"""Sentences: where they end, and that their spans leave nothing out."""

from __future__ import annotations

from pathlib import Path

import pytest
from growth import grows_in_proportion
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.evidence.read import read_items, read_sources
from goodoffices.reading.read import proposals
from goodoffices.reading.sentences import sentences

CAIRO = Path(__file__).parents[1] / "examples" / "cairo-talks"


def cut(text: str) -> list[str]:
    return [text[one.start : one.end] for one in sentences(text)]


def test_the_founding_text_has_sixteen() -> None:
    text = read_sources(CAIRO / "sources")["cairo-talks"].text
    items = read_items(CAIRO / "evidence.yaml", read_sources(CAIRO / "sources"), None)
    assert [(one.start, one.end) for one in sentences(text)] == [item.span for item in items]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Smith met Dr. Jones. |He left.",
        "The U.N. Security Council met. |It adopted a text.",
        "It was sent to the U.N. |The council met on Friday.",
        "He spoke on Jan. 5 in Geneva. |Nobody answered.",
        "The talks ended in Jan. |They resumed later.",
        "They cited Resolution No. 5 of the council. |It passed.",
        "Was it signed? |No. |It was not.",
        "Prices rose by 3.5 per cent. |Wages did not.",
        "J. B. Walker and A. Khan signed. |The rest did not.",
        'The envoy said: "We are ready." |The talks went on.',
        '"Is it over?" she asked. |Nobody knew.',
        "“We agreed.” |The minister left.",
        "(The text is open.) |It will be signed.",
        "They wait … and hope. |Nothing comes.",
        "停火开始。|谈判继续！|谁来？",
        "هل انتهت الحرب؟ |لا أحد يعرف.",
        "युद्ध रुका। |बातचीत जारी है।",
        "She met Ms. P. Harrow and P. Lind. |They left.",
        "It is on p. 7 of the text. |Nobody read it.",
        "The Co. Ltd. office closed. |Staff left.",
    ],
)
def test_where_a_sentence_ends(text: str) -> None:
    assert cut(text.replace("|", "")) == [one.strip() for one in text.split("|")]


def test_line_breaks_within_a_paragraph_do_not_end_it() -> None:
    text = "The delegation arrived in\nthe capital on Sunday. It left\r\non Monday."
    assert cut(text) == [
        "The delegation arrived in\nthe capital on Sunday.",
        "It left\r\non Monday.",
    ]


def test_headings_and_lists_stand_alone() -> None:
    text = (
        "# Overview\nTalks resumed.\n\nSecurity\n--------\n- Two posts closed\n- One opened. It is"
        " busy.\n\n1. First point\n2. Second point\n\nShort title\nA longer paragraph follows here "
        "and says something.\n"
    )
    kinds = [(text[one.body : one.end], one.block) for one in sentences(text)]
    assert kinds == [
        ("Overview", "heading"),
        ("Talks resumed.", "paragraph"),
        ("Security", "heading"),
        ("--------", "heading"),
        ("Two posts closed", "item"),
        ("One opened.", "item"),
        ("It is busy.", "item"),
        ("First point", "item"),
        ("Second point", "item"),
        ("Short title", "heading"),
        ("A longer paragraph follows here and says something.", "paragraph"),
    ]


MARKS = [
    "-",
    "# ",
    "- ",
    "3.5",
    "No. 5",
    "Gaza",
    "```",
    "---",
    "|",
    "> ",
    "\t",
    "\u2028",
    "؟",
    "A.",
]
PIECES = st.text() | st.lists(
    st.sampled_from(
        [
            "Mr.",
            "U.N.",
            " ",
            "\n",
            "\r\n",
            "\n\n",
            "said",
            '"',
            "”",
            "(",
            ")",
            ".",
            "?",
            "…",
            "。",
            "|",
            "\n|-|-|\n",
            *MARKS,
        ]
    ),
    max_size=60,
).map("".join)


@given(PIECES)
def test_spans_grow_and_cover_everything_but_white_space(text: str) -> None:
    end, left = 0, []
    for one in sentences(text):
        assert end <= one.start <= one.body <= one.end and one.start < one.end
        left.append(text[end : one.start])
        end = one.end
        assert not text[one.start].isspace() and not text[one.end - 1].isspace()
    assert "".join([*left, text[end:]]).strip() == ""


@pytest.mark.parametrize(
    "piece",
    [
        "The talks go on. ",
        "word ",
        '."',
        "a.b.c.",
        "A. ",
        "- x\n",
        '"',
        ". ",
        "\n\n.x",
        "|-",
        "|-|\n",
        "|x|\n|-|\n",
    ],
)
def test_time_grows_with_the_length(piece: str) -> None:
    assert grows_in_proportion(lambda size: sentences((piece * size)[:size]), 100_000)


def test_a_line_broken_after_a_small_word_is_no_heading() -> None:
    text = "If Hamas and\nFatah agree on a joint administration of Gaza, aid could follow soon.\n"
    assert [text[one.start : one.end] for one in sentences(text)] == [text.strip()]
    text = "The envoy of\nEgypt met both delegations again in Cairo on Sunday evening.\n"
    assert [one.block for one in sentences(text)] == ["paragraph"]


def test_the_sign_of_a_quoted_line_stands_before_each_sentence() -> None:
    for end in ("\n", "\r\n", "\r"):
        text = end.join(
            ["> The army may leave. It is late.", ">  Ana said no.", "> > Bob did too."]
        )
        told = [text[one.body : one.end] for one in sentences(text)]
        assert told == ["The army may leave.", "It is late.", "Ana said no.", "Bob did too."]


TABLE = (
    "| Camp | People |\n|:---|---:|\n| North | 3,000 were displaced. They left. |\n| South | 12 |"
)


def asserted(text: str) -> list[str]:
    return [one.quote for one in proposals(text, "s")]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "table",
    [
        TABLE,
        "Camp | People\n--- | ---\nNorth | 3,000 were displaced.\nSouth | 12",
        "> | Camp | People |\n> |---|---|\n> | North | They left. |",
        "| Camp |\n|---|\n| The camp was closed. |",
        "  | A \\| B | C |\n  |---|---|\n  | The camp was closed. | - |",
        "| Camp | People |\n|---|---|",
        "| مخيم | ناس |\n|---|---|\n| أغلق المخيم. | 12 |",
    ],
)
def test_the_rows_of_a_table_assert_nothing(table: str, line_end: str) -> None:
    text = f"The convoy left.\n\n{table}\n\nIt arrived on Monday.".replace("\n", line_end)
    assert asserted(text) == ["The convoy left.", "It arrived on Monday."]
    spans = [(one.start, one.end) for one in sentences(text)]
    covered = set().union(*(range(*span) for span in spans))
    assert all(sign.isspace() or at in covered for at, sign in enumerate(text))
    assert sum(end - start for start, end in spans) == len(covered)


def test_what_stands_right_above_and_below_a_table_is_read() -> None:
    text = f"The figures are these, the ministry said.\n{TABLE}\nNo other camp was counted."
    assert asserted(text) == [
        "The figures are these, the ministry said.",
        "No other camp was counted.",
    ]


def test_two_tables_with_words_between() -> None:
    assert asserted(f"{TABLE}\n\nThe camps are open.\n\n{TABLE}\n") == ["The camps are open."]


@pytest.mark.parametrize(
    "text",
    [
        "The envoy read a | b from a sheet.",
        "The envoy read a | b from a sheet.\nNobody answered.",
        "The envoy read a | b | c.\n\n|---|---|---|",
        "The envoy read a | b from a sheet.\n|---|\nNobody answered.",
        "| The camp was closed. |\n| The road was open. |",
    ],
)
def test_a_bar_makes_no_table(text: str) -> None:
    found = " ".join(asserted(text))
    for words in ("read", "answered", "closed", "open"):
        assert words in found or words not in text


def test_a_table_in_code_is_code() -> None:
    text = f"```\n{TABLE}\n```\nThe camp was closed.\n"
    assert asserted(text) == ["The camp was closed."]
