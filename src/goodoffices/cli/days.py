"""Days that are given on the command line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType):  # type: ignore[type-arg]
    """A date such as 2023-10-07."""

    name = "day"

    def convert(self, value: object, _: object, __: object) -> date:
        """The date. Fails for anything else."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f'"{value}" is no date; expected YYYY-MM-DD, as 2023-10-07')


def time_options(function: F) -> F:
    """``--since DAY`` and ``--until DAY``, both inclusive."""
    function = click.option("--until", type=Day(), metavar="DAY", help="only up to this day")(
        function
    )
    return click.option("--since", type=Day(), metavar="DAY", help="only from this day on")(
        function
    )
