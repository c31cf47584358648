"""A language model's server that answers well, badly, slowly and not at all."""

from __future__ import annotations

import datetime
import json
import ssl
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from llm_stub import Answer, Stub, entry, message, said, serving, well

from goodoffices.errors import RequestError
from goodoffices.reading import llm_http
from goodoffices.reading.llm_client import Client, NoAnswer, asked_to_wait, json_in
from goodoffices.reading.llm_prompt import SCHEMA
from goodoffices.reading.llm_reader import Asked, model_proposals
from goodoffices.reading.llm_settings import Settings, settings_of
from goodoffices.reading.read import proposals

TEXT = "Talks resumed on Monday. Both sides met. They may meet again.\n"
RULES = {"report": proposals(TEXT, "report")}
SECRET = "sk-very-secret-123"


def settings(stub: Stub | str, **changes: object) -> Settings:
    address = stub if isinstance(stub, str) else stub.url
    quick = replace(settings_of(address, "toy", None, 2.0, {}), pause=0.01)
    return replace(quick, **changes)  # type: ignore[arg-type]


def ask(stub: Stub | str, **changes: object) -> Asked:
    return model_proposals(RULES, None, settings(stub, **changes))


def told(asked: Asked) -> str:
    return "\n".join(str(note) for note in asked.notes)


def test_a_good_answer() -> None:
    with serving(well()) as stub:
        asked = ask(stub)
    assert [(one.id[:12], one.kind) for one in asked.found] == [
        ("report_001_m", "fact"), ("report_002_m", "fact"), ("report_003_m", "fact"),
    ]  # fmt: skip
    assert (asked.unread, asked.refused, asked.notes, asked.sentences) == ([], [], [], 3)
    (request,) = stub.requests
    assert request.path == "/v1/chat/completions"
    assert request.data["temperature"] == 0 and type(request.data["seed"]) is int
    assert request.data["response_format"]["json_schema"]["schema"] == SCHEMA
    assert request.data["model"] == "toy"
    assert "authorization" not in {name.lower() for name in request.headers}
    assert request.material == {
        "parties": [],
        "names": [],
        "before": [],
        "sentences": [
            {"number": 1, "text": "Talks resumed on Monday."},
            {"number": 2, "text": "Both sides met."},
            {"number": 3, "text": "They may meet again."},
        ],
    }


def test_batches_carry_what_stands_before_them() -> None:
    with serving(well()) as stub:
        asked = ask(stub, batch=1)
        ask(stub, letters=1)
    assert [one.sentence for one in asked.found] == [1, 2, 3]
    before = [request.material["before"] for request in stub.requests]
    first, second = "Talks resumed on Monday.", "Both sides met."
    assert before == [[], [first], [first, second]] * 2


@pytest.mark.parametrize(
    ("base", "paths"),
    [
        ("", ["/v1/chat/completions"]),
        ("/", ["/v1/chat/completions"]),
        ("/v1", ["/v1/chat/completions"]),
        ("/v1/", ["/v1/chat/completions"]),
        ("/v1/chat/completions", ["/v1/chat/completions"]),
        ("/api", ["/api/v1/chat/completions", "/api/chat/completions"]),
        ("/v1beta/openai", ["/v1beta/openai/chat/completions"]),
    ],
)
def test_addresses_with_and_without_a_version(base: str, paths: list[str]) -> None:
    with serving(
        lambda request: (
            Answer(status=404) if request.path.startswith("/api/v1") else well()(request)
        )
    ) as stub:
        asked = ask(stub.url + base)
    assert [request.path for request in stub.requests] == paths
    assert len(asked.found) == 3


def test_a_server_that_refuses_the_form_is_asked_more_simply() -> None:
    refuses = Answer(b'{"error": {"message": "response_format"}}', 400)
    with serving(refuses, Answer(status=422), well()) as stub:
        asked = ask(stub, batch=2)
    forms = [request.data.get("response_format", {}).get("type") for request in stub.requests]
    assert forms == ["json_schema", "json_object", None, None]
    assert len(asked.found) == 3 and asked.notes == []
    with serving(refuses, refuses, refuses, well()) as stub:
        asked = ask(stub)
    assert "seed" in stub.requests[2].data and "seed" not in stub.requests[3].data
    assert "neither temperature 0 nor a seed" in told(asked) and len(asked.found) == 3
    with serving(refuses) as stub:
        asked = ask(stub)
    assert len(stub.requests) == 4 and len(asked.unread) == 3
    assert 'status 400: "response_format"' in told(asked)


