"""How a conflict could move on from where it stands: steps, paths, coalitions, chains."""
