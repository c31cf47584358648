"""The version of the package, as every result states it."""

VERSION = "0.1.0"
