"""What is remembered of forgotten contacts."""

from streams.contacts.surveys.cards import Card, Cards
from streams.engine.table import Table

HOUR_US = 3_600_000_000


def filled() -> Table[Card]:
    table = Table("cards", Card)
    cards = Cards(table, 24 * HOUR_US)
    for number in range(3):
        cards.keep(f"c{number}", "call", ("billing", "ann"), (), (0, "billing", "ann"), HOUR_US)
    cards.keep("c3", "call", ("billing", "ann"), (7,), None, HOUR_US)
    return table


def test_equal_cards_are_one_also_after_a_restart() -> None:
    table = filled()
    assert len({id(card) for _, card in table.items()}) == 2
    again: Table[Card] = Table("cards", Card)
    for key, raw in table.take_changes():
        assert raw is not None
        again.load(key.decode().removeprefix("cards/"), raw)
    assert len({id(card) for _, card in again.items()}) == 4
    assert list(Cards(again, 24 * HOUR_US).recovered()) == [1]
    assert len({id(card) for _, card in again.items()}) == 2
    assert dict(again.items()) == dict(table.items())
    assert again.dirty == 0
