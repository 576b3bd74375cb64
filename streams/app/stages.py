"""The stages, wired: which topics they read and write, by which policy."""

from dataclasses import dataclass

from streams.app.dead import dead_letter
from streams.app.topics import CONTACTS, DEAD_LETTERS, METRICS, PANES, ledger_prefix
from streams.contacts.channel import Lifetimes
from streams.contacts.stage import STAGE_NAME as CONTACTS_STAGE
from streams.contacts.stage import ContactOptions, Contacts
from streams.engine.stage import Stage
from streams.engine.task import TaskOptions
from streams.events.topics import INPUT_TOPICS
from streams.policy import Policy
from streams.rollups.stage import STAGE_NAME as ROLLUPS_STAGE
from streams.rollups.stage import RollupOptions, Rollups
from streams.settings import Settings

MICROS = 1_000_000


@dataclass(frozen=True)
class Stages:
    """The two stages of today."""

    contacts: Stage
    rollups: Stage

    @property
    def all(self) -> tuple[Stage, ...]:
        """In the order of the flow."""
        return self.contacts, self.rollups


def task_options(settings: Settings) -> TaskOptions:
    """What every task of an installation shares."""
    return TaskOptions(
        partitions=settings.partitions,
        ledger_prefix=ledger_prefix(settings),
        dead_letter_topic=settings.topic(DEAD_LETTERS),
        dead_letter=dead_letter,
        disorder_us=round(settings.disorder_s * MICROS),
        live=settings.time_source == "live",
        commit_us=settings.commit_ms * 1000,
    )


def build_stages(settings: Settings, policy: Policy) -> Stages:
    """Contacts over all inputs, rollups over what contacts tell."""
    contact_options = ContactOptions(
        contacts_topic=settings.topic(CONTACTS),
        panes_topic=settings.topic(PANES),
        policy=policy,
        lifetimes=Lifetimes(late_us=round(settings.late_s * MICROS), expire_us=round(settings.expire_s * MICROS)),
        ahead_us=round(settings.ahead_s * MICROS),
        max_event_bytes=settings.max_event_bytes,
        keep_text=settings.keep_text,
    )
    rollup_options = RollupOptions(
        panes_topic=settings.topic(PANES),
        metrics_topic=settings.topic(METRICS),
        policy=policy,
        grace_us=round(settings.grace_s * MICROS),
        publish_us=settings.publish_ms * 1000,
        disorder_us=round(settings.disorder_s * MICROS),
    )
    inputs = tuple(settings.topic(name) for name in INPUT_TOPICS)
    return Stages(
        contacts=Stage(CONTACTS_STAGE, inputs, lambda context: Contacts(context, contact_options)),
        rollups=Stage(ROLLUPS_STAGE, (rollup_options.panes_topic,), lambda context: Rollups(context, rollup_options)),
    )
