"""Stage 1: one contact's events become facts, measures and an enriched record each."""

from collections.abc import Sequence
from typing import Final

from streams.contacts.canned import CannedTexts
from streams.contacts.channels import CHANNELS, CONTACTS, SURVEY, TICKET
from streams.contacts.contact import Contact, next_due
from streams.contacts.enriching import Enricher
from streams.contacts.facts.said import Said
from streams.contacts.listening import SPEAKING, Heard, Listening
from streams.contacts.options import ContactOptions
from streams.contacts.surveys.cards import TIMER, Card, Cards, served_by
from streams.contacts.telling import Telling
from streams.engine.records import Record, Rejected
from streams.engine.stage import Context
from streams.events.decode import Decoder, Reason
from streams.events.decode import Rejected as NoEvent
from streams.events.topics import TYPE_NAMES
from streams.events.types import AgentStateChanged, ClockTicked, Event, SurveyAnswered, TicketCreated

STAGE_NAME: Final = "contacts"
MOST_EVENTS: Final = 10_000
"""Of one contact: a source that gives all its calls one id must not grow one state without bound."""
MOST_REORDERED: Final = 2_000
"""Facts of one contact that are folded anew for an event that comes late: some 10 ms each time."""
MOST_REPORTS: Final = 200
"""Of one agent that are known again: all are written with each, and heartbeats come for years."""
DAYS_BACK_US: Final = 2 * 86_400_000_000
"""A ticket is not told of days that ended so long before it became known: their windows are over."""
QUIET_US: Final = 86_400_000_000
"""A ticket of which nothing was heard for so long rests."""
DUPLICATE: Final = "duplicate"
"""Noted of an event whose source and id its contact had seen."""
UNMATCHED: Final = "unmatched"
"""Noted of events that told nothing until their contact was forgotten: its beginning never came, or long before."""
UNREAD: Final = "unread"
"""Noted of events whose text could not be read; they count as if it were not there."""
BROKER_CLOCK: Final = 1
"""A record's timestamp type when it is the broker's."""

_CHANNELS: Final = {kind: name.partition(".")[0] for kind, name in TYPE_NAMES.items()}


