"""A server on this machine that answers as a language model might: well, badly, slowly, not at
all. What it answers is a list of replies, the last of which stays."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Material = dict[str, Any]
Entry = dict[str, Any]


@dataclass
class Answer:
    """One reply. ``body`` may depend on the request. ``drop``: close after so many bytes.
    ``drip``: seconds between bytes. ``wait``: seconds before anything."""

    body: bytes | Callable[[dict[str, Any]], bytes] = b""
    status: int = 200
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    drop: int | None = None
    drip: float = 0.0
    wait: float = 0.0


@dataclass
class Request:
    path: str
    headers: dict[str, str]
    data: dict[str, Any]

    @property
    def material(self) -> Material:
        """What was sent to be marked up."""
        found: Material = json.loads(self.data["messages"][1]["content"])
        return found


class Stub:
    """``replies``: a function of the request, or answers that are given one after the other."""

    def __init__(self, *replies: Answer | Callable[[Request], Answer]) -> None:
        self.replies = list(replies)
        self.requests: list[Request] = []
        self.url = ""
        self.ended = threading.Event()

    def next(self, request: Request) -> Answer:
        reply = self.replies[min(len(self.requests), len(self.replies)) - 1]
        return reply if isinstance(reply, Answer) else reply(request)


@contextmanager
def serving(*replies: Answer | Callable[[Request], Answer]) -> Iterator[Stub]:
    stub = Stub(*replies)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["content-length"]))
            request = Request(self.path, dict(self.headers.items()), json.loads(raw))
            stub.requests.append(request)
            answer = stub.next(request)
            body = answer.body(request.data) if callable(answer.body) else answer.body
            stub.ended.wait(answer.wait)
            try:
                self.send_response(answer.status)
                self.send_header("content-type", answer.kind)
                self.send_header("content-length", str(len(body)))
                for name, value in answer.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.send(body[: answer.drop], answer.drip)
            except OSError:
                pass
            if answer.drop is not None:
                self.close_connection = True

        def send(self, body: bytes, drip: float) -> None:
            if not drip:
                self.wfile.write(body)
            for at in range(len(body) if drip else 0):
                if stub.ended.is_set():
                    return
                self.wfile.write(body[at : at + 1])
                self.wfile.flush()
                time.sleep(drip)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    stub.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield stub
    finally:
        stub.ended.set()
        server.shutdown()
        server.server_close()


def message(text: str, finish: str = "stop") -> bytes:
    """A reply of the protocol with this text in it."""
    choice = {"index": 0, "message": {"role": "assistant", "content": text}}
    return json.dumps({"choices": [choice | {"finish_reason": finish}]}).encode()


def entry(number: int, **fields: Any) -> Entry:
    """An entry of an answer with everything empty but what is given."""
    return {
        "number": number, "kind": "fact", "polarity": "positive", "speaker": None, "actors": [],
        "cue": None, "hedges": [], "hedge_strength": None, "condition": None,
        "consequence": None, "claim": None,
    } | fields  # fmt: skip


def said(*entries: Entry) -> bytes:
    """A reply with these entries."""
    return message(json.dumps({"sentences": list(entries)}))


def well(**fields: Any) -> Callable[[Request], Answer]:
    """Every sentence that is asked about is a fact, or what is given."""

    def answer(request: Request) -> Answer:
        numbers = [one["number"] for one in request.material["sentences"]]
        return Answer(said(*(entry(number, **fields) for number in numbers)))

    return answer


def words(text: str, before: str = "", **more: Any) -> dict[str, Any]:
    """Copied words."""
    return {"words": text, "before": before} | more
