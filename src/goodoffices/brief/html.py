"""A brief as one HTML file: no script, no request, every text escaped."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from goodoffices.brief.document import Brief


def html(brief: Brief) -> str:
    """The whole brief as one self-contained page."""
    environment = Environment(
        loader=PackageLoader("goodoffices.brief", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("brief.html").render(brief=brief)
