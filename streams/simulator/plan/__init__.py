"""What a simulated contact centre is. Declared, never computed."""

from streams.simulator.plan.calls import Announce, Callback, CallQueue, Hold, Ring, Transfer
from streams.simulator.plan.centre import CentrePlan
from streams.simulator.plan.chats import Bot, ChatQueue, ChatTransfer
from streams.simulator.plan.incidents import Outage, Visitor
from streams.simulator.plan.parts import CHANNELS, WEEKDAYS, Channel, Repeat, Shape, Timing, Weekday
from streams.simulator.plan.people import Agents, Break, Shift, Silence, Telling
from streams.simulator.plan.surveys import SurveyKind, Surveys
from streams.simulator.plan.tickets import PRIORITIES, Priority, TicketQueue

__all__ = [
    "CHANNELS",
    "PRIORITIES",
    "WEEKDAYS",
    "Agents",
    "Announce",
    "Bot",
    "Break",
    "CallQueue",
    "Callback",
    "CentrePlan",
    "Channel",
    "ChatQueue",
    "ChatTransfer",
    "Hold",
    "Outage",
    "Priority",
    "Repeat",
    "Ring",
    "Shape",
    "Shift",
    "Silence",
    "SurveyKind",
    "Surveys",
    "Telling",
    "TicketQueue",
    "Timing",
    "Transfer",
    "Visitor",
    "Weekday",
]
