"""What a queue_log says of agents: who serves which queues, and who is on a break."""

from streams.events.payloads import AgentStateChanged

COMES = frozenset({"AGENTLOGIN", "AGENTCALLBACKLOGIN"})
GOES = frozenset({"AGENTLOGOFF", "AGENTCALLBACKLOGOFF"})


class Members:
    """An agent is offline without a queue, away when paused in all of them, else available."""

    def __init__(self) -> None:
        self._paused: dict[str, dict[str | None, bool]] = {}
        """By agent and queue; the queue None stands for an agent whose queues the log has not told."""
        self._said: dict[str, AgentStateChanged] = {}

    def changed(self, agent: str, queue: str | None, event: str, argument: str) -> AgentStateChanged | None:
        """The agent's new state, or None when it is the old one."""
        queues = self._paused.setdefault(agent, {})
        reason = None
        match event:
            case "ADDMEMBER":
                queues.pop(None, None)
                queues[queue] = argument == "PAUSED"
            case "REMOVEMEMBER":
                queues.pop(queue, None)
            case "PAUSE" | "PAUSEALL":
                reason = argument[:256] or None
                _pause(queues, queue, paused=True)
            case "UNPAUSE" | "UNPAUSEALL":
                _pause(queues, queue, paused=False)
            case _ if event in GOES:
                queues.clear()
            case _:
                _pause(queues, None, paused=False)
        state = _state(queues, reason, self._said.get(agent))
        if state == self._said.get(agent):
            return None
        self._said[agent] = state
        return state


def _pause(queues: dict[str | None, bool], queue: str | None, *, paused: bool) -> None:
    if queue is not None:
        queues.pop(None, None)
        queues[queue] = paused
        return
    for known in list(queues) or [None]:
        queues[known] = paused


def _state(queues: dict[str | None, bool], reason: str | None, before: AgentStateChanged | None) -> AgentStateChanged:
    served = sorted(queue for queue in queues if queue is not None)[:256] or None
    if not queues:
        return AgentStateChanged(state="offline")
    if not all(queues.values()):
        return AgentStateChanged(state="available", queues=served)
    if reason is None and before is not None and before.state == "away":
        reason = before.reason
    return AgentStateChanged(state="away", reason=reason, queues=served)
