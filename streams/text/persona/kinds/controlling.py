"""Controlling: demands, conditions and commands without a word of courtesy."""

from streams.text.persona.kind import Guidance, Kind, ramp, share
from streams.text.persona.manner import Manner

COMMAND_WEIGHT = 0.5
"""A bare command weighs half a demand: many write shortly and mean no harm."""


def controlling(manner: Manner) -> float:
    weight = manner.demands + COMMAND_WEIGHT * manner.commands
    return ramp(share(weight, manner), 0.2, 0.55) if weight else 0.0


KIND = Kind(
    "controlling",
    rank=2,
    rule=controlling,
    guidance=Guidance(
        en="Give choices you can keep: two ways forward with a time for each. Say plainly and early "
        "what you cannot do and who can, and report back before they ask.",
        fa="گزینه‌هایی پیش رویش بگذارید که از عهده‌شان برمی‌آیید: دو راه، هر کدام با زمانی روشن. زود"
        " و روشن بگویید چه کاری از شما برنمی‌آید و چه کسی می‌تواند، و پیش از آن‌که بپرسد خبر "
        "بدهید.",
        ar="قدّم له خيارات تستطيع الوفاء بها: طريقين لكل منهما موعد واضح. قل مبكرا وبوضوح ما لا "
        "تستطيع فعله ومن يستطيعه، وأخبره بما استجد قبل أن يسأل.",
    ),
)
