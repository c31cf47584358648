"""The workbench: a local web application over one case; pages show, and compute nothing."""
