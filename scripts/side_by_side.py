"""Run commands at the same time, with a name before each line of theirs.

    python scripts/side_by_side.py NAME='COMMAND ...' NAME='COMMAND ...'

All run to their end. Fails if any of them does.
"""

from __future__ import annotations

import io
import shlex
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor


def run(name: str, command: str) -> bool:
    """Run a command, pass on what it prints, and say whether it passed."""
    began = time.monotonic()
    with subprocess.Popen(  # noqa: S603 - what the Makefile says
        shlex.split(command),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        assert process.stdout is not None  # noqa: S101 - it was asked for
        for line in process.stdout:
            tell(name, line.rstrip("\n"))
    status = process.returncode
    outcome = f"failed with status {status}" if status else "passed"
    tell(name, f"{outcome} after {time.monotonic() - began:.0f} s")
    return status == 0


def tell(name: str, line: str) -> None:
    """Print a line in one piece, so that those of others stand before or after it."""
    sys.stdout.write(f"{name} | {line}\n")
    sys.stdout.flush()


def main(arguments: list[str]) -> int:
    """Run all commands; gives the exit status."""
    named = [argument.partition("=")[::2] for argument in arguments]
    with ThreadPoolExecutor(max_workers=max(1, len(named))) as threads:
        passed = list(threads.map(lambda each: run(*each), named))
    return 0 if passed and all(passed) else 1


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(main(sys.argv[1:]))
