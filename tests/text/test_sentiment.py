"""How a message sounds. The sentences were written for this test; none stands in what was learned from."""

from functools import cache

import pytest

from streams.text.scorer import Score, Scorer


@cache
def scorer() -> Scorer:
    return Scorer.load()


def score(text: str, before: str | None = None) -> Score:
    return scorer().score([text], [before])[0]


BAD = [
    "the parcel never showed up and your hotline just hangs up on me",
    "not good at all",
    "I am really disappointed, third time this month",
    "بعد از سه بار تماس هنوز هیچ کاری انجام ندادید",
    "اصلا خوب نبود",
    "کارشناستون وسط حرفم قطع کرد، خیلی بی‌ادب بود",
    "سرعت اینترنت افتضاحه",
    "صار لي اسبوعين انتظر وما احد حل موضوعي",
    "الخدمة مش كويسة خالص",
    "تعامل سيء وتأخير كل مرة",
    "internet eftezahe khaste shodam",
    "el 5edma zeft w ta3ebt men el entezar",
    "😡😡",
    "👎",
]
GOOD = [
    "brilliant, the technician was lovely and it all works",
    "thank you so much for sorting this out",
    "خیلی ممنون، عالی پیگیری کردید",
    "دستتون درد نکنه مشکل حل شد",
    "برخورد همکارتون فوق‌العاده بود",
    "شكرا جزيلا انحلت المشكلة بسرعة",
    "خدمة ممتازة وتعامل راقي",
    "الموظف محترم وساعدني كثير",
    "damet garm ali bud",
    "shokran gedan 5edma momtaza",
    "❤️👍",
    "👍🏽",
]
PLAIN = [
    "my order number is 48213",
    "what time do you open on Fridays?",
    "I would like to change my address",
    "شماره سفارشم ۴۸۲۱۳ هست",
    "سلام وقت بخیر",
    "میخواستم آدرسم رو عوض کنم",
    "رقم الطلب ١٢٣٤٥",
    "متى تفتحون يوم الجمعة؟",
    "ابي اغير عنواني",
    "",
    "12345",
]


@pytest.mark.parametrize("text", BAD)
def test_a_complaint_is_below_zero(text: str) -> None:
    assert score(text).sentiment < 0


@pytest.mark.parametrize("text", GOOD)
def test_thanks_and_praise_are_above_zero(text: str) -> None:
    assert score(text).sentiment > 0


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_question_or_fact_is_neutral(text: str) -> None:
    assert score(text).sentiment_class == "neutral"


def test_what_is_in_no_language_of_ours_is_neutral() -> None:
    found = score("Der Service ist sehr schlecht, ich bin enttäuscht")
    assert (found.language, found.sentiment, found.sentiment_class) == ("other", 0, "neutral")


def test_the_sign_and_the_class_never_contradict_each_other() -> None:
    for text in [*BAD, *GOOD, *PLAIN]:
        found = score(text)
        if found.sentiment_class != "neutral":
            assert (found.sentiment > 0) == (found.sentiment_class == "positive")


def test_typing_persian_on_an_arabic_keyboard_changes_no_mood() -> None:
    persian, arabic = score("خیلی بی‌ادب بود کارشناستون", "fa"), score("خيلي بي‌ادب بود كارشناستون", "fa")
    assert (persian.language, persian.sentiment) == (arabic.language, arabic.sentiment)


@pytest.mark.parametrize(
    ("text", "sounds"),
    [
        ("not bad at all", "negative"),
        ("thanks for nothing", "positive"),
        ("I love waiting for two hours", "positive"),
        ("thank you, but it still does not work", "positive"),
        ("ممنون ولی هنوز قطعه", "positive"),
    ],
)
def test_what_the_model_card_names_as_a_failure_still_is_one(text: str, sounds: str) -> None:
    assert score(text).sentiment_class == sounds, "better than docs/models.md says: take it off the list there"
