"""Modes of preference: a file each, giving the three relations that stability concepts read."""
