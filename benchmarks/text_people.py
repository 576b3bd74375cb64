"""What personas and topics cost, and how often topics come up for nothing: python -m benchmarks.text_people.

Times are of this process's CPU, the least of some rounds. With --file each line is a message, in the language given.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from streams.text.persona import Manner, observe, persona
from streams.text.topics import Rising, phrases
from streams.text.topics.candidate import PANE_US
from tests.text.topics.talk import HOUR_US, MINUTE_US, NEW, Burst, Message, Talk

MESSAGES = {
    "en": (
        "Hi, I ordered a lamp ten days ago and it still has not arrived, where is it please?",
        "I don't understand what you mean by the second step, the button is not on my page at all",
        "This is the third time I write and nobody answers, it is ridiculous how you treat people!!",
        "Thanks for the quick help, the app works again and I could pay the invoice this morning",
        "As I already told you the payment went through, check it again and send me the receipt now",
    ),
    "fa": (
        "سلام، ده روز پیش یک چراغ سفارش دادم و هنوز به دستم نرسیده است، لطفاً بگویید کجاست؟",
        "متوجه نشدم منظورتان از مرحله‌ی دوم چیست، این دکمه در صفحه‌ی من اصلاً دیده نمی‌شود، چه کنم؟",
        "این بار سوم است که پیام می‌دهم و کسی جواب نمی‌دهد، واقعاً مسخره است که با مردم این‌طور رفتار می‌کنید",
        "ممنون از راهنمایی سریع شما، برنامه دوباره کار می‌کند و امروز صبح توانستم قبض را پرداخت کنم",
        "همان‌طور که گفتم پرداخت انجام شده است، دوباره بررسی کنید و همین الان رسید را برایم بفرستید",
    ),
    "ar": (
        "مرحبا، طلبت مصباحا قبل عشرة أيام ولم يصل حتى الآن، هل يمكنكم إخباري أين هو من فضلكم؟",
        "لم أفهم ماذا تقصد بالخطوة الثانية، فهذا الزر غير موجود في صفحتي أصلا، ماذا أفعل الآن؟",
        "هذه هي المرة الثالثة التي أكتب فيها ولا أحد يرد، مهزلة حقيقية أن تعاملوا الناس هكذا!!",
        "شكرا على المساعدة السريعة، عاد التطبيق إلى العمل وتمكنت من دفع الفاتورة صباح هذا اليوم",
        "كما قلت لك تم الدفع بنجاح، تحققوا من ذلك مرة أخرى وأرسلوا لي الإيصال على بريدي فورا",
    ),
}


def least_us(work: Callable[[], None], items: int, rounds: int = 7) -> float:
    """Microseconds an item in the best round."""
    best = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best / items * 1e6


def costs(language: str, texts: Sequence[str]) -> None:
    many = list(texts) * max(1, 5_000 // len(texts))

    def observing() -> None:
        manner = Manner()
        for text in many:
            observe(manner, text, language=language, sentiment=-0.3, abusive=False, at_us=1)

    def phrasing() -> None:
        for text in many:
            phrases(text, language)

    letters = sum(map(len, many)) / len(many)
    found = sum(len(phrases(text, language)) for text in texts) / len(texts)
    observed, phrased = least_us(observing, len(many)), least_us(phrasing, len(many))
    print(
        f"{language}: {letters:.0f} letters  observe {observed:.1f} us  phrases {phrased:.1f} us, {found:.0f} of them"
    )


def cost_of_naming() -> None:
    manner = Manner()
    for texts in MESSAGES.values():
        for text in texts:
            observe(manner, text, language="other", sentiment=-0.3, abusive=False, at_us=1)

    def naming() -> None:
        for _ in range(5_000):
            persona(manner)

    print(f"persona {least_us(naming, 5_000):.1f} us, {len(msgspec.msgpack.encode(manner))} bytes of state")


def cost_of_rising(days: int) -> None:
    messages = Talk(1).messages(days)
    said = [(contact, phrases(text, "en"), at_us) for at_us, contact, text in messages]
    rising = Rising()
    began = time.process_time()
    for contact, what, at_us in said:
        rising.add(contact, what, at_us)
    adding = (time.process_time() - began) / len(said) * 1e6
    asking = least_us(lambda: [rising.rising(said[-1][2]) for _ in range(50)] and None, 50)
    size = len(msgspec.msgpack.encode(rising))
    print(
        f"add {adding:.0f} us a message of {sum(len(what) for _, what, _ in said) / len(said):.0f} phrases, "
        f"rising {asking / 1000:.2f} ms, {len(rising.candidates)} phrases in {size / 1000:.0f} kB"
    )


def alarms(messages: Sequence[Message], began_us: int | None) -> tuple[int, float | None]:
    """Topics that came up for nothing, one matter an hour once; and minutes until the new one was found."""
    rising = Rising()
    last: dict[str, int] = {}
    false, delay = 0, None
    due = messages[0].at_us // MINUTE_US * MINUTE_US + PANE_US
    for at_us, contact, text in messages:
        while at_us >= due:
            for topic in rising.rising(due):
                if set(topic.phrase.split()) & set(NEW):
                    if delay is None and began_us is not None:
                        delay = (due - began_us) / MINUTE_US
                elif due - last.get(topic.phrase, -HOUR_US) >= HOUR_US:
                    false += 1
                    last[topic.phrase] = due
                else:
                    last[topic.phrase] = due
            due += PANE_US
        rising.add(contact, phrases(text, "en"), at_us)
    return false, delay


def alarm_rates(seeds: int, days: int) -> None:
    for contacts in (300, 1_500, 6_000):
        total = 0
        for seed in range(100, 100 + seeds):
            false, _ = alarms(Talk(seed, contacts=contacts).messages(days), None)
            total += false
        print(
            f"{contacts} contacts a day: {total} topics for nothing in {seeds * (days - 1)} days of a queue", flush=True
        )


def delays(seeds: int) -> None:
    began = 5 * 24 + 11
    for an_hour in (12, 30, 60, 120):
        found = sorted(
            alarms(Talk(seed).messages(6, Burst(began, 3, an_hour)), began * HOUR_US)[1] or float("inf")
            for seed in range(200, 200 + seeds)
        )
        print(
            f"{an_hour} contacts an hour: found after {', '.join(f'{minutes:.0f}' for minutes in found)} min",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--file", type=Path, help="messages to measure on, one a line")
    parser.add_argument("--language", default="en", help="of the file: en, fa, ar, fa-latn, ar-latn, other")
    parser.add_argument("--alarms", action="store_true", help="also the rates of false alarms and the delays (minutes)")
    parser.add_argument("--seeds", type=int, default=5, help="simulated queues for each rate")
    parser.add_argument("--days", type=int, default=15, help="days of each")
    chosen = parser.parse_args()
    if chosen.file:
        costs(chosen.language, [line for line in chosen.file.read_text(encoding="utf-8").splitlines() if line][:5_000])
        return
    for language, texts in MESSAGES.items():
        costs(language, texts)
    cost_of_naming()
    cost_of_rising(7)
    if chosen.alarms:
        alarm_rates(chosen.seeds, chosen.days)
        delays(chosen.seeds)


if __name__ == "__main__":
    main()
