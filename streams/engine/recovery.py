"""How a task gets back what the ledger keeps of it."""

from dataclasses import asdict, dataclass

import structlog

from streams.engine.clients import Clients
from streams.engine.extent import missing
from streams.engine.figures import TaskFigures
from streams.engine.ledger import read_ledger, restore
from streams.engine.memory import undisturbed
from streams.engine.stage import Context, Logic, Stage

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Recovered:
    """The logic over its state, and the offsets by input topic."""

    logic: Logic
    stored: dict[str, int]
    """As the ledger has them."""
    following: dict[str, int]
    """Where to go on: as stored, or at the first record that is still there."""


async def recover(
    clients: Clients, stage: Stage, ledger_topic: str, context: Context, figures: TaskFigures
) -> Recovered:
    """Fill the context's tables and clock, and tell `figures` what was read and what is lost.

    The task's producer has to be started before: from then on nobody else writes to the ledger.
    """
    logic = stage.logic(context)
    consumer = clients.consumer()
    try:
        await consumer.start()
        with undisturbed():
            latest, figures.recovered_records = await read_ledger(consumer, ledger_topic, context.partition)
        with undisturbed():
            stored = restore(latest, context)
        lost = await missing(consumer, figures.task, context.partition, stored, stage.inputs)
    finally:
        await consumer.stop()
    for gap in lost:
        figures.lost_records += gap.records
        log.warning(
            "records were removed before they were read",
            stage=stage.name,
            partition=context.partition,
            at_most=gap.records,
            **asdict(gap),
        )
    with undisturbed():
        logic.recovered()
    return Recovered(logic, stored, stored | {gap.topic: gap.begin for gap in lost})
