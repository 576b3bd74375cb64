"""The course of a chat up to an agent: it comes, waits, or is lost on the way."""

from collections.abc import Callable

from streams.events import payloads as p
from streams.events import types as e
from streams.simulator.chance import stream
from streams.simulator.chats.bots import Bots
from streams.simulator.chats.line import Chat, ChatLine, Guest
from streams.simulator.chats.talks import ChatTalks
from streams.simulator.hands import Hands, SharedQueue
from streams.simulator.hours import SECOND_US
from streams.simulator.loop import Loop
from streams.simulator.plan import CentrePlan, ChatQueue
from streams.simulator.surveys import Asking
from streams.simulator.tape import Tape

IMPATIENT = 0.25
"""Customers who ask whether anybody is there, at some moment of this span of their wait."""
IMPATIENT_FROM_S, IMPATIENT_UNTIL_S = 20.0, 90.0


class ChatComings:
    """Each act takes the step (or the hope) its chat was at, and is void at another."""

    def __init__(self, plan: CentrePlan, seed: int, loop: Loop, tape: Tape, floor: Hands) -> None:
        self._loop = loop
        self._put = tape.put
        self._run = tape.run
        self._floor = floor
        self._customers = plan.customers
        self._who = stream(seed, "customers/chat")
        self._lines: dict[str, ChatLine] = {}
        self._came = 0
        self._asking = Asking(plan.survey, "chat", seed, loop, tape)
        self._talks = ChatTalks(loop, tape, floor, self._enter_by_name, self._served)
        self.drop = self._talks.drop
        self._bots = Bots(loop, tape, self._enter)

    def open(
        self,
        plan: ChatQueue,
        queue: SharedQueue,
        seed: int,
        next_after: Callable[[int], int],
        talk_of: Callable[[int], str | None],
    ) -> None:
        """Take chats in a queue; `next_after` is when the next one comes, `talk_of` what an outage makes it about."""
        line = self._lines[plan.name] = ChatLine(plan, queue, seed)
        queue.serve = self._talks.assign
        if plan.per_hour:

            def arrive(_: object, __: int) -> None:
                now_us = self._loop.now_us
                self._loop.at(next_after(now_us), arrive)
                self._come(line, f"customer-{self._who.randrange(self._customers):06d}", Guest(topic=talk_of(now_us)))

            self._loop.at(next_after(self._loop.now_us), arrive)

    def visit(self, queue: str, customer_id: str, guest: Guest) -> None:
        """Somebody comes whom no chance brought."""
        self._come(self._lines[queue], customer_id, guest)

    def _come(self, line: ChatLine, customer_id: str, guest: Guest) -> None:
        self._came += 1
        chat = Chat(f"chat-{self._run}-{self._came}", line, customer_id, self._loop.now_us, guest)
        self._put(
            e.ChatStarted,
            chat.subject,
            p.ChatStarted(
                queue=line.plan.name,
                customer_id=customer_id,
                topic=chat.topic,
                language=chat.language,
                medium=line.medium(),
            ),
        )
        self._say(chat, "customer", chat.texts.opening())
        if not self._bots.take(chat):
            self._enter(chat, line)

    def _say(self, chat: Chat, speaker: p.Speaker, text: str) -> None:
        self._put(e.ChatMessaged, chat.subject, p.Messaged(speaker=speaker, text=text))

    def _enter(self, chat: Chat, line: ChatLine) -> None:
        now_us, queue, plan = self._loop.now_us, line.queue, line.plan
        chat.line = line
        chat.step += 1
        chat.hope += 1
        chat.queued_us = now_us
        agent = self._floor.seize(queue)
        self._put(
            e.ChatQueued,
            chat.subject,
            p.Queued(
                queue=plan.name,
                customer_id=chat.customer_id,
                position=queue.waiting + 1,
                topic=chat.topic,
                language=chat.language,
            ),
        )
        if line.patience is not None:
            self._loop.at(now_us + line.patience(), self._lose_patience, chat, chat.hope)
        if line.happens(IMPATIENT):
            after_s = IMPATIENT_FROM_S + (IMPATIENT_UNTIL_S - IMPATIENT_FROM_S) * line.random.random()
            self._loop.at(now_us + int(after_s * SECOND_US), self._hurry, chat, chat.hope)
        if agent is not None:
            self._talks.assign(chat, agent)
            return
        queue.join(chat)
        if plan.timeout_s is not None:
            self._loop.at(now_us + int(plan.timeout_s * SECOND_US), self._time_out, chat, chat.step)

    def _enter_by_name(self, chat: Chat, queue: str) -> None:
        self._enter(chat, self._lines[queue])

    def _hurry(self, chat: Chat, hope: int) -> None:
        if chat.hope == hope:
            self._say(chat, "customer", chat.texts.hurry())

    def _lose_patience(self, chat: Chat, hope: int) -> None:
        """The customer leaves before an agent wrote anything, whether one was assigned or not."""
        if chat.hope != hope:
            return
        position = None
        if chat.waiting:
            position = chat.line.queue.position(chat)
            chat.line.queue.quit(chat)
        agent, chat.agent = chat.agent, None
        chat.step += 1
        chat.hope += 1
        self._put(e.ChatAbandoned, chat.subject, p.Abandoned(position=position))
        self._unserved(chat)
        if agent is not None:
            self._floor.done(agent, chat)

    def _time_out(self, chat: Chat, step: int) -> None:
        if chat.step != step:
            return
        overflow_to = chat.line.plan.overflow_to
        chat.line.queue.quit(chat)
        chat.step += 1
        chat.hope += 1
        if overflow_to is not None:
            self._put(e.ChatLeftQueue, chat.subject, p.LeftQueue(reason="overflow"))
            self._enter_by_name(chat, overflow_to)
        else:
            self._put(e.ChatLeftQueue, chat.subject, p.LeftQueue(reason="timeout"))
            self._put(e.ChatEnded, chat.subject, p.Ended(by="system"))
            self._unserved(chat)

    def _served(self, chat: Chat) -> None:
        if not chat.answered:  # cut off before the agent's first words
            self._unserved(chat)
            return
        self._asking.after(
            chat.subject,
            waited_us=chat.waited_us,
            handled_us=self._loop.now_us - chat.taken_us,
            language=chat.language,
            upset=chat.texts.upset,
        )
        if (repeat := chat.line.plan.repeat) is not None:
            self._maybe_again(chat, repeat.after_served)

    def _unserved(self, chat: Chat) -> None:
        if (repeat := chat.line.plan.repeat) is not None:
            self._maybe_again(chat, repeat.after_unserved)

    def _maybe_again(self, chat: Chat, share: float) -> None:
        if chat.line.again is not None and chat.line.happens(share):
            self._loop.at(self._loop.now_us + chat.line.again(), self._come_again, chat)

    def _come_again(self, chat: Chat, _: int) -> None:
        again = Guest(topic=chat.topic, language=chat.language)
        self._come(chat.line, chat.customer_id, again)
