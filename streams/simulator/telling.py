"""How agents' states reach us: at once, or late, again and again, and sometimes not at all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from streams.events.types import AgentStateChanged
from streams.simulator.chance import sampler, stream
from streams.simulator.hours import SECOND_US
from streams.simulator.loop import Loop
from streams.simulator.plan import CentrePlan, Channel
from streams.simulator.tape import Tape

if TYPE_CHECKING:
    from streams.events import payloads as p
    from streams.simulator.floor import Agent

Tell = Callable[["Agent", str, "str | None"], None]
"""Told of every new state of an agent, with its reason."""


def telling(plan: CentrePlan, channel: Channel, seed: int, loop: Loop, tape: Tape) -> Tell:
    """What a channel's floor is to call when an agent's state changes."""
    if not plan.agent_events:
        return lambda _agent, _state, _reason: None
    how = plan.telling
    if how.lag is None and how.heartbeat_s is None and how.silence is None:
        return lambda agent, state, reason: tape.put(AgentStateChanged, agent.id, agent.told(state, reason))
    return Voices(plan, channel, seed, loop, tape).tell


@dataclass(eq=False, slots=True)
class Voice:
    """What is known of an agent's telling: the state that reached us or would have, and when something last did."""

    agent: "Agent"
    said: "p.AgentStateChanged | None" = None
    said_us: int = 0
    due_us: int = 0
    """When the last change under way arrives: changes do not overtake each other."""
    beats: bool = False
    silent: bool = False


class Voices:
    """Agents' states on their way through a system that lags, repeats itself, and loses the link now and then."""

    def __init__(self, plan: CentrePlan, channel: Channel, seed: int, loop: Loop, tape: Tape) -> None:
        how = plan.telling
        random = stream(seed, f"telling/{channel}")
        self._loop = loop
        self._tape = tape
        self._voices: dict[str, Voice] = {}
        self._lag = sampler(how.lag, random) if how.lag else None
        self._beat_us = int(how.heartbeat_s * SECOND_US) if how.heartbeat_s else 0
        self._every = sampler(how.silence.every, random) if how.silence else None
        self._lasts = sampler(how.silence.lasts, random) if how.silence else None

    def tell(self, agent: "Agent", state: str, reason: str | None) -> None:
        voice = self._voices.get(agent.id)
        if voice is None:
            voice = self._voices[agent.id] = Voice(agent)
            self._plan_silence(voice)
        payload = agent.told(state, reason)
        now_us = self._loop.now_us
        voice.due_us = max(voice.due_us, now_us + (self._lag() if self._lag else 0))
        if voice.due_us == now_us:
            self._arrive((voice, payload), 0)
        else:
            self._loop.at(voice.due_us, self._arrive, (voice, payload))

    def _arrive(self, what: "tuple[Voice, p.AgentStateChanged]", _: int) -> None:
        voice, voice.said = what[0], what[1]
        if not voice.silent:
            self._say(voice)

    def _say(self, voice: Voice) -> None:
        voice.said_us = self._loop.now_us
        self._tape.put(AgentStateChanged, voice.agent.id, voice.said)
        if self._beat_us and not voice.beats:
            voice.beats = True
            self._loop.at(voice.said_us + self._beat_us, self._beat, voice)

    def _beat(self, voice: Voice, _: int) -> None:
        voice.beats = False
        if voice.silent or voice.said is None or voice.said.state == "offline":
            return  # whatever is said next sets it going again
        if self._loop.now_us >= voice.said_us + self._beat_us:
            self._say(voice)
        else:
            voice.beats = True
            self._loop.at(voice.said_us + self._beat_us, self._beat, voice)

    def _plan_silence(self, voice: Voice) -> None:
        if self._every is not None:
            self._loop.at(self._loop.now_us + self._every(), self._fall_silent, voice)

    def _fall_silent(self, voice: Voice, _: int) -> None:
        if self._lasts is not None:
            voice.silent = voice.said is not None and voice.said.state != "offline"
            self._loop.at(self._loop.now_us + (self._lasts() if voice.silent else 0), self._speak_again, voice)

    def _speak_again(self, voice: Voice, _: int) -> None:
        """The link is back: where the agent stands by now is told."""
        if voice.silent:
            voice.silent = False
            self._say(voice)
        self._plan_silence(voice)
