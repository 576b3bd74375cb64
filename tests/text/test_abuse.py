"""Abuse of the one who answers, and what only sounds like it."""

from functools import cache

import pytest

from streams.text.abuse import THRESHOLD
from streams.text.scorer import Score, Scorer


@cache
def scorer() -> Scorer:
    return Scorer.load()


def score(text: str, language: str) -> Score:
    return scorer().score([text], [language])[0]


ABUSIVE = [
    ("you are an idiot", "en", "insult"),
    ("are you stupid or what", "en", "insult"),
    ("fuck you and your company", "en", "insult"),
    ("You guys are a bunch of clowns", "en", "insult"),
    ("I will find you and kill you", "en", "threat"),
    ("I know where you live", "en", "threat"),
    ("what are you wearing baby", "en", "harassment"),
    ("خیلی بیشعوری", "fa", "insult"),
    ("خفه شو بابا", "fa", "insult"),
    ("خفه‌شو", "fa", "insult"),
    ("شما خیلی خرید", "fa", "none"),
    ("شما خیلی خری", "fa", "insult"),
    ("خاک تو سرتون با این پشتیبانی", "fa", "insult"),
    ("پدرتونو در میارم", "fa", "threat"),
    ("میام دفترتونو آتیش میزنم", "fa", "threat"),
    ("صدات سکسیه", "fa", "harassment"),
    ("يا حمار رد علي", "ar", "insult"),
    ("انتم كلاب", "ar", "insult"),
    ("الله يلعنكم", "ar", "insult"),
    ("والله لاقتلك", "ar", "threat"),
    ("اعرف وين ساكن", "ar", "threat"),
    ("صوتك مثير وش لابسة", "ar", "harassment"),
    ("khafe sho", "fa-latn", "insult"),
    ("peydat mikonam", "fa-latn", "threat"),
    ("ya 7mar rod 3alaya", "ar-latn", "insult"),
]
HARMLESS = [
    ("this wait is killing me", "en"),
    ("would it kill you to answer?", "en"),
    ("kill the process and restart the server", "en"),
    ("the hot dog was cold", "en"),
    ("your stupid app logged me out", "en"),
    ("this is the worst service ever, I want a refund", "en"),
    ("I will sue you", "en"),
    ("any dogs you see outside of a kennel are service animals", "en"),
    ("how can the fuck you employ them", "en"),
    ("Wir haben zu danken. Schönen Abend noch.", "en"),
    ("ありがとうございます。今、電話で対応していただいてます。", "en"),
    ("the assessment in Scunthorpe was a classic", "en"),
    ("my dick smith voucher does not work in Essex", "en"),
    ("هیچ کس جواب نداد", "fa"),
    ("گوشت گوساله بد بود", "fa"),
    ("غذا آشغال بود", "fa"),
    ("شکایت میکنم ازتون", "fa"),
    ("سگم مریض شده کلینیک دارید؟", "fa"),
    ("کیرا نایتلی", "fa"),
    ("عندي كلب مريض", "ar"),
    ("لحم بقر طازج", "ar"),
    ("حسبي الله ونعم الوكيل", "ar"),
    ("انتم نصابين رجعوا فلوسي", "ar"),
    ("internet ghate khaste shodam", "fa-latn"),
    ("el net mesh sha8al", "ar-latn"),
]
SWEARING = [
    ("this fucking internet is down again", "en"),
    ("shit, I forgot my password", "en"),
    ("are you fucking kidding me", "en"),
    ("I am such an idiot, I found the button", "en"),
    ("the driver was late and his boss is an idiot", "en"),
    ("اینترنت تخمی باز قطع شد", "fa"),
    ("ریدم به این سرعت", "fa"),
    ("طز في هالنت", "ar"),
    ("internet tokhmi", "fa-latn"),
]


@pytest.mark.parametrize(("text", "language", "kind"), ABUSIVE)
def test_abuse_is_known_by_its_kind(text: str, language: str, kind: str) -> None:
    found = score(text, language)
    assert found.abuse == kind
    assert (found.abuse_score >= THRESHOLD) == (kind != "none")


@pytest.mark.parametrize(("text", "language"), HARMLESS)
def test_anger_and_words_that_only_look_alike_are_no_abuse(text: str, language: str) -> None:
    found = score(text, language)
    assert found.abuse in {"none", "profanity"}
    assert found.abuse_score < THRESHOLD


@pytest.mark.parametrize(("text", "language"), SWEARING)
def test_swearing_at_a_thing_or_at_oneself_is_profanity(text: str, language: str) -> None:
    found = score(text, language)
    assert found.abuse == "profanity"
    assert found.abuse_score < THRESHOLD


def test_hiding_a_letter_does_not_help() -> None:
    assert score("f*ck you", "en").abuse != "none"
