"""How long customers waited for the answers of humans, without the time before people were asked for."""

from streams.contacts.facts.parts import Booking
from streams.contacts.facts.parts_written import HANDED_OVER, REPLIED, Turn
from streams.events.types import ChatMessaged
from streams.measures.registry import AGENT, ALL, CHAT, QUEUE, Measure, Rule


def next_response_after_bot(turn: Turn) -> Booking:
    return turn.answered_us, max(turn.answered_us - max(turn.asked_us, turn.handed_us), 0)


MEASURE = Measure(
    "next_response_after_bot",
    kind="duration",
    unit="s",
    definition=(
        "As `next_response`, but what was written before people were asked for, as to a bot, counts from then on. "
        "Where it is not told when the bot handed over, there is none."
    ),
    booking="as `next_response`",
    source="as `first_response_after_bot`",
    after=(ChatMessaged,),
    rules=(Rule(of=Turn, when=REPLIED | HANDED_OVER, scopes=QUEUE | AGENT | ALL, value=next_response_after_bot),),
    channels=CHAT,
)
