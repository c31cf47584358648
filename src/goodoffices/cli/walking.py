"""How parties move by themselves, as options of commands that ask where the talks would end."""

from __future__ import annotations

from collections.abc import Callable

import click

from goodoffices.cli.common import F
from goodoffices.errors import RequestError
from goodoffices.evolution.chain import CHOICES


def options(where: str = "") -> Callable[[F], F]:
    """``--choice`` and ``--ready PARTY=WEIGHT``: how parties move by themselves."""

    def add(function: F) -> F:
        function = click.option(
            "--ready",
            "readiness",
            multiple=True,
            metavar="PARTY=WEIGHT",
            help=f"{where}how ready a party is to move, relative to the others (1 unless given)",
        )(function)
        return click.option(
            "--choice",
            type=click.Choice(CHOICES),
            default="uniform",
            show_default=True,
            help=f"{where}how a party chooses among its departures",
        )(function)

    return add


def weights(readiness: tuple[str, ...]) -> dict[str, float]:
    """``("israel=2",)`` → ``{"israel": 2.0}``. Raises ``RequestError``."""
    weights = {}
    for text in readiness:
        party, equals, weight = text.partition("=")
        try:
            weights[party] = float(weight)
        except ValueError:
            equals = ""
        if not equals or not party:
            raise RequestError(f'--ready "{text}" is not understood; expected PARTY=WEIGHT')
    return weights
