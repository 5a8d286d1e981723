"""The pages: each has `show(collection, view)`."""
