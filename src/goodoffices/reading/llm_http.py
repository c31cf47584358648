"""One request to one address, with a limit of time and of size, and nothing else.

No redirect is followed, no proxy or password file of the environment is used, and no compressed
answer is taken, so that nothing goes elsewhere and an answer is as large as it says.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from goodoffices.errors import RequestError

MISSING = "a language model is asked through httpx, which is not installed: pip install '{}'"
EXTRA = "goodoffices[llm]"


@dataclass(frozen=True)
class Reply:
    """What a server answered; names of ``headers`` in small letters."""

    status: int
    headers: Mapping[str, str]
    content: bytes


class NoReply(Exception):
    """No answer came. ``lasting``: asking again would not help."""

    def __init__(self, reason: str, lasting: bool = False) -> None:
        super().__init__(reason)
        self.lasting = lasting


def post(address: str, body: bytes, headers: Mapping[str, str], timeout: float, most: int) -> Reply:
    """Send ``body`` to ``address``; the answer, whatever its status.

    ``timeout``: seconds from looking up the name to the last byte. ``most``: bytes of the answer.
    Raises ``NoReply``; ``RequestError`` where httpx is not installed.
    """
    return asyncio.run(_post(address, body, headers, timeout, most))


def require_httpx() -> None:
    """Raises ``RequestError`` where the extra is not installed."""
    try:
        import httpx  # noqa: F401
    except ImportError:
        raise RequestError(MISSING.format(EXTRA)) from None


async def _post(
    address: str, body: bytes, headers: Mapping[str, str], timeout: float, most: int
) -> Reply:
    import httpx

    authorities = _trusted()
    try:
        async with (
            asyncio.timeout(timeout),
            httpx.AsyncClient(
                trust_env=False,
                follow_redirects=False,
                timeout=timeout,
                verify=authorities,
            ) as client,
            client.stream("POST", address, content=body, headers=dict(headers)) as response,
        ):
            if response.headers.get("content-encoding", "identity").lower() != "identity":
                raise NoReply("the answer is compressed, which was not asked for", True)
            content = bytearray()
            async for piece in response.aiter_bytes():
                content += piece
                if len(content) > most:
                    raise NoReply(f"the answer has over {most:,} bytes")
            names = {name.lower(): value for name, value in response.headers.items()}
            return Reply(response.status_code, names, bytes(content))
    except (TimeoutError, httpx.TimeoutException):
        raise NoReply(f"no whole answer came within {timeout:g} seconds") from None
    except httpx.ConnectError as error:
        raise NoReply(*_no_connection(error)) from None
    except httpx.HTTPError as error:
        raise NoReply(f"the connection broke off ({type(error).__name__})") from None


@lru_cache(maxsize=1)
def _trusted() -> ssl.SSLContext:
    """The authorities that httpx brings along, and those of the machine."""
    import httpx

    context = httpx.create_ssl_context(trust_env=False)
    context.load_default_certs()
    return context


def _no_connection(error: BaseException) -> tuple[str, bool]:
    """Why there is no connection, in words, and whether that lasts."""
    text, cause = str(error).lower(), error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"its certificate is not trusted ({cause.verify_message})", True
        if isinstance(cause, ssl.SSLError):
            return f"no TLS connection is made ({cause.reason or 'no TLS there'})", True
        cause = cause.__cause__ or cause.__context__  # type: ignore[assignment]
    if ("name" in text and "known" in text) or "getaddrinfo" in text or "nodename" in text:
        return "its name is not known", True
    return "nothing listens there, or it refuses the connection", True
