"""Every rule of reading against its own examples."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

from goodoffices import reading
from goodoffices.reading.rule import Rule


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
