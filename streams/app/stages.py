"""The stages, wired: which topics they read and write, by which policy."""

from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from streams.agents.stage import STAGE_NAME as AGENTS_STAGE
from streams.agents.stage import AgentOptions, Agents
from streams.app.dead import dead_letter
from streams.app.topics import CONTACTS, DEAD_LETTERS, METRICS, PANES, STAFF, ledger_prefix
from streams.contacts.channel import Lifetimes
from streams.contacts.options import ContactOptions
from streams.contacts.stage import STAGE_NAME as CONTACTS_STAGE
from streams.contacts.stage import Contacts
from streams.engine.stage import Stage
from streams.engine.task import TaskOptions
from streams.events.topics import INPUT_TOPICS
from streams.policy import Policy
from streams.policy.days import Days
from streams.rollups.stage import STAGE_NAME as ROLLUPS_STAGE
from streams.rollups.stage import RollupOptions, Rollups
from streams.settings import Settings
from streams.text.scorer import Scorer

MICROS = 1_000_000


@dataclass(frozen=True)
class Stages:
    """The stages of today."""

    contacts: Stage
    agents: Stage | None
    """None where nobody asks for agents' time."""
    rollups: Stage

    @property
    def all(self) -> tuple[Stage, ...]:
        """In the order of the flow."""
        agents = () if self.agents is None else (self.agents,)
        return self.contacts, *agents, self.rollups


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


@cache
def scorer_of(directory: Path | None) -> Scorer:
    """The scorer of texts with these weights, read once a process."""
    return Scorer.load(directory)


def build_stages(settings: Settings, policy: Policy, *, staffed: bool = True) -> Stages:
    """Contacts over all inputs, agents over what contacts tell of them, rollups over what both tell.

    Not `staffed`: without agents, and rollups do not wait for their word.
    """
    contact_options = ContactOptions(
        contacts_topic=settings.topic(CONTACTS),
        panes_topic=settings.topic(PANES),
        staff_topic=settings.topic(STAFF),
        policy=policy,
        lifetimes=Lifetimes(
            late_us=round(settings.late_s * MICROS),
            expire_us=round(settings.expire_s * MICROS),
            reopen_us=round(settings.reopen_s * MICROS),
            ticket_reopen_us=round(settings.ticket_reopen_s * MICROS),
            survey_us=round(settings.survey_s * MICROS),
            days=Days(policy.timezone),
        ),
        ahead_us=round(settings.ahead_s * MICROS),
        max_event_bytes=settings.max_event_bytes,
        keep_text=settings.keep_text,
        scorer=partial(scorer_of, settings.text_weights) if settings.score_text else None,
    )
    agent_options = AgentOptions(
        staff_topic=settings.topic(STAFF),
        panes_topic=settings.topic(PANES),
        grace_us=round(max(settings.grace_s, settings.late_s) * MICROS),
        silent_us=round(settings.agent_silent_s * MICROS),
    )
    rollup_options = RollupOptions(
        panes_topic=settings.topic(PANES),
        metrics_topic=settings.topic(METRICS),
        policy=policy,
        grace_us=round(settings.grace_s * MICROS),
        publish_us=settings.publish_ms * 1000,
        disorder_us=round(settings.disorder_s * MICROS),
        sources=None if staffed else settings.partitions,
    )
    inputs = tuple(settings.topic(name) for name in INPUT_TOPICS)
    agents = Stage(AGENTS_STAGE, (agent_options.staff_topic,), lambda context: Agents(context, agent_options))
    return Stages(
        contacts=Stage(CONTACTS_STAGE, inputs, lambda context: Contacts(context, contact_options)),
        agents=agents if staffed else None,
        rollups=Stage(ROLLUPS_STAGE, (rollup_options.panes_topic,), lambda context: Rollups(context, rollup_options)),
    )
