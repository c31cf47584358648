"""The language model of ``goodoffices read``: its options, what is said before anything is sent,
and what is said afterwards."""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from goodoffices.cli import common
from goodoffices.errors import RequestError
from goodoffices.model.situation import Situation
from goodoffices.reading.llm_http import require_httpx
from goodoffices.reading.llm_reader import Asked, ToSend, model_proposals, sentences_told, to_send
from goodoffices.reading.llm_settings import Settings, settings_of
from goodoffices.reading.proposal import Proposal

F = TypeVar("F", bound=Callable[..., Any])
META = "goodoffices.llm"
SECONDS = 120.0
MOST = 20
"""Sources whose sentences without an answer are named."""


def llm_options(function: F) -> F:
    """``--llm`` and what belongs to it; ``with_model`` reads them."""
    for name, kind, shown, told in (
        ("--send", None, None, "send to an address that is not this machine without asking"),
        ("--timeout", float, "S", f"seconds for one request (default: {SECONDS:g})"),
        ("--llm-key-env", str, "VAR", "the variable of the environment that holds the key"),
        ("--model", str, "NAME", "the model's name at that address"),
        ("--llm", str, "URL", "also ask a language model at this address; off unless given"),
    ):
        more: dict[str, Any] = {"is_flag": True} if kind is None else {"type": kind}
        function = click.option(
            name, metavar=shown, expose_value=False, callback=_keep, help=told, **more
        )(function)
    return function


def _keep(context: click.Context, option: click.Parameter, value: Any) -> None:
    context.meta.setdefault(META, {})[option.name] = value


def model_is_asked() -> bool:
    """Whether ``--llm``, or something that belongs to it, was given."""
    given = click.get_current_context().meta.get(META, {})
    return any(value for value in given.values())


def with_model(
    rules: Mapping[str, list[Proposal]], situation: Situation | None
) -> tuple[dict[str, list[Proposal]], Asked | None]:
    """Source → proposals of the rules, with those of the model after each where one is asked.

    Raises ``RequestError`` before anything is sent: wrong options, no consent, no httpx.
    """
    settings = _settings(click.get_current_context().meta.get(META, {}))
    if settings is None:
        return dict(rules), None
    require_httpx()
    total = to_send(rules, situation, settings)
    _tell(_announced(total, situation, settings))
    if total.requests:
        _consent(settings)
    with common.working(f"asking {settings.model[:30]}") as progress:
        asked = model_proposals(rules, situation, settings, progress)
    common.warn(asked.notes)
    _tell(_summed(asked))
    every = {}
    for source, found in rules.items():
        both = [*found, *(one for one in asked.found if one.source == source)]
        every[source] = sorted(both, key=lambda one: one.sentence)
    return every, asked


def _settings(options: Mapping[str, Any]) -> Settings | None:
    address, model = options.get("llm"), options.get("model")
    if address is None:
        for name in ("model", "llm_key_env", "timeout", "send"):
            if options.get(name):
                raise RequestError(f"--{name.replace('_', '-')} is for a model; give --llm URL too")
        return None
    if model is None:
        raise RequestError("--llm needs --model NAME: the model's name at that address")
    seconds = SECONDS if options.get("timeout") is None else options["timeout"]
    return settings_of(address, model, options.get("llm_key_env"), seconds, os.environ)


def _announced(total: ToSend, situation: Situation | None, settings: Settings) -> str:
    """What will be sent where, before it is."""
    names = "" if situation is None else " with the names of parties, options and terms"
    where = f"{settings.origin} (model {settings.model})"
    where += ", this machine" if settings.loopback else ""
    open_line = settings.scheme == "http" and not settings.loopback
    return (
        f"To be sent to {where}: {_count(total.sentences, 'sentence')}{names}, "
        f"{total.characters:,} characters in {_count(total.requests, 'request')}."
        + (" The address is http, which anybody on the way can read." if open_line else "")
    )


def _consent(settings: Settings) -> None:
    if settings.loopback or click.get_current_context().meta[META].get("send"):
        return
    if not sys.stdin.isatty():
        raise RequestError(
            f"nothing was sent: {settings.host} is not this machine; give --send if its reports "
            "may go there"
        )
    if not click.confirm("Send it?", default=False, err=True):
        raise RequestError("nothing was sent")


def _summed(asked: Asked) -> str:
    parts = [f"{_count(len(asked.found), 'proposal')} for {_count(asked.sentences, 'sentence')}"]
    if asked.refused:
        parts.append(f"{_count(len(asked.refused), 'answer')} refused")
    if asked.unread:
        parts.append(f"{len(asked.unread):,} not read by it")
    told = f"Model {asked.reader}: {', '.join(parts)}."
    unread = [*sentences_told(asked.unread)]
    if unread:
        more = f"; and of {len(unread) - MOST:,} more sources" if len(unread) > MOST else ""
        told += f" Not read: {'; '.join(unread[:MOST])}{more}."
    return told


def _tell(text: str) -> None:
    """Prose to stderr, wrapped to the terminal."""
    width = min(common.terminal_width(), 100)
    lines = textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)
    click.echo("\n".join(lines), err=True)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
