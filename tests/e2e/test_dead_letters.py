"""Each dead letter lies under the very place of its record, byte for byte; and many of them cost little."""

from __future__ import annotations

import asyncio
import base64
import json
import time
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest

from tests.e2e.command import ROOT, run
from tests.e2e.installation import Installation, Sent, Worker, event, structured

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GOOD = 20_000


def queued(subject: str, **data: Any) -> dict[str, Any]:
    return event("queued", subject, datetime.now(UTC), **{"queue": "billing"} | data)


def changed(**changes: Any) -> Sent:
    (sent,) = structured(queued("b") | changes)
    return sent


def bad() -> list[tuple[str, Sent]]:
    """Each with its reason."""
    far = (datetime.now(UTC) + timedelta(hours=1)).isoformat()
    return [
        ("not_json", Sent(b"\x00\x01 nobody knows", b"b")),
        ("not_json", Sent(b"[" * 100_000, b"b")),
        ("not_json", Sent(b'{"specversion":"1.0"', b"b", [("trace", b"\xff\x00")])),
        ("not_a_cloudevent", Sent(b"[1,2,3]", b"b")),
        ("not_a_cloudevent", Sent(b'{"type":"call.queued"}', b"b")),
        ("wrong_type", changed(data={"queue": 5})),
        ("missing_field", changed(data={})),
        ("missing_field", Sent(b"{}", b"b", [("ce_specversion", b"1.0"), ("ce_id", b"1")])),
        ("unknown_type", changed(type="call.vanished")),
        ("invalid_field", changed(type="call.left_queue", data={"reason": "bored"})),
        ("no_time_zone", changed(time="2026-03-02T09:00:00")),
        ("too_far_ahead", changed(time=far)),
        ("too_large", changed(type="call.utterance", data={"speaker": "customer", "text": "آ" * 1_000_000})),
        ("not_utf8", Sent(json.dumps(queued("b", topic="TOPIC")).encode().replace(b"TOPIC", b"\xe4\xf6"), b"b")),
        ("null_value", Sent(None, b"b")),
        ("null_key", Sent(changed().value, None)),
        ("key_mismatch", Sent(changed().value, b"another")),
    ]


@pytest.fixture(scope="module")
def place(broker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    place = Installation(broker.address, tmp_path_factory.mktemp("bad"))
    with Worker(place):
        yield place


async def enriched(place: Installation, count: int) -> list[str]:
    """Ids of the enriched records, once there are as many."""
    async with asyncio.timeout(80):
        while len(found := await place.read("contacts")) < count:
            await asyncio.sleep(0.05)
    return [json.loads(record.value)["id"] for record in found]


async def test_each_record_refused_is_one_dead_letter_as_it_came(place: Installation) -> None:
    refused = bad()
    good = structured(*(queued(f"good-{number}") for number in range(len(refused) + 1)))
    mixed = [good[0]]
    for (_, sent), between in zip(refused, good[1:], strict=True):
        mixed += [sent, between]
    places = await place.send(mixed)

    ids = await enriched(place, len(good))
    assert sorted(ids) == sorted(json.loads(sent.value or b"")["id"] for sent in good)
    letters = await dead(place)
    expected = dict(zip(places[1::2], refused, strict=True))
    told = sorted((letter["partition"], letter["offset"], letter["reason"]) for letter in letters)
    assert told == sorted((*where, reason) for where, (reason, _) in expected.items())
    for letter in letters:
        _, sent = expected[letter["partition"], letter["offset"]]
        assert (raw(letter["value"]), raw(letter["key"])) == (sent.value, sent.key)
        assert [(name, raw(value)) for name, value in letter["headers"]] == sent.headers
        assert letter["topic"] == f"{place.prefix}calls"
        assert letter["detail"]


async def dead(place: Installation) -> list[dict[str, Any]]:
    """Each accepted by the published schema, its headers saying the same for tools that do not look inside."""
    schema = json.loads((ROOT / "schemas" / "records" / "dead_letter.schema.json").read_bytes())
    validator = jsonschema_rs.validator_for(schema)
    found = []
    for record in await place.read("deadletters"):
        letter = json.loads(record.value)
        validator.validate(letter)
        assert dict(record.headers)["reason"].decode() == letter["reason"]
        assert record.key == raw(letter["key"])
        found.append(letter)
    return found


def raw(text: str | None) -> bytes | None:
    return None if text is None else base64.b64decode(text)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("list", "--reason", "wrong_type"), 0, "1 dead letters: wrong_type 1"),
        (("list", "--reason", "boredom"), 0, "0 dead letters"),
        (("show", "1:99999"), 2, "no dead letter at 1:99999"),
        (("resend",), 2, "--all"),
        (("resend", "0:99999"), 2, "no dead letter at 0:99999; 0 sent"),
    ],
)
def test_the_command_says_what_it_found(
    arguments: tuple[str, ...], code: int, said: str, place: Installation, tmp_path: Path
) -> None:
    done = run("deadletters", *arguments, folder=tmp_path, **place.settings())
    assert done.returncode == code
    assert said in (done.stdout + done.stderr).decode()


LEAST_SHARE = 0.5


@pytest.mark.timeout(180)
async def test_a_tenth_of_bad_records_takes_less_than_half_of_the_speed(place: Installation) -> None:
    kinds = [sent for reason, sent in bad() if reason != "too_large"]
    seen = len(await place.read("contacts"))

    async def events_a_second(name: str, *, bad_after: int) -> float:
        nonlocal seen
        records: list[Sent] = []
        for number, sent in enumerate(structured(*(queued(f"{name}-{number}") for number in range(GOOD))), 1):
            records.append(sent)
            if bad_after and number % bad_after == 0:
                records.append(kinds[number // bad_after % len(kinds)])
        began_s = time.monotonic()
        await place.send(records)
        seen += GOOD
        await enriched(place, seen)
        return GOOD / (time.monotonic() - began_s)

    await events_a_second("warm", bad_after=0)
    shares = []
    for again in range(3):  # the median of three, since a busy moment may slow either
        letters = len(await place.read("deadletters"))
        clean = await events_a_second(f"clean-{again}", bad_after=0)
        mixed = await events_a_second(f"mixed-{again}", bad_after=9)
        assert len(await place.read("deadletters")) - letters == GOOD // 9
        shares.append(mixed / clean)
    assert median(shares) > LEAST_SHARE
