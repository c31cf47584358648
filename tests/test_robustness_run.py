"""Running a design: whoever does the work and however often it is broken off, the same results."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from dask_cluster import LONG, Local, cluster, environment, wait_for
from test_batch import alone
from test_variants import everything, made

from goodoffices.case import load_case
from goodoffices.errors import (
    GoodOfficesError,
    InputError,
    Place,
    Problem,
    RequestError,
    TooLargeError,
)
from goodoffices.model.preference import Level, Sure
from goodoffices.robustness import carried, spread
from goodoffices.robustness import cluster as on_cluster
from goodoffices.robustness.cluster import OnCluster
from goodoffices.robustness.design import CHUNK, Design
from goodoffices.robustness.run import Ran, run
from goodoffices.robustness.spread import Cluster, Processes, Threads, Where
from goodoffices.robustness.task import Chunk, Task
from goodoffices.robustness.uncertain import uncertain

ROOT = Path(__file__).parents[1]
ASKED = ("a.x or b.w", "number", "nash")
"""The last two are terms with the names of columns."""


def small(samples: int = 3 * CHUNK + 300, seed: int = 5, asked: tuple[str, ...] = ASKED) -> Task:
    """Every kind of uncertain input: types, rules, behaviours, levers and runs."""
    terms = made({}, terms={"number": "a.y", "nash": "a.x and b.w"}).terms
    found = uncertain(replace(everything(), terms=terms), vary_levers=True)
    return Task(Design(found, samples, seed), asked)


def bench(samples: int, seed: int = 1) -> Task:
    """The yardstick of six parties with orders that are likely."""
    base = load_case(ROOT / "benchmarks" / "cases" / "bench264.yaml").situation

    def level(one: Any) -> Any:
        told = tuple(replace(s, sure=Sure("likely")) for s in one.statements)
        return replace(one, statements=told) if isinstance(one, Level) else one

    parties = tuple(
        replace(
            p, preference=replace(p.preference, criteria=tuple(map(level, p.preference.criteria)))
        )
        for p in base.parties
    )
    return Task(Design(uncertain(replace(base, parties=parties)), samples, seed))


@dataclass(frozen=True)
class Deadly(Task):
    """Kills the process that solves chunk 1: once, where ``flag`` is a file to leave a mark in."""

    flag: str = ""

    def __getstate__(self) -> dict[str, Any]:
        return {**super().__getstate__(), "flag": self.flag}

    def chunk(self, number: int, rows: bool = False) -> Chunk:
        if number == 1 and not (self.flag and Path(self.flag).exists()):
            if self.flag:
                Path(self.flag).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().chunk(number, rows)


@dataclass(frozen=True)
class Refusing(Task):
    error: GoodOfficesError = TooLargeError("two states too many")

    def __getstate__(self) -> dict[str, Any]:
        return {**super().__getstate__(), "error": self.error}

    def chunk(self, number: int, rows: bool = False) -> Chunk:
        if number == 1:
            raise self.error
        return super().chunk(number, rows)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def broken_off(task: Task, folder: Path | None, at: int, where: Where) -> Ran:
    """Run with Ctrl-C as soon as so many variants are done."""

    def told(what: str, done: int, total: int) -> None:
        if done >= at:
            raise KeyboardInterrupt

    return run(task, where, folder, told)


@cache
def expected_of(samples: int) -> dict[str, Any]:
    """The tally of the yardstick, each chunk by itself."""
    task = bench(samples)
    total = task.chunk(0).tally
    for number in range(1, task.design.chunks):
        total += task.chunk(number).tally
    return total.as_data()


@pytest.fixture(scope="module")
def straight(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """The small design in one go, by one thread."""
    folder = tmp_path_factory.mktemp("straight")
    ran = run(small(), Threads(1), folder)
    assert (ran.done, ran.of, ran.stopped, ran.took_over) == (3_300, 3_300, False, 0)
    return folder, ran


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Local]:
    with cluster(tmp_path_factory.mktemp("dask")) as made_here:
        yield made_here


@pytest.mark.parametrize("kind", ["threads", "processes", "cluster"])
def test_whoever_does_the_work_the_tables_are_the_same_to_the_byte(
    kind: str, straight: tuple[Path, Ran], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    folder, one = straight
    where: Where = {"threads": Threads(3), "processes": Processes(2)}.get(kind, Threads())
    if kind == "cluster":
        where = Cluster(request.getfixturevalue("local").address)
    told: list[tuple[str, int, int]] = []
    ran = run(small(), where, tmp_path / "out", lambda *one: told.append(one))
    assert ran.tally.as_data() == one.tally.as_data()
    assert contents(tmp_path / "out") == contents(folder)
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
    assert told[0][1:] == (0, 3_300) and told[-1][1:] == (3_300, 3_300)
    assert run(small(), where).tally.as_data() == one.tally.as_data()


def test_a_table_has_a_row_a_variant_in_words(straight: tuple[Path, Ran]) -> None:
    from pyarrow import parquet

    folder, _ = straight
    task, table = small(), parquet.read_table(folder / "chunk-000003.parquet")
    names = table.column_names
    assert names[:3] == ["number", "type of a", "rule r"] and len(set(names)) == len(names)
    assert names[-3:] == ["a.x or b.w", "number (2)", "nash"]
    variants = task.design.chunk(3)
    rows = table.to_pylist()
    assert [row["number"] for row in rows] == list(range(3_000, 3_300))
    types = task.design.found.choices[0].values
    assert [row["type of a"] for row in rows] == [types[v] for v in variants.values[:, 0]]
    orders = (variants.orders[0] + 1).tolist()
    assert [row["order of a: 1 to 3"] for row in rows] == orders
    far = [sum(a > b for n, a in enumerate(one) for b in one[n:]) for one in orders]
    assert [row["order of a: 1 to 3, distance"] for row in rows] == far
    assert [row["log_probability"] for row in rows] == variants.log_probability.tolist()
    for row in rows[:25]:
        held = alone(task.design.situation_of(row["number"]))
        assert row["equilibria"] == held["profile"]
        assert {k: row[f"equilibria {k}"] for k in held} == {k: len(v) for k, v in held.items()}


@pytest.mark.parametrize("where", [Threads(1), Threads(2), Processes(2)], ids=str)
def test_broken_off_and_taken_up_is_as_in_one_go(
    where: Where, straight: tuple[Path, Ran], tmp_path: Path
) -> None:
    stopped = broken_off(small(), tmp_path, 2_000, where)
    assert stopped.stopped and 2_000 <= stopped.done < stopped.of == 3_300
    assert stopped.tally.variants == stopped.done
    kept = len(contents(tmp_path)) - 1
    assert not list(tmp_path.glob(".*")), "no half of a file"
    ran = run(small(), where, tmp_path)
    assert not ran.stopped and ran.done == 3_300
    assert kept - 1 <= ran.took_over // CHUNK <= kept and ran.took_over >= stopped.done - 700
    assert ran.tally.as_data() == straight[1].tally.as_data()
    assert contents(tmp_path) == contents(straight[0])
    again = run(Refusing(small().design, ASKED), where, tmp_path)  # nothing is left to solve
    assert again.took_over == 3_300 and again.tally.as_data() == ran.tally.as_data()


def test_stopped_before_anything_was_done_there_is_nothing(tmp_path: Path) -> None:
    with pytest.raises(RequestError, match=r"stopped before the first 1,000 variants"):
        broken_off(small(), tmp_path, 0, Threads(1))
    assert list(contents(tmp_path)) == ["design.json"]


SCRIPT = """
import sys

