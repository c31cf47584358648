"""Kernels: plain functions compiled by Numba at their first call.

Importing Numba costs more than most commands do, so it is imported by the first kernel that
runs. Compiled code is kept beside the package, or where that cannot be written in the user's
cache (``NUMBA_CACHE_DIR`` overrides both), or, failing all, nowhere.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, ParamSpec, TypeVar, cast

COMPILING = threading.Lock()

P = ParamSpec("P")
R = TypeVar("R")


class Kernel(Generic[P, R]):
    """A function over NumPy arrays; ``python`` is the same function, not compiled."""

    def __init__(self, function: Callable[P, R]) -> None:
        self.python = function
        self._compiled: Callable[P, R] | None = None

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        if self._compiled is None:
            with COMPILING:
                self._compiled = self._compiled or _compile(self.python)
        return self._compiled(*args, **kwargs)


def kernel(function: Callable[P, R]) -> Kernel[P, R]:
    """Mark a function as a kernel; it may call NumPy but no other kernel."""
    return Kernel(function)


def _compile(function: Callable[P, R]) -> Callable[P, R]:
    import numba

    try:
        compiled = numba.njit(cache=True, nogil=True)(function)
    except RuntimeError:  # no place to keep compiled code: compile for this process only
        compiled = numba.njit(nogil=True)(function)
    return cast(Callable[P, R], compiled)
