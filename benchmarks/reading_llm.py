"""How well a language model at an address of yours reads, beside the rules, on the same sentences.

Two sets: the founding text against the analyst's evidence (examples/cairo-talks), and the
labelled sentences of tests/data/reading_sentences.tsv. A sentence that the model left unread, or
whose answer was refused, counts as wrong for the model. The rules were written with both sets at
hand, so their column is no measure of them on new text; nor may either text be new to a model.
95 % bootstrap intervals over sentences, seeded.

What is sent is told first, and an address that is not this machine needs --send.

python benchmarks/reading_llm.py --llm http://127.0.0.1:8080/v1 --model NAME
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from goodoffices.case import load_case
from goodoffices.errors import GoodOfficesError
from goodoffices.evidence.item import EvidenceItem, Mention, Part
from goodoffices.reading.llm_reader import Asked, model_proposals, to_send
from goodoffices.reading.llm_settings import Settings, settings_of
from goodoffices.reading.proposal import Proposal
from goodoffices.reading.read import proposals

ROOT = Path(__file__).parents[1]
FOUNDING, LABELLED = "cairo-talks", "labelled"
SEED = 20_261_122
DRAWS = 2_000
Scores = tuple[str, str, list[float], list[float]]
"""Task, data, and for each sentence what the rules and what the model scored, 0 to 1."""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Score a language model's reading.")
    parser.add_argument("--llm", required=True, metavar="URL")
    parser.add_argument("--model", required=True, metavar="NAME")
    parser.add_argument("--llm-key-env", metavar="VAR")
    parser.add_argument("--timeout", type=float, default=120.0, metavar="S")
    parser.add_argument("--send", action="store_true", help="send to another machine")
    given = parser.parse_args(arguments)
    try:
        settings = settings_of(given.llm, given.model, given.llm_key_env, given.timeout, os.environ)
        return measure(settings, given.send)
    except GoodOfficesError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2


def measure(settings: Settings, send: bool) -> int:
    """Ask, score and print; 1 where sentences were left unread, 2 without leave to send."""
    case = load_case(ROOT / "examples" / "cairo-talks")
    gold = _labelled()
    text = "\n\n".join(sentence for _, _, sentence in gold)
    founding = proposals(case.sources[FOUNDING].text, FOUNDING, case.situation)
    labelled = proposals(text, LABELLED)
    total = [to_send({FOUNDING: founding}, case.situation, settings)]
    total.append(to_send({LABELLED: labelled}, None, settings))
    count, letters = sum(one.sentences for one in total), sum(one.characters for one in total)
    print(f"{count} sentences, {letters:,} characters, to {settings.origin} ({settings.model})")
    if not (settings.loopback or send):
        print("nothing was sent: this is another machine; give --send", file=sys.stderr)
        return 2
    first = model_proposals({FOUNDING: founding}, case.situation, settings)
    second = model_proposals({LABELLED: labelled}, None, settings)
    for note in (*first.notes, *second.notes):
        print(f"note: {note}", file=sys.stderr)
    scores = [*_of_founding(case.items, founding, first)]
    scores += _of_labelled(gold, labelled, second)
    print(f"\nreader: {first.reader}; rules beside it: {founding[0].reader}\n")
    print("| task | data | n | rules | model | 95 % of model |")
    print("|---|---|---|---|---|---|")
    for task, data, rules, model in scores:
        low, high = _interval(model)
        cells = [task, data, str(len(model)), f"{np.mean(rules):.3f}", f"{np.mean(model):.3f}"]
        print("| " + " | ".join([*cells, f"{low:.3f} to {high:.3f}"]) + " |")
    refused = len(first.refused) + len(second.refused)
    unread = len(first.unread) + len(second.unread)
    print(f"\nof {count} sentences {refused} answers refused, {unread} left unread")
    return int(unread > 0)


def _labelled() -> list[tuple[str, str, str]]:
    """Kind, speaker and sentence."""
    path = ROOT / "tests" / "data" / "reading_sentences.tsv"
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line]
    return [(kind, speaker, sentence) for kind, speaker, sentence in rows]


def _of_founding(
    items: Sequence[EvidenceItem], rules: Sequence[Proposal], asked: Asked
) -> Iterator[Scores]:
    wanted = [Proposal.of(one, rules[0].text) for one in items]
    model = {one.sentence: one for one in asked.found}
    own = {one.sentence: one for one in rules}
    yield (
        "kind",
        "founding text",
        [float(_kind(own, one) == one.kind) for one in wanted],
        [float(_kind(model, one) == one.kind) for one in wanted],
    )
    yield (
        "speaker with party",
        "founding text",
        [float(_speaker(own, one)) for one in wanted],
        [float(_speaker(model, one)) for one in wanted],
    )
    for name in ("condition", "consequence"):
        there = [one for one in wanted if getattr(one, name) is not None]
        yield (
            f"{name}, overlap F",
            "founding text",
            [_part(own, one, name) for one in there],
            [_part(model, one, name) for one in there],
        )


def _of_labelled(
    gold: Sequence[tuple[str, str, str]], rules: Sequence[Proposal], asked: Asked
) -> Iterator[Scores]:
    own = {one.quote: one for one in rules}
    model = {one.quote: one for one in asked.found}
    yield (
        "kind",
        "labelled sentences",
        [float(_kind_of(own, sentence) == kind) for kind, _, sentence in gold],
        [float(_kind_of(model, sentence) == kind) for kind, _, sentence in gold],
    )
    statements = [(speaker, sentence) for _, speaker, sentence in gold if speaker]
    yield (
        "speaker",
        "labelled statements",
        [float(_said_by(own.get(sentence)) == speaker) for speaker, sentence in statements],
        [float(_said_by(model.get(sentence)) == speaker) for speaker, sentence in statements],
    )


def _kind(found: Mapping[int, Proposal], wanted: Proposal) -> str:
    one = found.get(wanted.sentence)
    return one.kind if one else ""


def _kind_of(found: Mapping[str, Proposal], sentence: str) -> str:
    one = found.get(sentence)
    return one.kind if one else ""


def _speaker(found: Mapping[int, Proposal], wanted: Proposal) -> bool:
    """Whether the speaker is the same: the author, or the same words and party."""
    one = found.get(wanted.sentence)
    return one is not None and _mention(one.speaker) == _mention(wanted.speaker)


def _mention(one: Mention | None) -> object:
    return None if one is None else (one.span, one.party)


def _said_by(one: Proposal | None) -> str:
    if one is None or one.speaker is None or one.speaker.span is None:
        return ""
    return one.words(one.speaker.span)


def _part(found: Mapping[int, Proposal], wanted: Proposal, name: str) -> float:
    """How far the words of a part are those of the analyst: overlap F."""
    one = found.get(wanted.sentence)
    gold = _words(wanted, getattr(wanted, name))
    said = _words(one, getattr(one, name)) if one else set()
    return 2 * len(gold & said) / (len(gold) + len(said)) if gold or said else 0.0


def _words(one: Proposal, part: Part | None) -> set[int]:
    """Where the words of a part begin."""
    if part is None or part.span is None:
        return set()
    return {match.start() for match in re.compile(r"\w+").finditer(one.text, *part.span)}


def _interval(scores: Sequence[float]) -> tuple[float, float]:
    generator = np.random.default_rng(SEED)
    values = np.array(scores)
    drawn = values[generator.integers(0, len(values), (DRAWS, len(values)))].mean(axis=1)
    low, high = np.quantile(drawn, (0.025, 0.975))
    return float(low), float(high)


if __name__ == "__main__":
    sys.exit(main())
