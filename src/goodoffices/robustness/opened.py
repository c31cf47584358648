"""A variant as the text of a situation file, to be opened, explained and solved by itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from goodoffices.errors import RequestError
from goodoffices.formats.changed import written_anew
from goodoffices.formats.fitting import feasible_only, fitting
from goodoffices.formats.meaning import Checked
from goodoffices.formats.native_write import dumps
from goodoffices.model.apply import Variant
from goodoffices.robustness.design import Design
from goodoffices.robustness.inputs import items
from goodoffices.robustness.uncertain import LEVER, ON, TYPE
from goodoffices.states import StateSpace


def variant_text(checked: Checked, design: Design, number: int) -> str:
    """One variant of a design as YAML, with what was drawn for it in comments on top.

    ``checked``: the situation as it was read. Raises ``RequestError`` for a number that the design
    does not have, and for what no file can say.
    """
    if not 0 <= number < design.samples:
        raise RequestError(f"there is no variant {number}; expected 0 to {design.samples - 1}")
    found = design.found
    drawn = design.draw(np.array([number])).drawn(0)
    types, levers = dict(found.variant.types), set(found.variant.levers)
    for choice, value in zip(found.choices, drawn.values, strict=True):
        if choice.kind == TYPE:
            types[choice.about] = choice.values[value]
        elif choice.kind == LEVER and value == ON:
            levers.add(choice.about)
    used = Variant(
        found.base,
        tuple(types.items()),
        tuple(one.id for one in found.base.levers if one.id in levers),
        found.variant.extension,
    )
    after = design.situation_of(number)
    if len(StateSpace.of(replace(after, now=None))) == 0:
        raise RequestError(
            f"variant {number} cannot be written: no situation is feasible in it, so that nothing "
            "can be opened; expected a variant in which the rules leave a state"
        )
    fits = replace(feasible_only(after), together=found.base.together)
    try:
        written, told = written_anew(checked, fits, used, fitting)
    except RequestError as error:
        raise RequestError(f"variant {number} cannot be written: {error}") from None
    head = [f"Variant {number} of what is uncertain in this situation, seed {design.seed}:"]
    head += [f"  {line}" for line in drawn_words(design, number)]
    head += [f"  {line}" for line in told]
    for group in after.together[len(found.base.together) :]:
        head.append(f"  {' and '.join(group)} may also move as one, which no file can say; it")
        head.append("  decides who could upset an outcome together, and not what holds")
    return "".join(f"# {line}".rstrip() + "\n" for line in head) + dumps(written.data)


def drawn_words(design: Design, number: int) -> list[str]:
    """What was drawn for a variant: the value of each choice, and orders other than as written."""
    found = design.found
    drawn = design.draw(np.array([number])).drawn(0)
    told = found.chosen(drawn.values)
    for run, order in zip(found.runs, drawn.orders, strict=True):
        texts = items(found, run)
        if list(order) == sorted(order):
            told.append(f"{run.name}: as written")
        else:
            told.append(f"{run.name}: {' > '.join(texts[item] for item in order)}")
    return told
