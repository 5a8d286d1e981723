"""From a spreadsheet as people keep it to a collection: read, understand, ask, write.

reading.py       a file becomes a table of texts, within limits
mapping.py       which column says what
written_dates.py, coordinates.py, citing.py, placing.py   what the cells mean
findings.py      what needs review
interpreting.py  all of it together: the records, and what is open
building.py      a folder that is whole or not there
"""
