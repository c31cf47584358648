"""What tells states apart that are called the same: options that one takes and another does not.

1. States are put together by title. 2. Of several with one title: the options that some of them
take and some do not. 3. Each is told by those that it takes, in the order of the file; the one that
takes none by those that it leaves out. More than ``MOST`` are cut short, with the state's number.
"""

from __future__ import annotations

from collections.abc import Mapping

from goodoffices.brief.words import Words
from goodoffices.states import StateSpace

MOST = 3


def apart(words: Words, space: StateSpace, titles: Mapping[int, str]) -> dict[int, str]:
    """Position → what it has or lacks, "" where no other has its title. ``titles``: by position."""
    alike: dict[str, list[int]] = {}
    for at, title in titles.items():
        alike.setdefault(title, []).append(at)
    told = dict.fromkeys(titles, "")
    for group in alike.values():
        if len(group) > 1:
            told |= _told(words, space, group)
    return told


def _told(words: Words, space: StateSpace, group: list[int]) -> dict[int, str]:
    """Steps 2 and 3 for states with one title."""
    if words.situation.graph is not None:
        return {at: f"State {int(space.ids[at])}." for at in group}
    yes = {at: frozenset(space.yes(at)) for at in group}
    some = frozenset.union(*yes.values()) - frozenset.intersection(*yes.values())
    says = {
        option.name: f"{party.name}: {option.does}"
        for party in words.situation.parties
        for option in party.options
        if option.name in some
    }
    told = {}
    for at in group:
        taken = [said for name, said in says.items() if name in yes[at]]
        listed = taken or list(says.values())
        cut = f" and more (state {int(space.ids[at])})" if len(listed) > MOST else ""
        start = "With" if taken else "Without"
        told[at] = f"{start} {'; '.join(listed[:MOST])}{cut}."
    return told
