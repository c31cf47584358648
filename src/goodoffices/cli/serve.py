"""``goodoffices serve``: the workbench on this machine."""

from __future__ import annotations

import importlib
import os
import webbrowser
from pathlib import Path
from typing import Any

import click

from goodoffices.cli import common
from goodoffices.errors import RequestError

NEEDS = "the workbench needs NiceGUI; install it with: pip install 'goodoffices[web]'"


@click.command("serve")
@common.case_argument
@click.option("--port", type=click.IntRange(0, 65535), default=8787, show_default=True,
              help="0 takes a free one")  # fmt: skip
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS",
              help="reachable from other machines only with a password")  # fmt: skip
@click.option("--name", "names", multiple=True, metavar="HOST",
              help="another name by which browsers call this machine")  # fmt: skip
@click.option("--password-env", metavar="VARIABLE", help="environment variable with the password")
@click.option("--open", "show", is_flag=True, help="open it in the browser of this machine")
def command(
    path: Path, port: int, host: str, names: tuple[str, ...], password_env: str | None, show: bool
) -> None:
    """Open the workbench for the case in PATH: pages to look, ask and edit.

    The files in the folder stay the truth. It answers this machine only, and only whoever has the
    address that is printed here. Ctrl-C ends it.
    """
    if not path.exists():
        raise RequestError(f"there is no {path}; goodoffices new FOLDER begins a case")
    password = "" if password_env is None else os.environ.get(password_env, "")
    if password_env is not None and not password:
        raise RequestError(f"the environment variable {password_env} is empty or not set")
    try:
        serving = importlib.import_module("goodoffices.web.serve")
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] == "goodoffices":
            raise
        raise RequestError(f"{NEEDS} ({error.name} is missing)") from None

    def told(address: Any) -> None:
        click.echo(f"The workbench is open at {address.with_secret}")
        for other in address.elsewhere:
            click.echo(f"From other machines: {other}")
        click.echo(
            "It asks for the password, which passes in the clear. Ctrl-C ends it."
            if address.password
            else "Whoever has this address can read and change the case. Ctrl-C ends it."
        )
        if show:
            webbrowser.open(address.with_secret)

    serving.serve(path, host, port, password, names, told)