@pytest.mark.parametrize(
    "wrapped",
    [
        "Here it is:\n```json\n{}\n```\nDone.",
        "```\r\n{}```",
        "Certainly! {} I hope it helps.",
        "<think>{{perhaps}} so</think>\n{}",
        "\n {} \n",
    ],
)
def test_json_is_taken_out_of_what_is_around_it(wrapped: str) -> None:
    inner = json.dumps({"sentences": [entry(1)]})
    assert json_in(wrapped.replace("{}", inner)) == {"sentences": [entry(1)]}


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (Answer(message("I will not.")), "holds no JSON object"),
        (Answer(message('{"sentences": [')), "holds no JSON object"),
        (Answer(message('{"sentences": [', "length")), "cut off"),
        (Answer(message("[" * 100_000)), "holds no JSON object"),
        (Answer(message('{"sentences": %s}' % ("9" * 10_000))), "holds no JSON object"),
        (Answer(message("")), "message is empty"),
        (Answer(b'{"choices": [{"message": {"content": null}}]}'), "message is empty"),
        (Answer(b'{"choices": []}'), "holds no message"),
        (Answer(b'{"error": {"message": "out of memory"}}'), 'no message: "out of memory"'),
        (Answer(b"[]"), "holds no message"),
        (Answer(b"null"), "holds no message"),
        (Answer(b"[" * 200_000), "is no JSON"),
        (Answer(b""), "is no JSON"),
        (Answer(b"\xff\xfe\x00", kind="image/png"), "of the type image/png"),
        (Answer(b"<html>Sign in</html>", kind="text/html"), "of the type text/html"),
        (Answer(b"x", headers={"content-encoding": "gzip"}), "compressed"),
        (Answer(message('{"sentences": 3}')), "has no entry for it"),
        (Answer(message('{"items": []}')), "has no entry for it"),
        (Answer(message('{"sentences": [1, null, "a", [], {}]}')), "for no sentence that was sent"),
        (Answer(b"<h1>Error</h1>", 500, "text/html"), "status 500, after 3 tries"),
        (Answer(b'{"error": "busy"}', 503), 'status 503: "busy", after 3 tries'),
        (Answer(b"{}", 429), "too many requests (429), after 3 tries"),
        (Answer(b"{}", 401), "does not let us in (401): check the key"),
        (Answer(b"{}", 403), "does not let us in (403)"),
        (Answer(b'{"error": {"message": "no model toy"}}', 404), '(404): "no model toy"'),
        (Answer(b"{}", 418), "status 418"),
        (Answer(b"", 204), "status 204"),
    ],
)  # fmt: skip
def test_bad_answers_leave_every_sentence_to_the_rules(answer: Answer, says: str) -> None:
    with serving(answer) as stub:
        asked = ask(stub)
    assert asked.found == [] and says in told(asked)
    assert asked.unread == [("report", 1), ("report", 2), ("report", 3)]
    assert "report, sentences 1–3" in told(asked)
    assert "what the rules propose stands" in told(asked)
    assert len(stub.requests) <= 4


def test_what_a_server_says_is_shown_short_and_printable() -> None:
    nasty = json.dumps({"error": {"message": "\x1b[31mred\x07\u202e" + "x" * 900}}).encode()
    with serving(Answer(nasty, 418)) as stub:
        text = told(ask(stub))
    assert "[31mred" in text and len(text) < 300
    assert text.replace("\n", "").isprintable()


def test_after_trouble_it_is_asked_again() -> None:
    for trouble in (
        Answer(status=500),
        Answer(status=429, headers={"retry-after": "0"}),
        Answer(said(), drop=20),
        Answer(said(), wait=5.0),
        Answer(said(), drip=0.05),
    ):
        with serving(trouble, well()) as stub:
            asked = ask(stub, timeout=0.5)
        assert len(stub.requests) == 2 and len(asked.found) == 3, trouble
        assert asked.notes == []


def test_pauses_double_and_last_as_long_as_the_server_asks() -> None:
    slept: list[float] = []
    wait = Answer(status=429, headers={"retry-after": "7"})
    with serving(Answer(status=503), Answer(status=503), wait, well()) as stub:
        client = Client(settings(stub, tries=9), slept.append)
        assert client.ask({"sentences": [{"number": 1, "text": "They met."}]})
    assert slept == [0.01, 0.02, 7]
    slept.clear()
    with serving(Answer(status=503)) as stub, pytest.raises(NoAnswer, match="after 4 tries"):
        Client(settings(stub, tries=4, longest_wait=0.03), slept.append).ask({})
    assert slept == [0.01, 0.02, 0.03]


