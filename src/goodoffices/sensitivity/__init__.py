"""Sensitivity: which single change of a model flips what it says."""
