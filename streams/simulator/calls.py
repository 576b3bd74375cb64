"""The course of a call up to its answer: it comes, waits, is told how long, rings, or is lost on the way."""

from collections.abc import Callable

from streams.events import payloads as p
from streams.events import types as e
from streams.simulator.chance import stream
from streams.simulator.floor import Agent, Floor
from streams.simulator.hours import SECOND_US
from streams.simulator.line import Call, Line
from streams.simulator.loop import Loop
from streams.simulator.plan import CallQueue, CentrePlan
from streams.simulator.surveys import Asking
from streams.simulator.talks import Talks
from streams.simulator.tape import Tape
from streams.simulator.waiting import Queue


class Calls:
    """Each act takes the step its call was at, and is void at another."""

    def __init__(self, plan: CentrePlan, seed: int, loop: Loop, tape: Tape, floor: Floor[Agent]) -> None:
        self._loop = loop
        self._put = tape.put
        self._run = tape.run
        self._floor = floor
        self._customers = plan.customers
        self._who = stream(seed, "customers")
        self._lines: dict[str, Line] = {}
        self._came = 0
        self._asking = Asking(plan.survey, "call", seed, loop, tape)
        self._talks = Talks(loop, tape, floor, self._enter_by_name, self._served)
        self.drop = self._talks.drop

    def open(
        self,
        plan: CallQueue,
        queue: Queue,
        seed: int,
        next_after: Callable[[int], int],
        talk_of: Callable[[int], str | None],
    ) -> None:
        """Take calls in a queue; `next_after` is when the next one comes, `talk_of` what an outage makes it about."""
        line = self._lines[plan.name] = Line(plan, queue, seed)
        queue.serve = self._offer
        if plan.per_hour:

            def arrive(_: object, __: int) -> None:
                now_us = self._loop.now_us
                self._loop.at(next_after(now_us), arrive)
                self._come(line, f"customer-{self._who.randrange(self._customers):06d}", talk_of(now_us))

            self._loop.at(next_after(self._loop.now_us), arrive)

    def _come(self, line: Line, customer_id: str, topic: str | None = None) -> None:
        self._came += 1
        call = Call(f"call-{self._run}-{self._came}", line, customer_id)
        call.topic = topic or call.topic
        self._enter(call, line)

    def _enter(self, call: Call, line: Line) -> None:
        call.line = line
        call.step += 1
        call.queued_us = self._loop.now_us
        queue, plan = line.queue, line.plan
        agent = self._floor.seize(queue)
        self._put(
            e.CallQueued,
            call.subject,
            p.Queued(
                queue=plan.name,
                customer_id=call.customer_id,
                position=queue.waiting + 1,
                topic=call.topic,
                language=call.language,
                direction="inbound",
            ),
        )
        if agent is not None and line.ring is None:
            self._talks.answer(call, agent)
            return
        self._plan_leaving(call, line)
        if agent is not None:
            self._offer(call, agent)
            return
        queue.join(call)
        if plan.announce is not None:
            self._loop.at(call.queued_us + int(plan.announce.after_s * SECOND_US), self._announce, call, call.step)

    def _enter_by_name(self, call: Call, queue: str) -> None:
        self._enter(call, self._lines[queue])

    def _plan_leaving(self, call: Call, line: Line) -> None:
        """Whichever comes first: patience runs out, a callback is asked for, the system gives up."""
        plan = line.plan
        after: list[tuple[int, str]] = []
        if line.patience is not None:
            after.append((line.patience(), "abandoned"))
        if plan.callback is not None and line.happens(plan.callback.share):
            after.append((int(plan.callback.after_s * SECOND_US), "callback"))
        if plan.timeout_s is not None:
            after.append((int(plan.timeout_s * SECOND_US), "timeout"))
        if after:
            in_us, call.leaves = min(after)
            self._loop.at(call.queued_us + in_us, self._leave, call, call.step)

    def _announce(self, call: Call, step: int) -> None:
        if call.step != step or not call.waiting:
            return
        queue = call.line.queue
        position = queue.position(call)
        expected_us = position * queue.pace_us
        if call.line.misjudged is not None:
            expected_us *= call.line.misjudged() / SECOND_US
        expected_s = float(round(expected_us / SECOND_US))
        self._put(e.CallWaitAnnounced, call.subject, p.WaitAnnounced(expected_wait_s=expected_s, position=position))

    def _leave(self, call: Call, step: int) -> None:
        if call.step != step:
            return
        agent, queue, leaves = call.agent, call.line.queue, call.leaves
        if agent is not None and leaves != "abandoned":  # the system leaves a call alone while it rings
            self._loop.at(self._loop.now_us + SECOND_US, self._leave, call, step)
            return
        position = 1
        if call.waiting:
            position = queue.position(call)
            queue.quit(call)
        call.step += 1
        call.agent = None
        if leaves == "abandoned":
            self._put(e.CallAbandoned, call.subject, p.Abandoned(position=position))
            self._unserved(call)
        else:
            self._leave_without_agent(call, leaves)
        if agent is not None:
            self._floor.release(agent)

    def _leave_without_agent(self, call: Call, leaves: str) -> None:
        overflow_to = call.line.plan.overflow_to
        if leaves == "callback":
            self._put(e.CallLeftQueue, call.subject, p.LeftQueue(reason="callback"))
            self._put(e.CallEnded, call.subject, p.Ended(by="customer"))
        elif overflow_to is not None:
            self._put(e.CallLeftQueue, call.subject, p.LeftQueue(reason="overflow"))
            self._enter(call, self._lines[overflow_to])
        else:
            self._put(e.CallLeftQueue, call.subject, p.LeftQueue(reason="timeout"))
            self._put(e.CallEnded, call.subject, p.Ended(by="system"))
            self._unserved(call)

    def _offer(self, call: Call, agent: Agent) -> None:
        """The agent who was chosen gets the call: at once, or after a ring."""
        line = call.line
        ring = line.plan.ring
        if line.ring is None or ring is None:
            self._talks.answer(call, agent)
            return
        call.agent = agent
        self._floor.tell(agent, "available")
        self._put(e.CallRinging, call.subject, p.Ringing(agent_id=agent.id))
        if line.happens(ring.missed):
            self._loop.at(self._loop.now_us + int(ring.timeout_s * SECOND_US), self._miss, call, call.step)
        else:
            self._loop.at(self._loop.now_us + line.ring(), self._pick_up, call, call.step)

    def _miss(self, call: Call, step: int) -> None:
        agent, line, ring = call.agent, call.line, call.line.plan.ring
        if call.step != step or agent is None or ring is None or line.away is None:
            return
        call.agent = None
        self._put(e.CallRingMissed, call.subject, p.RingMissed(agent_id=agent.id, rang_s=ring.timeout_s))
        line.queue.join(call, at_head=True)
        self._floor.send_away(agent, "missed_ring", line.away())
        self._floor.release(agent)
        if call.waiting and (other := self._floor.seize(line.queue)) is not None:
            line.queue.take(call, self._loop.now_us)
            self._offer(call, other)

    def _pick_up(self, call: Call, step: int) -> None:
        if call.step == step and call.agent is not None:
            self._talks.answer(call, call.agent)

    def _served(self, call: Call) -> None:
        self._asking.after(
            call.subject,
            waited_us=call.answered_us - call.queued_us,
            handled_us=self._loop.now_us - call.answered_us,
            language=call.language,
        )
        if (repeat := call.line.plan.repeat) is not None:
            self._maybe_again(call, repeat.after_served)

    def _unserved(self, call: Call) -> None:
        if (repeat := call.line.plan.repeat) is not None:
            self._maybe_again(call, repeat.after_unserved)

    def _maybe_again(self, call: Call, share: float) -> None:
        if call.line.again is not None and call.line.happens(share):
            self._loop.at(self._loop.now_us + call.line.again(), self._come_again, call)

    def _come_again(self, call: Call, _: int) -> None:
        self._come(call.line, call.customer_id)
