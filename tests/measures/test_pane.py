"""What travels on the topic `panes`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.measures.pane import Levels, Message, Pane, Scope, Told, decode_pane, encode_pane, place_key, scope_key
from streams.measures.spread import Spread, spread_of

SCOPE = Scope("queue", "billing/2 50%", "call")


@pytest.mark.parametrize(
    "message",
    [
        Pane(SCOPE, 29_454_480, {"offered": 2, "abandoned": -1}, {"talk": spread_of([0, 5, 3_000_000])}),
        Levels(SCOPE, 3, 4, 1, 1_767_268_800_000_000),
        Levels(SCOPE, 3, 0, 0, None),
        Told(7, 1_767_268_800_000_000),
    ],
)
def test_what_is_sent_is_what_is_read(message: Message) -> None:
    assert decode_pane(encode_pane(message)) == message


def test_a_scopes_key_keeps_slashes_and_percents_apart() -> None:
    assert scope_key(SCOPE) == b"queue/billing%2F2%2050%25/call"
    assert scope_key(Scope("all", "all", "call")) == b"all/all/call"


def test_all_channels_of_a_scope_go_to_one_place() -> None:
    assert place_key(SCOPE) == place_key(SCOPE._replace(channel="chat")) == b"queue/billing%2F2%2050%25"


def test_a_delta_survives_the_journey() -> None:
    delta = Spread()
    delta.take_back(7_000_000)
    pane = Pane(SCOPE, 1, {}, {"wait_answered": delta})
    read = decode_pane(encode_pane(pane))
    assert isinstance(read, Pane)
    whole = spread_of([7_000_000, 9_000_000])
    whole.merge(read.spreads["wait_answered"])
    assert whole == spread_of([9_000_000])


@given(st.lists(st.integers(0, 10**12), max_size=40))
def test_spreading_at_once_is_adding_one_by_one(values: list[int]) -> None:
    one_by_one = Spread()
    for us in values:
        one_by_one.add(us)
    assert spread_of(values) == one_by_one
