"""What is known beside numbers to be set, as plain data."""

from __future__ import annotations

from goodoffices.analyses.hint import Cited, Hint, Precedent
from goodoffices.brief.hint_words import HintWords
from goodoffices.brief.number_words import templates, what_words
from goodoffices.brief.series_words import series_data
from goodoffices.brief.speakers import speaker_words
from goodoffices.model.outlook import Spread
from goodoffices.series.scale import Word
from goodoffices.series.spoken import Spoken


def hint_data(words: HintWords) -> dict[str, object]:
    """Everything that ``HintWords`` tells, for ``--format json``."""
    result = words.result
    head = {} if result.situation is None else result.situation.question()
    return head | {
        "where": result.where or None,
        "hints": [_hint(one, words) for one in result.hints],
        "series": [series_data(one) for one in result.series],
        "precedent": None if result.precedent is None else _precedent(result.precedent),
        "words": [_word(word) for word in result.words],
    }


def _hint(one: Hint, words: HintWords) -> dict[str, object]:
    number = one.number
    return {
        "path": f"outlook.{number.path}",
        "what": what_words(number),
        "file": number.place.file,
        "line": number.place.line,
        "column": number.place.column,
        "set": not (words.params[number.uses] if number.uses else number).is_unset,
        "param": number.uses or None,
        "stands": None if number.is_unset else _spread(number.spread),
        "unit": number.unit or None,
        "because": list(number.because),
        "evidence": [_cited(cited, words) for cited in one.cited],
        "observed": list(one.observed),
        "templates": list(templates(number, words.params, bool(one.observed))),
    }


def _spread(spread: Spread | None) -> dict[str, object] | None:
    if spread is None:
        return None
    told: dict[str, object] = {"kind": spread.kind, "numbers": list(spread.numbers)}
    return told | ({"word": spread.word} if spread.word else {})


def _cited(one: Cited, words: HintWords) -> dict[str, object]:
    source = one.source
    return {
        "id": one.item.id,
        "status": one.item.status,
        "quote": one.item.quote,
        "source": one.item.source,
        "title": (source.title or None) if source else None,
        "publisher": (source.publisher or None) if source else None,
        "date": source.date.isoformat() if source and source.date else None,
        "speaker": speaker_words(words.case, one.item) if words.case else None,
        "words": [_spoken(word, one.item.span[0]) for word in one.words],
        "hedges": list(one.hedges),
    }


def _spoken(one: Spoken, start: int) -> dict[str, object]:
    told = {"text": one.text, "span": [start + one.start, start + one.end]}
    own = _word(one.word) | {"has_scale": one.word.has_scale and not one.before}
    return told | {"before": one.before or None} | own


def _word(word: Word) -> dict[str, object]:
    asked = word.survey
    return {
        "word": word.word,
        "has_scale": word.has_scale,
        "icd203": list(word.icd203) if word.icd203 else None,
        "ipcc": list(word.ipcc) if word.ipcc else None,
        "survey": None
        if asked is None
        else {
            "low": asked.low,
            "middle": asked.middle,
            "high": asked.high,
            "people": asked.people,
        },
    }


def _precedent(one: Precedent) -> dict[str, object]:
    standing = one.rate.standing
    return {
        "file": one.file,
        "provision": one.rate.column,
        "stage": one.stage or None,
        "country": one.country or None,
        "held": standing.count,
        "of": standing.of,
        "share": standing.share,
        "low": standing.low if standing.of else None,
        "high": standing.high if standing.of else None,
        "uncoded": one.rate.uncoded,
    }
