"""What commands share: the arguments of a case, warnings, and printing."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from goodoffices.brief.lines import Heading, Line
from goodoffices.brief.table import Table
from goodoffices.case import Case, load_case
from goodoffices.errors import Problem, RequestError
from goodoffices.model.apply import types_chosen
from goodoffices.model.preference import EXTENSIONS
from goodoffices.progress import Progress, silent
from goodoffices.stability.concepts import concept

MOST_WARNINGS = 50
GLUE = "\u00a0"
"""A space at which no line ends."""
F = TypeVar("F", bound=Callable[..., Any])


def case_argument(function: F) -> F:
    """PATH: a case folder or a situation file."""
    return click.argument("path", type=click.Path(path_type=Path))(function)


def change_options(function: F) -> F:
    """``--with LEVER`` and ``--type PARTY=NAME``, both repeatable; ``--extension``, which
    ``opened`` reads."""
    function = extension_option(function)
    function = click.option(
        "--type", "types", multiple=True, metavar="PARTY=NAME", help="read a party as this type"
    )(function)
    return click.option(
        "--with", "levers", multiple=True, metavar="LEVER", help="apply a lever of the file"
    )(function)


def _keep_extension(context: click.Context, _: click.Parameter, value: str | None) -> None:
    context.meta["goodoffices.extension"] = value or ""


def extension() -> str:
    """The extension that was asked for, "" for none."""
    found: str = click.get_current_context().meta.get("goodoffices.extension", "")
    return found


def extension_option(function: F) -> F:
    """``--extension``, which ``opened`` reads."""
    return click.option(
        "--extension",
        type=click.Choice(EXTENSIONS),
        expose_value=False,
        callback=_keep_extension,
        help="how parties act where their preference is unknown",
    )(function)


def format_option(function: F) -> F:
    """``--format text|json``."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", "json"]),
        default="text",
        show_default=True,
        help="how to print the result",
    )(function)


def figure_option(function: F) -> F:
    """``--figure FILE.svg``."""
    return click.option(
        "--figure",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE.svg",
        help="also draw it",
    )(function)


def concepts_option(function: F) -> F:
    """``--concepts nash,seq``."""
    return click.option(
        "--concepts", metavar="NAMES", help="concepts, separated by commas (default: all five)"
    )(function)


def concept_names(text: str | None, standard: tuple[str, ...]) -> tuple[str, ...]:
    """The concepts asked for. Raises ``RequestError`` for one that does not exist."""
    if text is None:
        return standard
    names = [name.strip() for name in text.split(",") if name.strip()]
    if not names:
        raise RequestError("--concepts names no concept; expected for example nash,seq")
    return tuple(concept(name).name for name in names)


def opened(path: Path, levers: tuple[str, ...] = (), types: tuple[str, ...] = ()) -> Case:
    """The case with changes applied; its warnings go to stderr."""
    case = load_case(path)
    try:
        changed = case.changed(type_choices(types), levers, extension())
    except RequestError:
        warn(case.warnings)
        raise
    warn(changed.warnings)
    return changed


def warn(warnings: Sequence[Problem]) -> None:
    """Warnings to stderr, the first fifty of them."""
    for warning in warnings[:MOST_WARNINGS]:
        click.echo(f"warning: {warning}", err=True)
    left = len(warnings) - MOST_WARNINGS
    if left > 0:
        click.echo(f"warning: {left:,} more like these", err=True)


def type_choices(types: tuple[str, ...]) -> Mapping[str, str]:
    """``("israel=willing",)`` → ``{"israel": "willing"}``. Raises ``RequestError``."""
    return types_chosen(types, "--type")


def print_json(data: object) -> None:
    """One JSON value to stdout; long lists of objects have one object a line."""
    click.echo("".join(_pieces(data)))


def stream_json(head: Mapping[str, object], key: str, objects: Iterable[object]) -> None:
    """One JSON object to stdout whose last key holds a list that is written as it is made."""
    start = "".join(_pieces(dict(head))).removesuffix("}")
    click.echo(f"{start},\n {json.dumps(key)}: [", nl=False)
    for at, one in enumerate(objects):
        click.echo(f"{',' if at else ''}\n  {json.dumps(one, ensure_ascii=False)}", nl=False)
    click.echo("\n ]}")


