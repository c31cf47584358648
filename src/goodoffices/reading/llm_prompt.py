"""What a language model is told and asked: the template beside this file, and the schema of the
answer. Both together have a hash, which every proposal of the model carries."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from goodoffices.evidence.item import KINDS

TEMPLATE = Path(__file__).with_name("llm_prompt.txt")
POLARITIES = ("positive", "negative")
CUES = ("condition", "modal", "reporting", "evaluation")
STRENGTHS = ("possible", "probable", "hearsay")


def _object(**parts: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": parts,
        "required": list(parts),
        "additionalProperties": False,
    }


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


TEXT = {"type": "string"}
MAYBE = {"type": ["string", "null"]}
_WORDS = {"words": TEXT, "before": TEXT}
_PART = _or_null(_object(**_WORDS, proposition=TEXT))
SCHEMA = _object(
    sentences={
        "type": "array",
        "items": _object(
            number={"type": "integer"},
            kind={"type": "string", "enum": list(KINDS)},
            polarity={"type": "string", "enum": list(POLARITIES)},
            speaker=_or_null(_object(**_WORDS, party=MAYBE)),
            actors={"type": "array", "items": _object(**_WORDS, party=MAYBE, role=MAYBE)},
            cue=_or_null(_object(**_WORDS, type={"type": "string", "enum": list(CUES)})),
            hedges={"type": "array", "items": _object(**_WORDS)},
            hedge_strength=_or_null({"type": "string", "enum": list(STRENGTHS)}),
            condition=_PART,
            consequence=_PART,
            claim=MAYBE,
        ),
    }
)
"""The form of an answer. Every key is required, as servers that hold a model to it ask."""

FORMATS: tuple[dict[str, Any], ...] = (
    {
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "sentences", "strict": True, "schema": SCHEMA},
        },
    },
    {"response_format": {"type": "json_object"}},
    {},
)
"""How the form is asked for, tried in this order where a server refuses one."""


@lru_cache(maxsize=1)
def prompt() -> str:
    """The template with the schema in it."""
    schema = json.dumps(SCHEMA, separators=(",", ":"), sort_keys=True)
    return TEMPLATE.read_text(encoding="utf-8").replace("{{SCHEMA}}", schema)


@lru_cache(maxsize=1)
def prompt_hash() -> str:
    """Twelve hexadecimal digits of the SHA-256 of template and schema."""
    return hashlib.sha256(prompt().encode("utf-8")).hexdigest()[:12]


def reader_of(model: str) -> str:
    """What stands in ``reader`` of every proposal of a model."""
    return f"{model} prompt:{prompt_hash()}"


def suffix_of(model: str) -> str:
    """What ends the ids of a model's proposals; another model or prompt has another ending."""
    return "_m" + hashlib.sha256(reader_of(model).encode("utf-8")).hexdigest()[:6]


def messages(material: dict[str, Any]) -> list[dict[str, str]]:
    """The two messages of a request; ``material`` is one JSON text, which no report can end."""
    told = json.dumps(material, ensure_ascii=False)
    return [{"role": "system", "content": prompt()}, {"role": "user", "content": told}]
