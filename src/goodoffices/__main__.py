"""``python -m goodoffices``."""

from goodoffices.cli.main import main

main()
