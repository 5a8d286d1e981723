"""Tables that the package carries, and the scripts that build them."""
