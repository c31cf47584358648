"""Search: words of many reports, from an index that is made from the files at any time."""
