"""From reports to proposals: sentences, rules that fire on them, and what they say; offline."""
