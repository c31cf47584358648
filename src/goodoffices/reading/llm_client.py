"""A server that speaks the ``chat/completions`` protocol: one question, one JSON object.

Steps:

1. The form is asked for by a JSON schema; a server that refuses that (400, 422) is asked for a
   JSON object, then for plain text, then without temperature and seed. What it took is kept.
2. An address without a version is asked under ``/v1`` first; where that is not found, as given.
3. No answer, 408, 409, 425, 429 and 5xx: again after a pause that doubles, or after what the
   server asks for, a few times. Everything else, and a server that is not there, is final.
4. Of the answer the message is taken, and of the message the JSON object, out of a fence or out
   of words around it where it stands in some.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from goodoffices.reading.llm_http import NoReply, Reply, post
from goodoffices.reading.llm_prompt import FORMATS, messages
from goodoffices.reading.llm_settings import Settings
from goodoffices.reading.llm_spans import shortened
from goodoffices.version import VERSION

AGAIN = (408, 409, 425, 429)
FENCE = re.compile(r"```[a-zA-Z]*[ \t]*\r?\n(.*?)```", re.DOTALL)
THOUGHT = re.compile(r"\A\s*<think>.*?</think>", re.DOTALL)
"""What some models write before they answer."""


class NoAnswer(Exception):
    """A question that stays without a usable answer. ``final``: so will every other."""

    def __init__(self, reason: str, final: bool = False) -> None:
        super().__init__(reason)
        self.final = final


class Client:
    """Asks one server. ``unseeded``: whether it refused temperature and seed."""

    def __init__(self, settings: Settings, sleep: Callable[[float], None] = time.sleep) -> None:
        self.settings, self.sleep = settings, sleep
        self.paths = list(settings.paths)
        self.form = 0
        self.unseeded = False

    def ask(self, material: dict[str, Any]) -> dict[str, Any]:
        """The object that the model answers. Raises ``NoAnswer``."""
        first: tuple[str, bool] | None = None
        while True:
            reply = self.patiently(material)
            if reply.status == 200:
                return object_of(reply, self.settings.key)
            if reply.status in (400, 422) and self.step_down():
                continue
            if reply.status in (404, 405) and len(self.paths) > 1:
                first = self.refusal(reply)
                del self.paths[0]
                continue
            raise NoAnswer(
                *(first if first and reply.status in (404, 405) else self.refusal(reply))
            )

    def step_down(self) -> bool:
        """Step 1; whether there is another way to ask."""
        if self.form + 1 < len(FORMATS):
            self.form += 1
        elif not self.unseeded:
            self.unseeded = True
        else:
            return False
        return True

    def patiently(self, material: dict[str, Any]) -> Reply:
        """Step 3: a reply that is worth looking at. Raises ``NoAnswer``."""
        limits = self.settings
        for number in range(1, limits.tries + 1):
            wait = limits.pause * 2 ** (number - 1)
            try:
                reply = self.once(material)
            except NoReply as error:
                reason, final = str(error), error.lasting
                if final:
                    raise NoAnswer(reason, True) from None
            else:
                if reply.status not in AGAIN and reply.status < 500:
                    return reply
                reason, _ = self.refusal(reply)
                asked = asked_to_wait(reply.headers.get("retry-after", ""), datetime.now(UTC))
                if asked is not None and asked > limits.longest_wait:
                    raise NoAnswer(f"{reason}; it asks to wait {asked:,.0f} seconds", True)
                wait = wait if asked is None else asked
            if number < limits.tries:
                self.sleep(min(wait, limits.longest_wait))
        raise NoAnswer(f"{reason}, after {limits.tries} tries")

    def once(self, material: dict[str, Any]) -> Reply:
        """One request. Raises ``NoReply``."""
        limits = self.settings
        asked = {"model": limits.model, "messages": messages(material), "stream": False}
        asked |= FORMATS[self.form]
        if not self.unseeded:
            asked |= {"temperature": 0, "seed": limits.seed}
        headers = {
            "content-type": "application/json",
            "accept": "application/json",
            "accept-encoding": "identity",
            "user-agent": f"goodoffices/{VERSION}",
        }
        if limits.key:
            headers["authorization"] = f"Bearer {limits.key}"
        body = json.dumps(asked, ensure_ascii=True).encode("ascii")
        address = limits.origin + self.paths[0]
        return post(address, body, headers, limits.timeout, limits.largest)

    def refusal(self, reply: Reply) -> tuple[str, bool]:
        """A status that is no answer, in words, and whether it is final."""
        status = reply.status
        said = said_by(reply, self.settings.key)
        if status in (401, 403):
            return f"the server does not let us in ({status}): check the key{said}", True
        if status in (404, 405):
            where = self.settings.origin + self.paths[0]
            return f"nothing is at {where}, or there is no such model ({status}){said}", True
        if 300 <= status < 400:
            return f"the server sends us elsewhere ({status}), where nothing is sent", True
        if status == 429:
            return f"the server has too many requests (429){said}", False
        return f"the server answers with status {status}{said}", False


def asked_to_wait(header: str, now: datetime) -> float | None:
    """Seconds that ``Retry-After`` asks for, a number or a date; None where it asks for none."""
    header = header.strip()
    if re.fullmatch(r"\d{1,9}", header):
        return float(header)
    try:
        when = parsedate_to_datetime(header)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return max(0.0, (when - now).total_seconds())


def said_by(reply: Reply, key: str) -> str:
    """What the server says about it, short, printable and without the key."""
    if "json" not in reply.headers.get("content-type", ""):
        return ""
    try:
        data = json.loads(reply.content)
    except (ValueError, RecursionError):
        return ""
    error = data.get("error", data) if isinstance(data, dict) else data
    text = error.get("message") if isinstance(error, dict) else error
    return f': "{shortened(without(text, key))}"' if isinstance(text, str) and text else ""


def without(text: str, key: str) -> str:
    """A text in which the key cannot be read."""
    return text.replace(key, "…") if key else text


def object_of(reply: Reply, key: str) -> dict[str, Any]:
    """Step 4. Raises ``NoAnswer``."""
    try:
        data = json.loads(reply.content)
    except (ValueError, RecursionError):
        kind = shortened(reply.headers.get("content-type", "")) or "unknown"
        raise NoAnswer(f"the answer is no JSON, but of the type {kind}") from None
    try:
        choice = data["choices"][0]
        said = choice["message"]["content"]
    except (KeyError, IndexError, TypeError):
        raise NoAnswer(f"the answer holds no message{said_by(reply, key)}") from None
    if not isinstance(said, str) or not said.strip():
        raise NoAnswer("the model's message is empty")
    found = json_in(said)
    if found is None:
        cut = isinstance(choice, dict) and choice.get("finish_reason") == "length"
        raise NoAnswer(
            "the model's message was cut off at its greatest length"
            if cut
            else "the model's message holds no JSON object"
        )
    return found


def json_in(said: str) -> dict[str, Any] | None:
    """The JSON object of a message: all of it, in a fence, or between words."""
    said = THOUGHT.sub("", said)
    candidates = [said, *(match[1] for match in FENCE.finditer(said))]
    if "{" in said and "}" in said:
        candidates.append(said[said.index("{") : said.rindex("}") + 1])
    for text in candidates:
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict):
            return found
    return None
