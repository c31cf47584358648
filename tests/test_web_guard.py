"""Who is let in by the workbench: nobody by another name, without the secret, or with too much."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from workbench import ROOT, Served, served

from goodoffices.cli.main import run
from goodoffices.errors import RequestError
from goodoffices.web.address import Address
from goodoffices.web.guard import HEADERS

CAIRO = ROOT / "examples" / "cairo-talks"
PASSWORD = "a long password"


@pytest.fixture(scope="module")
def bench() -> Iterator[Served]:
    with served(CAIRO) as found:
        yield found


@pytest.fixture
def known(bench: Served) -> Iterator[httpx.Client]:
    headers = {"authorization": f"Bearer {bench.secret}"}
    with httpx.Client(base_url=bench.base, headers=headers, timeout=20) as client:
        yield client


def test_the_secret_opens_and_is_not_kept_in_the_address(bench: Served) -> None:
    with httpx.Client(base_url=bench.base, timeout=20) as client:
        assert client.get("/").status_code == 401
        assert client.get("/api/case").status_code == 401
        assert client.get("/_nicegui/anything.js").status_code == 401
        assert client.get("/?key=wrong").status_code == 401
        first = client.get(bench.address)
        assert (first.status_code, first.headers["location"]) == (303, "/")
        assert "HttpOnly" in first.headers["set-cookie"]
        assert "SameSite=Strict" in first.headers["set-cookie"]
        assert client.get("/").status_code == 200
        assert client.get("/api/case").json()["title"].startswith("Cairo")


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "evil.example"},
        {"host": "127.0.0.1"},
        {"host": "127.0.0.1.evil.example:80"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:1"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_requests_from_elsewhere_are_refused_even_with_the_secret(
    known: httpx.Client, headers: dict[str, str]
) -> None:
    assert known.get("/api/case").status_code == 200
    for path in ("/", "/api/case"):
        assert known.get(path, headers=headers).status_code == 403


def test_a_web_socket_from_elsewhere_is_refused(bench: Served) -> None:
    host = bench.base.removeprefix("http://")
    path = "/_nicegui_ws/socket.io/?EIO=4&transport=websocket"

    def opened(**extra: str) -> str:
        given = {
            "Host": host,
            "Connection": "Upgrade",
            "Upgrade": "websocket",
            "Sec-WebSocket-Version": "13",
            "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
        } | {key.replace("_", "-"): value for key, value in extra.items()}
        name, _, port = host.partition(":")
        with socket.create_connection((name, int(port)), timeout=20) as line:
            text = "".join(f"{key}: {value}\r\n" for key, value in given.items())
            line.sendall(f"GET {path} HTTP/1.1\r\n{text}\r\n".encode())
            return line.recv(4096).decode("latin-1").split("\r\n")[0]

    bearer = f"Bearer {bench.secret}"
    assert " 101 " in opened(Authorization=bearer) + " "
    assert " 101 " not in opened() + " "
    assert " 101 " not in opened(Authorization=bearer, Origin="http://evil.example") + " "
    assert " 101 " not in opened(Authorization=bearer, Host="evil.example") + " "


def test_every_answer_tells_the_browser_to_ask_nobody_else(known: httpx.Client) -> None:
    for path in ("/", "/api/case", "/nothing"):
        answer = known.get(path)
        for name, value in HEADERS.items():
            assert answer.headers[name] == value, (path, name)
    assert "http" not in HEADERS["content-security-policy"]


def test_bodies_are_bounded(bench: Served) -> None:
    host, _, port = bench.base.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=20) as line:
        head = (
            f"PUT /api/files/situation.yaml HTTP/1.1\r\nHost: {host}:{port}\r\n"
            f"Authorization: Bearer {bench.secret}\r\nContent-Length: 99999999999\r\n\r\n"
        )
        line.sendall(head.encode())
        assert " 413 " in line.recv(4096).decode("latin-1").split("\r\n")[0] + " "


@pytest.mark.parametrize(
    "name",
    [
        "../situation.yaml",
        "..%2f..%2fetc%2fpasswd",
        "/etc/passwd",
        "sources%2f..%2fsituation.yaml",
        "sources/cairo-talks.txt",
        ".git/config",
        "situation.yaml%00.txt",
        "",
    ],
)
def test_only_the_files_of_the_case_can_be_opened(known: httpx.Client, name: str) -> None:
    answer = known.get(f"/api/files/{name}")
    assert answer.status_code in (400, 404, 405)
    assert "root:" not in answer.text and "parties" not in answer.text


def test_another_machine_may_ask_only_with_a_password(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match="password"):
        Address("0.0.0.0", 80)
    with pytest.raises(RequestError, match="password"):
        Address("192.0.2.7", 80, "short")
    assert run(["serve", str(CAIRO), "--host", "0.0.0.0", "--port", "0"]) == 2
    assert run(["serve", str(CAIRO), "--password-env", "NOT_SET_ANYWHERE"]) == 2
    assert run(["serve", str(tmp_path / "nothing")]) == 2


def test_the_password_lets_in_and_the_address_has_no_secret() -> None:
    with served(CAIRO, "--password-env", "GO_TEST_PASSWORD", GO_TEST_PASSWORD=PASSWORD) as bench:
        assert bench.secret == ""
        with httpx.Client(base_url=bench.base, timeout=20) as client:
            assert 'type="password"' in client.get("/").text
            assert client.post("/login", data={"password": "wrong"}).status_code == 401
            assert client.get("/api/case").status_code == 401
            assert client.post("/login", data={"password": PASSWORD}).status_code == 303
            assert client.get("/api/case").status_code == 200


def test_the_port_is_taken(bench: Served, capsys: pytest.CaptureFixture[str]) -> None:
    port = bench.base.rpartition(":")[2]
    assert run(["serve", str(CAIRO), "--port", port]) == 2
    assert "--port" in capsys.readouterr().err
