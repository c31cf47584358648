"""Moves: which feasible states a party can go between."""
