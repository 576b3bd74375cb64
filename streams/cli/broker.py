"""`pasokh broker`."""

from pathlib import Path
from typing import Annotated

import typer


def broker(
    port: Annotated[int, typer.Option(help="Port to listen on; 0 takes a free one.", min=0, max=65_535)] = 9092,
    data_dir: Annotated[Path, typer.Option(help="Where the data is kept; a second start goes on with it.")] = Path(
        "pasokh-data"
    ),
    nodes: Annotated[int, typer.Option(help="1, or 3 to try out failover.")] = 1,
) -> None:
    """Run a real Apache Kafka on this machine until Ctrl-C.

    The first start downloads it (45 MB); nothing else needs to be installed, no Java either. It
    prints one line 'ready HOST:PORT' as soon as it accepts connections.

    Example: pasokh broker --port 9092 --data-dir ~/kafka
    """
    from streams.broker import run_broker

    if nodes not in (1, 3):
        raise typer.BadParameter("a cluster has 1 node or 3", param_hint="--nodes")
    raise typer.Exit(run_broker(port, data_dir, nodes))
