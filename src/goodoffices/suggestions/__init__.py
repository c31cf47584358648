"""Suggestions: what the evidence would add to the model, always by the analyst's word."""
