"""Whether answers can be true together, and which of them cannot."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from goodoffices.elicitation.diagram import Claim, diagram


def fits(claims: Sequence[Claim]) -> bool:
    """Whether some order of the statements agrees with every claim."""
    if not claims:
        return True
    used = np.any([vector != 0 for vector, _ in claims], axis=0)
    return diagram([(vector[used], sign) for vector, sign in claims], int(used.sum())).count > 0


def to_blame(earlier: Sequence[Claim], new: Claim) -> tuple[int, ...]:
    """Which of ``earlier`` cannot be true together with ``new``: none of them could be left out.

    One after the other is left out where the rest still contradicts. Earlier answers are tried
    first, so that late ones, which are easier to remember, are more likely to be named.
    """
    kept = list(range(len(earlier)))
    for one in range(len(earlier)):
        rest = [at for at in kept if at != one]
        if not fits([*(earlier[at] for at in rest), new]):
            kept = rest
    return tuple(kept)
