"""The application put together, and the server that runs it on this machine."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from nicegui import ui

from goodoffices.errors import RequestError
from goodoffices.version import VERSION
from goodoffices.web import json_api
from goodoffices.web.address import Address, as_browsers_say
from goodoffices.web.desk import Desk
from goodoffices.web.guard import Guard
from goodoffices.web.pages import register

SIGN = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" '
    'rx="6" fill="#1f5f8b"/><path d="M6 20h20M9 20v-6h14v6M16 8v6" stroke="#fff" '
    'stroke-width="2.5" fill="none"/></svg>'
)
INTERRUPTED = "KeyboardInterrupt"
GRACE = 2
"""Seconds that answers under way have when the workbench ends."""
DESCRIPTION = "What the pages of the workbench show, for notebooks and other front ends."


def application(desk: Desk, address: Address) -> Guard:
    """Pages and JSON interface over a desk, behind the guard."""
    api = FastAPI(
        title="Good Offices",
        version=VERSION,
        description=DESCRIPTION,
        docs_url=None,  # its page would ask another host for scripts
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    json_api.add(api, desk)
    register(desk)
    ui.run_with(
        api,
        title="Good Offices",
        favicon=SIGN,
        dark=None,
        language="en-US",
        tailwind=False,
        show_welcome_message=False,
    )
    return Guard(api, address)


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes a free one. Raises ``RequestError`` where it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((host, port))
        found.listen()
    except OSError as error:
        found.close()
        remedy = "choose another with --port, or 0 for a free one"
        why = error.strerror or str(error)
        raise RequestError(f"nothing can listen on {host}:{port}: {why}; {remedy}") from None
    return found


def serve(
    path: Path,
    host: str,
    port: int,
    password: str,
    names: tuple[str, ...],
    told: Callable[[Address], None],
) -> None:
    """Serves the case until it is interrupted. ``told`` is called once it can be opened."""
    desk = Desk(path)
    host = as_browsers_say(host)
    Address(host, port, password, names)  # refuses before anything listens
    desk.look()
    with listening(host, port) as sock:
        address = Address(host, sock.getsockname()[1], password, names)
        if address.is_loopback and not ip_address(sock.getsockname()[0]).is_loopback:
            raise RequestError(f"{host} is not this machine alone here; use 127.0.0.1")
        application_ = application(desk, address)
        for name in ("nicegui", "uvicorn.error"):
            logging.getLogger(name).addFilter(_is_fault)
        config = uvicorn.Config(
            application_,
            log_level="error",
            access_log=False,
            timeout_graceful_shutdown=GRACE,
            ws="websockets-sansio",
            lifespan="on",
            proxy_headers=False,
            server_header=False,
        )
        server = _Server(config, lambda: told(address))
        server.run(sockets=[sock])


def _is_fault(record: logging.LogRecord) -> bool:
    """Whether a message is about a fault of the program. What browsers ask for stays out of the
    terminal, because an address may hold the secret; so does how the ending goes."""
    cut = record.exc_info is not None and isinstance(record.exc_info[1], asyncio.CancelledError)
    said = str(record.msg).rstrip()
    ended_by = said.rpartition("\n")[2].rpartition(".")[2]  # a trace that is told as text
    cut = cut or (said.startswith("Traceback") and ended_by in ("CancelledError", INTERRUPTED))
    ending = cut or said.startswith("Cancel ")
    return record.levelno >= logging.ERROR and not ending


class _Server(uvicorn.Server):
    """Tells when it answers."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self.ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if not self.should_exit:
            self.ready()
