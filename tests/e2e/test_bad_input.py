"""Whatever a source sends that is no event becomes one dead letter with its reason, and nothing else suffers."""

from __future__ import annotations

import base64
import re
import time
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from tests.e2e.command import run
from tests.e2e.outside import Centre, centre, event, when

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import RunningBroker

QUEUED = "call.queued"
HUGE = "x" * 2_000_000
Raw = tuple[bytes | None, bytes | None, Any]


def good(subject: str) -> Raw:
    return subject.encode(), orjson.dumps(event(subject, QUEUED, when(), {"queue": "good"})), ()


def spoilt() -> dict[str, tuple[str, Raw]]:
    """By what is wrong: the reason to be given, and the record."""
    key, fine = b"c", event("c", QUEUED, when(), {"queue": "q"})

    def json(**changes: Any) -> Raw:
        changed = {name: value for name, value in {**fine, **changes}.items() if value is not ...}
        return key, orjson.dumps(changed), ()

    return {
        "no JSON": ("not_json", (key, b"call from 0912", ())),
        "cut off": ("not_json", (key, orjson.dumps(fine)[:-9], ())),
        "a wrong type": ("wrong_type", json(data={"queue": 7})),
        "no queue": ("missing_field", json(data={})),
        "no id": ("missing_field", json(id=...)),
        "an unknown type": ("unknown_type", json(type="call.teleported")),
        "no zone": ("no_time_zone", json(time="2026-03-02T10:00:00")),
        "an hour ahead": ("too_far_ahead", json(time=when(3600))),
        "two megabytes": ("too_large", json(type="call.utterance", data={"speaker": "customer", "text": HUGE})),
        "invalid UTF-8": ("not_utf8", (key, orjson.dumps(fine).replace(b'"q"', b'"\xff\xfe"'), ())),
        "a null value": ("null_value", (key, None, ())),
        "a null key": ("null_key", (None, orjson.dumps(fine), ())),
        "another's key": ("key_mismatch", (b"someone-else", orjson.dumps(fine), ())),
        "no CloudEvent": ("not_a_cloudevent", (key, b'{"queue":"q"}', ())),
        "nested a million deep": ("not_json", (key, b"[" * 1_000_000, ())),
    }


async def dead(one: Centre, count: int) -> list[dict[str, Any]]:
    deadline_s = time.monotonic() + 30
    letters: list[dict[str, Any]] = []
    while len(letters) < count and time.monotonic() < deadline_s:
        letters = [orjson.loads(record.value) for record in await one.read("deadletters")]
    return letters


@pytest.mark.timeout(180)
async def test_each_kind_of_bad_record_is_one_dead_letter_among_good_ones(
    broker: RunningBroker, tmp_path: Path
) -> None:
    bad = spoilt()
    async with centre(broker.address, tmp_path) as one:
        records: list[Raw] = []
        for number, (_, record) in enumerate(bad.values()):
            records += [good(f"g{number}"), record]
        await one.send_raw("calls", *records)
        letters = await dead(one, len(bad))
        found = {base64.b64decode(x["value"]) if x["value"] is not None else None: x for x in letters}
        assert len(letters) == len(bad)
        for name, (reason, (key, value, _)) in bad.items():
            same = [x for x in letters if (x["value"] and base64.b64decode(x["value"])) == value]
            reasons = {x["reason"] for x in same}
            assert reason in reasons, (name, reasons)
            assert {x["topic"] for x in same} == {one.prefix + "calls"}
            assert (key and base64.b64encode(key).decode()) in {x["key"] for x in same}
        assert not any(HUGE[:50] in x["detail"] or "0912" in x["detail"] for x in found.values())
        good_one = await one.until("queue/good/call/P1D", lambda m: m["counts"]["offered"] == len(bad))
        assert good_one["counts"]["offered"] == len(bad)
        _, page = await one.page("/metrics")
        counted = re.findall(r'pasokh_dead_letters_total{[^}]*reason="too_large"[^}]*} 1', page)
        assert len(counted) == 1, "one partition counted it, once"


@pytest.mark.timeout(180)
async def test_dead_letters_can_be_listed_shown_and_sent_again(broker: RunningBroker, tmp_path: Path) -> None:
    text = {"queue": "late", "topic": "t" * 200, "customer_id": "c" * 250}
    async with centre(broker.address, tmp_path, max_event_bytes="1024") as one:
        big = event("big", QUEUED, when(), text, note="n" * 2_000)
        await one.send("calls", big, event("small", QUEUED, when(), {"queue": "late"}))
        [letter] = await dead(one, 1)
        assert letter["reason"] == "too_large"
        await one.until("queue/late/call/P1D", lambda m: m["counts"]["offered"] == 1)
        one.end()
        own = {"broker": one.broker, "prefix": one.prefix}
        listed = run("deadletters", "list", "--reason", "too_large", folder=tmp_path, **own)
        assert b"1 dead letters: too_large 1" in listed.stdout, listed
        [record] = await one.read("deadletters")
        place = f"{record.partition}:{record.offset}"
        assert b"too_large" in run("deadletters", "show", place, folder=tmp_path, **own).stdout
        assert run("deadletters", "show", place, "--raw", folder=tmp_path, **own).stdout == orjson.dumps(big)
        one.settings = {}
        one.start()
        await one.ready()
        for _ in range(2):  # sent twice, it still counts once
            assert run("deadletters", "resend", place, folder=tmp_path, **own).stdout == b"1 sent again\n"
        await one.until("queue/late/call/P1D", lambda m: m["counts"]["offered"] == 2)
        await one.send("calls", event("last", QUEUED, when(), {"queue": "late"}))
        assert await one.until("queue/late/call/P1D", lambda m: m["counts"]["offered"] == 3)
        assert len(await one.read("deadletters")) == 1


@pytest.mark.timeout(180)
async def test_a_tenth_of_bad_records_does_not_slow_the_good_ones_much(broker: RunningBroker, tmp_path: Path) -> None:
    async with centre(broker.address, tmp_path) as one:
        took_s = {}
        for queue, bad in (("warm", 0), ("clean", 0), ("dirty", 10)):
            began_s = time.monotonic()
            records = [
                (f"{queue}{i}".encode(), orjson.dumps(event(f"{queue}{i}", QUEUED, when(), {"queue": queue})), ())
                if not bad or i % bad
                else (b"x", b"no JSON", ())
                for i in range(4_000)
            ]
            wanted = sum(value != b"no JSON" for _, value, _ in records)
            await one.send_raw("calls", *records)
            await one.until(f"queue/{queue}/call/P1D", lambda m, wanted=wanted: m["counts"]["offered"] == wanted)
            took_s[queue] = time.monotonic() - began_s
        assert took_s["dirty"] < 2 * took_s["clean"] + 1
