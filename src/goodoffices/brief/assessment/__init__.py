"""Assessment: what holds, who would walk away, what today rests on, what is assumed."""
