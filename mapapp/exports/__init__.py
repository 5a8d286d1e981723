"""What is exported: pure functions from a selection to bytes, one format per module."""
