"""Kernels: plain functions compiled by Numba at their first call.

Importing Numba costs more than most commands do, so it is imported by the first kernel that
runs. Compiled code is kept beside the package, or where that cannot be written in the user's
cache (``NUMBA_CACHE_DIR`` overrides both), or, failing all, nowhere.
"""

from __future__ import annotations

import dis
import sys
import threading
import time
import types
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, Literal, ParamSpec, TypeVar, cast

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

    def __init__(self, function: Callable[P, R], small: int = SMALL) -> None:
        self.python = function
        self.small = small
        self._compiled: Callable[P, R] | None = None

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        if self._compiled is None:
            if _spent[0] < PATIENCE and _numbers(args) < self.small:
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
    """Mark a function as a kernel; it may call NumPy and inner functions but no other kernel."""
    return Kernel(function)


def compiled(function: Callable[P, R]) -> Kernel[P, R]:
    """Mark a kernel that is slow as it is however small its arrays are: always compiled."""
    return Kernel(function, small=0)


class Inner(Generic[P, R]):
    """A function that kernels call; ``python`` is the same function, not compiled.

    ``inline``: whether its body takes the place of the call before anything is compiled. It is
    quicker for what takes many arrays, each of which Numba would count in and out.
    """

    def __init__(self, function: Callable[P, R], inline: bool = False) -> None:
        self.python = function
        self.inline = inline
        self._made: Callable[P, R] | None = None

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        return self.python(*args, **kwargs)

    def compiled(self) -> Callable[P, R]:
        """For use within a kernel: compiled with it, and kept with it."""
        if self._made is None:
            import numba

            where: Literal["always", "never"] = "always" if self.inline else "never"
            made = numba.njit(nogil=True, inline=where)(_with_inner(self.python))
            self._made = cast(Callable[P, R], made)
        return self._made


def inner(function: Callable[P, R]) -> Inner[P, R]:
    """Mark a function that kernels (and other inner functions) may call."""
    return Inner(function)


def piece(function: Callable[P, R]) -> Inner[P, R]:
    """Mark an inner function that is a piece of one kernel: its body is put where it is called."""
    return Inner(function, inline=True)


def _with_inner(function: Callable[P, R]) -> Callable[P, R]:
    """The function with the inner functions that it calls compiled.

    Compiled code is kept under a name that holds a sum over theirs too: Numba itself would not
    notice that they have changed.
    """
    called = _called(function)
    if not called:
        return function
    known = function.__globals__ | {name: one.compiled() for name, one in called.items()}
    made = types.FunctionType(function.__code__, known, function.__name__, function.__defaults__)
    made.__qualname__ = f"{function.__qualname__}_{_sum(function):08x}"
    made.__module__ = function.__module__
    return cast(Callable[P, R], made)


def _globals(function: Callable[..., object]) -> dict[str, object]:
    """The global names that a function reads, with what they are."""
    names = {i.argval for i in dis.get_instructions(function) if i.opname == "LOAD_GLOBAL"}
    known = function.__globals__
    return {name: known[name] for name in sorted(names) if name in known}


def _called(function: Callable[..., object]) -> dict[str, Inner[..., object]]:
    return {name: one for name, one in _globals(function).items() if isinstance(one, Inner)}


def _sum(function: Callable[..., object]) -> int:
    """A sum over a function's code, the constants of its module, and what it calls."""
    code = function.__code__
    own = zlib.crc32(code.co_code + repr((code.co_consts, code.co_names)).encode())
    for name, one in _globals(function).items():
        if isinstance(one, Inner):
            own = zlib.crc32(_sum(one.python).to_bytes(4, "big"), own)
        elif isinstance(one, int | float | str):
            own = zlib.crc32(f"{name}={one!r}".encode(), own)
    return own


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

    function = _with_inner(function)
    try:
        made = numba.njit(cache=True, nogil=True)(function)
    except RuntimeError:  # no place to keep compiled code: compile for this process only
        made = numba.njit(nogil=True)(function)
    return cast(Callable[P, R], made)
