"""Plans of one queue, and what their figures may be off by."""

from streams.simulator import CentrePlan
from streams.simulator.plan import Agents, ChatQueue, Shift, TicketQueue, Timing

FIXED = Timing(kind="fixed", mean_s=10)


def chat_centre(queue: ChatQueue, agents: int, capacity: int = 1) -> CentrePlan:
    group = Agents(count=agents, team="t", channel="chat", queues=(queue.name,), capacity=capacity)
    return CentrePlan(name="chats", chat=(queue,), agents=(group,))


def ticket_centre(queue: TicketQueue, agents: int, shift: Shift | None = None) -> CentrePlan:
    group = Agents(count=agents, team="t", channel="ticket", queues=(queue.name,), shift="s" if shift else None)
    return CentrePlan(name="tickets", ticket=(queue,), agents=(group,), shift={"s": shift} if shift else {})


def error(share: float, count: int) -> float:
    """Four standard errors of a share of so many."""
    return 4 * (share * (1 - share) / count) ** 0.5
