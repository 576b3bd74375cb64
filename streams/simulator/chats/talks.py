"""The course of a chat with its agent: assigned, then messages to and fro."""

from collections.abc import Callable

from streams.events import payloads as p
from streams.events import types as e
from streams.simulator.chats.line import Chat, ChatLine
from streams.simulator.chats.parting import Parting
from streams.simulator.hands import Hands, HandyAgent
from streams.simulator.loop import Loop
from streams.simulator.tape import Tape


class ChatTalks:
    """Each act takes the step its chat was at, and is void at another.

    `enter` puts a chat that is passed on into another queue; `over` is told of every chat that an agent had.
    """

    def __init__(
        self, loop: Loop, tape: Tape, floor: Hands, enter: Callable[[Chat, str], None], over: Callable[[Chat], None]
    ) -> None:
        self._loop = loop
        self._put = tape.put
        self._floor = floor
        self._parting = Parting(loop, tape, floor, enter, self.assign, over)

    def drop(self, agent: HandyAgent) -> None:
        """All chats that the agent has in hand go dead."""
        for work in list(agent.hands):
            if isinstance(work, Chat):
                self._parting.end(work, "system")

    def assign(self, chat: Chat, agent: HandyAgent) -> None:
        line, plan, now_us = chat.line, chat.line.plan, self._loop.now_us
        chat.step += 1
        chat.agent = agent
        chat.greeted = False
        chat.taken_us = now_us
        self._put(e.ChatAssigned, chat.subject, p.Assigned(agent_id=agent.id))
        self._floor.take_on(agent, chat)
        chat.left = line.count(plan.exchanges * chat.persona.exchanges)
        self._draw_fate(chat, line)
        if chat.answered:
            chat.hope += 1  # a customer who was passed on has no reason to leave any more
        in_us = line.agent_us(agent)
        if line.happens(plan.notes):
            self._loop.at(now_us + in_us // 2, self._note, chat, chat.step)
        self._loop.at(now_us + in_us, self._agent_writes, chat, chat.step)

    def _draw_fate(self, chat: Chat, line: ChatLine) -> None:
        """What keeps this agent from solving it, and after which of the agent's answers."""
        plan = line.plan
        chat.fate = ""
        chat.fate_left = 0
        if not chat.answered and line.happens(plan.drifts):
            chat.fate = "drifts"
        elif not chat.answered and line.happens(plan.cut):
            chat.fate = "cut"
        elif plan.transfer is not None and line.happens(plan.transfer.share):
            chat.fate = "passed on"
            return
        if chat.fate:
            chat.fate_left = int(chat.left * line.random.random())

    def _say(self, chat: Chat, speaker: p.Speaker, text: str, *, internal: bool = False) -> None:
        agent_id = chat.agent.id if speaker == "agent" and chat.agent is not None else None
        self._put(
            e.ChatMessaged,
            chat.subject,
            p.Messaged(speaker=speaker, text=text, agent_id=agent_id, visibility="internal" if internal else None),
        )

    def _note(self, chat: Chat, step: int) -> None:
        if chat.step == step:
            self._say(chat, "agent", chat.texts.note(), internal=True)

    def _agent_writes(self, chat: Chat, step: int) -> None:
        if chat.step != step:
            return
        chat.left -= 1
        struck = bool(chat.fate) and chat.left == chat.fate_left
        self._say(chat, "agent", self._agents_words(chat))
        if not chat.answered:
            chat.answered = True
            chat.hope += 1
            chat.waited_us = self._loop.now_us - chat.queued_us
        if struck:
            self._strike(chat)
        elif chat.left:
            self._later(chat.line.customer_us(chat), self._customer_writes, chat)
        else:
            self._parting.finish(chat)

    def _agents_words(self, chat: Chat) -> str:
        texts = chat.texts
        if not chat.greeted:
            chat.greeted = True
            return texts.greet() if chat.left or chat.fate else f"{texts.greet()} {texts.solve()}"
        if chat.left == 0:
            return texts.hold_on() if chat.fate else texts.solve()
        return texts.go_on(chat.line.plan.canned)

    def _strike(self, chat: Chat) -> None:
        if chat.fate == "passed on":
            self._parting.pass_on(chat)
        elif chat.fate == "cut":
            self._later(chat.line.customer_us(chat), self._is_cut, chat)
        else:
            self._parting.fall_idle(chat)

    def _customer_writes(self, chat: Chat, step: int) -> None:
        if chat.step != step:
            return
        self._say(chat, "customer", chat.texts.reply())
        if chat.line.happens(chat.persona.doubles):
            self._later(chat.line.customer_us(chat) // 3, self._writes_more, chat)
        else:
            self._await_agent(chat)

    def _writes_more(self, chat: Chat, step: int) -> None:
        if chat.step == step:
            self._say(chat, "customer", chat.texts.reply())
            self._await_agent(chat)

    def _await_agent(self, chat: Chat) -> None:
        if chat.agent is not None:
            self._later(chat.line.agent_us(chat.agent), self._agent_writes, chat)

    def _is_cut(self, chat: Chat, step: int) -> None:
        if chat.step == step and chat.agent is not None:
            self._say(chat, "customer", chat.texts.reply())
            self._later(chat.line.agent_us(chat.agent), self._parting.end_by_agent, chat)

    def _later(self, in_us: int, act: Callable[[Chat, int], None], chat: Chat) -> None:
        self._loop.at(self._loop.now_us + in_us, act, chat, chat.step)
