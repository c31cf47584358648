"""Which language model is asked, where, and how patiently. Nothing is asked here.

The address is taken apart and put together again from its checked parts, so that what is shown
to the user is where the request goes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

from goodoffices.errors import RequestError
from goodoffices.machine import is_this_machine

HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?\Z")
PATH = re.compile(r"[A-Za-z0-9._~/@:+-]*\Z")
VERSIONED = re.compile(r"/v\d+\w*(?:/|\Z)")
KEY = re.compile(r"[\x21-\x7e]+\Z")
VARIABLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
ASKS = "/chat/completions"
EXAMPLE = "an address such as http://127.0.0.1:8080/v1"


@dataclass(frozen=True)
class Settings:
    """An address that was checked, the model's name, and limits.

    ``paths``: where to ask, the first that the server has. ``timeout``: seconds for one request
    from beginning to end. ``tries``: how often one request is made at most. ``pause``: seconds
    before the second try, doubled each time. ``longest_wait``: seconds that a server may ask for.
    ``largest``: bytes of an answer. ``batch``, ``letters``: sentences and characters a request.
    """

    scheme: str
    host: str
    port: int | None
    paths: tuple[str, ...]
    model: str
    key: str = field(default="", repr=False)
    timeout: float = 120.0
    tries: int = 3
    pause: float = 1.0
    longest_wait: float = 60.0
    largest: int = 2_000_000
    batch: int = 10
    letters: int = 6_000
    seed: int = 1

    @property
    def origin(self) -> str:
        """``scheme://host:port``, as it is asked and as it is told."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port is None else f":{self.port}")

    @property
    def loopback(self) -> bool:
        """Whether the address is this machine itself."""
        return is_this_machine(self.host)


def settings_of(
    address: str,
    model: str,
    key_variable: str | None,
    timeout: float,
    environment: Mapping[str, str],
) -> Settings:
    """What the user gave, checked. Raises ``RequestError``; a key is never part of a message."""
    scheme, host, port, paths = _address(address)
    name = model.strip()
    if not name or len(name) > 200 or not name.isprintable():
        raise RequestError("--model is no name; expected the model's name as the server has it")
    if not 0 < timeout <= 86_400:
        raise RequestError(f"--timeout {timeout:g} is not understood; expected seconds, over 0")
    return Settings(scheme, host, port, paths, name, _key(key_variable, environment), timeout)


def _address(address: str) -> tuple[str, str, int | None, tuple[str, ...]]:
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise RequestError(f"--llm: this is no address; expected {EXAMPLE}") from None
    if parts.username is not None or "@" in parts.netloc or "\\" in address:
        raise RequestError(
            "--llm: a name or password stands in the address; expected none: put a key into a "
            "variable of the environment and name it with --llm-key-env"
        )
    if parts.query or parts.fragment or "?" in address or "#" in address:
        raise RequestError(f"--llm: the address has a ? or #; expected {EXAMPLE}")
    if parts.scheme not in ("http", "https") or not _is_host(host) or not PATH.match(parts.path):
        raise RequestError(f"--llm {address!r:.80} is no address; expected {EXAMPLE}")
    path = parts.path.rstrip("/")
    if path.endswith(ASKS):
        return parts.scheme, host, port, (path,)
    if VERSIONED.search(path):
        return parts.scheme, host, port, (path + ASKS,)
    return parts.scheme, host, port, (f"{path}/v1{ASKS}", path + ASKS)


def _is_host(host: str) -> bool:
    if HOST.match(host):
        return True
    try:
        return ip_address(host).version == 6 and "%" not in host
    except ValueError:
        return False


def _key(variable: str | None, environment: Mapping[str, str]) -> str:
    """The key. A variable's name is not repeated: it may be the key, given by mistake."""
    if variable is None:
        return ""
    if not VARIABLE.match(variable):
        raise RequestError(
            "--llm-key-env is no name of a variable; expected the name under which the key "
            "stands in the environment, not the key itself"
        )
    key = environment.get(variable, "").strip()
    if not key:
        raise RequestError("--llm-key-env names a variable that is not set, or empty; set it first")
    if not KEY.match(key):
        raise RequestError(
            "the variable that --llm-key-env names holds no key: there are spaces, line ends or "
            "letters outside ASCII in it"
        )
    return key
