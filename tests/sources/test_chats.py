"""Customer-care conversations: our events against what the file itself says, read by none of our code."""

import json
from functools import cache
from pathlib import Path

from streams.events.types import ChatMessaged, ChatStarted, Event
from streams.sources.mapping import load_mapping
from streams.sources.reading import Reading
from tests.e2e.recompute_chats import Conversation, first_response, milliseconds, next_responses, read_conversations
from tests.sources.rig import EXAMPLES, data_folder


def file() -> Path:
    return data_folder("twitter_care") / "dev_turns_masked.jsonl"


@cache
def read() -> tuple[Reading, list[Event]]:
    reading = Reading(file(), "jsonl", load_mapping(EXAMPLES / "twitter-care.toml"))
    return reading, list(reading)


def test_every_conversation_is_a_chat_of_its_messages() -> None:
    told: dict[str, Conversation] = {}
    for event in read()[1]:
        if isinstance(event, ChatStarted):
            assert event.subject not in told
            told[event.subject] = Conversation(event.subject, event.data.queue)
        else:
            assert isinstance(event, ChatMessaged)
            told[event.subject].messages.append((event.time, event.data.speaker))
    assert told == read_conversations(file())


def test_responses_folded_from_the_events_are_the_recomputed_ones() -> None:
    started: dict[str, Event] = {}
    asked: dict[str, Event] = {}
    first: dict[str, int] = {}
    following: dict[str, list[int]] = {}
    for event in read()[1]:
        chat = event.subject
        if isinstance(event, ChatStarted):
            started[chat] = event
            following[chat] = []
        elif isinstance(event, ChatMessaged) and event.data.speaker == "customer":
            asked.setdefault(chat, event)
        else:
            first.setdefault(chat, milliseconds(event.time - started[chat].time))
            if chat in asked:
                following[chat].append(milliseconds(event.time - asked.pop(chat).time))
    conversations = read_conversations(file())
    firsts = {name: first_response(conversation) for name, conversation in conversations.items()}
    assert first == {name: response.waited_ms for name, response in firsts.items() if response is not None}
    assert following == {
        name: [response.waited_ms for response in next_responses(conversation)]
        for name, conversation in conversations.items()
    }
    assert sum(map(len, following.values())) == 586


def test_every_line_and_every_word_of_it_is_there() -> None:
    reading, found = read()
    lines = [json.loads(line) for line in file().read_text(encoding="utf-8").splitlines()]
    tally = reading.tally
    assert (tally.rows, tally.events.total()) == (len(lines), len(lines) + 525)
    assert [counted.total() for counted in (tally.rejected, tally.ignored, tally.filtered, tally.noted)] == [0] * 4
    messages = {event.id: event for event in found if isinstance(event, ChatMessaged)}
    for line in lines:
        message = messages[f"{line['conversation']}/{line['turn']}.2"]
        assert message.data.text == line["text"].strip()
        assert message.data.agent_id == (line["author"] if line["role"] == "agent" else None)
