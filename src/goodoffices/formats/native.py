"""``situation.yaml`` → ``Situation``: names, literals, cycles and everything that needs no states.

What needs the feasible states (a rule that leaves none, a status quo that breaks one, a ranking
that misses some) is checked afterwards in ``meaning``.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from goodoffices.errors import InputError, nearest, one_of
from goodoffices.formats import meaning
from goodoffices.formats.changes import levers, perceptions, precedents, types
from goodoffices.formats.context import Context, Path
from goodoffices.formats.preferences import preference
from goodoffices.formats.schema import NoMoveShape, SituationShape
from goodoffices.formats.shapes import shaped_in_part
from goodoffices.formats.tree import Tree, part
from goodoffices.formats.yaml_tree import read_file, read_text
from goodoffices.model.expression import Expression, Name, names_in
from goodoffices.model.party import AttitudeReason, Option, Party
from goodoffices.model.rule import Graph, Named, NoMove, Rule
from goodoffices.model.situation import Situation
from goodoffices.model.vocabulary import CONCEPT_NAMES, is_concept

if TYPE_CHECKING:
    from goodoffices.model.outlook import Outlook

MAX_LEVELS = 300
"""Of expressions within terms within terms: judging them is recursive."""


def load(path: FilePath, shown: str | None = None) -> meaning.Checked:
    """The situation in a file, with its warnings. Raises ``InputError`` with every mistake."""
    return read(read_file(path, shown))


def loads(text: str, file: str | None = None) -> meaning.Checked:
    """The situation in a YAML text, with its warnings."""
    return read(read_text(text, file))


def from_data(data: dict[str, Any]) -> meaning.Checked:
    """The situation in plain data (what YAML would give); places in messages are then paths."""
    return read(Tree(data))


def read(tree: Tree) -> meaning.Checked:
    """The checked situation of a tree. Raises ``InputError`` with every mistake found."""
    return meaning.checked(situation(tree), tree)


def situation(tree: Tree) -> Situation:
    """The situation of a tree without what needs its states. Raises ``InputError``."""
    shape, problems = shaped_in_part(tree, SituationShape, "a situation")
    context = Context(tree, problems=problems)
    found = _situation(context, shape)
    if context.problems:
        raise InputError(context.problems)
    return found


def _situation(context: Context, shape: SituationShape) -> Situation:
    context.options = tuple(
        f"{party}.{option}" for party, one in shape.parties.items() for option in one.options
    )
    keys = () if shape.graph is None else tuple(shape.graph.states)
    context.names = (*shape.terms, *shape.states, *keys)
    _name_space(context, shape)
    _words(context, shape)
    named = [_named(context, shape, kind) for kind in ("terms", "states")]
    _no_cycles(context, (*named[0], *named[1]))
    _not_too_deep(context, (*named[0], *named[1]))
    parties = tuple(_party(context, shape, party_id) for party_id in shape.parties)
    rules = _rules(context, shape)
    closed = context.known(shape.closed, context.options, ("closed",), "option")
    return Situation(
        title=shape.title,
        parties=parties,
        terms=named[0],
        states=named[1],
        rules=rules,
        one_way=context.literals(shape.one_way, ("one_way",)),
        closed=closed,
        now=_now(context, shape),
        no_move=tuple(_no_move(context, shape, at, m) for at, m in enumerate(shape.no_move)),
        same=tuple(context.expression(e, ("same", at)) for at, e in enumerate(shape.same)),
        graph=_graph(context, shape),
        as_of=shape.as_of,
        outlook=_outlook(context, shape),
        kept=json.dumps(shape.kept, sort_keys=True, ensure_ascii=False) if shape.kept else "",
        order=_order(context, shape),
        sensitive=tuple(sensitive_paths(context.tree.data)),
        levers=levers(context, shape, parties, rules),
        types=types(context, shape, parties, rules),
        precedents=precedents(context, shape, parties, rules),
        perceives=perceptions(context, shape, parties, rules),
    )


def _order(context: Context, shape: SituationShape) -> tuple[str, ...]:
    """The order of the bits, where it is not that of the parties: every option once."""
    listed = context.known(shape.order, context.options, ("order",), "option")
    if not shape.order or len(listed) < len(shape.order):
        return listed
    for at, name in enumerate(listed):
        if name in listed[:at]:
            context.problem(
                context.place(("order", at)), f'"{name}" stands twice', "every option once"
            )
    left = [name for name in context.options if name not in listed]
    if left:
        place = context.place(("order",), key=True)
        context.problem(place, f"the order leaves out {one_of(left)}", "every option once")
    return listed


def _name_space(context: Context, shape: SituationShape) -> None:
    keys = {} if shape.graph is None else shape.graph.states
    for state in shape.states:
        if state in shape.terms:
            place = context.place(("states", state), key=True)
            context.problem(place, f'"{state}" is already a term', "a name used once", "rename one")
    for key in keys:
        for kind, names in (("terms", shape.terms), ("states", shape.states)):
            if key in names:
                place = context.place((kind, key), key=True)
                found = f'"{key}" is already the key of a state in graph:'
                context.problem(place, found, "a name used once", "rename one")


def _named(context: Context, shape: SituationShape, kind: str) -> tuple[Named, ...]:
    texts: dict[str, str] = getattr(shape, kind)
    return tuple(
        Named(
            name,
            context.expression(text, (kind, name)),
            shape.words.get(name, name.replace("_", " ")),
            context.place((kind, name)),
        )
        for name, text in texts.items()
    )


def _words(context: Context, shape: SituationShape) -> None:
    known = (*shape.terms, *shape.states)
    for name in shape.words:
        if name not in known:
            place = context.place(("words", name), key=True)
            found = f'words are given for "{name}", which is no term or named state'
            context.problem(place, found, one_of(known), nearest(name, known))


def _no_cycles(context: Context, named: Iterable[Named]) -> None:
    """Terms may use terms, but not in a ring; every ring is reported once, where it starts."""
    inner = {n.id: [m.text for m in names_in(n.means)] for n in named}
    places = {n.id: n.place for n in named}
    done: set[str] = set()
    for start in inner:
        trail: list[str] = []
        stack: list[tuple[str, int]] = [(start, 0)]
        while stack:
            name, depth = stack.pop()
            del trail[depth:]
            if name in trail:
                ring = trail[trail.index(name) :]
                context.problem(
                    places[ring[0]],
                    f"these names define each other in a ring: {' → '.join([*ring, name])}",
                    "terms that come down to options",
                    f'change what "{ring[-1]}" means',
                )
                done.update(ring)
                continue
            if name in done or name not in inner:
                continue
            trail.append(name)
            unfinished = [m for m in inner[name] if m in inner and m not in done]
            if unfinished:
                stack += [(m, depth + 1) for m in reversed(unfinished)]
        done.add(start)


def _not_too_deep(context: Context, named: Sequence[Named]) -> None:
    """Terms that stand on terms are judged one inside the other, which has a limit."""
    means = {n.id: n.means for n in named}
    inner = {n.id: [m.text for m in names_in(n.means) if m.text in means] for n in named}
    deep: dict[str, int] = {}
    for start in means:
        stack = [start]
        while stack:
            name = stack[-1]
            deep.setdefault(name, 0)  # who comes back here is in a ring, a mistake by itself
            waiting = [m for m in inner[name] if m not in deep]
            if waiting:
                stack += waiting
            else:
                stack.pop()
                deep[name] = _levels(means[name], deep)
    for one in named:
        below = max((deep[m] for m in inner[one.id]), default=0)
        if below <= MAX_LEVELS < deep[one.id]:
            found = f'"{one.id}" and the terms it stands on are {deep[one.id]} levels deep'
            context.problem(one.place, found, f"at most {MAX_LEVELS}", "shorten the chain of terms")


def _levels(expression: Expression, deep: Mapping[str, int]) -> int:
    """How deep the parts of an expression are nested, those of its terms included."""
    if isinstance(expression, Name):
        return 3 + deep.get(expression.text, 0)
    return 1 + max((_levels(child, deep) for child in expression.children()), default=0)


def _party(context: Context, shape: SituationShape, party_id: str) -> Party:
    one = shape.parties[party_id]
    path: Path = ("parties", party_id)
    limited = [name for name in one.behaviour if is_concept(name)]
    words = (*CONCEPT_NAMES, *(name for name in limited if name not in CONCEPT_NAMES))
    signs, reasons = _attitudes(context, shape, party_id)
    behaviour = context.known(one.behaviour, words, (*path, "behaviour"), "concept")
    return Party(
        id=party_id,
        name=one.name or party_id,
        options=tuple(_option(context, shape, party_id, option) for option in one.options),
        preference=preference(context, one, path),
        behaviour=behaviour or ("seq",),
        role=one.role or "",
        aliases=tuple(one.aliases),
        people=tuple(one.people),
        attitudes=signs,
        attitude_reasons=reasons,
        because=tuple(one.because),
        place=context.place(path, key=True),
    )


def _attitudes(
    context: Context, shape: SituationShape, party_id: str
) -> tuple[tuple[tuple[str, int], ...], tuple[AttitudeReason, ...]]:
    """For, indifferent or against, party by party; its own id stands for itself."""
    written = shape.parties[party_id].attitudes
    given = {who: one.attitude for who, one in written.items()}
    path: Path = ("parties", party_id, "attitudes")
    towards = {party_id: 1, **given} if given else {}
    for who, sign in towards.items():
        if who not in shape.parties:
            place = context.place((*path, who), key=True)
            remedy = nearest(who, shape.parties)
            context.problem(place, f'unknown party "{who}"', one_of(shape.parties), remedy)
        elif sign and (shape.parties[who].divided or shape.parties[who].fuzzy):
            place = context.place((*path, who) if who in given else path, key=True)
            found = f'"{who}" has a preference by shares or degrees'
            expected = "attitudes towards parties that compare states"
            remedy = f"write {{{who}: indifferent}}" if who == party_id else ""
            context.problem(place, found, expected, remedy)
    known = {who: one for who, one in written.items() if who in shape.parties}
    reasons = tuple(
        AttitudeReason(who, tuple(one.because), context.place((*path, who), key=True))
        for who, one in known.items()
    )
    return tuple((who, one.attitude) for who, one in known.items()), reasons


def _option(context: Context, shape: SituationShape, party_id: str, option_id: str) -> Option:
    one = shape.parties[party_id].options[option_id]
    path: Path = ("parties", party_id, "options", option_id)
    also = context.known(one.also, shape.parties, (*path, "also"), "party")
    does = one.does or option_id.replace("_", " ")
    place = context.place(path, key=True)
    return Option(party_id, option_id, does, also, tuple(one.because), place)


def _rules(context: Context, shape: SituationShape) -> tuple[Rule, ...]:
    rules: list[Rule] = []
    first: dict[str, str] = {}
    for at, one in enumerate(shape.rules):
        path: Path = ("rules", at)
        if one.name is not None and one.name in first:
            place = context.place((*path, "name"))
            found = f'a second rule is named "{one.name}" (first {first[one.name]})'
            context.problem(place, found, "a name used once", "rename one")
        holds = context.expression(one.rule, (*path, "rule"))
        place = context.place((*path, "rule"))
        rule = Rule(holds, one.name or "", tuple(one.because), one.probability, place)
        if one.name is not None:
            first.setdefault(one.name, f"in line {place.line}" if place.line else f"rules[{at}]")
        rules.append(rule)
    return tuple(rules)


def _now(context: Context, shape: SituationShape) -> tuple[str, ...] | None:
    if shape.now is None:
        return None
    if shape.graph is not None:
        if len(shape.now) != 1:
            found = f"{len(shape.now)} states stand here"
            context.problem(context.place(("now",)), found, "one key")
        return context.known(shape.now, shape.graph.states, ("now",), "state")
    bare = context.tree.data["now"]
    if isinstance(bare, str):
        place = context.place(("now",))
        remedy = f"write [{bare}]" if bare in context.options else ""
        context.problem(place, f'the text "{bare}" stands here', "a list of options", remedy)
        return None
    for at, name in enumerate(shape.now):
        if name in shape.now[:at]:
            context.problem(context.place(("now", at)), f'"{name}" stands here twice', "once")
        if name.startswith("not "):
            remedy = "leave it out: what is not listed is not taken"
            found = f'"{name}" stands here'
            context.problem(context.place(("now", at)), found, "the options taken today", remedy)
    taken = [name.removeprefix("not ").strip() for name in shape.now]
    return context.known(taken, context.options, ("now",), "option")


def _no_move(context: Context, shape: SituationShape, at: int, one: NoMoveShape) -> NoMove:
    path: Path = ("no_move", at)
    if one.by not in shape.parties:
        place = context.place((*path, "by"))
        remedy = nearest(one.by, shape.parties)
        context.problem(place, f'unknown party "{one.by}"', one_of(shape.parties), remedy)
    source = context.expression(one.from_, (*path, "from"))
    target = context.expression(one.to, (*path, "to"))
    return NoMove(one.by, source, target, context.place(path))


def _graph(context: Context, shape: SituationShape) -> Graph | None:
    if shape.graph is None:
        return None
    for kind in ("one_way", "rules", "same", "closed"):
        if getattr(shape, kind):
            place = context.place((kind,), key=True)
            remedy = "leave it out, or give options instead of a graph"
            context.problem(place, f'"{kind}" stands beside "graph"', "one form of model", remedy)
    for party_id, one in shape.parties.items():
        if one.options:
            place = context.place(("parties", party_id, "options"), key=True)
            remedy = "in graph form parties have moves, no options"
            context.problem(place, '"options" stand beside "graph"', "one form of model", remedy)
    if not shape.graph.states:
        place = context.place(("graph", "states"))
        context.problem(place, "the graph has no states", "at least one", "")
    moves: list[tuple[str, tuple[tuple[str, str], ...]]] = []
    for party, arcs in shape.graph.moves.items():
        path: Path = ("graph", "moves", party)
        if party not in shape.parties:
            place = context.place(path, key=True)
            remedy = nearest(party, shape.parties)
            context.problem(place, f'unknown party "{party}"', one_of(shape.parties), remedy)
        good: list[tuple[str, str]] = []
        for at, arc in enumerate(arcs):
            if len(arc) != 2 or arc[0] == arc[1]:
                place = context.place((*path, at))
                context.problem(
                    place, f"[{', '.join(arc)}] is not an arc", "[from, to], two different states"
                )
            elif len(context.known(arc, shape.graph.states, (*path, at), "state")) == 2:
                good.append((arc[0], arc[1]))
        moves.append((party, tuple(good)))
    states = tuple((key, text or key) for key, text in shape.graph.states.items())
    return Graph(states, tuple(moves), context.place(("graph",), key=True))


def _outlook(context: Context, shape: SituationShape) -> Outlook | None:
    """The outlook, read by what is loaded only where there is one."""
    if shape.outlook is None:
        return None
    reading = importlib.import_module("goodoffices.formats.outlook")
    try:
        found: Outlook = reading.read_outlook(part(context.tree, "outlook"), context)
    except InputError as error:
        context.problems += error.problems
        return None
    return found


def sensitive_paths(data: object, path: str = "") -> Iterable[str]:
    """The paths of all elements that carry ``sensitive:``, in file order."""
    if isinstance(data, dict):
        if data.get("sensitive"):
            yield path or "the whole file"
        for key, value in data.items():
            yield from sensitive_paths(value, f"{path}.{key}" if path else str(key))
    elif isinstance(data, list):
        for at, value in enumerate(data):
            yield from sensitive_paths(value, f"{path}[{at}]")
