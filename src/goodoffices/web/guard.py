"""Who is answered: a layer around the whole application, web sockets too.

1. ``Host`` must be one of the workbench's own (a page elsewhere cannot reach it by another name),
   and ``Origin``, where there is one, must be too.
2. Without the cookie or ``Authorization: Bearer SECRET`` there is nothing but the way in: the
   address with the secret, or the form for the password.
3. A request body over the limit is refused while it comes.
4. Answers carry headers by which the browser asks no other machine for anything.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlsplit

from goodoffices.web.address import UPLOAD_LIMIT, Address

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

HEADERS = {
    "content-security-policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        "connect-src 'self'; object-src 'none'; base-uri 'self'; frame-src 'self'; "
        "form-action 'self'; frame-ancestors 'self'"
    ),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
"""The framework compiles its templates in the browser, which needs ``unsafe-eval``; what reports
say never reaches a template, it is set as text."""
SLOW = 0.5
"""Seconds that a wrong password waits, so that guessing is slow."""
LOGIN = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Good Offices</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{font:16px system-ui,sans-serif;max-width:22rem;margin:15vh auto;padding:0 1rem}
input,button{font:inherit;padding:.5rem;width:100%%;box-sizing:border-box;margin:.25rem 0}</style>
<main><h1>Good Offices</h1><p>%s</p>%s</main></html>"""
FORM = """<form method="post" action="/login"><label>Password
<input type="password" name="password" autofocus required></label><button>Open</button></form>"""


class Guard:
    """The layer; see above."""

    def __init__(self, app: App, address: Address, limit: int = UPLOAD_LIMIT) -> None:
        self.app, self.address, self.limit = app, address, limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = {key.decode("latin-1").lower(): value.decode("latin-1")
                   for key, value in scope["headers"]}  # fmt: skip
        if scope["type"] == "websocket":
            if self.is_foreign(headers) or not self.is_known(headers):
                await receive()
                await send({"type": "websocket.close", "code": 4403})
            else:
                await self.app(scope, receive, send)
            return
        if self.is_foreign(headers):
            await _answer(send, 403, "This address is not the workbench's own.")
        elif scope["path"] == "/login" and self.address.password and scope["method"] == "POST":
            await self.login(receive, send)
        elif not self.is_known(headers):
            await self.let_in(scope, send)
        elif _length(headers) > self.limit:
            await _answer(send, 413, f"More than {self.limit:,} bytes are not taken.")
        else:
            await self.answered(scope, receive, send)

    async def answered(self, scope: Scope, receive: Receive, send: Send) -> None:
        """By the application; a browser that left before the answer came is no error."""
        left = False

        async def watched() -> MutableMapping[str, Any]:
            nonlocal left
            message = await receive()
            left = left or message["type"] == "http.disconnect"
            return message

        try:
            await self.app(scope, self.bounded(watched), _with_headers(send))
        except RuntimeError:
            if not left:
                raise

    def is_foreign(self, headers: dict[str, str]) -> bool:
        """Step 1."""
        if headers.get("host", "").lower() not in self.address.hosts:
            return True
        origin = headers.get("origin")
        if origin is None:
            return headers.get("sec-fetch-site", "none") not in ("none", "same-origin")
        return urlsplit(origin).netloc.lower() != headers["host"].lower()

    def is_known(self, headers: dict[str, str]) -> bool:
        """Step 2."""
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self.address.is_secret(given):
            return True
        try:
            cookies = SimpleCookie(headers.get("cookie", ""))
        except CookieError:
            return False
        found = cookies.get(self.address.cookie)
        return found is not None and self.address.is_secret(found.value)

    async def let_in(self, scope: Scope, send: Send) -> None:
        query = parse_qs(scope["query_string"].decode("latin-1"))
        given = (query.get("key") or [""])[0]
        if not self.address.password and scope["method"] == "GET" and self.address.is_secret(given):
            await self.welcome(scope["path"], send)
        elif self.address.password:
            await _page(send, 401, LOGIN % ("This workbench asks for its password.", FORM))
        else:
            said = "Open the address that the terminal shows, with the key in it."
            await _page(send, 401, LOGIN % (said, ""))

    async def login(self, receive: Receive, send: Send) -> None:
        body = await _body(receive, 4096)
        given = (parse_qs(body.decode("utf-8", "replace")).get("password") or [""])[0]
        if self.address.is_password(given):
            await self.welcome("/", send)
            return
        await asyncio.sleep(SLOW)
        await _page(send, 401, LOGIN % ("That was not the password.", FORM))

    async def welcome(self, path: str, send: Send) -> None:
        path = path if path.startswith("/") and not path.startswith("//") else "/"
        cookie = f"{self.address.cookie}={self.address.secret}; Path=/; HttpOnly; SameSite=Strict"
        await _answer(send, 303, "", {"location": path, "set-cookie": cookie})

    def bounded(self, receive: Receive) -> Receive:
        """Step 3, for bodies that do not say how long they are."""
        had = 0

        async def counted() -> MutableMapping[str, Any]:
            nonlocal had
            message = await receive()
            had += len(message.get("body") or b"")
            if had > self.limit:
                return {"type": "http.disconnect"}
            return message

        return counted


def _length(headers: dict[str, str]) -> int:
    given = headers.get("content-length", "0")
    return int(given) if given.isdigit() else 0


async def _body(receive: Receive, most: int) -> bytes:
    body, more = b"", True
    while more and len(body) <= most:
        message = await receive()
        body += message.get("body") or b""
        more = bool(message.get("more_body"))
    return body[:most]


def _with_headers(send: Send) -> Send:
    async def sent(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            extra = [(key.encode(), value.encode()) for key, value in HEADERS.items()]
            message = {**message, "headers": [*message.get("headers", []), *extra]}
        await send(message)

    return sent


async def _page(send: Send, status: int, html: str) -> None:
    await _answer(send, status, html, {"content-type": "text/html; charset=utf-8"})


async def _answer(
    send: Send, status: int, text: str, headers: dict[str, str] | None = None
) -> None:
    given = {"content-type": "text/plain; charset=utf-8", "cache-control": "no-store"}
    every = {**HEADERS, **given, **(headers or {})}
    coded = [(key.encode(), value.encode()) for key, value in every.items()]
    await send({"type": "http.response.start", "status": status, "headers": coded})
    await send({"type": "http.response.body", "body": text.encode("utf-8")})
