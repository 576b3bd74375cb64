"""What goes out on `customers`: one customer's way across the channels, keyed by the customer's id."""

from streams.records.base import Record


class CustomerRecord(Record, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """How often, how and with what result a customer turned to us."""

    customer_id: str
    changed_at: str
    first_contact_at: str
    last_contact_at: str
    contacts: dict[str, int]
    open_contacts: int
    repeat_contact: bool
    bad_experiences: int
    first_contact_resolved: bool | None = None
    churn_risk: float | None = None
