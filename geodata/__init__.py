"""From words to places: a data package read and checked, its places found, offline first."""
