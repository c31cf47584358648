"""Batch: many preferences over the same feasible states and moves, judged together."""
