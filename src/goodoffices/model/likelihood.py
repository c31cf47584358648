"""Scales of words of probability: what each says that its words mean.

* **ICD 203**: the ends of the seven steps of Intelligence Community Directive 203, Analytic
  Standards (2015), each with its two ways of saying it.
* **IPCC**: the likelihood scale of Mastrandrea et al. 2010, guidance note for lead authors of the
  Fifth Assessment Report. Its words overlap: what is very likely is likely too.
"""

from __future__ import annotations

Ends = tuple[float, float]

ICD203: dict[str, Ends] = {
    "almost no chance": (0.01, 0.05),
    "very unlikely": (0.05, 0.20),
    "unlikely": (0.20, 0.45),
    "roughly even chance": (0.45, 0.55),
    "likely": (0.55, 0.80),
    "very likely": (0.80, 0.95),
    "almost certain": (0.95, 0.99),
}
IPCC: dict[str, Ends] = {
    "virtually certain": (0.99, 1.0),
    "very likely": (0.90, 1.0),
    "likely": (0.66, 1.0),
    "about as likely as not": (0.33, 0.66),
    "unlikely": (0.0, 0.33),
    "very unlikely": (0.0, 0.10),
    "exceptionally unlikely": (0.0, 0.01),
}
SAME = {
    "remote": "almost no chance",
    "highly improbable": "very unlikely",
    "improbable": "unlikely",
    "improbably": "unlikely",
    "roughly even": "roughly even chance",
    "roughly even odds": "roughly even chance",
    "probable": "likely",
    "probably": "likely",
    "highly probable": "very likely",
    "almost certainly": "almost certain",
    "nearly certain": "almost certain",
    "nearly certainly": "almost certain",
}
"""Other ways in which ICD 203 says a step, and the same word as another part of speech."""
