"""Where the workbench answers, and what a browser has to show to be let in.

The secret stands in the address that is printed on start. The first request with it gets a cookie
for this port and is sent on to the address without it, so that it stays out of the history.
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass, field
from ipaddress import ip_address

from goodoffices.errors import RequestError

LOOPBACK = ("127.0.0.1", "localhost", "::1")
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
        if not self.is_loopback and len(self.password) < SHORTEST_PASSWORD:
            raise RequestError(
                f"{self.host} is reachable from other machines: give a password of at least "
                f"{SHORTEST_PASSWORD} characters with --password-env VARIABLE, or leave out --host"
            )

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach it."""
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False

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
        return "127.0.0.1" if self.host in ("0.0.0.0", "::", "localhost") else self.host

    @property
    def hosts(self) -> frozenset[str]:
        """Every ``Host`` that is answered, with the port."""
        known = (
            {*LOOPBACK, self._called, *self.names}
            if self.is_loopback
            else {*LOOPBACK, self._called, self.host, *self.names}
        )
        return frozenset(f"{_in_address(name)}:{self.port}" for name in known)

    def is_secret(self, given: str) -> bool:
        """Whether it is the secret; how long that takes says nothing about it."""
        return hmac.compare_digest(given.encode("utf-8"), self.secret.encode("utf-8"))

    def is_password(self, given: str) -> bool:
        """Whether it is the password that was asked for on start."""
        same = hmac.compare_digest(given.encode("utf-8"), self.password.encode("utf-8"))
        return bool(self.password) and same


def _in_address(host: str) -> str:
    return f"[{host}]" if ":" in host else host
