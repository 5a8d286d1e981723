"""What leaves the house: pure functions from a selection to bytes, one format per module."""
