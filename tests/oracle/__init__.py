"""A second way to every answer: the definitions written out literally, as sets of states.

Nothing here is fast and nothing is shared with the package: the expressions have their own
reader, the states are enumerated one by one, and legal sequences of moves are walked step by
step. The package is compared with it over published and over random conflicts.
"""
