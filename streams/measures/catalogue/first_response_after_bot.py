"""How long customers waited for the first word of a human, without the time before people were asked for."""

from streams.contacts.facts.parts import Booking
from streams.contacts.facts.parts_written import HANDED_OVER, Response
from streams.events.types import ChatMessaged
from streams.measures.registry import AGENT, ALL, CHAT, QUEUE, Measure, Rule


def first_response_after_bot(response: Response) -> Booking:
    return response.answered_us, response.answered_us - response.handed_us


MEASURE = Measure(
    "first_response_after_bot",
    kind="duration",
    unit="s",
    definition=(
        "From the moment when people were asked for, after a bot last had the chat, to the same message as "
        "`first_response`. Where no bot was, the two are equal; where it is not told when the bot handed over, "
        "there is none."
    ),
    booking="as `first_response`",
    source="chat.queued, else chat.assigned after a bot; without a bot chat.started or the first message; chat.message",
    after=(ChatMessaged,),
    rules=(Rule(of=Response, when=HANDED_OVER, scopes=QUEUE | AGENT | ALL, value=first_response_after_bot),),
    channels=CHAT,
)
