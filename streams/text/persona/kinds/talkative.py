"""Talkative: long turns, or many of them one upon the other."""

from streams.text.persona.kind import Guidance, Kind, ramp
from streams.text.persona.manner import Manner

STREAM_TURNS = 8
"""Turns before their pace says anything."""

MINUTE_US = 60_000_000


def talkative(manner: Manner) -> float:
    length = ramp(manner.words / manner.turns, 25, 50)
    span_us = manner.last_us - manner.first_us
    if manner.turns < STREAM_TURNS or span_us <= 0:
        return length
    return max(length, ramp((manner.turns - 1) * MINUTE_US / span_us, 4, 8))


KIND = Kind(
    "talkative",
    rank=6,
    rule=talkative,
    guidance=Guidance(
        en="Sum up in a sentence what you take from it and ask whether that is right. Then ask "
        "questions that have a short answer, and lead back to the matter kindly.",
        fa="برداشت خود را در یک جمله خلاصه کنید و بپرسید آیا درست است. سپس پرسش‌هایی بپرسید که پاسخ "
        "کوتاه دارند و با مهربانی به موضوع برگردید.",
        ar="لخّص ما فهمته في جملة واحدة واسأله إن كان صحيحا. ثم اطرح أسئلة جوابها قصير، وعد به إلى الموضوع بلطف.",
    ),
)
