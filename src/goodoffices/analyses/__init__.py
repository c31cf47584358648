"""What one asks of a model: each question is one file and one frozen result."""
