"""Learning a party's order of its statements by asking which of two situations it would rather
have: pure computations, without a terminal and without files."""
