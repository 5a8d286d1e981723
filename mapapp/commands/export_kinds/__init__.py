"""What `python -m mapapp export` can write, one module each."""
