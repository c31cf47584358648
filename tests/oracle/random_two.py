"""Random situations in which at most two parties move, for concepts that look ahead."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from .case import Data, names, options
from .concepts import CONCEPTS
from .random_options import conflicts, may_open
from .random_preferences import orders, statements

AHEAD = ("l1", "l2", "l3", "l4", "nonmyopic")


@st.composite
def two_party_conflicts(draw: st.DrawFn, max_options: int = 5, one_way: bool = True) -> Data:
    """The plain data of a situation in option form, with at least one feasible state.

    Two parties have options, now and then only one has, and now and then a third party without
    options looks on. Each ranks the states strictly, or with ties, or by statements. `one_way`
    says whether options that cannot be undone may occur.
    """
    data: Data = draw(
        conflicts(
            max_options=max_options,
            max_parties=2,
            one_way=one_way,
            rankings=False,
            behaviours=(*CONCEPTS, *AHEAD),
        )
    )
    parties = data["parties"]
    for body in parties.values():
        form = draw(st.sampled_from(["strict", "strict", "ties", "statements"]))
        if form != "statements":
            body.pop("prefers", None)
            body["ranking"] = draw(orders(data, may_open(data), ties=form == "ties"))
    if draw(st.integers(0, 7)) == 0:
        known = [*(name for _, name in options(data)), *names(data)]
        looking_on: dict[str, Any] = {"prefers": draw(statements(known, []))}
        data["parties"] = {**parties, "onlooker": looking_on}
    return data
