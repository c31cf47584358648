"""Kernels: plain functions compiled by Numba at their first call.

Importing Numba costs more than most commands do, so it is imported by the first kernel that
runs. Compiled code is kept beside the package, or where that cannot be written in the user's
cache (``NUMBA_CACHE_DIR`` overrides both), or, failing all, nowhere.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, ParamSpec, TypeVar, cast

COMPILING = threading.Lock()

P = ParamSpec("P")
R = TypeVar("R")


SMALL = 4_000
"""Arrays with fewer numbers than this may be worked on without compiling."""

PATIENCE = 0.25
"""So many seconds of a process may be spent so, about what importing Numba costs."""

_spent = [0.0]


class Kernel(Generic[P, R]):
    """A function over NumPy arrays; ``python`` is the same function, not compiled.

    The first calls of a process on small arrays run it as it is: for one small case that is
    quicker than importing Numba. A process that goes on is soon through its patience.
    """

    def __init__(self, function: Callable[P, R]) -> None:
        self.python = function
        self._compiled: Callable[P, R] | None = None

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        if self._compiled is None:
            if _spent[0] < PATIENCE and _numbers(args) < SMALL:
                start = time.perf_counter()
                result = self.python(*args, **kwargs)
                _spent[0] += time.perf_counter() - start
                return result
            with COMPILING:
                self._compiled = self._compiled or _compile(self.python)
        return self._compiled(*args, **kwargs)


def _numbers(arguments: tuple[object, ...]) -> int:
    """The size of the largest array."""
    return max((int(getattr(one, "size", 0)) for one in arguments), default=0)


def kernel(function: Callable[P, R]) -> Kernel[P, R]:
    """Mark a function as a kernel; it may call NumPy but no other kernel."""
    return Kernel(function)


def spare_blas() -> None:
    """For a process of its own, as the command line is: keep Numba from looking for BLAS.

    It would import SciPy's linear algebra when the first kernel is loaded, a fifth of the time of
    a small command, for matrix products that no kernel here has. SciPy itself is not touched.
    """
    global _spare_blas
    _spare_blas = True


_spare_blas = False
BLAS = "scipy.linalg.cython_blas"


@contextmanager
def _without_blas() -> Iterator[None]:
    if not _spare_blas or BLAS in sys.modules or "numba.np.arraymath" in sys.modules:
        yield
        return
    sys.modules[BLAS] = None  # type: ignore[assignment]
    try:
        import numba.np.arraymath  # noqa: F401 - asks for BLAS once, when it is imported

        yield
    finally:
        del sys.modules[BLAS]


def _compile(function: Callable[P, R]) -> Callable[P, R]:
    with _without_blas():
        return _compiled(function)


def _compiled(function: Callable[P, R]) -> Callable[P, R]:
    import numba

    try:
        compiled = numba.njit(cache=True, nogil=True)(function)
    except RuntimeError:  # no place to keep compiled code: compile for this process only
        compiled = numba.njit(nogil=True)(function)
    return cast(Callable[P, R], compiled)
