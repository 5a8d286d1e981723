"""Where people meet the map: the page, the exports and the command line."""
