"""Who is answered: a layer around the whole application, web sockets too.

1. ``Host`` must be one of the workbench's own (a page elsewhere cannot reach it by another name),
   and ``Origin``, where there is one, must be too; neither may be given twice.
2. Without the cookie or ``Authorization: Bearer SECRET`` there is nothing but the way in: the
   address with the secret, or the form for the password. Wrong passwords wait one after another,
   however many are sent at once.
3. The address with the secret leads at once to the same one without it, also for who is in.
4. A request body over the limit is refused while it comes.
5. Answers carry headers by which the browser asks no other machine for anything.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qs, quote

from starlette.requests import ClientDisconnect

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
ONCE = ("host", "origin", "content-length", "authorization", "sec-fetch-site")
"""Headers that may not be given twice: who reads the first and who reads the last would differ."""
SLOW = 0.5
"""Seconds that a wrong password waits, so that guessing is slow."""
WAITING = 20
"""Passwords that may wait for their turn; more are turned away."""
PATIENCE = 10.0
"""Seconds in which a password has to arrive."""
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
        self.turn, self.waiting = asyncio.Lock(), 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = _headers(scope)
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
        elif self.has_key(scope):
            await self.welcome(scope["path"], send)
        elif not self.is_known(headers):
            await self.turned_away(send)
        elif _length(headers) > self.limit:
            await _answer(send, 413, f"More than {self.limit:,} bytes are not taken.")
        else:
            await self.answered(scope, receive, send)

    async def answered(self, scope: Scope, receive: Receive, send: Send) -> None:
        """By the application; a browser that left before the answer came is no error."""
        came = _Came(receive, self.limit)
        answer = _Answer(send, came)
        try:
            await self.app(scope, came, answer)
        except (RuntimeError, ClientDisconnect):
            if not came.left and not came.is_over:
                raise
        if came.is_over and not answer.begun:
            await _answer(send, 413, f"More than {self.limit:,} bytes are not taken.")

    def is_foreign(self, headers: dict[str, str]) -> bool:
        """Step 1."""
        host = headers.get("host", "").lower()
        if host not in self.address.hosts:
            return True
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return True
        return headers.get("origin", f"http://{host}").lower() != f"http://{host}"

    def is_known(self, headers: dict[str, str]) -> bool:
        """Step 2."""
        scheme, _, given = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and self.address.is_secret(given):
            return True
        cookies = (one.partition("=") for one in headers.get("cookie", "").split(";"))
        return any(
            name.strip() == self.address.cookie and self.address.is_secret(value.strip())
            for name, _, value in cookies
        )

    def has_key(self, scope: Scope) -> bool:
        """Step 3: whether it is the address with the secret. With a password there is none."""
        query = parse_qs(scope["query_string"].decode("latin-1"))
        given = (query.get("key") or [""])[0]
        return (
            not self.address.password
            and scope["method"] in ("GET", "HEAD")
            and self.address.is_secret(given)
        )

    async def turned_away(self, send: Send) -> None:
        """Says how to get in."""
        if self.address.password:
            await _page(send, 401, LOGIN % ("This workbench asks for its password.", FORM))
        else:
            said = "Open the address that the terminal shows, with the key in it."
            await _page(send, 401, LOGIN % (said, ""))

    async def login(self, receive: Receive, send: Send) -> None:
        try:
            body = await asyncio.wait_for(_body(receive, 4096), PATIENCE)
        except TimeoutError:
            await _answer(send, 408, "The password did not arrive.", {"connection": "close"})
            return
        given = (parse_qs(body.decode("utf-8", "replace")).get("password") or [""])[0]
        if self.waiting >= WAITING:
            await _page(send, 429, LOGIN % ("Too many passwords at once; try again.", FORM))
            return
        self.waiting += 1
        try:
            async with self.turn:
                right = self.address.is_password(given)
                if not right:
                    await asyncio.sleep(SLOW)
        finally:
            self.waiting -= 1
        if right:
            await self.welcome("/", send)
        else:
            await _page(send, 401, LOGIN % ("That was not the password.", FORM))

    async def welcome(self, path: str, send: Send) -> None:
        path = "/" + quote(path, safe="/").lstrip("/")
        cookie = f"{self.address.cookie}={self.address.secret}; Path=/; HttpOnly; SameSite=Strict"
        await _answer(send, 303, "", {"location": path, "set-cookie": cookie})


class _Came:
    """A request body as it comes: cut where it is over the limit (step 4)."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self.receive, self.limit = receive, limit
        self.had, self.left = 0, False

    @property
    def is_over(self) -> bool:
        return self.had > self.limit

    async def __call__(self) -> MutableMapping[str, Any]:
        if self.is_over:
            return {"type": "http.disconnect"}
        message = await self.receive()
        self.left = self.left or message["type"] == "http.disconnect"
        self.had += len(message.get("body") or b"")
        return {"type": "http.disconnect"} if self.is_over else message


class _Answer:
    """An answer with the headers of step 5; none where the body was over the limit."""

    def __init__(self, send: Send, came: _Came) -> None:
        self.send, self.came, self.begun = send, came, False

    async def __call__(self, message: MutableMapping[str, Any]) -> None:
        if self.came.is_over and not self.begun:
            return
        if message["type"] == "http.response.start":
            self.begun = True
            given = [
                (k, v) for k, v in message.get("headers", []) if k.decode().lower() not in HEADERS
            ]
            extra = [(key.encode(), value.encode()) for key, value in HEADERS.items()]
            if not any(key.lower() == b"cache-control" for key, _ in given):
                extra.append((b"cache-control", b"no-store"))  # what a case holds is kept nowhere
            message = {**message, "headers": [*given, *extra]}
        await self.send(message)


def _headers(scope: Scope) -> dict[str, str]:
    """By name in small letters. One of ``ONCE`` that stands there twice is none of anybody's."""
    found: dict[str, str] = {}
    for key, value in scope["headers"]:
        name, text = key.decode("latin-1").lower(), value.decode("latin-1")
        if name not in found:
            found[name] = text
        elif name in ONCE:
            found[name] = f"{found[name]}, {text}"
        else:
            found[name] += ("; " if name == "cookie" else ", ") + text
    return found


def _length(headers: dict[str, str]) -> int:
    given = headers.get("content-length", "0")
    return int(given) if given.isascii() and given.isdecimal() else 0


async def _body(receive: Receive, most: int) -> bytes:
    body, more = b"", True
    while more and len(body) <= most:
        message = await receive()
        body += message.get("body") or b""
        more = bool(message.get("more_body"))
    return body[:most]


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
