"""What `pasokh check` says that a policy means."""

from streams.cli.check import policy_in_words
from streams.policy import CallPolicy, Policy


def test_calls_and_chats_are_told_apart() -> None:
    words = list(policy_in_words(Policy(chats={"billing": CallPolicy(answer_within_us=90_000_000, target=0.7)})))
    assert [line.partition(":")[0] for line in words[1:]] == [
        "Calls in any queue", "Chats in any queue", "Chats in billing",
    ]  # fmt: skip
    assert "80% are to be answered within 20 s" in words[1]
    assert "80% are to be answered within 60 s" in words[2]
    assert "70% are to be answered within 90 s" in words[3]
