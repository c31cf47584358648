"""Where the workbench answers, and what a browser has to show to be let in.

The secret stands in the address that is printed on start. The first request with it gets a cookie
for this port and is sent on to the address without it, so that it stays out of the history.
"""

from __future__ import annotations

import hmac
import re
import secrets
from dataclasses import dataclass, field
from ipaddress import ip_address

from goodoffices.errors import RequestError
from goodoffices.machine import is_this_machine

LOOPBACK = ("127.0.0.1", "localhost", "::1")
EVERYWHERE = ("0.0.0.0", "::")
NAME = re.compile(r"[a-z0-9]([a-z0-9._-]*[a-z0-9])?\Z")
HTTP = 80
"""The port that browsers leave out."""
SHORTEST_PASSWORD = 8
UPLOAD_LIMIT = 60_000_000
"""Bytes that one request may bring."""


@dataclass(frozen=True)
class Address:
    """``host`` and ``port`` to listen on; ``password``: "" on loopback only.

    ``names``: host names by which the workbench may be called besides its own.
    """

    host: str
    port: int
    password: str = ""
    names: tuple[str, ...] = ()
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "host", as_browsers_say(self.host))
        object.__setattr__(self, "names", tuple(_name(one) for one in self.names))
        if not self.is_loopback and len(self.password) < SHORTEST_PASSWORD:
            raise RequestError(
                f"{self.host} is reachable from other machines: give a password of at least "
                f"{SHORTEST_PASSWORD} characters with --password-env VARIABLE, or leave out --host"
            )
        if 0 < len(self.password) < SHORTEST_PASSWORD:
            raise RequestError(
                f"the password has fewer than {SHORTEST_PASSWORD} characters; give a longer one"
            )

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach it."""
        return is_this_machine(self.host)

    @property
    def elsewhere(self) -> tuple[str, ...]:
        """The addresses for browsers of other machines, as far as they are known."""
        if self.is_loopback:
            return ()
        own = () if self.host in EVERYWHERE else (self.host,)
        return tuple(f"http://{_in_address(name)}:{self.port}/" for name in (*own, *self.names))

    @property
    def shown(self) -> str:
        """The address for a browser on this machine, without the secret."""
        return f"http://{_in_address(self._called)}:{self.port}/"

    @property
    def with_secret(self) -> str:
        """The address to open; whoever has it is let in. With a password it has no secret."""
        return self.shown if self.password else f"{self.shown}?key={self.secret}"

    @property
    def cookie(self) -> str:
        """The cookie's name: two workbenches on one machine do not disturb each other."""
        return f"goodoffices-{self.port}"

    @property
    def _called(self) -> str:
        """Its host as a browser on this machine would call it."""
        if self.host in EVERYWHERE:
            return "127.0.0.1"
        return "127.0.0.1" if self.host == "localhost" else self.host

    @property
    def hosts(self) -> frozenset[str]:
        """Every ``Host`` that is answered, with the port."""
        known = [_in_address(name) for name in {*LOOPBACK, self._called, *self.names}]
        ported = [f"{name}:{self.port}" for name in known]
        return frozenset((*ported, *known) if self.port == HTTP else ported)

    def is_secret(self, given: str) -> bool:
        """Whether it is the secret; how long that takes says nothing about it."""
        return hmac.compare_digest(given.encode("utf-8"), self.secret.encode("utf-8"))

    def is_password(self, given: str) -> bool:
        """Whether it is the password that was asked for on start."""
        same = hmac.compare_digest(given.encode("utf-8"), self.password.encode("utf-8"))
        return bool(self.password) and same


def as_browsers_say(host: str) -> str:
    """Small letters, and the short form of an IPv6 address."""
    try:
        return str(ip_address(host.removeprefix("[").removesuffix("]")))
    except ValueError:
        return host.lower()


def _name(given: str) -> str:
    """A further host name. Raises ``RequestError`` for what is no name alone."""
    name = as_browsers_say(given.strip())
    if (":" not in name and not NAME.match(name)) or (":" in name and not _is_ip(name)):
        raise RequestError(
            f'--name "{given}" is no host name; expected one such as desk.example or 192.0.2.7, '
            "without http:// and without a port"
        )
    return name


def _is_ip(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host
