"""A proposal printed: letters beneath marked words, and colour where there is a terminal."""

from __future__ import annotations

import itertools
import os
import textwrap
from collections.abc import Iterable

import click

from goodoffices.brief.lines import Heading
from goodoffices.brief.marked import BAR, Dim, Marked
from goodoffices.brief.review_words import CardLine
from goodoffices.brief.table import Table
from goodoffices.cli import common

COLOURS = {"k": "magenta", "h": "yellow", "s": "cyan", "c": "blue", "f": "green"}
COLOURS |= {"b": "blue", "e": "green", "t": "cyan"}


def print_card(lines: Iterable[CardLine]) -> None:
    """Line by line; colours only on a terminal that wants them (``NO_COLOR`` unset)."""
    plain = "NO_COLOR" in os.environ
    for line in lines:
        if isinstance(line, Marked):
            click.echo(BAR + (line.text if plain else _coloured(line)))
            if line.row:
                click.echo(BAR + line.row)
        elif isinstance(line, Dim):
            for row in _wrapped(line.text):
                click.echo(row if plain else click.style(row, dim=True))
        elif isinstance(line, Heading | Table):
            common.show([line])
        else:
            common.say(line)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, min(common.terminal_width(), 100), break_on_hyphens=False)


def _coloured(line: Marked) -> str:
    pieces = []
    for letter, group in itertools.groupby(
        zip(line.text, line.letters, strict=True), key=lambda one: one[1]
    ):
        text = "".join(sign for sign, _ in group)
        pieces.append(click.style(text, fg=COLOURS[letter]) if letter in COLOURS else text)
    return "".join(pieces)
