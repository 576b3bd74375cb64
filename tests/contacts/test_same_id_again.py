"""A contact that has the id of one that was forgotten is another contact."""

from __future__ import annotations

from streams.measures.staff import Spans, decode_staff
from tests.contacts.rig import OPTIONS
from tests.contacts.story import answered, event, queued
from tests.contacts.test_listening import Rig

FORGOTTEN_S = OPTIONS.lifetimes.late_us // 1_000_000 + 100


def test_it_leaves_alone_what_its_agent_was_told_of_the_one_before() -> None:
    rig = Rig()
    for begins_s in (0, FORGOTTEN_S + 200):
        rig.fold(
            queued(begins_s, event_id=f"q{begins_s}"),
            answered(begins_s + 10, "bob", event_id=f"a{begins_s}"),
            event("ended", begins_s + 100, event_id=f"e{begins_s}"),
            event("wrapped_up", begins_s + 110, event_id=f"w{begins_s}"),
        )
    rig.commit()
    told = [message for topic, _, value in rig.out.sent if topic == "staff" for message in decode_staff(value)]
    spans = {(one.channel, one.contact): one.spans for one in told if isinstance(one, Spans)}
    assert [len(of_one) for of_one in spans.values()] == [1, 1]
