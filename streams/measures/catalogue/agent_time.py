"""What agents' time was spent on; told by the agents stage, which alone knows states and contacts of an agent."""

from typing import Final

from streams.events import types
from streams.measures.registry import AGENT, ALL, QUEUE, TEAM, Measure

STATES: Final = "agent.state_changed; what calls and chats say of their agents; the time"
CONTACTS: Final = "what calls and chats say of their agents"
CONTACT_EVENTS: Final = (
    types.CallAnswered,
    types.CallTransferred,
    types.CallEnded,
    types.CallWrappedUp,
    types.ChatAssigned,
    types.ChatTransferred,
    types.ChatEnded,
    types.ChatWrappedUp,
)


def _time(name: str, definition: str, source: str = STATES, unit: str = "seconds of agents") -> Measure:
    states = () if source == CONTACTS else (types.AgentStateChanged,)
    return Measure(
        name,
        kind="sum",
        unit=unit,
        definition=definition,
        booking="as the time passes, once a minute is over",
        source=source,
        after=(*states, *CONTACT_EVENTS),
        rules=(),
        channels=frozenset(),
        adds_up=True,
        told_in=AGENT | TEAM | QUEUE | ALL,
    )


MEASURE = (
    _time("available_s", "Reported available, with nothing in hand and no wrap-up to do."),
    _time("busy_s", "With a contact in hand, whatever was reported; or reported busy."),
    _time("away_s", "Reported away, with nothing in hand. `away_s/<reason>` is the share of each reason."),
    _time("wrap_up_s", "In the wrap-up of a contact, or reported in wrap-up; with nothing in hand."),
    _time("offline_s", "Reported offline, with nothing in hand; for a day at most, then the agent is forgotten."),
    _time("silent_s", "Reported available, but without a sign for longer than `agent_silent_s`."),
    _time("engaged_s", "With at least one contact in hand.", CONTACTS),
    _time("contact_s", "With each contact in hand: two at once count twice.", CONTACTS, "contact-seconds"),
    _time(
        "capacity_used_s",
        "The share of capacity in use, over the time available, on contacts or in wrap-up, of agents who report their "
        "states. A contact takes its share until it is wrapped up.",
    ),
    _time("idle_s", "The share of capacity that was free over the same time."),
)
