"""A real Dask cluster on this machine, loopback only: a scheduler and workers as processes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import goodoffices

SOURCES = Path(goodoffices.__file__).parents[1]
TESTS = Path(__file__).parent
LONG = 60.0
"""Seconds for what takes one or two on an idle machine."""


def wait_for(condition: Callable[[], object], what: str, seconds: float = LONG) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"{what} within {seconds} s"
        time.sleep(0.02)


def environment(*first: Path, **more: str) -> dict[str, str]:
    """For a process that imports the same sources and these tests."""
    found = [*first, SOURCES, TESTS]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, found)), **more}


@dataclass
class Local:
    folder: Path
    address: str = ""
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, what: str, *more: str, env: Mapping[str, str]) -> subprocess.Popen[bytes]:
        """``dask scheduler`` or ``dask worker``; a worker's processes are a group of their own."""
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", "--host", "127.0.0.1"]
        log = (self.folder / f"{what}-{len(self.processes)}.log").open("wb")
        with log:
            started = subprocess.Popen(
                [*command, "--no-dashboard", *more],
                stdout=log, stderr=log, env=dict(env), cwd=self.folder, start_new_session=True,
            )  # fmt: skip
        self.processes.append(started)
        return started

    def scheduler(self, env: Mapping[str, str]) -> None:
        told = self.folder / "scheduler.json"
        started = self.start("scheduler", "--port", "0", "--scheduler-file", str(told), env=env)

        def listening() -> bool:
            assert started.poll() is None, (self.folder / "scheduler-0.log").read_text()
            try:
                self.address = json.loads(told.read_text())["address"]
            except (OSError, ValueError):  # not there, or not yet whole
                return False
            return True

        wait_for(listening, "a scheduler")

    def worker(self, *more: str, env: Mapping[str, str]) -> subprocess.Popen[bytes]:
        return self.start("worker", self.address, "--nthreads", "1", *more, env=env)

    def end(self) -> None:
        for one in reversed(self.processes):
            try:
                os.killpg(one.pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
            finally:
                one.wait()


@contextmanager
def cluster(
    folder: Path,
    workers: int = 2,
    nanny: bool = False,
    env: Mapping[str, str] | None = None,
    scheduler_env: Mapping[str, str] | None = None,
) -> Iterator[Local]:
    """With its workers ready; all of it is gone after the block."""
    from distributed import Client

    folder.mkdir(parents=True, exist_ok=True)
    made = Local(folder)
    try:
        made.scheduler(scheduler_env or environment())
        for number in range(workers):
            place = str(folder / f"worker-{number}")
            more = ("--local-directory", place, "--nanny" if nanny else "--no-nanny")
            made.worker(*more, env=env or environment())
        if workers:
            with Client(made.address, set_as_default=False, timeout=LONG) as client:
                client.wait_for_workers(workers, timeout=LONG)
        yield made
    finally:
        made.end()
