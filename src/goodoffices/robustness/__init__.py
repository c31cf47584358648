"""Robustness: what of a situation is uncertain, and the variants of it that are solved."""