class Contacts:
    """The logic of one contacts task."""

    def __init__(self, context: Context, options: ContactOptions) -> None:
        self._context = context
        self._options = options
        self._decoder = Decoder(ahead_us=options.ahead_us, max_bytes=options.max_event_bytes)
        self._contacts = context.table("contacts", Contact)
        self._telling = Telling(context, options)
        self._cards = Cards(context.table("cards", Card), options.lifetimes.survey_us)
        self._enricher = Enricher(context.out, options.contacts_topic, keep_text=options.keep_text)
        self._canned = CannedTexts(context)
        self._listening = None if options.scorer is None else Listening(options.scorer, self._canned)
        self._changed: dict[str, Contact] = {}
        """Contacts whose events since the last commit are not booked yet."""

    def decode(self, record: Record) -> tuple[int, Event]:
        """The one place where bytes become an event here."""
        received_us = record.timestamp * 1000 if record.timestamp_type == BROKER_CLOCK else self._context.wall_us
        try:
            return self._decoder.timed(record.value, record.key, record.headers, received_us)
        except NoEvent as error:
            raise Rejected(error.reason, error.detail) from error

    def prepare(self, items: Sequence[Event]) -> None:
        """Texts are scored many at once."""
        if self._listening is not None:
            self._listening.prepare(items)

    def fold(self, item: Event, at_us: int | None) -> None:
        """Take the event into its contact; one seen before changes nothing and leaves no record."""
        kind = type(item)
        if kind is ClockTicked or at_us is None:
            return
        key = f"{_CHANNELS[kind]}/{item.subject}" if kind is not SurveyAnswered else self._judged(item, at_us)
        contact = self._at(key, at_us, kind)
        if contact is None:
            contact = self._begin(item.subject, _CHANNELS[kind], at_us)
        elif contact.channel in CHANNELS:
            _refuse_too_many(contact, item, at_us)
        if contact.channel == TICKET:
            self._telling.nights.before(contact, at_us)
        if kind in SPEAKING and self._listening is not None and not contact.has_seen(item):
            heard = self._heard(self._listening, item, contact, at_us)
            self._take(key, contact, item, at_us, None if heard is None else heard.said)
            if heard is not None and heard.phrases:
                self._telling.mentioned(contact, at_us, heard.phrases)
        else:
            self._take(key, contact, item, at_us)

    def _heard(self, listening: Listening, item: Event, contact: Contact, at_us: int) -> Heard | None:
        """What happened counts, whatever was said then."""
        try:
            return listening.hear(item, contact, at_us)
        except Exception:  # noqa: BLE001  a text that cannot be read must not take its contact's event away
            self._context.noted[UNREAD] += 1
            return None

    def _at(self, key: str, at_us: int, kind: type[Event]) -> Contact | None:
        """The contact as it is by the time of its own event: what time alone was to change has happened."""
        contact = self._contacts.get(key)
        if contact is None:
            return None
        # Surveys come on a topic of their own, which may be read ahead: its contact's events may still come.
        now_us = self._context.clock.now_us
        over_us = now_us if now_us > at_us or kind is SurveyAnswered else at_us
        return self._happen_first(key, over_us) if self._is_over(key, contact, over_us) else contact

    def _take(self, key: str, contact: Contact, item: Event, at_us: int, said: Said | None = None) -> None:
        if not contact.take(item, at_us, said):
            self._context.noted[DUPLICATE] += 1
            return
        if type(item) is AgentStateChanged:
            if len(contact.seen) >= MOST_REPORTS:  # an agent works on for years
                contact.forget_seen(MOST_REPORTS // 2)
            self._telling.staffing.state(item, at_us)
        self._changed[key] = contact
        self._contacts.put(key, contact)
        self._enricher.send(item, contact, said)

    def _begin(self, subject: str, channel: str, at_us: int) -> Contact:
        """A new contact, with the surveys that came before it and the card of the one before it."""
        card = self._cards.get(subject, at_us) if channel in CHANNELS else None
        contact = Contact(subject, channel, card=card, begun_us=at_us)
        if channel == SURVEY:
            return contact
        if channel == TICKET:
            contact.days_from_us = max(0, self._context.clock.now_us - DAYS_BACK_US)
        waiting = f"{SURVEY}/{subject}"
        surveys = self._contacts.get(waiting)
        if surveys is not None and channel in CHANNELS:
            if waiting in self._changed:
                self._settle(waiting, surveys)
            contact.adopt(surveys.withdraw())
            self._telling.withdrawn(surveys)
            self._forget(waiting)
        return contact

    def _judged(self, survey: Event, at_us: int) -> str:
        """Key of the contact that a survey judges: the one with its id that something happened to last before it."""
        judged: str = survey.data.contact_id  # type: ignore[attr-defined]  # only surveys come here
        if judged != survey.subject:
            raise Rejected(Reason.INVALID_FIELD, "`$.data.contact_id` is not the subject")
        found: list[tuple[int, int, str]] = []
        now_us = self._context.clock.now_us
        for channel in CONTACTS:
            key = f"{channel}/{judged}"
            contact = self._contacts.get(key)
            if contact is not None and self._is_over(key, contact, now_us):
                contact = self._happen_first(key, now_us)
            if contact is not None:
                found.append((contact.last_us(at_us), contact.latest_us, key))
        return max(found)[2] if found else f"{SURVEY}/{judged}"

    def _is_over(self, key: str, contact: Contact, at_us: int) -> bool:
        """Time alone was to change it by then; its timer knows, unless events of it are not settled yet."""
        due_us = self._context.timers.due(key) if key not in self._changed else None
        return (next_due(contact, self._options.lifetimes).at_us if due_us is None else due_us) <= at_us

    def _happen_first(self, key: str, at_us: int) -> Contact | None:
        """What was to happen to this contact by the time of its own event happens before it.

        The clock would do it, too, but when it does depends on what else was read; this does not.
        """
        while (contact := self._contacts.get(key)) is not None and self._is_over(key, contact, at_us):
            self.fire(key, next_due(contact, self._options.lifetimes).at_us)
        return contact

    def fire(self, key: str, at_us: int) -> None:
        """Time alone changed a contact: its end never came, or it is over for good."""
        if key.startswith(TIMER):
            self._cards.drop(int(key.removeprefix(TIMER)))
            return
        contact = self._contacts.get(key)
        if contact is None:
            return
        if key in self._changed:
            self._settle(key, contact)
        due = next_due(contact, self._options.lifetimes)
        if due.at_us > at_us:
            return
        if due.what == "expire":
            contact.expire(at_us)
            self._contacts.put(key, contact)
            self._settle(key, contact)
            return
        if due.what == "midnight":
            self._end_day(key, contact, due.at_us)
            return
        if contact.channel in CONTACTS:
            self._remember(contact, due.at_us)
        self._forget(key)

    def _end_day(self, key: str, contact: Contact, at_us: int) -> None:
        rests = self._telling.nights.end(contact, at_us)
        self._contacts.put(key, contact)
        if rests:
            self._context.timers.set(key, next_due(contact, self._options.lifetimes).at_us)
        else:
            self._settle(key, contact, quiet=contact.latest_us < at_us - QUIET_US)

    def _remember(self, contact: Contact, at_us: int) -> None:
        """Keep a card of a contact that is forgotten; one of which little came renews the card of the one before it."""
        course, card = contact.course, contact.card
        channel, place, served = contact.channel, course.place(), served_by(course.served())
        if not course.parts():
            self._context.noted[UNMATCHED] += len(contact.facts)
        if card is not None and place[0] is None:
            channel, place, served = card.channel, (card.queue, card.agent_id), card.served
        elif not course.own_parts():
            return
        hour = self._cards.keep(contact.subject, channel, place, contact.survey_marks(), served, at_us)
        if hour is not None:
            self._context.timers.set(f"{TIMER}{hour}", self._cards.due_us(hour))

    def _forget(self, key: str) -> None:
        self._contacts.delete(key)
        self._changed.pop(key, None)
        self._context.timers.cancel(key)

    def _settle(self, key: str, contact: Contact, *, quiet: bool = False) -> None:
        """Book what changed, say where the contact stands, and set its timer.

        Once a commit for each contact, however many of its events came: all of it goes by the facts.
        """
        self._telling.changed(contact)
        self._context.timers.set(key, next_due(contact, self._options.lifetimes).at_us)
        contact.rest(quiet=quiet)

    def _settle_all(self) -> None:
        changed, self._changed = self._changed, {}
        for key, contact in changed.items():
            self._settle(key, contact)

    def recovered(self) -> None:
        """Timers and levels come from the contacts themselves."""
        for key, contact in self._contacts.items():
            due = next_due(contact, self._options.lifetimes)
            self._context.timers.set(key, due.at_us)
            if contact.open:
                self._telling.stands(contact)
                contact.rest(quiet=True)  # its next fact is folded with all others anyway
        self._canned.recovered()
        for hour in self._cards.recovered():
            self._context.timers.set(f"{TIMER}{hour}", self._cards.due_us(hour))

    def moved(self, now_us: int) -> None:
        """The time is told with the next commit."""

    def pending(self) -> bool:
        """Time moved on by a second since it was told."""
        return self._telling.pending()

    def flush(self) -> None:
        """Tell rollups and agents what changed, and then what time it is."""
        self._settle_all()
        timers, now_us = self._context.timers, self._context.clock.now_us
        while (due := timers.pop_due(now_us)) is not None:  # set just now, and the time for it is past
            self.fire(*due)
        self._telling.send()


def _refuse_too_many(contact: Contact, item: Event, at_us: int) -> None:
    facts = contact.facts
    if len(facts) + len(contact.seen) >= MOST_EVENTS:
        raise Rejected(Reason.TOO_MANY_EVENTS, f"the contact has {MOST_EVENTS} events already")
    late = len(facts) >= MOST_REORDERED and (at_us <= facts[-1].at_us or type(item) is TicketCreated)
    if late and not contact.has_seen(item):
        raise Rejected(Reason.TOO_MANY_EVENTS, f"it comes late, and the contact has {MOST_REORDERED} events already")
