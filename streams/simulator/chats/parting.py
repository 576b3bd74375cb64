"""How a chat leaves its agent: thanked for, idle, passed on, ended, wrapped up."""

from collections.abc import Callable
from typing import Literal

from streams.events import payloads as p
from streams.events import types as e
from streams.simulator.chats.line import Chat, ChatLine
from streams.simulator.hands import Hands, HandyAgent
from streams.simulator.hours import SECOND_US
from streams.simulator.loop import Loop
from streams.simulator.tape import Tape
from streams.simulator.waiting import Work

SAYS_GOODBYE = 0.7
"""Agents who answer a thank-you; they end the chat themselves."""
LAST_LOOK_S = 4.0
"""From a goodbye to the end."""


class Parting:
    """Each act takes the step its chat was at, and is void at another.

    `enter` puts a chat that is passed on into another queue, `assign` gives it to a colleague; `over` is told of every
    chat that ends with an agent.
    """

    def __init__(
        self,
        loop: Loop,
        tape: Tape,
        floor: Hands,
        enter: Callable[[Chat, str], None],
        assign: Callable[[Chat, HandyAgent], None],
        over: Callable[[Chat], None],
    ) -> None:
        self._loop = loop
        self._put = tape.put
        self._floor = floor
        self._enter = enter
        self._assign = assign
        self._over = over

    def fall_idle(self, chat: Chat) -> None:
        """The customer writes no more: the agent asks once, the system ends it."""
        idle_us = int(chat.line.plan.idle_s * SECOND_US)
        self._later(idle_us // 2, self._nudge, chat)
        self._later(idle_us, self._idle, chat)

    def _nudge(self, chat: Chat, step: int) -> None:
        if chat.step == step:
            self._agent_says(chat, chat.texts.nudge())

    def _idle(self, chat: Chat, step: int) -> None:
        if chat.step == step:
            self.end(chat, "system")

    def finish(self, chat: Chat) -> None:
        """The agent has solved it: the customer says thanks, or is just gone."""
        thankful = chat.line.happens(chat.line.plan.thanks)
        self._later(chat.line.customer_us(chat), self._thank if thankful else self._end_by_customer, chat)

    def _thank(self, chat: Chat, step: int) -> None:
        line, agent = chat.line, chat.agent
        if chat.step != step or agent is None:
            return
        self._put(e.ChatMessaged, chat.subject, p.Messaged(speaker="customer", text=chat.texts.thanks()))
        if line.happens(SAYS_GOODBYE):
            self._later(line.agent_us(agent) // 2, self._say_goodbye, chat)
        else:
            self._later(int(LAST_LOOK_S * SECOND_US), self._end_by_customer, chat)

    def _say_goodbye(self, chat: Chat, step: int) -> None:
        if chat.step == step:
            self._agent_says(chat, chat.texts.close())
            self._later(int(LAST_LOOK_S * SECOND_US), self.end_by_agent, chat)

    def pass_on(self, chat: Chat) -> None:
        line, agent, transfer = chat.line, chat.agent, chat.line.plan.transfer
        if transfer is None or agent is None:
            return
        kind: Literal["attended", "blind"] = "attended" if line.happens(transfer.attended) else "blind"
        to_queue = line.target()
        if to_queue is None or line.happens(transfer.to_colleague):
            colleague = self._floor.seize(line.queue)
            if colleague is agent:
                self._floor.release(agent)
            elif colleague is not None:
                self._put(e.ChatTransferred, chat.subject, p.Transferred(to_agent=colleague.id, kind=kind))
                self._let_go(chat, line, agent)
                self._assign(chat, colleague)
                return
        if to_queue is None:
            self.finish(chat)
            return
        self._put(e.ChatTransferred, chat.subject, p.Transferred(to_queue=to_queue, kind=kind))
        self._let_go(chat, line, agent)
        self._enter(chat, to_queue)

    def end_by_agent(self, chat: Chat, step: int) -> None:
        if chat.step == step:
            self.end(chat, "agent")

    def _end_by_customer(self, chat: Chat, step: int) -> None:
        if chat.step == step:
            self.end(chat, "customer")

    def end(self, chat: Chat, by: Literal["customer", "agent", "system"]) -> None:
        line, agent = chat.line, chat.agent
        self._put(e.ChatEnded, chat.subject, p.Ended(by=by))
        self._over(chat)
        if agent is not None:
            self._let_go(chat, line, agent)

    def _let_go(self, chat: Chat, line: ChatLine, agent: HandyAgent) -> None:
        """The chat goes its way; the agent wraps up."""
        chat.step += 1
        chat.hope += 1
        chat.agent = None
        if line.wrap_up is None:
            self._floor.done(agent, chat)
            return
        token = self._floor.wrap_up(agent, chat)
        self._loop.at(self._loop.now_us + line.wrap_up(), self._wrapped_up, (agent, token))

    def _wrapped_up(self, done: tuple[HandyAgent, Work], _: int) -> None:
        agent, token = done
        self._put(e.ChatWrappedUp, token.subject, p.ByAgent(agent_id=agent.id))
        self._floor.wrapped_up(agent, token)

    def _agent_says(self, chat: Chat, text: str) -> None:
        if chat.agent is not None:
            self._put(e.ChatMessaged, chat.subject, p.Messaged(speaker="agent", text=text, agent_id=chat.agent.id))

    def _later(self, in_us: int, act: Callable[[Chat, int], None], chat: Chat) -> None:
        self._loop.at(self._loop.now_us + in_us, act, chat, chat.step)
