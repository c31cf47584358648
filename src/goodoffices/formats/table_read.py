"""Tables of states → situation: options, feasible states, payoffs and rankings from a spreadsheet.

Two layouts, told apart by the header:

* states in rows: ``state | us.strike | us.blockade | … | us payoff | ussr rank``
* options in rows: ``party | option | does | direction | 1 | 2 | 3 …``, and rows whose option is
  ``payoff`` or ``rank`` with a number for each state. ``does`` and ``direction`` may be missing;
  without columns of states every combination is feasible.

A payoff is better when it is higher; a rank is better when it is lower; equal numbers tie.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import numpy as np

from goodoffices.errors import InputError, Place, Problem, nearest, one_of
from goodoffices.formats.cover import cover
from goodoffices.formats.foreign import Foreign, id_of, numbered, rule_against
from goodoffices.formats.grid import Grid, read_grid
from goodoffices.formats.meaning import Checked

YES = {"y", "yes", "1", "true", "x"}
NO = {"n", "no", "0", "false"}
STATE_HEADS = {"state", "states", "id", "no", "no.", "number", "#"}
BETTER = {"payoff": 1, "payoffs": 1, "rank": -1, "ranking": -1, "ranks": -1}
"""What a preference row or column is called → whether higher is better."""
DIRECTIONS = {"": "", "both": "", "take": "{}", "drop": "not {}"}
DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+\Z")
MAX_OPTIONS = 64
MOST_PROBLEMS = 100
MOST_DIGITS = 400


@dataclass
class _Table:
    """What a table says, whichever way it lies."""

    grid: Grid
    names: list[tuple[str, str]] = field(default_factory=list)
    """(party, option) as written, in order."""
    does: dict[int, str] = field(default_factory=dict)
    direction: dict[int, str] = field(default_factory=dict)
    states: list[int] = field(default_factory=list)
    state_places: list[Place] = field(default_factory=list)
    values: dict[str, list[Decimal]] = field(default_factory=dict)
    """Party → how good each state is, higher is better."""
    value_places: dict[str, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, row: int, column: int, found: str, expected: str = "", do: str = "") -> None:
        """Note a mistake; after ``MOST_PROBLEMS`` of them nothing more is read."""
        if len(self.problems) == MOST_PROBLEMS:
            raise InputError(self.problems)
        self.problems.append(Problem(self.grid.place(row, column), found, expected, do))


def load(path: Path, shown: str | None = None) -> Checked:
    """The situation in a ``.csv`` or ``.xlsx`` table. Raises ``InputError`` with every mistake."""
    return read(read_grid(path, shown), path.stem).checked()


def read(grid: Grid, title: str) -> Foreign:
    """The table as native data."""
    head = [cell.lower() for cell in grid.rows[0]]
    table = _Table(grid)
    if head[0] in STATE_HEADS:
        _states_in_rows(table)
    elif head[:2] == ["party", "option"]:
        _options_in_rows(table)
    else:
        found = f'the table begins with "{grid.rows[0][0]}"'
        expected = 'a header that begins with "state", or with "party" and "option"'
        raise InputError([Problem(grid.place(0, 0), found, expected)])
    if not table.names and not table.problems:
        table.problem(0, 0, "the table has no option", "columns or rows of options")
    if table.problems:
        raise InputError(table.problems[:100])
    return Foreign(_data(table, title), grid.file)


def _states_in_rows(table: _Table) -> None:
    grid = table.grid
    options: list[int] = []
    parties: dict[int, tuple[str, int]] = {}
    for column, head in enumerate(grid.rows[0]):
        words = head.split()
        last = words[-1].lower() if words else ""
        if column == 0:
            continue
        if not head:
            if any(row[column] for row in grid.rows):
                table.problem(0, column, "this column has no name", "a name above the cells")
            continue
        if len(words) > 1 and last in BETTER:
            parties[column] = (" ".join(words[:-1]), BETTER[last])
        elif "." in head.strip("."):
            party, _, option = head.partition(".")
            options.append(column)
            _named(table, (party.strip(), option.strip()), 0, column)
        else:
            expected = '"PARTY.OPTION", "PARTY payoff" or "PARTY rank"'
            table.problem(0, column, f'the column is called "{head}"', expected)
    _refuse_options(table)
    columns: dict[int, list[Decimal]] = {column: [] for column in parties}
    for row, cells in enumerate(grid.rows[1:], 1):
        if not any(cells):
            continue
        found = [_truth(table, row, column) for column in options]
        table.states.append(sum(1 << bit for bit, value in enumerate(found) if value))
        table.state_places.append(grid.place(row, 0))
        for column, (_, sign) in parties.items():
            number = _number(table, row, column)
            columns[column].append(number if sign > 0 else number.copy_negate())
    for column, (party, _) in parties.items():
        _set_values(table, party, columns[column], 0, column)


def _options_in_rows(table: _Table) -> None:
    grid = table.grid
    head = [cell.lower() for cell in grid.rows[0]]
    extra = {name: head.index(name) for name in ("does", "direction") if name in head[2:]}
    states = [
        column
        for column in range(2, len(head))
        if column not in extra.values() and any(row[column] for row in grid.rows)
    ]
    found: list[list[bool]] = []
    party = ""
    for row, cells in enumerate(grid.rows[1:], 1):
        if not any(cells):
            continue
        party = cells[0] or party
        option = cells[1]
        if not party or not option:
            table.problem(row, 0 if option else 1, "this cell is empty", "a party and an option")
        elif option.lower() in BETTER and states and not _all_truth(cells, states):
            sign = BETTER[option.lower()]
            numbers = [_number(table, row, column) for column in states]
            if sign < 0:
                numbers = [number.copy_negate() for number in numbers]
            _set_values(table, party, numbers, row, 1)
        else:
            at = len(table.names)
            _named(table, (party, option), row, 1)
            if "does" in extra:
                table.does[at] = cells[extra["does"]]
            if "direction" in extra:
                word = cells[extra["direction"]].lower()
                if word not in DIRECTIONS:
                    hint = nearest(word, DIRECTIONS)
                    expected = one_of([name for name in DIRECTIONS if name])
                    table.problem(row, extra["direction"], f'"{word}"', expected, hint)
                table.direction[at] = DIRECTIONS.get(word, "")
            found.append([_truth(table, row, column) for column in states])
    for at, column in enumerate(states):
        values = enumerate(one[at] for one in found)
        table.states.append(sum(1 << bit for bit, value in values if value))
        table.state_places.append(grid.place(0, column))


def _named(table: _Table, name: tuple[str, str], row: int, column: int) -> None:
    """One more option; the same one twice is a mistake."""
    if name in table.names:
        table.problem(row, column, f'the option "{name[0]}.{name[1]}" stands here again', "it once")
    table.names.append(name)


def _all_truth(cells: tuple[str, ...], columns: list[int]) -> bool:
    return all(cells[column].lower() in ("y", "n", "yes", "no") for column in columns)


def _truth(table: _Table, row: int, column: int) -> bool:
    text = table.grid.rows[row][column]
    if text.lower() in YES or text.lower() in NO:
        return text.lower() in YES
    found = f'"{text}"' if text else "an empty cell"
    do = "write a column for each state that the pattern stands for" if text == "-" else ""
    table.problem(row, column, f"{found} stands here", "Y or N", do)
    return False


def _number(table: _Table, row: int, column: int) -> Decimal:
    text = table.grid.rows[row][column]
    plain = text.replace(",", ".") if DECIMAL_COMMA.match(text) else text
    try:
        number = Decimal(plain)
        if number.is_finite() and abs(number.adjusted()) < MOST_DIGITS:
            return number
    except InvalidOperation:
        pass
    found = f'"{text}"' if text else "an empty cell"
    table.problem(row, column, f"{found} stands here", "a number")
    return Decimal(0)


def _set_values(table: _Table, party: str, values: list[Decimal], row: int, column: int) -> None:
    key = id_of(party, "party")
    if key in table.values:
        table.problem(row, column, f'"{party}" has two preferences', "one payoff or rank")
    table.values[key] = values
    table.value_places[key] = table.grid.place(row, column)


def _data(table: _Table, title: str) -> dict[str, Any]:
    _refuse_options(table)
    parties = list(dict.fromkeys(id_of(party, "party") for party, _ in table.names))
    shown = {id_of(party, "party"): party for party, _ in table.names}
    data: dict[str, Any] = {"goodoffices": 1, "title": title}
    option_ids = _option_ids(table)
    names = [
        f"{id_of(party, 'party')}.{option_id}"
        for (party, _), option_id in zip(table.names, option_ids, strict=True)
    ]
    if [n for p in parties for n in names if n.partition(".")[0] == p] != names:
        data["order"] = names
    data["parties"] = {
        party: {"name": shown[party]} if shown[party] != party else {} for party in parties
    }
    for at, name in enumerate(names):
        party, _, option_id = name.partition(".")
        does = table.does.get(at) or table.names[at][1].replace("_", " ")
        data["parties"][party].setdefault("options", {})[option_id] = does
    unknown = [party for party in table.values if party not in parties]
    for party in unknown:
        data["parties"][party] = {}
    _check_states(table)
    if table.problems:
        raise InputError(table.problems[:100])
    if table.states:
        ids = np.array(sorted(table.states), dtype=np.uint64)
        rules = [
            rule_against([(names[bit], value) for bit, value in cube])
            for cube in cover(ids, len(names))
        ]
        if rules:
            data["rules"] = rules
    one_way = [form.format(names[at]) for at, form in table.direction.items() if form]
    if one_way:
        data["one_way"] = one_way
    for party, values in table.values.items():
        groups: dict[Decimal, list[int]] = defaultdict(list)
        for state, value in zip(table.states, values, strict=True):
            groups[value].append(state)
        data["parties"][party]["ranking"] = [
            group[0] if len(group) == 1 else group
            for _, group in sorted(groups.items(), reverse=True)
        ]
    return data


def _option_ids(table: _Table) -> list[str]:
    """Ids within each party, numbered where equal."""
    by_party: dict[str, list[int]] = defaultdict(list)
    for at, (party, _) in enumerate(table.names):
        by_party[id_of(party, "party")].append(at)
    found = [""] * len(table.names)
    for own in by_party.values():
        ids = numbered([id_of(table.names[at][1], "option") for at in own])
        for at, option_id in zip(own, ids, strict=True):
            found[at] = option_id
    return found


def _refuse_options(table: _Table) -> None:
    if len(table.names) > MAX_OPTIONS:
        found = f"the table has {len(table.names)} options"
        table.problem(0, 0, found, f"at most {MAX_OPTIONS}")
        raise InputError(table.problems)


def _check_states(table: _Table) -> None:
    if table.values and not table.states:
        place = next(iter(table.value_places.values()))
        table.problems.append(Problem(place, "there are preferences but no states", "states"))
    seen: dict[int, Place] = {}
    for state, place in zip(table.states, table.state_places, strict=True):
        if state in seen:
            other = seen[state]
            found = f"the same state stands at line {other.line}, column {other.column}"
            table.problems.append(Problem(place, found, "every state once"))
            if len(table.problems) >= MOST_PROBLEMS:
                break
        seen.setdefault(state, place)
