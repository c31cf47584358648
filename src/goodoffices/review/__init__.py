"""Review: the analyst's decisions about proposals, and what each writes. No terminal, no page."""