def _pieces(data: object) -> Iterator[str]:
    if not isinstance(data, dict):
        yield json.dumps(data, ensure_ascii=False)
        return
    lines = []
    for key, value in data.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            inner = ",\n  ".join(json.dumps(one, ensure_ascii=False) for one in value)
            lines.append(f"{json.dumps(key)}: [\n  {inner}\n ]")
        else:
            lines.append(f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    yield "{" + ",\n ".join(lines) + "}"


def print_table(table: Table) -> None:
    """A table to stdout, fitted to the terminal; where it is too narrow, a row as a list."""
    columns = list(zip(table.columns, *table.rows, strict=True))
    needs = [
        max(len(word) for cell in column for word in _glued(cell).split(" ")) for column in columns
    ]
    wants = [max(len(cell) for cell in column) for column in columns]
    room = terminal_width() - 2 * (len(columns) - 1)
    if table.title:
        title(table.title)
    if sum(needs) > room:
        for row in table.rows:
            for head, cell in zip(table.columns, row, strict=True):
                say(f"{head}: {cell or '–'}")
            say()
    else:
        widths = _widths(needs, wants, room)
        numbers = [
            bool(table.rows) and all(cell.isdecimal() or cell == "–" for cell in column[1:])
            for column in columns
        ]
        _print_row(table.columns, widths, numbers)
        click.echo("─" * (sum(widths) + 2 * (len(widths) - 1)))
        for row in table.rows:
            _print_row(row, widths, numbers)
        click.echo()
    if table.note:
        say(table.note)


def _print_row(cells: Sequence[str], widths: list[int], numbers: list[bool]) -> None:
    wrapped = [
        textwrap.wrap(_glued(cell), width, break_long_words=False, break_on_hyphens=False)
        for cell, width in zip(cells, widths, strict=True)
    ]
    for line in range(max(1, *(len(one) for one in wrapped))):
        shown = [one[line] if line < len(one) else "" for one in wrapped]
        padded = [
            text.rjust(width) if is_number else text.ljust(width)
            for text, width, is_number in zip(shown, widths, numbers, strict=True)
        ]
        click.echo("  ".join(padded).replace(GLUE, " ").rstrip())


def _glued(cell: str) -> str:
    """With shares that stay on one line: ``55 %``."""
    return cell.replace(" %", f"{GLUE}%")


def _widths(needs: list[int], wants: list[int], room: int) -> list[int]:
    """Every column its longest word; what room is left goes where most is wanted."""
    widths = list(needs)
    for _ in range(max(0, room - sum(needs))):
        short = [want - width for want, width in zip(wants, widths, strict=True)]
        if max(short) <= 0:
            break
        widths[short.index(max(short))] += 1
    return widths


def print_columns(table: Table) -> None:
    """A wide table in blocks of columns that fit the terminal, the first column repeated."""
    width = terminal_width()
    label = max(len(row[0]) for row in (table.columns, *table.rows))
    widths = [
        max(len(row[at]) for row in (table.columns, *table.rows))
        for at in range(1, len(table.columns))
    ]
    at = 0
    while at < len(widths):
        used, end = label, at
        while end < len(widths) and (end == at or used + 2 + widths[end] <= width):
            used += 2 + widths[end]
            end += 1
        for row in (table.columns, *table.rows):
            cells = [row[0].ljust(label)]
            cells += [row[k + 1].rjust(widths[k]) for k in range(at, end)]
            click.echo("  ".join(cells).rstrip())
        click.echo()
        at = end


def say(text: str = "") -> None:
    """Prose to stdout, wrapped to the terminal, further lines indented like the first."""
    indent = " " * (len(text) - len(text.lstrip(" •")))
    width = min(terminal_width(), 100)
    lines = textwrap.wrap(
        _glued(text),
        width,
        subsequent_indent=indent,
        break_on_hyphens=False,
        break_long_words=False,
    )
    click.echo("\n".join(lines).replace(GLUE, " "))


def show(lines: Iterable[Line]) -> None:
    """Paragraphs, headings and tables to stdout."""
    for line in lines:
        if isinstance(line, Table):
            print_table(line)
        elif isinstance(line, Heading):
            title(line)
        else:
            say(line)


def title(text: str) -> None:
    """A heading to stdout."""
    for line in textwrap.wrap(text, terminal_width()):
        click.secho(line, bold=True)


def terminal_width() -> int:
    """Characters in a line; ``COLUMNS`` counts, and 80 where nothing says so."""
    return max(20, shutil.get_terminal_size((80, 24)).columns)


@contextmanager
def working(what: str) -> Iterator[Progress]:
    """A progress bar on stderr for work that takes over a second, only on a terminal."""
    if not sys.stderr.isatty():
        yield silent
        return
    bar = _Bar(what)
    try:
        yield bar
    finally:
        bar.stop()


class _Bar:
    """Appears after a second, by itself, so that quick work stays quiet."""

    def __init__(self, what: str) -> None:
        self.what, self.done, self.total = what, 0, 0
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.show, daemon=True)
        self.thread.start()

    def __call__(self, what: str, done: int, total: int) -> None:
        self.what, self.done, self.total = what, done, total

    def show(self) -> None:
        if self.ended.wait(1.0):
            return
        from rich.console import Console
        from rich.progress import Progress as RichProgress

        with RichProgress(console=Console(stderr=True), transient=True) as shown:
            task = shown.add_task(self.what, total=None)
            while not self.ended.wait(0.1):
                shown.update(
                    task,
                    description=self.what,
                    completed=self.done,
                    total=self.total or None,
                )

    def stop(self) -> None:
        self.ended.set()
        self.thread.join()
