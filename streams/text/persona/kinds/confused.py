"""Confused: does not understand, is not sure, asks for the explanation again; further questions weigh a little."""

from streams.text.persona.kind import Guidance, Kind, ramp, share
from streams.text.persona.manner import Manner

QUESTION_WEIGHT = 0.25
"""A question weighs a quarter of an open word of doubt, and nothing without one."""


def confused(manner: Manner) -> float:
    if not manner.unsure:
        return 0.0
    return ramp(share(manner.unsure + QUESTION_WEIGHT * manner.questions, manner), 0.2, 0.55)


KIND = Kind(
    "confused",
    rank=4,
    rule=confused,
    guidance=Guidance(
        en="One step at a time, in everyday words, with what they should see after it. Ask what they"
        " see now, and wait for the answer before the next step.",
        fa="گام‌به‌گام و با واژه‌های ساده راهنمایی کنید و بگویید پس از هر گام چه باید ببیند. بپرسید "
        "اکنون چه می‌بیند و پیش از گام بعدی منتظر پاسخ بمانید.",
        ar="خطوة واحدة في كل مرة وبكلمات بسيطة، مع ذكر ما ينبغي أن يراه بعدها. اسأله عمّا يراه الآن،"
        " وانتظر جوابه قبل الخطوة التالية.",
    ),
)