def test_a_slow_server_is_given_up() -> None:
    for slow in (Answer(said(), wait=5.0), Answer(said(), drip=0.05)):
        with serving(slow) as stub:
            asked = ask(stub, timeout=0.3, tries=2)
        assert len(stub.requests) == 2 and len(asked.unread) == 3
        assert "no whole answer came within 0.3 seconds, after 2 tries" in told(asked)


def test_a_server_that_drops_the_connection() -> None:
    with serving(Answer(said(), drop=20)) as stub:
        asked = ask(stub)
    assert "the connection broke off" in told(asked) and "after 3 tries" in told(asked)


def test_an_answer_without_end_is_not_read_to_the_end() -> None:
    with serving(Answer(b" " * 10_000_000)) as stub:
        asked = ask(stub, tries=1)
    assert "has over 2,000,000 bytes" in told(asked) and len(asked.unread) == 3


def test_what_a_server_asks_to_wait() -> None:
    now = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    later = format_datetime(now + datetime.timedelta(seconds=90), usegmt=True)
    assert asked_to_wait("7", now) == 7 and asked_to_wait(later, now) == 90
    assert asked_to_wait(format_datetime(now - datetime.timedelta(days=1)), now) == 0
    assert [asked_to_wait(odd, now) for odd in ("", "soon", "-1", "1e9", "9" * 99)] == [None] * 5
    with serving(Answer(status=429, headers={"retry-after": "3600"})) as stub:
        asked = ask(stub)
    assert len(stub.requests) == 1 and "asks to wait 3,600 seconds" in told(asked)


def test_one_batch_without_an_answer_leaves_the_others() -> None:
    with serving(well(), Answer(b"no"), well()) as stub:
        asked = ask(stub, batch=1)
    assert [one.sentence for one in asked.found] == [1, 3]
    assert asked.unread == [("report", 2)] and "report, sentence 2: not read" in told(asked)


def test_after_three_batches_without_an_answer_no_more_is_asked() -> None:
    rules = {"long": proposals("They met. " * 12, "long")}
    with serving(Answer(b"no")) as stub:
        asked = model_proposals(rules, None, settings(stub, batch=2))
    assert len(stub.requests) == 3 and len(asked.unread) == asked.sentences == 12
    assert "sentences 7–12: not read by the model: not asked any more" in told(asked)
    bad = Answer(b"no")
    with serving(bad, bad, well(), bad, bad, well()) as stub:
        asked = model_proposals(rules, None, settings(stub, batch=2))
    assert len(stub.requests) == 6 and [one.sentence for one in asked.found] == [5, 6, 11, 12]
    with serving(Answer(status=401)) as stub:
        model_proposals(rules, None, settings(stub, batch=2))
    assert len(stub.requests) == 1


def test_nobody_is_there() -> None:
    with serving(well()) as stub:
        url = stub.url
    assert "nothing listens there" in told(ask(url))
    assert "its name is not known" in told(ask("http://no-such-host.invalid/v1"))
    with serving(well()) as stub:
        asked = ask(stub.url.replace("http:", "https:"))
    assert "no TLS connection is made" in told(asked) and len(asked.unread) == 3


