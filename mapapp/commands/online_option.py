"""The option that lets an online service answer what the gazetteer leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from geodata.errors import ServiceRefusedError
from mapapp.settings import SERVICE_OPTIONS_VARIABLE, read_settings

if TYPE_CHECKING:
    from geodata.online import OnlineGeocoder

OnlineOption = Annotated[
    str | None,
    typer.Option(
        "--online",
        metavar="SERVICE",
        help="Ask an online service for what the gazetteer leaves open: nominatim, photon, or any "
        "that geopy knows by name. The names are sent to it, at its pace, and its answers kept. "
        "Nominatim: at most one request a second, no bulk geocoding. Photon: fair use. Both: "
        "credit OpenStreetMap contributors (ODbL). The terms are shown when the service is used. "
        "MAPAPP_USER_AGENT says who asks, best with an address to write to; MAPAPP_SERVICE_OPTIONS "
        "holds what a service needs, such as api_key=KEY, or domain=HOST;scheme=http for a server "
        "of one's own.",
    ),
]


def open_service(name: str | None) -> OnlineGeocoder | None:
    """Open a service and print its terms; None if none is asked for.

    Raises:
        ServiceRefusedError: There is no such service, or it needs what it was not given.
    """
    if name is None:
        return None
    from geodata.online import OnlineGeocoder
    from geodata.services import service_terms

    settings = read_settings()
    options = _read_options(name, settings.service_options)
    service = OnlineGeocoder(name, user_agent=settings.user_agent, options=options)
    terms = service_terms(name)
    typer.echo(f"{terms.summary} {terms.url} Credit: {terms.attribution}.", err=True)
    return service


def _read_options(service: str, text: str) -> dict[str, str]:
    """Read `name=value;name=value`."""
    options = {}
    for part in filter(None, (each.strip() for each in text.split(";"))):
        name, sign, value = part.partition("=")
        if not (name.strip() and sign):
            reason = f"{SERVICE_OPTIONS_VARIABLE} is not of the form name=value;name=value"
            raise ServiceRefusedError(service, reason)
        options[name.strip()] = value.strip()
    return options
