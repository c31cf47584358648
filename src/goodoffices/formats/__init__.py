"""Reading and writing situations: one file a format, ``READERS`` by suffix."""
