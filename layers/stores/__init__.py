"""Engines that answer what the page and the exports ask of a collection, all of them alike.

    store = open_store(Path("seeds")).store
    store.summary(Selection(country=frozenset({"IT"})))

`questions.Store` says what is asked. `memory` answers from the tables of a collection, and needs
nothing; `columnar` from files that DuckDB reads, beside a collection that is too large for memory.
The CSVs of the collection stay the truth: what an engine keeps is made of them, and made anew when
they change.
"""
