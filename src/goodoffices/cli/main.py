"""``goodoffices``: commands are loaded when they are called; every error ends without a traceback.

Exit status: 0 done; 1 done and the answer is no; 2 the input or the request is wrong;
130 interrupted.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import sys
from collections.abc import Sequence

import click

from goodoffices.errors import GoodOfficesError, InputError, interrupted, nearest
from goodoffices.heavy import spare_blas
from goodoffices.version import VERSION

COMMANDS = {
    "new": "begin a case: a folder with an example to overwrite",
    "read": "propose evidence from reports: what each sentence does, who speaks, and why",
    "events": "dated events from ACLED and PLOVER files: listed, counted, drawn, kept in a case",
    "suggest": "what the evidence would add to the model, inserted by your word only",
    "search": "sentences of all reports that have these words, with their places",
    "review": "walk through what reading proposed: accept, edit, reject, grade, attach",
    "check": "read a case and say what is wrong, odd, or rests on nothing",
    "solve": "what would hold, and under which notion of stability",
    "explain": "why each party stays in a situation or goes",
    "claims": "test what the reports say against the model",
    "positions": "what reports say again, otherwise than before, or against each other",
    "moves": "every move and improvement, to check a model by hand",
    "compare": "two models, or one with and without a change: what is gained and lost",
    "preferences": "each party's statements and its order of the situations",
    "elicit": "ask which of two situations a party would rather have, and learn its order",
    "paths": "how it could go from today, and where it would end",
    "coalitions": "who could gain by acting together, and what that would upset",
    "perception": "who sees which game, and where a surprise would come from",
    "hint": "what is known beside a number of the outlook that is to be set",
    "series": "daily counts: a crossing's rates, level and drift, and how honest they are",
    "precedents": "how often past agreements held a provision, and which agreements these are",
    "mediate": "what a wanted outcome would take: conditions, priorities, packages of levers",
    "robustness": "how sure is that: thousands of variants of what is uncertain",
    "sensitivity": "which single change of the model flips what it says",
    "rounds": "what an outcome changes for the next talks",
    "outlook": "what follows on the ground: how probable, how much, and how sure that is",
    "catalog": "published conflicts, and whether their published answers come out",
    "convert": "a model from one file format into another",
    "schema": "JSON Schemas of the files, for editors that complete and check",
    "graph": "write the graph of states as GraphML or for Graphviz",
    "brief": "write the brief: HTML and Markdown, every sentence with its source",
    "serve": "the workbench: the case in the browser of this machine",
    "demo": "copy out the Cairo case and write its brief",
}
"""Command → what it does, in the order of a first case. Each is a module of the same name."""


class LazyGroup(click.Group):
    """Imports a command's module when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"goodoffices.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            hint = nearest(args[0], COMMANDS)
            raise click.UsageError(f'there is no command "{args[0]}"; {hint}'.rstrip("; "), ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="goodoffices")
def cli() -> None:
    """Good Offices: what would hold between opponents, why, and what leads there.

    A case is a folder with a situation.yaml; begin one with "goodoffices new FOLDER", or look at
    the example with "goodoffices demo".
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and end the process with its exit status.

    All that was written is flushed and the process ends there: taking a heap of modules apart one
    by one takes a tenth of a short command's time and serves nobody.
    """
    gc.set_threshold(100_000)  # most commands are over before collecting garbage pays
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # no foreign code, and quicker
    spare_blas()
    status = run(arguments)
    with contextlib.suppress(BrokenPipeError, ValueError):  # nobody reads on, or closed already
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status."""
    try:
        result = cli.main(list(arguments) if arguments is not None else None, standalone_mode=False)
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.Abort:
        click.echo("interrupted", err=True)
        return 130
    except click.ClickException as error:
        error.show()
        return 2
    except KeyboardInterrupt:
        click.echo("interrupted", err=True)
        return 130
    except InputError as error:
        for problem in error.problems:
            click.echo(f"error: {problem}", err=True)
        count = len(error.problems)
        if count > 1:
            click.echo(f"{count} mistakes", err=True)
        return 2
    except GoodOfficesError as error:
        click.echo(f"error: {error}", err=True)
        return 2
    except SystemExit:  # Click ends so where nobody reads on
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123
        return 0
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123 - nobody reads on; end quietly
        return 0
    except MemoryError:
        click.echo(
            "error: not enough memory for this model; add rules or leave options out", err=True
        )
        return 2
    except Exception as error:
        if interrupted(error):
            click.echo("interrupted", err=True)  # inside compiled code it arrives wrapped
            return 130
        if os.environ.get("GOODOFFICES_DEBUG"):
            raise
        click.echo(
            f"error: this is a fault of the program, not of your file: {type(error).__name__}: "
            f"{error}; run again with GOODOFFICES_DEBUG=1 and report what it prints",
            err=True,
        )
        return 2
