"""The picture of a selection: SVG, PNG and PDF, made without a browser and without a network."""
