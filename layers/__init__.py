"""From tables to what is drawn: what a reader selects, and how each kind of record looks."""
