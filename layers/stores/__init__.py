"""Engines that hold the records of a collection that is too large for memory.

    collection, remark = open_collection(Path("seeds"))
    select(collection, Selection(country=frozenset({"IT"}))).grouped("stations", "status")

What a page and a document ask of records, they ask of `layers.selection.Selected`, which is the
same for tables in memory and for a store. `questions.Store` says what a store must answer;
`sql_store` does in SQL, of DuckDB from files beside the collection (`duckdb_store`), or of a
database that many people share (`postgis_store`). The CSVs of the collection stay the truth: what
an engine keeps is made of them, and made again when they change or are pushed (`pushing`).
"""
