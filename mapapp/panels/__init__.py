"""The parts of the page: each takes values, draws, and returns nothing or values."""
