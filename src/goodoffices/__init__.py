"""Good Offices: what would hold between opponents, why, and what leads there.

``import goodoffices as go; go.load("examples/cairo-talks").equilibria()``
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goodoffices.version import VERSION as __version__

if TYPE_CHECKING:
    from goodoffices.api import OpenCase, load
    from goodoffices.errors import GoodOfficesError, InputError, RequestError

__all__ = ["GoodOfficesError", "InputError", "OpenCase", "RequestError", "__version__", "load"]


def __getattr__(name: str) -> Any:
    """Import the interface when it is used: the command line needs only parts of it."""
    if name in ("OpenCase", "load"):
        from goodoffices import api

        return getattr(api, name)
    if name in ("GoodOfficesError", "InputError", "RequestError"):
        from goodoffices import errors

        return getattr(errors, name)
    raise AttributeError(f"module goodoffices has no attribute {name!r}")
