"""Observed series: what was counted day by day, what it says of a crossing, and how words of
probability are scaled."""
