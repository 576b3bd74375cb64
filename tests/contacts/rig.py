"""What the tests give a contacts task, where it does not matter."""

from streams.contacts.channel import Lifetimes
from streams.contacts.options import ContactOptions
from streams.policy import Policy

OPTIONS = ContactOptions(
    contacts_topic="contacts",
    panes_topic="panes",
    staff_topic="staff",
    policy=Policy(),
    lifetimes=Lifetimes(late_us=600_000_000, expire_us=86_400_000_000, survey_us=86_400_000_000),
    ahead_us=300_000_000,
    max_event_bytes=1 << 20,
    keep_text=False,
)
