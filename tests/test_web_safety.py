"""Every promise of the workbench about safety, attacked: other names and origins, the way in, what
is too much, paths out of the case, files that vanish or change, and killing it while it writes."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from workbench import ROOT, Served, served, until

from goodoffices.errors import RequestError
from goodoffices.web.address import Address, as_browsers_say
from goodoffices.web.desk import Changed, Desk

CAIRO = ROOT / "examples" / "cairo-talks"
PASSWORD = "a long password"
SMALL = (ROOT / "benchmarks" / "cases" / "bench264.yaml").read_text(encoding="utf-8")
NICEGUI = "/_nicegui_ws/socket.io/?EIO=4&transport=polling"


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(CAIRO, tmp_path_factory.mktemp("safety") / "case"))


@pytest.fixture(scope="module")
def bench(case: Path) -> Iterator[Served]:
    with served(case) as found:
        yield found


def client(bench: Served) -> httpx.Client:
    headers = {"authorization": f"Bearer {bench.secret}"}
    return httpx.Client(base_url=bench.base, headers=headers, timeout=60)


def raw(bench: Served, head: str, *more: bytes) -> str:
    """What is answered to exactly these bytes; "" where the line is closed without a word."""
    name, _, port = bench.base.removeprefix("http://").partition(":")
    with socket.create_connection((name, int(port)), timeout=60) as line:
        line.sendall(head.replace("\n", "\r\n").encode("latin-1"))
        found = b""
        try:
            for part in more:
                line.sendall(part)
            while part := line.recv(65536):
                found += part
        except (ConnectionResetError, BrokenPipeError):
            pass
        return found.decode("latin-1")


def status(answer: str) -> int:
    return int(answer.split(" ", 2)[1]) if answer else 0


# Other names and origins


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS"])
@pytest.mark.parametrize("path", ["/", "/api/files/situation.yaml", NICEGUI, "/_nicegui/upload/1"])
@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://["},
        {"origin": ""},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site", "origin": "OWN"},
        {"host": "evil.example"},
        {"host": ""},
    ],
    ids=str,
)
def test_nothing_is_answered_from_elsewhere_even_with_the_secret(
    bench: Served, method: str, path: str, headers: dict[str, str]
) -> None:
    given = {key: bench.base if value == "OWN" else value for key, value in headers.items()}
    with client(bench) as known:
        assert known.request(method, path, headers=given).status_code == 403


def test_a_name_that_is_bound_to_this_machine_later_is_refused(bench: Served) -> None:
    port = bench.base.rpartition(":")[2]
    for name in ("evil.example", "127.0.0.1.evil.example", "localhost.", "0.0.0.0", "[::]", "0"):
        with client(bench) as known:
            host = f"{name}:{port}"
            answer = known.get("/api/case", headers={"host": host, "origin": f"http://{host}"})
            assert answer.status_code == 403, name


def test_two_hosts_or_origins_are_refused(bench: Served) -> None:
    own = bench.base.removeprefix("http://")
    for lines in (
        f"Host: {own}\nHost: evil.example",
        f"Host: evil.example\nHost: {own}",
        f"Host: {own}\nOrigin: http://{own}\nOrigin: http://evil.example",
        f"Host: {own}\nOrigin: http://evil.example\nOrigin: http://{own}",
        f"Host: {own}\nAuthorization: Bearer x\nAuthorization: Bearer {bench.secret}",
    ):
        known = "" if "Authorization" in lines else f"\nAuthorization: Bearer {bench.secret}"
        answer = raw(bench, f"GET /api/case HTTP/1.1\n{lines}{known}\nConnection: close\n\n")
        assert status(answer) in (0, 400, 401, 403), lines
        assert "Cairo" not in answer


def test_odd_requests_get_no_case_and_the_workbench_goes_on(bench: Served) -> None:
    own = bench.base.removeprefix("http://")
    for head in (
        f"GET http://evil.example/api/case HTTP/1.1\nHost: {own}\nConnection: close\n\n",
        f"GET /api/case HTTP/1.1\nHost: {own}\nCookie: {'a' * 200_000}\nConnection: close\n\n",
        f"GET /{'a' * 200_000} HTTP/1.1\nHost: {own}\nConnection: close\n\n",
        "GET /api/case HTTP/1.1\nConnection: close\n\n",
        "GET /api/case HTTP/1.0\n\n",
        f"PUT /api/case HTTP/1.1\nHost: {own}\nContent-Length: \xb2\nConnection: close\n\n",
        f"GET /?key=%ff%00 HTTP/1.1\nHost: {own}\nConnection: close\n\n",
        "nonsense\n\n",
    ):
        answer = raw(bench, head)
        assert status(answer) in (0, 400, 401, 403, 431), head[:60]
        assert "Cairo" not in answer and "Traceback" not in answer
    with client(bench) as known:
        assert known.get("/api/case").status_code == 200


def test_names_are_compared_as_browsers_write_them() -> None:
    one = Address("0.0.0.0", 8787, PASSWORD, ("Desk.Example", "192.0.2.7", "[2001:DB8:0::7]"))
    assert {"desk.example:8787", "192.0.2.7:8787", "[2001:db8::7]:8787"} <= one.hosts
    assert "0.0.0.0:8787" not in one.hosts
    assert one.elsewhere == (
        "http://desk.example:8787/",
        "http://192.0.2.7:8787/",
        "http://[2001:db8::7]:8787/",
    )
    assert {"127.0.0.1", "127.0.0.1:80"} <= Address("127.0.0.1", 80).hosts
    for wrong in ("http://desk.example", "desk.example:80", "a b", "", "*", "evil.example/"):
        with pytest.raises(RequestError, match="--name"):
            Address("0.0.0.0", 1, PASSWORD, (wrong,))


def test_only_loopback_goes_without_a_password() -> None:
    assert as_browsers_say("[0:0::1]") == "::1"
    for own in ("127.0.0.1", "127.0.0.2", "localhost", "::1", "0:0:0:0:0:0:0:1"):
        assert Address(own, 1).is_loopback
    for other in ("0.0.0.0", "::", "", "0", "127.1", "2130706433", "desk.example", "192.0.2.7"):
        with pytest.raises(RequestError, match="password"):
            Address(other, 1)
    with pytest.raises(RequestError, match="longer"):
        Address("127.0.0.1", 1, "short")


def test_it_can_be_served_on_the_other_loopback() -> None:
    if not socket.has_ipv6:
        pytest.skip("no IPv6 on this machine")
    try:
        with socket.socket(socket.AF_INET6) as line:
            line.bind(("::1", 0))
    except OSError:
        pytest.skip("no IPv6 loopback on this machine")
    with served(CAIRO, "--host", "::1") as bench:
        assert bench.base.startswith("http://[::1]:")
        with client(bench) as known:
            assert known.get("/api/case").status_code == 200
            assert known.get("/api/case", headers={"origin": bench.base}).status_code == 200


# The way in


def test_the_key_leaves_the_address_also_for_who_is_in(bench: Served) -> None:
    with client(bench) as known:
        for path, to in (("/", "/"), ("/map", "/map"), ("/\\evil.example/x", "/%5Cevil.example/x")):
            answer = known.get(f"{path}?key={bench.secret}")
            assert (answer.status_code, answer.headers["location"]) == (303, to)
        own = bench.base.removeprefix("http://")
        target = f"//evil.example/%0d%0aset-cookie:x=1?key={bench.secret}"
        said = raw(bench, f"GET {target} HTTP/1.1\nHost: {own}\nConnection: close\n\n")
        assert status(said) == 303 and "//evil" not in said
        assert "\nset-cookie:x" not in said.lower()
        assert known.get("/").headers["referrer-policy"] == "no-referrer"
        assert bench.secret not in known.get("/").text


def test_other_programs_cookies_do_not_lock_anybody_out(bench: Served) -> None:
    with httpx.Client(base_url=bench.base, timeout=60) as known:
        name = f"goodoffices-{bench.base.rpartition(':')[2]}"
        for before in ('x={"a": 1, "b"}', "odd name=1", 'q="unclosed', "="):
            headers = {"cookie": f"{before}; {name}={bench.secret}"}
            assert known.get("/api/case", headers=headers).status_code == 200, before
            headers = {"cookie": f"{before}; {name}=wrong"}
            assert known.get("/api/case", headers=headers).status_code == 401


def test_the_secret_is_not_told_to_the_terminal_again(case: Path) -> None:
    command = [sys.executable, "-u", "-m", "goodoffices", "serve", str(case), "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        address = first.split()[-1]
        base, _, secret = address.partition("/?key=")
        bench = Served(process, address)
        with client(bench) as known:
            for path in (
                "/",
                f"/nothing?key={secret}",
                f"/nothing?x={secret}",
                "/nothing",
                "/api/x",
            ):
                known.get(path)
            raw(bench, "nonsense\n\n")
        process.send_signal(signal.SIGINT)
        said = process.stdout.read()
        assert process.wait(60) == 130
    assert base in first
    how, *more = [line for line in said.splitlines() if line]
    assert "Ctrl-C" in how and more == ["interrupted"]
    assert secret not in said


def test_wrong_passwords_wait_for_each_other() -> None:
    with (
        served(CAIRO, "--password-env", "GO_TEST_PASSWORD", GO_TEST_PASSWORD=PASSWORD) as bench,
        httpx.Client(base_url=bench.base, timeout=60) as known,
    ):

        def guess(at: int) -> int:
            return known.post("/login", data={"password": f"guess {at}"}).status_code

        start = time.monotonic()
        with ThreadPoolExecutor(6) as pool:
            found = list(pool.map(guess, range(6)))
        assert found == [401] * 6
        assert time.monotonic() - start > 2.5
        for address in (f"/?key={PASSWORD}", "/?key=", "/api/case"):
            assert known.get(address).status_code == 401
        assert known.post("/login", data={"password": ""}).status_code == 401
        bad = {"origin": "http://evil.example"}
        good = {"password": PASSWORD}
        assert known.post("/login", data=good, headers=bad).status_code == 403
        assert known.post("/login", data=good).status_code == 303


# Too much, and too slow


@pytest.mark.parametrize("path", ["/api/files/situation.yaml", "/nothing", "/_nicegui/x"])
def test_a_body_that_does_not_say_how_long_it_is_is_cut(bench: Served, path: str) -> None:
    own = bench.base.removeprefix("http://")
    head = (
        f"PUT {path} HTTP/1.1\nHost: {own}\nAuthorization: Bearer {bench.secret}\n"
        "If-Match: x\nContent-Type: application/json\nTransfer-Encoding: chunked\n"
        "Connection: close\n\n"
    )
    piece = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
    answer = raw(bench, head, *[piece] * 70, b"0\r\n\r\n")
    assert status(answer) in (0, 404, 405, 413)
    if path.startswith("/api"):
        assert status(answer) in (0, 413)
    with client(bench) as known:
        assert known.get("/api/case").status_code == 200


def test_slow_bodies_keep_nobody_else_waiting(bench: Served) -> None:
    name, _, port = bench.base.removeprefix("http://").partition(":")
    lines = []
    try:
        for _ in range(30):
            line = socket.create_connection((name, int(port)), timeout=60)
            line.sendall(
                f"PUT /api/files/situation.yaml HTTP/1.1\r\nHost: {name}:{port}\r\nIf-Match: x\r\n"
                f"Authorization: Bearer {bench.secret}\r\nContent-Length: 1000\r\n\r\n{{".encode()
            )
            lines.append(line)
        with client(bench) as known:
            assert known.get("/api/case").status_code == 200
    finally:
        for line in lines:
            line.close()


# Paths out of the case, and files that are not what they were


@pytest.mark.parametrize("name", ["evidence.yaml", "sources", "situation.yaml"])
def test_a_link_out_of_the_case_is_not_followed(tmp_path: Path, name: str) -> None:
    case = Path(shutil.copytree(CAIRO, tmp_path / "case"))
    outside = Path(shutil.move(case / name, tmp_path / "outside"))
    kept = outside.read_bytes() if outside.is_file() else b""
    (case / name).symlink_to(outside)
    desk = Desk(case)
    sheet = desk.look()
    assert sheet.case is None and "leads out" in str(sheet.problems[0])
    file = "sources/sources.yaml" if name == "sources" else name
    for use in (lambda: desk.text(file), lambda: desk.write(file, "x", "")):
        with pytest.raises(RequestError, match="leads out"):
            use()
    assert not outside.is_file() or outside.read_bytes() == kept


def test_a_ring_of_links_is_refused(tmp_path: Path) -> None:
    case = Path(shutil.copytree(CAIRO, tmp_path / "case"))
    (case / "evidence.yaml").unlink()
    (case / "evidence.yaml").symlink_to(case / "other.yaml")
    (case / "other.yaml").symlink_to(case / "evidence.yaml")
    desk = Desk(case)
    desk.look()
    with pytest.raises(RequestError):
        desk.write("evidence.yaml", "x", "")


def test_a_link_to_the_case_is_the_case(tmp_path: Path) -> None:
    case = Path(shutil.copytree(CAIRO, tmp_path / "case"))
    (tmp_path / "link").symlink_to(case, target_is_directory=True)
    desk = Desk(tmp_path / "link")
    text, mark = desk.text("situation.yaml")
    desk.write("situation.yaml", f"# x\n{text}", mark)
    assert (case / "situation.yaml").read_text(encoding="utf-8") == f"# x\n{text}"
    (tmp_path / "link").unlink()  # what the link leads to now is another matter
    assert desk.look().case is not None


def test_a_case_that_vanishes_is_told_and_not_made_again(tmp_path: Path) -> None:
    case = Path(shutil.copytree(CAIRO, tmp_path / "case"))
    with served(case) as bench, client(bench) as known:
        before = known.get("/api/files/situation.yaml").json()
        case.rename(tmp_path / "gone")
        assert known.get("/").status_code == 200
        assert known.get("/map").status_code == 200
        assert known.get("/api/solve").status_code == 422
        for mark in ("", before["mark"]):
            answer = known.put(
                "/api/files/situation.yaml", json={"text": "x"}, headers={"if-match": mark}
            )
            assert answer.status_code in (400, 409)
        assert not case.exists()
        (tmp_path / "gone").rename(case)
        assert known.get("/api/solve").status_code == 200


def test_files_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    case = Path(shutil.copytree(CAIRO, tmp_path / "case"))
    with served(case) as bench, client(bench) as known:
        file = case / "evidence.yaml"
        kept = file.read_bytes()
        file.unlink()
        file.mkdir()
        for path in ("/", "/map", "/what-if", "/outcomes"):
            assert known.get(path).status_code == 200
        answer = known.put("/api/files/evidence.yaml", json={"text": "x"}, headers={"if-match": ""})
        assert answer.status_code == 400 and file.is_dir()
        file.rmdir()
        file.write_bytes(b"\xff\xfe\x00" + kept)
        assert known.get("/api/solve").status_code == 422
        assert known.get("/api/files/evidence.yaml").status_code == 400
        assert known.get("/").status_code == 200
        file.write_bytes(kept)
        assert known.get("/api/solve").status_code == 200
        text = {"text": '# half a character: \\ud800 "\ud800"'}
        answer = known.put(
            "/api/files/situation.yaml",
            content=json.dumps(text),
            headers={
                "if-match": known.get("/api/files/situation.yaml").json()["mark"],
                "content-type": "application/json",
            },
        )
        assert answer.status_code in (400, 422)


def test_a_replaced_file_of_the_same_size_and_time_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "situation.yaml"
    file.write_text(SMALL, encoding="utf-8")
    desk = Desk(tmp_path)
    before = desk.look()
    other = tmp_path / "other.yaml"
    other.write_text(SMALL.replace("title: ", "title: X", 1)[: len(SMALL)], encoding="utf-8")
    state = file.stat()
    os.utime(other, ns=(state.st_atime_ns, state.st_mtime_ns))
    other.rename(file)
    assert desk.is_stale(before)


# Nobody's change is lost


def test_of_many_writers_with_the_same_text_one_writes(tmp_path: Path) -> None:
    (tmp_path / "situation.yaml").write_text(SMALL, encoding="utf-8")
    desk = Desk(tmp_path)
    mark = desk.text("situation.yaml")[1]
    done: list[int] = []
    refused: list[Changed] = []

    def write(at: int) -> None:
        try:
            desk.write("situation.yaml", f"# {at}\n{SMALL}", mark)
            done.append(at)
        except Changed as error:
            refused.append(error)

    threads = [threading.Thread(target=write, args=(at,)) for at in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 1 and len(refused) == 7
    assert (tmp_path / "situation.yaml").read_text(encoding="utf-8") == f"# {done[0]}\n{SMALL}"
    assert {error.there for error in refused} == {f"# {done[0]}\n{SMALL}"}


def test_an_editor_between_two_windows_keeps_its_text(tmp_path: Path) -> None:
    file = tmp_path / "situation.yaml"
    file.write_text(SMALL, encoding="utf-8")
    with served(tmp_path) as bench, client(bench) as one:
        first = one.get("/api/files/situation.yaml").json()
        file.write_text(f"# editor\n{SMALL}", encoding="utf-8")
        headers = {"if-match": f'"{first["mark"]}"'}
        answer = one.put("/api/files/situation.yaml", json={"text": "mine"}, headers=headers)
        assert answer.status_code == 409
        assert answer.json()["there"] == f"# editor\n{SMALL}"
        assert file.read_text(encoding="utf-8") == f"# editor\n{SMALL}"
        assert one.put("/api/files/situation.yaml", json={"text": "x"}).status_code == 428
        second = one.get("/api/files/situation.yaml").json()
        headers = {"if-match": second["mark"]}
        text = {"text": f"# both\n{SMALL}"}
        assert one.put("/api/files/situation.yaml", json=text, headers=headers).status_code == 200


class _Writer(threading.Thread):
    """Writes one text after another; ``whole``: what the file may be, at any moment."""

    def __init__(self, bench: Served, file: Path) -> None:
        super().__init__()
        self.bench, self.written = bench, 0
        self.whole = {file.read_text(encoding="utf-8")}

    def run(self) -> None:
        filling = "# filling\n" * 200_000  # two megabytes, so that writing takes a while
        with client(self.bench) as known:
            mark = known.get("/api/files/situation.yaml").json()["mark"]
            while True:
                # A text that is no situation is not read further: it is all writing.
                text = f"- {self.written}\n{filling}# end {self.written}\n"
                self.whole.add(text)
                try:
                    answer = known.put(
                        "/api/files/situation.yaml", json={"text": text}, headers={"if-match": mark}
                    )
                except httpx.HTTPError:
                    return
                assert answer.status_code == 200
                self.whole, self.written = {text}, self.written + 1
                mark = answer.json()["mark"]


def test_killed_while_writing_it_leaves_the_old_file_or_the_new(tmp_path: Path) -> None:
    file = tmp_path / "situation.yaml"
    file.write_text(SMALL, encoding="utf-8")
    chance = random.Random(7)
    for _ in range(6):
        with served(tmp_path) as bench:
            writer = _Writer(bench, file)
            writer.start()
            until(lambda: writer.written > 1)  # noqa: B023
            time.sleep(chance.random() * 0.4)
            bench.process.kill()
            bench.process.wait(60)
            writer.join(60)
            assert not writer.is_alive()
        assert file.read_text(encoding="utf-8") in writer.whole
