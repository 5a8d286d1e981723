"""From words to places: the record, its dates, its countries and their positions."""
