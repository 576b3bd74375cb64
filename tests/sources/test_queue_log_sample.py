"""A real queue_log of 2010: our events against a recompute with nothing but split."""

from collections import Counter
from datetime import datetime

from streams.events.types import CallAbandoned, CallAnswered, CallEnded, CallQueued, CallRingMissed
from streams.sources.reading import Reading
from tests.sources.rig import data_folder


def test_the_sample_comes_out_as_its_lines_say() -> None:
    path = data_folder("queue_log") / "asterisk_queue_log_2010_masked.txt"
    lines = [line.split("|") for line in path.read_text(encoding="utf-8").splitlines()]
    kinds = Counter(line[4] for line in lines)
    entered = {line[1]: int(line[0]) for line in lines if line[4] == "ENTERQUEUE"}
    connected = {line[1]: int(line[0]) for line in lines if line[4] == "CONNECT"}
    waits = sorted(at - entered[call] for call, at in connected.items())
    given_up = sorted(int(line[0]) - entered[line[1]] for line in lines if line[4] == "ABANDON")
    talks = sorted(int(line[0]) - connected[line[1]] for line in lines if line[4].startswith("COMPLETE"))
    rings = [int(line[5]) / 1000 for line in lines if line[4] == "RINGNOANSWER" and line[5] != "0"]

    reading = Reading(path, "asterisk-queue-log")
    found = list(reading)
    queued = {event.subject: event.time for event in found if isinstance(event, CallQueued)}
    answered = {event.subject: event.time for event in found if isinstance(event, CallAnswered)}

    def seconds(kind: type, since: dict[str, datetime]) -> list[float]:
        return sorted((e.time - since[e.subject]).total_seconds() for e in found if isinstance(e, kind))

    assert len(queued) == kinds["ENTERQUEUE"] == 21
    assert seconds(CallAnswered, queued) == waits
    assert seconds(CallAbandoned, queued) == given_up
    assert seconds(CallEnded, answered) == talks
    assert sorted(e.data.rang_s or 0.0 for e in found if isinstance(e, CallRingMissed)) == sorted(rings)
    assert reading.tally.rows == len(lines)
    assert reading.tally.ignored == {
        "RINGNOANSWER of 0 ms": kinds["RINGNOANSWER"] - len(rings),
        "CONFIGRELOAD": kinds["CONFIGRELOAD"],
        "QUEUESTART": kinds["QUEUESTART"],
    }
    assert not reading.rejected
    assert {e.data.agent_id for e in found if isinstance(e, CallAnswered)} == {"2001", "2004"}
