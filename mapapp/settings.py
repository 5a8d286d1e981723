"""What is set from outside: read from the environment once, at the edge, and passed down."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geodata.errors import GeodataError
from layers.stores.sources import read_source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from layers.stores.sources import Source

ROOT = Path(__file__).resolve().parents[1]
PACKAGED_SEEDS = Path(__file__).parent / "seeds"
"""Where a wheel has the record; in a checkout it lies beside the packages."""
SEEDS = PACKAGED_SEEDS if PACKAGED_SEEDS.is_dir() else ROOT / "seeds"
COLLECTION_VARIABLE = "MAPAPP_COLLECTION"
USER_AGENT_VARIABLE = "MAPAPP_USER_AGENT"
SERVICE_OPTIONS_VARIABLE = "MAPAPP_SERVICE_OPTIONS"
SIGN_IN_VARIABLE = "MAPAPP_SIGN_IN"
USER_AGENT = "mapapp-geocoding/1.0"


class FolderNeededError(GeodataError, ValueError):
    """What is asked for works on the files of a collection, and it is in a database."""

    def __init__(self, address: Source) -> None:
        self.address = address
        super().__init__(
            f"{address} is a database, and this needs the files of a collection: name the folder "
            "that was pushed to it."
        )


@dataclass(frozen=True)
class Settings:
    """The settings of a run.

    `collection` is where the collection is that is shown at first; `user_agent` is who asks online
    services, which want the name of a newsroom and an address to write to; `service_options` is
    what such a service needs to know, as `api_key=...` or `domain=maps.example.org;scheme=http`;
    `has_sign_in` is whether readers must sign in.
    """

    collection: Source = SEEDS
    user_agent: str = USER_AGENT
    service_options: str = ""
    has_sign_in: bool = False

    @property
    def folder(self) -> Path:
        """The folder of that collection.

        Raises:
            FolderNeededError: It is in a database.
        """
        if not isinstance(self.collection, Path):
            raise FolderNeededError(self.collection)
        return self.collection


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings; what is not set has the value that suits the project's own record."""
    named = environment.get(COLLECTION_VARIABLE)
    return Settings(
        collection=read_source(named) if named else SEEDS,
        user_agent=environment.get(USER_AGENT_VARIABLE) or USER_AGENT,
        service_options=environment.get(SERVICE_OPTIONS_VARIABLE, ""),
        has_sign_in=bool(environment.get(SIGN_IN_VARIABLE)),
    )
