"""What is chosen on a page, in its address: there again after reloading and going back."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from nicegui import ui

Pairs = list[tuple[str, str]]
"""Names and values, a name more than once where several are chosen."""


def asked() -> Pairs:
    """What the address of this page asks for."""
    request = ui.context.client.request
    return list(request.query_params.multi_items()) if request else []


def one(pairs: Pairs, name: str, among: Iterable[str]) -> str:
    """The value of a name where it is one of these, else ""."""
    there = set(among)
    return next((value for key, value in pairs if key == name and value in there), "")


def several(pairs: Pairs, name: str, among: Iterable[str]) -> list[str]:
    """Every value of a name that is one of these, in their order."""
    wanted = {value for key, value in pairs if key == name}
    return [value for value in among if value in wanted]


def keep(path: str, pairs: Pairs) -> None:
    """The address says this from now on; what is empty is left out."""
    query = urlencode([pair for pair in pairs if pair[1]])
    ui.navigate.history.replace(f"{path}{'?' if query else ''}{query}")
