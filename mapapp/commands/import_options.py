"""The options of `import`: what a person can say of a sheet beforehand."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

OutputFolder = Annotated[
    Path, typer.Option("--output", "-o", metavar="DIR", help="The folder of the collection.")
]
AssignedFields = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="FIELD=COLUMN",
        help="What a column says, where the guess is wrong: id, place, country, region, "
        "address, opened, closed, date, month, day, status, "
        "originator, source, count, title, note, latitude, "
        "longitude, coordinates, easting, northing, system; keep takes a column as it is, ignore "
        "leaves it out. Repeatable.",
    ),
]
DateOrderOption = Annotated[
    Literal["day", "month"] | None,
    typer.Option(
        help="What comes first in dates such as 2/6/15; if left out, each column decides."
    ),
]
CountryOption = Annotated[
    str, typer.Option(help="The country of rows that name none, in any language or as code.")
]
SystemOption = Annotated[
    str,
    typer.Option(
        "--crs",
        help="The coordinate system of x and y, such as EPSG:25832, if the file names none.",
    ),
]
AnswersFile = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="A questions.csv with its column `answer` filled in."),
]
DiffFlag = Annotated[
    bool,
    typer.Option("--diff", help="Show what would change and what needs review, and write nothing."),
]
ExplainFlag = Annotated[
    bool,
    typer.Option("--explain", help="Show how each column is read and why, and write nothing."),
]
ReplaceFlag = Annotated[
    bool, typer.Option("--replace", help="Write over the collection that is in the folder.")
]
TitleOption = Annotated[str, typer.Option(help="The title of the collection.")]
OneOption = Annotated[str, typer.Option(help="What a record is, such as institute.")]
ManyOption = Annotated[str, typer.Option(help="The same for several, such as institutes.")]
PublisherOption = Annotated[str, typer.Option(help="Who makes the collection.")]
LicenseOption = Annotated[str, typer.Option("--license", help="The licence of the data.")]
LicenseUrlOption = Annotated[str, typer.Option(help="Where the licence can be read.")]
Colours = Annotated[
    list[str] | None,
    typer.Option(metavar="ORIGINATOR=#RRGGBB", help="The colour of an originator. Repeatable."),
]
