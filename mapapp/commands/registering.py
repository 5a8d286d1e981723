"""How commands come to the command line: every module that has a function `register`.

def register(app: typer.Typer) -> None:
    app.command("check")(check)
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

    import typer


def register_commands(package: ModuleType, app: typer.Typer) -> None:
    """Let each module of a package add its command, in alphabetical order.

    The modules are imported for their options and help texts: what is slow to import, they import
    when they run.
    """
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    for name in names:
        module = importlib.import_module(f"{package.__name__}.{name}")
        if hasattr(module, "register"):
            module.register(app)
