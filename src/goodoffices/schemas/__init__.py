"""JSON Schemas of the files of a case, for editors: they complete and check while one types.

Generated from the shapes that read the files; the JSON files beside this module are what
``generated`` gives, as a test holds.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from goodoffices.evidence.schema import ItemsShape, SourcesShape
from goodoffices.formats.schema import SituationShape
from goodoffices.formats.schema_outlook import OutlookShape
from goodoffices.schemas.says import SAYS

SHAPES: dict[str, tuple[type[BaseModel], str]] = {
    "situation": (SituationShape, "situation.yaml: one conflict, who can do what and wants what"),
    "evidence": (ItemsShape, "evidence.yaml: quotations, and what they say about the model"),
    "outlook": (OutlookShape, "outlook.yaml: what follows on the ground"),
    "sources": (SourcesShape, "sources/sources.yaml: the reports that are quoted"),
}
"""File → its shape and what it is."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def generated(name: str) -> dict[str, Any]:
    """The schema of one file (``situation``, ``evidence``, ``outlook``, ``sources``) as plain data.

    It says what may stand in a file, short forms included. What the parts mean to each other
    (names, rules that leave no state) only ``goodoffices check`` can tell.
    """
    shape, title = SHAPES[name]
    schema = shape.model_json_schema(mode="validation", by_alias=True)
    if shape is SituationShape:  # which is read by itself, and only where there is one
        outlook = OutlookShape.model_json_schema(mode="validation", by_alias=True)
        schema["$defs"] |= outlook.pop("$defs")
        schema["properties"]["outlook"] = outlook
    told = _told(schema)
    assert isinstance(told, dict)
    return {"$schema": DIALECT, "title": title} | {k: v for k, v in told.items() if k != "title"}


def _told(value: object, properties: bool = False) -> object:
    """Without generated titles and empty defaults, and with a sentence for every key."""
    if isinstance(value, list):
        return [_told(one) for one in value]
    if not isinstance(value, dict):
        return value
    told: dict[str, Any] = {}
    for key, inner in value.items():
        if properties:
            entry = _told(inner)
            assert isinstance(entry, dict)
            told[key] = ({"description": SAYS[key]} if key in SAYS else {}) | entry
        elif key not in ("title", "default"):
            told[key] = _told(inner, properties=key == "properties")
    if "patternProperties" in told:  # keys are ids, and nothing else is one
        told["additionalProperties"] = False
    return told
