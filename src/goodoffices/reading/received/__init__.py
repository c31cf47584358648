"""What ``goodoffices read`` takes in: each kind of file that is read, or refused by its name."""
