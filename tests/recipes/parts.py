"""The parts that can be taken away, each with its page, its command and its download."""

from __future__ import annotations

PARTS = {
    "picture": (
        "mapapp/exports/picture",
        "mapapp/commands/export_kinds/picture.py",
        "mapapp/panels/downloads/picture.py",
    ),
    "brief": (
        "mapapp/exports/brief",
        "mapapp/commands/brief.py",
        "mapapp/pages/briefing.py",
        "mapapp/panels/downloads/brief.py",
    ),
    "article": (
        "mapapp/exports/article",
        "mapapp/commands/export_kinds/article.py",
        "mapapp/pages/article.py",
    ),
    "importing": (
        "geodata/importing",
        "mapapp/commands/import_options.py",
        "mapapp/commands/importing.py",
        "mapapp/commands/sheet.py",
        "mapapp/commands/geocode.py",
        "mapapp/pages/importing.py",
        "mapapp/panels/import*.py",
    ),
}
"""Files and folders by the name of a part; `*` stands for any letters."""