@pytest.fixture
def self_signed(tmp_path: Path) -> Iterator[str]:
    """A server with a certificate that nobody has signed."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    start = datetime.datetime(2020, 1, 1)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name)
        .public_key(key.public_key()).serial_number(1)
        .not_valid_before(start).not_valid_after(start.replace(year=2099))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    file = tmp_path / "server.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    server = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None  # type: ignore[method-assign,assignment]
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"https://localhost:{server.server_port}/v1"
    server.shutdown()
    server.server_close()


def test_a_certificate_that_is_not_trusted(self_signed: str) -> None:
    asked = ask(self_signed)
    assert "its certificate is not trusted" in told(asked) and len(asked.unread) == 3


def test_nothing_goes_elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with serving(well()) as other:
        moved = Answer(status=307, headers={"location": f"{other.url}/v1/chat/completions"})
        with serving(moved) as stub:
            asked = ask(stub)
        assert "sends us elsewhere (307)" in told(asked)
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "HTTPS_PROXY"):
            monkeypatch.setenv(name, other.url)
        netrc = tmp_path / "netrc"
        netrc.write_text("default login somebody password secret\n", encoding="utf-8")
        netrc.chmod(0o600)
        monkeypatch.setenv("NETRC", str(netrc))
        with serving(well()) as stub:
            assert len(ask(stub).found) == 3
            assert "authorization" not in {name.lower() for name in stub.requests[0].headers}
    assert other.requests == []


def test_the_key_goes_to_the_server_and_nowhere_else() -> None:
    echo = json.dumps({"error": {"message": f"Incorrect key {SECRET} given"}}).encode()
    with serving(Answer(echo, 401)) as stub:
        chosen = settings_of(stub.url, "toy", "MY_KEY", 1.0, {"MY_KEY": f" {SECRET}\n"})
        asked = model_proposals(RULES, None, chosen)
    assert stub.requests[0].headers["authorization"] == f"Bearer {SECRET}"
    assert "Incorrect key … given" in told(asked)
    assert SECRET not in told(asked) + repr(chosen) + json.dumps(asked.as_dict())


@pytest.mark.parametrize(
    ("variable", "value", "says"),
    [
        (SECRET, "x", "no name of a variable"),
        ("sk_secret", None, "not set, or empty"),
        ("sk_secret", "  ", "not set, or empty"),
        ("sk_secret", "a\r\nX-Evil: b", "holds no key"),
        ("sk_secret", "schlüssel", "holds no key"),
    ],
)
def test_keys_that_are_none(variable: str, value: str | None, says: str) -> None:
    environment = {} if value is None else {variable: value}
    with pytest.raises(RequestError, match=says) as caught:
        settings_of("http://localhost", "toy", variable, 1.0, environment)
    assert "secret" not in str(caught.value) and "schl" not in str(caught.value)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("", "no address"),
        ("localhost:8080", "no address"),
        ("ftp://localhost/v1", "no address"),
        ("file:///etc/passwd", "no address"),
        ("http://", "no address"),
        ("http://[::1/v1", "no address"),
        ("http://localhost:99999/v1", "no address"),
        ("http://local host/v1", "no address"),
        ("http://exämple.org/v1", "no address"),
        ("http://localhost/v1?key=abc", "has a \\? or #"),
        ("http://localhost/v1#a", "has a \\? or #"),
        ("http://me:secret@localhost/v1", "name or password"),
        ("http://127.0.0.1\\@example.org/v1", "name or password"),
        ("http://localhost/v1\r\nHost: x", "no address"),
    ],
)
def test_addresses_that_are_none(address: str, says: str) -> None:
    with pytest.raises(RequestError, match=says) as caught:
        settings_of(address, "toy", None, 1.0, {})
    assert "secret" not in str(caught.value) and "abc" not in str(caught.value)


def test_other_settings_that_are_wrong() -> None:
    for model in ("", "  ", "a\nb", "x" * 300, "\x1b[31m"):
        with pytest.raises(RequestError, match="--model"):
            settings_of("http://localhost", model, None, 1.0, {})
    for seconds in (0.0, -1.0, float("nan"), float("inf")):
        with pytest.raises(RequestError, match="--timeout"):
            settings_of("http://localhost", "toy", None, seconds, {})


@pytest.mark.parametrize(
    ("address", "is_here"),
    [
        ("http://localhost:8080/v1", True),
        ("http://LOCALHOST/v1", True),
        ("http://127.0.0.1/v1", True),
        ("http://127.8.9.1/v1", True),
        ("http://[::1]:11434", True),
        ("http://0.0.0.0/v1", False),
        ("http://192.168.1.5/v1", False),
        ("https://example.org/v1", False),
        ("https://localhost.example.org/v1", False),
        ("https://127.0.0.1.example.org/v1", False),
        ("http://2130706433/v1", False),
        ("http://[2001:db8::1]/v1", False),
    ],
)
def test_which_addresses_are_this_machine(address: str, is_here: bool) -> None:
    found = settings_of(address, "toy", None, 1.0, {})
    assert found.loopback is is_here
    assert (found.origin + "/").lower() in address.lower() + "/"


def test_without_httpx_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(RequestError, match=r"pip install 'goodoffices\[llm\]'"):
        llm_http.require_httpx()
    with pytest.raises(RequestError, match="not installed"):
        ask("http://localhost:9")
