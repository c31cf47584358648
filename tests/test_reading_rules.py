"""Every rule of reading against its own examples."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import pytest

from goodoffices import reading
from goodoffices.reading.part_rules import PART_RULES
from goodoffices.reading.proposal import Proposal
from goodoffices.reading.read import LANGUAGES, proposals
from goodoffices.reading.rule import FunctionRule, Rule

SENTENCES = Path(__file__).with_name("data") / "reading_sentences.tsv"


def every_rule() -> list[Rule]:
    """The rules in tuples of all modules of the room."""
    found = []
    for module in pkgutil.iter_modules(reading.__path__, f"{reading.__name__}."):
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, tuple):
                found += [one for one in value if isinstance(one, Rule)]
    return list({id(rule): rule for rule in found}.values())


def test_ids_are_unique() -> None:
    rules = {id(rule): rule.id for rule in every_rule()}
    assert len(set(rules.values())) == len(rules)


@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.id)
def test_a_rule_keeps_to_its_examples(rule: Rule) -> None:
    assert rule.fires, "a rule without an example"
    for example in rule.fires:
        sentence = example.replace("«", "").replace("»", "")
        wanted = example[example.index("«") + 1 : example.index("»")]
        assert wanted in [sentence[found.start : found.end] for found in rule.find(sentence)]
    for sentence in rule.silent:
        assert not list(rule.find(sentence))


def read(text: str) -> Proposal:
    (one,) = proposals(text, "s")
    return one


@pytest.mark.parametrize("rule", PART_RULES, ids=lambda rule: rule.id)
def test_a_rule_without_a_pattern_keeps_to_its_examples(rule: FunctionRule) -> None:
    for example in rule.fires:
        one = read(example.replace("«", "").replace("»", ""))
        wanted = example[example.index("«") + 1 : example.index("»")]
        part = one.consequence.span if one.consequence else None
        span = part if rule.id.startswith("parts-") else one.span
        assert rule.id in one.why
        assert span is not None and one.words(span) == wanted
    for sentence in rule.silent:
        assert rule.id not in read(sentence).why


def test_every_reason_of_a_proposal_is_a_rule_that_is_listed() -> None:
    listed = LANGUAGES["en"].rules
    ids = [rule.id for rule in listed]
    assert len(set(ids)) == len(ids)
    texts = [one for rule in listed for one in (*rule.fires, *rule.silent)]
    texts += SENTENCES.read_text(encoding="utf-8").splitlines()
    reasons = {
        why
        for text in texts
        for one in proposals(text.replace("«", "").replace("»", ""), "s")
        for why in one.why
    }
    assert reasons <= set(ids)
    assert {rule.id for rule in PART_RULES} <= reasons
