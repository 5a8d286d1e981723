"""Maps drawn on a page, as SVG: projections, symbols, labels, and texts measured truly."""
