"""Moves and improvements of every party from every state: how a model is checked by hand."""

from __future__ import annotations

from dataclasses import dataclass

from goodoffices.moves.base import Moves


@dataclass(frozen=True)
class StateMoves:
    """The moves from one state: per party (index) the targets, and those that are better."""

    position: int
    targets: tuple[tuple[int, ...], ...]
    improvements: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class MoveList:
    """The moves from the states asked for; ``n_states`` of them fit the question."""

    moves: Moves
    n_states: int
    rows: tuple[StateMoves, ...]

    def as_dict(self) -> dict[str, object]:
        """Plain data for ``--format json``, states by id."""
        space = self.moves.space
        parties = [party.id for party in self.moves.situation.parties]
        unranked = self.moves.unranked()
        return self.moves.situation.question() | {
            "parties": parties,
            "fitting": self.n_states,
            "states": [
                {
                    "id": int(space.ids[row.position]),
                    "yes": list(space.yes(row.position)),
                    "ranks": {
                        p: None if i in unranked else int(self.moves.rank[i, row.position])
                        for i, p in enumerate(parties)
                    },
                    "moves": {p: self._ids(row.targets[i]) for i, p in enumerate(parties)},
                    "improvements": {
                        p: self._ids(row.improvements[i]) for i, p in enumerate(parties)
                    },
                }
                for row in self.rows
            ],
        }

    def _ids(self, positions: tuple[int, ...]) -> list[int]:
        return [int(self.moves.space.ids[p]) for p in positions]


def list_moves(moves: Moves, query: str | None = None, most: int | None = None) -> MoveList:
    """The moves from the states that ``query`` means (all without one), at most ``most``.

    Raises ``RequestError`` where the query is wrong.
    """
    space = moves.space
    found = range(len(space)) if query is None else space.find(query).tolist()
    parties = range(len(moves.rank))
    rows = tuple(
        StateMoves(
            at,
            tuple(tuple(moves.targets(p, at).tolist()) for p in parties),
            tuple(tuple(moves.improvements(p, at).tolist()) for p in parties),
        )
        for at in found[:most]
    )
    return MoveList(moves, len(found), rows)
