"""The tasks of ``benchmarks/reading.py``, one a file: each gives rows of the one table."""
