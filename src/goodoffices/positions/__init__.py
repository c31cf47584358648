"""Positions: what reports say again, otherwise than before, against each other or the model."""
