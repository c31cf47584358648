"""What a search found, in words: each sentence with its source and its place."""

from __future__ import annotations

from collections.abc import Iterator

from goodoffices.brief.lines import Heading, Line
from goodoffices.brief.words import join, plural
from goodoffices.search.find import Answer, Hit

OPEN, CLOSE = "[", "]"
LONGEST = 400
"""Characters of a sentence that are shown; of a longer one the part about its first mark."""
CUT = " … "


def answer_lines(answer: Answer) -> Iterator[Line]:
    """The hits, and what there is to say about them."""
    query = str(answer.asked.query)
    for at, hit in enumerate(answer.hits, 1):
        yield f"{at}. {snippet(hit)}"
        yield f"   {origin(hit)}"
        for item in hit.items:
            who = f", {item.speaker} says" if item.speaker else ""
            yield f"   {item.status} item {item.id}: {item.kind}{who}"
        yield ""
    yield Heading(f"Looked for: {query}" if query else "Every sentence that the options allow")
    shown = len(answer.hits)
    found = (
        f"{plural(answer.total, 'sentence')} in {answer.sources:,} of {answer.reports:,} reports"
    )
    if shown < answer.total:
        found += f"; the first {shown} are shown (--limit)"
    yield found[:1].upper() + found[1:] + "."
    yield from notes(answer)


def notes(answer: Answer) -> Iterator[str]:
    """What somebody should know who wonders about the number of results."""
    if not answer.reports:
        yield "The case has no reports yet; goodoffices read REPORT --case FOLDER puts one in."
        return
    for one in answer.spelling:
        if not one.occurs and one.meant:
            words = join((f"“{word}”" for word in one.meant), "or")
            yield f"“{one.word}” occurs nowhere; did you mean {words}?"
        elif not one.occurs:
            yield f"“{one.word}” occurs nowhere."
        if one.endings:
            words = join(f"{word} ({count:,})" for word, count in one.endings)
            yield f"There is also {words}; “{one.word}*” finds every ending."
    if answer.undated:
        of = plural(answer.undated, "further sentence")
        yield f"Left out because the source has no date: {of}."
    asked = answer.asked
    if (asked.kinds or asked.items or asked.accepted) and not answer.any_items:
        yield "The case has no items; goodoffices read proposes them."
    if answer.wrong:
        yield (
            f"{plural(answer.wrong, 'entry', 'entries')} of evidence.yaml or proposed.yaml could "
            "not be read; goodoffices check says why."
        )
    if answer.passed_over:
        files = plural(answer.passed_over, "file")
        are = (
            "is no text in UTF-8 and was"
            if answer.passed_over == 1
            else "are no text in UTF-8 and were"
        )
        yield f"{files[:1].upper()}{files[1:]} {are} passed over."
    if answer.note:
        yield f"Note: {answer.note}; it was made in memory."


def snippet(hit: Hit, opening: str = OPEN, closing: str = CLOSE) -> str:
    """The sentence in one line, the words that were looked for between brackets."""
    start, end = hit.span
    begin, stop = 0, end - start
    if stop > LONGEST:
        first = hit.marks[0][0] - start if hit.marks else 0
        begin = max(0, min(first - LONGEST // 3, stop - LONGEST))
        stop = begin + LONGEST
    text, at = "", begin
    for mark_start, mark_end in hit.marks:
        a, b = max(mark_start - start, begin), min(mark_end - start, stop)
        if a >= b:
            continue
        text += f"{hit.quote[at:a]}{opening}{hit.quote[a:b]}{closing}"
        at = b
    text += hit.quote[at:stop]
    before, after = CUT if begin else "", CUT if stop < end - start else ""
    return " ".join(f"{before}{text}{after}".split())


def origin(hit: Hit) -> str:
    """Source, publisher, date and place."""
    parts = [hit.title or hit.source, hit.publisher, hit.date]
    where = f"{hit.source} {hit.span[0]}–{hit.span[1]}"
    what = "heading" if hit.number is None else f"sentence {hit.number}"
    return f"{', '.join(part for part in parts if part)} ({where}, {what})"


def answer_data(answer: Answer) -> dict[str, object]:
    """Plain data for ``--format json``."""
    return {
        "query": str(answer.asked.query),
        "total": answer.total,
        "sources": answer.sources,
        "reports": answer.reports,
        "undated": answer.undated,
        "spelling": [
            {
                "word": one.word,
                "occurs": one.occurs,
                "meant": list(one.meant),
                "endings": dict(one.endings),
            }
            for one in answer.spelling
        ],
        "notes": list(notes(answer)),
        "hits": [_data(hit) for hit in answer.hits],
    }


def _data(hit: Hit) -> dict[str, object]:
    return {
        "source": hit.source,
        "title": hit.title,
        "publisher": hit.publisher or None,
        "date": hit.date or None,
        "sentence": hit.number,
        "span": list(hit.span),
        "quote": hit.quote,
        "marks": [list(one) for one in hit.marks],
        "score": round(hit.score, 4),
        "items": [
            {"id": i.id, "kind": i.kind, "status": i.status, "speaker": i.speaker or None}
            for i in hit.items
        ],
    }
