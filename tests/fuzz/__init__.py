"""Random input for every door through which strangers' text comes in."""
