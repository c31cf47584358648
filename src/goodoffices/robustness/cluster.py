"""The work of ``spread`` on a Dask cluster.

Only here is Dask imported, and nothing leaves the machine but to an address that somebody gave.
"""

from __future__ import annotations

import logging
import time
from concurrent.futures import CancelledError
from contextlib import suppress
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from typing import Any

from goodoffices.errors import RequestError
from goodoffices.robustness.carried import carried, carried_out
from goodoffices.robustness.task import Chunk, Task
from goodoffices.robustness.workers import LEAVE, Lost, named
from goodoffices.version import VERSION

CONNECT = 5.0
"""Seconds to wait for a scheduler to answer."""

PATIENCE = 60.0
"""Seconds that a cluster may be without any worker."""

LOOK, PAUSE = 5.0, 0.2
"""Seconds between looks at a cluster, and between questions for its first worker."""

FEWEST = 4
"""Chunks that a cluster is given whatever its size."""

NEEDED = "goodoffices.robustness.carried"
NEEDS = "a cluster needs Dask; install it with: pip install 'goodoffices[cluster]'"


class OnCluster:
    """A Dask client. Every chunk carries its task, so that a worker may come and go at any time."""

    remedy = "its workers died or were restarted each time, perhaps for want of memory"

    def __init__(self, task: Task, address: str, rows: bool) -> None:
        _check(address)
        try:
            import distributed
        except ImportError:
            raise RequestError(NEEDS) from None
        self.task, self.address, self.rows, self.most = task, address, rows, FEWEST
        self.carried = carried(task)
        self.killed: type[Exception] = distributed.KilledWorker
        made: Any = distributed.Client
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is told here
        try:
            self.client: Any = made(address, timeout=CONNECT, set_as_default=False)
        except Exception as error:
            raise RequestError(
                f"no Dask scheduler answers at {address} within {CONNECT:g} s "
                f"({type(error).__name__}); expected one that was started there with: dask "
                "scheduler --port PORT"
            ) from None
        self.known: set[str] = set()
        self.looked = time.monotonic() - LOOK

    def submit(self, number: int) -> Any:
        self.look()
        try:
            return self.client.submit(carried_out, self.carried, number, self.rows, pure=False)
        except Exception:
            raise self.gone() from None

    def result(self, number: int, future: Any) -> Chunk:
        try:
            chunk: Chunk = future.result()
            return chunk
        except CancelledError:
            if self.client.status == "running":
                raise Lost from None
            raise self.gone() from None
        except self.killed:
            raise RequestError(
                f"workers of {self.address} died again and again while "
                f"{named(self.task, number)} were solved, perhaps for want of memory; give each "
                "of them more, or start fewer of them on a machine"
            ) from None
        except OSError:  # no chunk reads or writes
            if self.client.status == "running":
                raise
            raise self.gone() from None
        except RuntimeError as error:
            if "deserialization" in str(error):
                raise self.unlike(["the scheduler"]) from None
            raise

    def look(self) -> None:
        """Waits for a worker where there is none, and finds out about those that are new."""
        ago = time.monotonic() - self.looked
        if ago < LOOK:
            return
        end = time.monotonic() + PATIENCE
        try:
            while not (threads := self.client.nthreads()) and time.monotonic() < end:
                time.sleep(PAUSE)
            new = [one for one in threads if one not in self.known]
            found = self.client.run(find_spec, NEEDED, workers=new, on_error="return")
        except Exception:  # something came or went just now, or the scheduler did
            if self.client.status == "running" and ago < PATIENCE:
                return
            raise self.gone() from None
        if not threads:
            raise RequestError(
                f"{self.address} has had no worker for {PATIENCE:g} s; start some with: dask "
                f"worker {self.address}"
            )
        there = {one: spec for one, spec in found.items() if not isinstance(spec, OSError)}
        without = [one for one, spec in there.items() if not isinstance(spec, ModuleSpec)]
        if without:
            raise self.unlike(without)
        self.known.update(there)
        self.most, self.looked = max(FEWEST, 2 * sum(threads.values())), time.monotonic()

    def unlike(self, where: list[str]) -> RequestError:
        named = ", ".join(where[:3]) + (f" and {len(where) - 3} more" if len(where) > 3 else "")
        return RequestError(
            f"goodoffices cannot be imported by {named} of the cluster {self.address}; install "
            f"goodoffices {VERSION} for the scheduler and every worker, and start them again"
        )

    def gone(self) -> RequestError:
        return RequestError(
            f"the Dask scheduler at {self.address} is gone; start it and its workers again; with "
            "a folder for results, finished work is not done twice"
        )

    def close(self, ended: bool) -> None:
        with suppress(Exception):
            self.client.close(timeout=LEAVE)


def _check(address: str) -> None:
    scheme, _, rest = address.partition("://")
    host, _, port = rest.rpartition(":")
    if scheme not in ("tcp", "tls") or not host or not port.isdecimal():
        raise RequestError(
            f"{address!r} is no address of a cluster; expected tcp://host:port, as the scheduler "
            "prints it"
        )
