"""Many readers of one process: how long a change of the address takes, beside a plain page.

    python benchmarks/readers.py [--readers 1 25] [--seconds 60] [--places 102] [--unseen]

The peer is `_plain_page.py`. Readers speak Streamlit's own protocol, without browsers: each asks
for another selection every two seconds, or as soon as the last one is shown, and the time is from
asking to the end of the run; a run that fails ends the benchmark. Both servers are up, and asked in
turn. With `--unseen` no two readers ask the app for the same: each adds years of its own, which the
plain page knows nothing of.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks._servers import PORTS, serve_both  # noqa: E402 - after the path
from benchmarks.synthetic import JURISDICTIONS, write_synthetic  # noqa: E402 - the same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from websockets.asyncio.client import ClientConnection

EVERY_SECONDS = 2.0
MAX_BYTES = 200_000_000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--readers", type=int, nargs="+", default=[1, 25])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--places", type=int, default=102)
    parser.add_argument("--unseen", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        collection = write_synthetic(Path(folder, "collection"), places=options.places)
        with serve_both(Path(folder), collection) as processes:
            for readers in options.readers:
                for name, process in processes.items():
                    asyncio.run(
                        measure(name, process, readers, options.seconds, unseen=options.unseen)
                    )


async def measure(name: str, process: int, readers: int, seconds: float, *, unseen: bool) -> None:
    """Let so many readers use a page for a while, and print how long they waited."""
    times: list[float] = []
    before = memory_mb(process)
    load = os.getloadavg()[0]
    begin = time.monotonic()
    await asyncio.gather(
        *(
            read(PORTS[name], begin + seconds, number, addresses(number, unseen=unseen), times)
            for number in range(readers)
        )
    )
    median, slow = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    print(
        f"{name}, {readers} readers: median {median:.2f} s, p95 {slow:.2f} s, "
        f"{len(times) / (time.monotonic() - begin):.1f} runs a second, "
        f"memory {before:.0f} to {memory_mb(process):.0f} MB, load before {load:.1f}",
        flush=True,
    )


async def read(
    port: int, until: float, number: int, asked: Iterator[tuple[str, str]], times: list[float]
) -> None:
    """One reader: the first page is not counted."""
    async with connect(
        f"ws://localhost:{port}/_stcore/stream",
        subprotocols=["streamlit"],
        max_size=MAX_BYTES,
        ping_interval=None,  # a browser waits as long as it takes
        proxy=None,
    ) as page:
        boxes = await run(page, ask("", {}))
        await asyncio.sleep(EVERY_SECONDS * (number % 25) / 25)
        for choice, address in asked:
            start = time.monotonic()
            if start > until:
                return
            await run(page, ask(address, boxes, choice))
            taken = time.monotonic() - start
            times.append(taken)
            await asyncio.sleep(max(0, EVERY_SECONDS - taken))


def addresses(number: int, *, unseen: bool) -> Iterator[tuple[str, str]]:
    """The jurisdictions in turn, each reader from another one on, and what the address asks."""
    start = number % len(JURISDICTIONS)
    in_turn = itertools.cycle((*JURISDICTIONS[start:], *JURISDICTIONS[:start]))
    for at, choice in enumerate(in_turn):
        years = f"&year={1000 + number}:{2100 + at}" if unseen else ""
        yield choice, f"jurisdiction={choice}{years}"


def ask(address: str, boxes: dict[str, str], chosen: str = "") -> bytes:
    """What a page sends: its address, and which of its boxes is ticked."""
    message = BackMsg()
    message.rerun_script.query_string = address
    for label, identifier in boxes.items():
        state = message.rerun_script.widget_states.widgets.add()
        state.id, state.bool_value = identifier, label == chosen
    return message.SerializeToString()


async def run(page: ClientConnection, asked: bytes) -> dict[str, str]:
    """Ask, and wait for the end of the run; the boxes that were drawn, by label."""
    await page.send(asked)
    boxes = {}
    while True:
        message = ForwardMsg.FromString(await page.recv())
        kind = message.WhichOneof("type")
        if kind == "delta" and message.delta.new_element.HasField("checkbox"):
            box = message.delta.new_element.checkbox
            boxes[box.label] = box.id
        if kind == "script_finished":
            assert message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
            return boxes


def memory_mb(process: int) -> float:
    """The memory that a process holds."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) / 1000


if __name__ == "__main__":
    main()
