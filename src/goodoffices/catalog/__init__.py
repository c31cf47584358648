"""Published conflicts with their published answers, each recomputed."""
