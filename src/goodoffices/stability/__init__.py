"""What holds: concepts of stability, and the reasons for every verdict."""
