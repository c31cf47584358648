"""What a situation holds beyond options, rules and preferences, said in words.

Files of other programs cannot hold it. Most of it does not touch what is stable; what does is
refused unless leaving it out is asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from goodoffices.errors import RequestError
from goodoffices.formats.meaning import Checked
from goodoffices.model.basis import bases
from goodoffices.model.party import Option, Party
from goodoffices.model.situation import Situation
from goodoffices.states import StateSpace

STANDARD_BEHAVIOUR = ("seq",)


def beyond_options(situation: Situation) -> Iterator[str]:
    """What is left out, one phrase each."""
    if situation.now is not None:
        yield "the status quo"
    if situation.as_of is not None:
        yield "the date of the model"
    yield from _counted(len(situation.terms), "term (written out where it is used)", "terms")
    yield from _counted(len(situation.states), "named state", "named states")
    yield from _counted(len(situation.levers), "lever", "levers")
    yield from _counted(len(situation.types), "type of a party", "types of parties")
    yield from _counted(len(situation.precedents), "precedent", "precedents")
    yield from _counted(len(situation.perceives), "perception", "perceptions")
    odd = [p.id for p in situation.parties if p.behaviour != STANDARD_BEHAVIOUR]
    if odd:
        yield f"the behaviour of {', '.join(odd)}"
    yield from _counted(sum(map(_told, situation.parties)), "role or other name", "other names")
    yield from _counted(sum(bool(r.name) for r in situation.rules), "name of a rule", "rule names")
    if _rests(situation):
        yield "what the elements rest on (because)"
    if any(rule.probability for rule in situation.rules):
        yield "probabilities of rules"
    firm = [s.sure.word == "firm" for p in situation.parties for s in p.preference.statements()]
    if not all(firm):
        yield "how sure preferences are"
    if any(p.degrees > 1 for p in situation.parties):
        yield "how strong preferences are"
    if situation.outlook is not None:
        yield "the outlook"
    if situation.sensitive:
        yield "which elements are sensitive"


def without_what_decides(
    checked: Checked, format_name: str, cannot: Collection[str], leave_out: bool
) -> Checked:
    """The model without what a format ``cannot`` say and what changes what is stable.

    Of ``no_move``, ``same``, ``one_way``, ``also`` (shared options), and ``one_way both ways``,
    options that can be neither taken nor dropped. Raises ``RequestError`` unless ``leave_out``
    says that this is meant.
    """
    situation = checked.situation
    both = {name for name, _ in situation.one_way}
    numbers = {
        "no_move": len(situation.no_move),
        "same": len(situation.same),
        "one_way": len(situation.one_way),
        "one_way both ways": len(situation.one_way) - len(both),
        "also": sum(bool(option.also) for option in situation.options),
    }
    found = [f"{kind} ({numbers[kind]})" for kind in cannot if numbers[kind]]
    _orders_alone(situation, format_name)
    if not found:
        return checked
    if not leave_out:
        raise RequestError(
            f"{format_name} cannot say {' and '.join(found)}, and without it other states are "
            "stable; write another format, or add --leave-out to leave it out all the same"
        )
    rest = replace(situation, no_move=(), same=())
    return replace(checked, situation=rest, space=StateSpace.of(rest))


def _orders_alone(situation: Situation, format_name: str) -> None:
    """Raises ``RequestError`` for preferences that other programs have no words for."""
    others = [p.id for p in situation.parties if p.attitudes or not p.preference.ordered]
    if others:
        raise RequestError(
            f"{format_name} can say an order of the states for each party, not unknown, divided "
            f"or fuzzy preferences or attitudes: {', '.join(others)}; write .yaml"
        )


def _counted(number: int, one: str, many: str) -> Iterator[str]:
    if number:
        yield f"{number} {one if number == 1 else many}"


def _told(party: Party) -> int:
    return bool(party.role) + len(party.aliases) + len(party.people)


def _rests(situation: Situation) -> bool:
    elements: list[Option | Party] = [*situation.options, *situation.parties]
    return (
        any(element.because for element in elements)
        or any(rule.because for rule in situation.rules)
        or any(one.because for party in situation.parties for one in bases(party))
    )
