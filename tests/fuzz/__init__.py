"""Random input for every entry point that takes untrusted text."""
