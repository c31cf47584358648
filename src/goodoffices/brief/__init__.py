"""Results in words, tables and documents. Sentences are made here and nowhere else."""
