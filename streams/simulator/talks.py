"""The course of a call from its answer on: talked, held, passed on, ended, wrapped up."""

from collections.abc import Callable

from streams.events import payloads as p
from streams.events import types as e
from streams.simulator.floor import Agent, Floor
from streams.simulator.line import Call, Line
from streams.simulator.loop import Loop
from streams.simulator.tape import Tape

CUSTOMER_HANGS_UP_FIRST = 0.6


class Talks:
    """Each act takes the step its call was at, and is void at another.

    `enter` puts a call that is passed on into another queue; `over` is told of every call that is done.
    """

    def __init__(
        self,
        loop: Loop,
        tape: Tape,
        floor: Floor[Agent],
        enter: Callable[[Call, str], None],
        over: Callable[[Call], None],
    ) -> None:
        self._loop = loop
        self._put = tape.put
        self._floor = floor
        self._enter = enter
        self._over = over

    def drop(self, agent: Agent) -> None:
        """The line of whoever talks with this agent goes dead."""
        if isinstance(agent.work, Call):
            self._end(agent.work, "system")

    def answer(self, call: Call, agent: Agent) -> None:
        line, now_us = call.line, self._loop.now_us
        call.step += 1
        call.agent = agent
        call.answered_us = now_us
        agent.work = call
        self._put(e.CallAnswered, call.subject, p.Answered(agent_id=agent.id, queue=line.plan.name))
        self._floor.tell(agent, "busy")
        talk_us = line.talk()
        if line.plan.hold is not None and line.happens(line.plan.hold.share):
            before_us = int(talk_us * line.random.random())
            call.rest_us = talk_us - before_us
            self._loop.at(now_us + before_us, self._hold, call, call.step)
        else:
            self._loop.at(now_us + talk_us, self._finish, call, call.step)

    def _hold(self, call: Call, step: int) -> None:
        hold, held = call.line.plan.hold, call.line.held
        if call.step != step or hold is None or held is None:
            return
        self._put(e.CallHeld, call.subject, _by(call.agent))
        lost = call.line.happens(hold.hang_up)
        self._loop.at(self._loop.now_us + held(), self._hang_up if lost else self._resume, call, step)

    def _resume(self, call: Call, step: int) -> None:
        if call.step == step:
            self._put(e.CallResumed, call.subject, _by(call.agent))
            self._loop.at(self._loop.now_us + call.rest_us, self._finish, call, step)

    def _hang_up(self, call: Call, step: int) -> None:
        if call.step == step:
            self._end(call, "customer")

    def _finish(self, call: Call, step: int) -> None:
        line = call.line
        if call.step != step:
            return
        transfer = line.plan.transfer
        if transfer is None or not line.happens(transfer.share):
            self._end(call, "customer" if line.happens(CUSTOMER_HANGS_UP_FIRST) else "agent")
        elif line.consult is not None and line.happens(transfer.attended):
            self._put(e.CallHeld, call.subject, _by(call.agent))
            self._loop.at(self._loop.now_us + line.consult(), self._pass_on_attended, call, step)
        else:
            self._pass_on(call, "blind")

    def _pass_on_attended(self, call: Call, step: int) -> None:
        if call.step == step:
            self._pass_on(call, "attended")

    def _pass_on(self, call: Call, kind: str) -> None:
        line, agent, to_queue = call.line, call.agent, call.line.target()
        if to_queue is None or agent is None:
            return
        passed = p.Transferred(to_queue=to_queue, kind=kind)  # type: ignore[arg-type]  # blind or attended
        self._put(e.CallTransferred, call.subject, passed)
        call.agent = None
        agent.work = None
        self._enter(call, to_queue)
        self._wrap_up(call, line, agent)

    def _end(self, call: Call, by: str) -> None:
        line, agent = call.line, call.agent
        call.step += 1
        call.agent = None
        self._put(e.CallEnded, call.subject, p.Ended(by=by))  # type: ignore[arg-type]  # customer, agent or system
        self._over(call)
        if agent is not None:
            self._wrap_up(call, line, agent)

    def _wrap_up(self, call: Call, line: Line, agent: Agent) -> None:
        agent.work = None
        if line.wrap_up is None:
            self._floor.release(agent)
            return
        self._floor.tell(agent, "wrap_up")
        self._loop.at(self._loop.now_us + line.wrap_up(), self._wrapped_up, (call, agent))

    def _wrapped_up(self, done: tuple[Call, Agent], _: int) -> None:
        call, agent = done
        self._put(e.CallWrappedUp, call.subject, _by(agent))
        self._floor.release(agent)


def _by(agent: Agent | None) -> p.ByAgent:
    return p.ByAgent(agent_id=agent.id if agent else None)