if __name__ == "__main__":
    from pathlib import Path

    from test_robustness_run import bench

    from goodoffices.robustness.run import run
    from goodoffices.robustness.spread import Processes, Threads

    def told(what, done, total):
        print(done, flush=True)

    where = {"threads": Threads(2), "processes": Processes(2)}[sys.argv[1]]
    ran = run(bench(1_000_000), where, Path(sys.argv[2]), told)
    print("stopped", ran.stopped, ran.done, ran.of, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of a terminal")
@pytest.mark.parametrize("kind", ["threads", "processes"])
def test_ctrl_c_gives_what_is_there_and_leaves_nothing_behind(kind: str, tmp_path: Path) -> None:
    script, out = tmp_path / "script.py", tmp_path / "out"
    script.write_text(SCRIPT)
    started = subprocess.Popen(
        [sys.executable, str(script), kind, str(out)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment(),
        start_new_session=True,
    )  # fmt: skip
    try:
        assert started.stdout is not None
        while int(started.stdout.readline()) < 5_000:
            pass
        os.killpg(started.pid, signal.SIGINT)  # as a terminal does: to all of them
        since = time.monotonic()
        told, wrong = started.communicate(timeout=LONG)
        assert time.monotonic() - since < 20
    finally:
        if started.poll() is None:
            os.killpg(started.pid, signal.SIGKILL)
            started.wait()
    assert wrong == "" and started.returncode == 0
    _, stopped, done, of = told.splitlines()[-1].split()
    assert stopped == "True" and 5_000 <= int(done) < int(of)
    wait_for(lambda: not alive(started.pid), "the end of all its processes")
    task = bench(int(done) // CHUNK * CHUNK)
    files = {name for name in contents(out) if name != "design.json"}
    assert len(files) >= int(done) // CHUNK and not list(out.glob(".*"))
    number = int(sorted(files)[0][6:12])
    run(task, Threads(1), tmp_path / "other")
    assert (tmp_path / "other" / sorted(files)[0]).read_bytes() == (
        out / f"chunk-{number:06d}.parquet"
    ).read_bytes()


def alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(sys.platform == "win32", reason="signals of a terminal")
def test_processes_end_when_the_one_that_started_them_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT)
    started = subprocess.Popen(
        [sys.executable, str(script), "processes", str(tmp_path / "out")],
        stdout=subprocess.PIPE, env=environment(), start_new_session=True,
    )  # fmt: skip
    assert started.stdout is not None
    with started.stdout as told:
        while int(told.readline()) < 1_000:
            pass
        started.kill()
        started.wait()
    wait_for(lambda: not alive(started.pid), "the end of all its processes")


def test_a_process_that_dies_costs_time_and_nothing_else(tmp_path: Path) -> None:
    task = small()
    deadly = Deadly(task.design, ASKED, flag=str(tmp_path / "died"))
    ran = run(deadly, Processes(2))
    assert (tmp_path / "died").exists()
    assert ran.tally.as_data() == run(task, Threads(1)).tally.as_data()


def test_a_chunk_that_always_kills_ends_in_an_error() -> None:
    with pytest.raises(RequestError, match=r"variants 0 to 999|variants [0-9,]+ to [0-9,]+"):
        run(Deadly(small().design, ASKED), Processes(1))


@pytest.mark.parametrize("kind", ["threads", "processes", "cluster"])
def test_what_a_chunk_raises_comes_as_itself(kind: str, request: pytest.FixtureRequest) -> None:
    where: Where = Threads(2) if kind == "threads" else Processes(2)
    if kind == "cluster":
        where = Cluster(request.getfixturevalue("local").address)
    with pytest.raises(TooLargeError, match="two states too many"):
        run(Refusing(small().design, ASKED), where)
    problem = Problem(Place("a.yaml", 3, 4), "a word", "another", "write it")
    with pytest.raises(InputError) as error:
        run(Refusing(small().design, ASKED, error=InputError([problem])), where)
    assert error.value.problems == (problem,)


def test_a_million_variants_are_not_queued() -> None:
    asked: list[int] = []

    def numbers() -> Iterator[int]:
        for number in range(10**9):
            asked.append(number)
            yield number

    task = small(10**12)
    assert task.design.chunks == 10**9
    with closing(spread.spread(task, numbers(), Threads(2))) as chunks:
        for _ in range(5):
            next(chunks)
    assert len(asked) <= 5 + 2 * 2
    ran = broken_off(task, None, 3_000, Threads(2))
    assert ran.stopped and ran.of == 10**12 and ran.done == 3_000


# folders


@pytest.mark.parametrize("how", ["cut", "empty", "page", "tally", "longer"])
def test_a_broken_file_is_written_again_and_told(
    how: str, straight: tuple[Path, Ran], tmp_path: Path
) -> None:
    ran = run(small(), Threads(2), tmp_path)
    path = tmp_path / "chunk-000001.parquet"
    whole = path.read_bytes()
    at = {"page": 3_000, "tally": whole.index(b'"likeliest"')}.get(how, 0)
    path.write_bytes(
        {
            "cut": whole[: len(whole) // 2],
            "empty": b"",
            "longer": whole + b"more",
        }.get(how, whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    )
    again = run(small(), Threads(2), tmp_path)
    (remark,) = again.remarks
    assert remark.place.file == str(path) and "broken" in remark.found
    assert again.took_over == 2_300 and again.tally.as_data() == ran.tally.as_data()
    assert contents(tmp_path) == contents(straight[0])
    assert run(small(), Threads(2), tmp_path).remarks == ()


def test_a_longer_design_goes_on_where_the_shorter_one_ended(
    straight: tuple[Path, Ran], tmp_path: Path
) -> None:
    assert run(small(1_300), Threads(1), tmp_path).done == 1_300
    ran = run(small(), Threads(1), tmp_path)
    assert ran.took_over == CHUNK and ran.remarks == ()
    assert ran.tally.as_data() == straight[1].tally.as_data()
    assert contents(tmp_path) == contents(straight[0])


@pytest.mark.parametrize("without", [False, True], ids=["", "no design.json"])
@pytest.mark.parametrize(
    ("task", "told"),
    [
        (small(seed=6), "seed: 5; expected 6"),
        (small(asked=("b.w",)), "questions"),
        (small(2_300), "longer design"),
        (bench(3_300), "another"),
    ],
)
def test_a_folder_of_another_design_is_left_alone(
    task: Task, told: str, without: bool, straight: tuple[Path, Ran], tmp_path: Path
) -> None:
    for name, data in contents(straight[0]).items():
        if not (without and name == "design.json"):
            (tmp_path / name).write_bytes(data)
    before = contents(tmp_path)
    with pytest.raises(InputError, match=told) as error:
        run(task, Threads(1), tmp_path)
    assert "another folder" in str(error.value) and str(tmp_path) in str(error.value)
    assert contents(tmp_path) == before


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("design.json", b'{"colours": 3}'),
        ("design.json", b"\xff\xfe"),
        ("design.json", b"[]"),
        ("chunk-000001.parquet", b"notes of somebody"),
    ],
)
def test_what_somebody_else_wrote_is_left_alone(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match="another folder"):
        run(small(), Threads(1), tmp_path)
    assert contents(tmp_path) == {name: data}


def test_a_table_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    import pyarrow
    from pyarrow import parquet

    run(small(1_300), Threads(1), tmp_path)
    parquet.write_table(pyarrow.table({"mine": [1]}), tmp_path / "chunk-000001.parquet")
    before = contents(tmp_path)
    with pytest.raises(InputError, match="not written by this program"):
        run(small(), Threads(1), tmp_path)
    assert contents(tmp_path) == before


def test_other_files_in_the_folder_do_not_matter(tmp_path: Path) -> None:
    (tmp_path / "chunk-1.parquet").write_text("mine")
    (tmp_path / "notes.txt").write_text("mine")
    assert run(small(1_300), Threads(1), tmp_path / "nüt da" / "שלום").done == 1_300
    assert run(small(1_300), Threads(1), tmp_path).done == 1_300
    assert (tmp_path / "chunk-1.parquet").read_text() == "mine"


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(RequestError, match="no folder"):
        run(small(), Threads(1), tmp_path / "out")


@pytest.mark.parametrize(
    ("module", "extra"), [("distributed", "cluster"), ("pyarrow.parquet", "arrow")]
)
def test_without_an_extra_the_remedy_is_told(
    module: str, extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(RequestError, match=rf"pip install 'goodoffices\[{extra}\]'"):
        run(small(), Cluster("tcp://127.0.0.1:1"), tmp_path if extra == "arrow" else None)


# clusters


def test_a_worker_killed_in_the_middle_costs_time_and_nothing_else(tmp_path: Path) -> None:
    task, samples = bench(20_000), 20_000
    killed: list[int] = []
    with cluster(tmp_path / "dask") as made_here:

        def told(what: str, done: int, total: int) -> None:
            if done >= 3_000 and not killed:
                one = made_here.processes[1]
                one.kill()
                one.wait()
                killed.append(done)

        ran = run(task, Cluster(made_here.address), tmp_path / "out", told)
    assert killed and 3_000 <= killed[0] < samples, "in the middle"
    assert ran.done == samples and not ran.stopped
    assert ran.tally.as_data() == expected_of(samples)
    files = contents(tmp_path / "out")
    assert len(files) == 21
    run(task, Threads(2), tmp_path / "here")
    assert contents(tmp_path / "here") == files


def test_a_chunk_that_always_kills_its_worker_ends_in_an_error(tmp_path: Path) -> None:
    few = environment(DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="1")
    with (
        cluster(tmp_path, workers=1, nanny=True, scheduler_env=few) as made_here,
        pytest.raises(RequestError, match=r"died again and again while variants [0-9,]+ to"),
    ):
        run(Deadly(small().design, ASKED), Cluster(made_here.address))


def test_a_cluster_is_broken_off_and_taken_up(local: Local, tmp_path: Path) -> None:
    where = Cluster(local.address)
    stopped = broken_off(bench(8_000), tmp_path, 2_000, where)
    assert stopped.stopped and 2_000 <= stopped.done < 8_000
    ran = run(bench(8_000), where, tmp_path)
    assert ran.took_over >= stopped.done
    assert ran.tally.as_data() == expected_of(8_000)


def test_no_cluster_is_told_within_seconds() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
    since = time.monotonic()
    with pytest.raises(RequestError, match=rf"{address}.*dask scheduler"):
        run(small(), Cluster(address))
    assert time.monotonic() - since < 20


@pytest.mark.parametrize("address", ["here", "http://127.0.0.1:80", "tcp://host", "tcp://:1", ""])
def test_what_is_no_address_is_told(address: str) -> None:
    with pytest.raises(RequestError, match="expected tcp://host:port"):
        run(small(), Cluster(address))


def test_a_cluster_without_workers_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(on_cluster, "PATIENCE", 1.0)
    with (
        cluster(tmp_path, workers=0) as made_here,
        pytest.raises(RequestError, match=f"no worker.*dask worker {made_here.address}"),
    ):
        run(small(), Cluster(made_here.address))


def test_workers_of_another_version_are_refused(tmp_path: Path) -> None:
    older = tmp_path / "older"
    older.mkdir()
    (older / "sitecustomize.py").write_text(
        "import goodoffices.version\ngoodoffices.version.VERSION = '0.0.1'\n"
    )
    with (
        cluster(tmp_path / "dask", workers=1, env=environment(older)) as made_here,
        pytest.raises(RequestError, match=r"runs goodoffices 0\.0\.1; expected"),
    ):
        run(small(), Cluster(made_here.address))


@pytest.mark.parametrize("who", ["scheduler", "workers"])
def test_machines_without_the_program_are_told(who: str, tmp_path: Path) -> None:
    (tmp_path / "none" / "goodoffices").mkdir(parents=True)
    hidden = tmp_path / "none" / "goodoffices" / "__init__.py"
    hidden.write_text("raise ModuleNotFoundError(\"No module named 'goodoffices'\")\n")
    without = environment(tmp_path / "none")
    envs = {"scheduler_env": without} if who == "scheduler" else {"env": without}
    with (
        cluster(tmp_path / "dask", workers=1, **envs) as made_here,
        pytest.raises(RequestError, match="goodoffices cannot be imported by") as error,
    ):
        run(small(), Cluster(made_here.address))
    assert "the scheduler of" in str(error.value) or who == "workers"
    assert "pip" not in str(error.value) and made_here.address in str(error.value)


def test_a_worker_that_goes_while_it_is_asked_is_none_without_the_program(local: Local) -> None:
    class Flickering:
        status = "running"

        def __init__(self, client: Any) -> None:
            self.client = client

        def nthreads(self) -> dict[str, int]:
            return {"tcp://127.0.0.1:1": 1, **self.client.nthreads()}

        def run(self, *what: Any, **how: Any) -> dict[str, Any]:
            asked = {**how, "workers": [one for one in how["workers"] if not one.endswith(":1")]}
            return {"tcp://127.0.0.1:1": OSError("gone"), **self.client.run(*what, **asked)}

    workers = OnCluster(small(), local.address, False)
    with closing(workers.client):
        workers.client = Flickering(workers.client)
        workers.look()
        assert len(workers.known) == 2 and workers.most == 6


def test_other_sources_and_another_design_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    work = carried.carried(small())
    assert carried.carried_out(work, 0, False).tally.variants == CHUNK
    monkeypatch.setattr(Design, "key", property(lambda design: "other"))
    other = carried.carried(small())
    monkeypatch.undo()
    with pytest.raises(RequestError, match="another design"):
        carried.carried_out(other, 0, False)
    monkeypatch.setattr(carried, "_sources", lambda: 1)
    other = carried.carried(small())
    monkeypatch.undo()
    with pytest.raises(RequestError, match="other sources"):
        carried.carried_out(other, 0, False)


def test_a_scheduler_that_goes_is_told(tmp_path: Path) -> None:
    with cluster(tmp_path, workers=1) as made_here:

        def told(what: str, done: int, total: int) -> None:
            if done >= 2_000 and made_here.processes[0].poll() is None:
                made_here.processes[0].kill()
                made_here.processes[0].wait()

        with pytest.raises(RequestError, match=f"{made_here.address} is gone"):
            run(bench(10**6), Cluster(made_here.address), None, told)


def test_the_default_needs_no_extra() -> None:
    code = (
        "import sys\n"
        "from test_variants import everything\n"
        "from goodoffices.robustness.design import Design\n"
        "from goodoffices.robustness.run import run\n"
        "from goodoffices.robustness.task import Task\n"
        "from goodoffices.robustness.uncertain import uncertain\n"
        "print(run(Task(Design(uncertain(everything()), 1_500, 1))).done)\n"
        "print({'distributed', 'dask', 'pyarrow'} & set(sys.modules))\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == ["1500", "set()"]


def test_the_example_of_the_document_runs(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "robustness.md").read_text(encoding="utf-8")
    (tmp_path / "example.py").write_text(
        text.split("```python\n")[1].split("```")[0].replace("1_000_000", "1_500")
    )
    case = ROOT / "examples" / "cairo-talks" / "situation.yaml"
    (tmp_path / "situation.yaml").write_bytes(case.read_bytes())
    told = subprocess.run(
        [sys.executable, "example.py"],
        cwd=tmp_path, env=environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout == "1500 of 1500 variants; 0 were in the folder\n"
    assert len(contents(tmp_path / "results")) == 3
