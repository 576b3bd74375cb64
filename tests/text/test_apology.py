"""Apologies of agents and their look-alikes."""

import pytest

from streams.text.apology import _ARABIC_SIGNS, _LATIN_SIGNS, apology
from streams.text.apology.arabic import ARABIC
from streams.text.apology.english import ENGLISH
from streams.text.apology.latin import LATIN
from streams.text.apology.persian import PERSIAN
from streams.text.apology.tiers import Language
from streams.text.folding import fold
from tests.text.labelled import DATA, gold, halves, score, support_tweets

LANGUAGES = [ENGLISH, PERSIAN, ARABIC, LATIN]


@pytest.mark.parametrize(
    ("name", "precision", "recall"),
    [("fa", 0.95, 0.95), ("ar", 0.95, 0.95), ("en", 0.95, 0.97), ("latin", 0.9, 0.9)],
)
def test_apologies_of_the_report_half_are_found(name: str, precision: float, recall: float) -> None:
    _, report = halves(gold(f"apology_{name}"))
    scored = score(report)
    assert scored.precision >= precision
    assert scored.recall >= recall
    assert scored.accuracy >= 0.9


@pytest.mark.parametrize("name", ["more", "later"])
def test_what_was_once_learned_stays_learned(name: str) -> None:
    scored = score(gold(f"apology_{name}"))
    assert scored.precision >= 0.98
    assert scored.recall >= 0.98


def test_apologies_of_real_support_tweets_are_found() -> None:
    if not DATA.is_dir():
        pytest.skip(f"no test data in {DATA}: PASOKH_TEST_DATA names the folder that holds it")
    scored = score(support_tweets())
    assert scored.precision >= 0.95
    assert scored.recall >= 0.97


@pytest.mark.parametrize(
    ("name", "apologises", "does_not"),
    [
        ("unfortunately", "Sorry, the parcel is late.", "Unfortunately the parcel is late."),
        ("a request to say it again", "Sorry!", "Sorry?"),
        ("your feelings", "I'm sorry we made you feel unwelcome.", "I'm sorry you feel that way."),
        ("if", "Sorry for the rude answer.", "Sorry if the answer seemed rude."),
        ("to hear", "Sorry about that.", "Sorry to hear that."),
        ("a loss", "I'm so sorry for the loss of your bag.", "I'm so sorry for your loss."),
        ("a refusal", "Sorry we couldn't answer sooner.", "Sorry, we can't answer that."),
        ("to inform", "Sorry to bother you.", "Sorry to inform you that it was declined."),
        ("a question behind it", "Sorry, I hung up by mistake.", "Sorry, who am I speaking with?"),
        ("another's apology", "I apologise for the driver.", "The driver apologised."),
        ("none needed", "I apologise.", "No need to apologise."),
        ("better safe", "I'm sorry.", "Better safe than sorry."),
        ("not our fault", "That was our fault.", "That was not our fault."),
        ("blame", "Sorry, we gave you the wrong one.", "Sorry, but you gave them the password."),
        ("متاسفانه", "متاسفم، بسته دیر رسید", "متاسفانه بسته دیر رسید"),
        ("contempt", "متاسفم بابت برخورد همکارم", "واقعا متاسفم براتون"),
        ("ببخشید to be heard", "ببخشید معطل شدید", "ببخشید شماره سفارشتون؟"),
        ("ببخشید as what", "ببخشید", "ببخشید؟"),
        ("شرمنده زن و بچه", "شرمنده شما هستیم", "نذارید شرمنده زن و بچه بشید"),
        ("politeness", "شرمنده‌ام، یادم رفت", "شرمنده می‌کنید، لطف دارید"),
        ("اگه", "ببخشید که ناراحت شدید", "اگه ناراحت شدید ببخشید"),
        ("a no", "شرمنده دیر شد", "شرمنده نمیشه"),
        ("a grief", "متاسفم بابت تاخیر", "متاسفم بابت فوت پدرتون"),
        ("another's عذرخواهی", "عذرخواهی می‌کنم", "راننده عذرخواهی کرد"),
        ("needless عذرخواهی", "بابت این خطا عذرخواهی می‌کنم", "نیازی به عذرخواهی نیست"),
        ("بخش", "ببخشید اشتباه شد", "از بخش فروش تماس می‌گیرم"),
        ("another's mistake", "اشتباه از ما بود", "اشتباه از بانک مقصد بود"),
        ("للأسف", "نأسف للتأخير", "للأسف تأخر الطلب"),
        ("العذراء", "عذراً على التأخير", "فرع شارع العذراء مفتوح"),
        ("لم يعتذر", "أعتذر لك", "السائق لم يعتذر"),
        ("تعذر", "أعتذر عن تعطل الموقع", "تعذر فتح الموقع"),
        ("أسفل", "آسف على الخطأ", "الرابط أسفل الصفحة"),
        ("a right of yours", "حقك علينا يا فندم", "من حقك تلغي الاشتراك"),
        ("عفواً", "نرجو العفو عن التأخير", "العفو، هذا واجبنا"),
        ("معلش for a moment", "معلش اتأخرت على حضرتك", "معلش ثواني وهحول حضرتك"),
        ("سماع", "آسف على ما حدث", "آسف لسماع ذلك"),
        ("لا نقدر", "آسف تأخرت عليك", "آسف ما نقدر نسوي خصم"),
        ("إذا", "نعتذر عن الإزعاج", "نعتذر إذا شعرت بأي تقصير"),
        ("the name أسامة", "أنا آسفة", "معاك أسامة من الدعم"),
        ("a grace period", "سامحنا على التأخير", "فترة السماح خمسة عشر يوماً"),
        ("motasefane", "motasefam babate takhir", "motasefane tamoom shod"),
        ("lel asaf", "asef 3al ta5eer", "lel asaf msh mawgood"),
    ],
)
def test_an_apology_is_found_and_its_look_alike_is_not(name: str, apologises: str, does_not: str) -> None:
    assert apology(apologises) == "apology"
    assert apology(does_not) != "apology"


@pytest.mark.parametrize(
    "text",
    [
        "عذرخواهی می‌کنم",
        "عذرخواهی می کنم",
        "عذرخواهي مي‌كنم",
        "عذرخواهی میکنم",
        "عذر خواهی میکنم",
        "عُذرخواهی می‌کنم",
        "عـــذرخواهی می‌کنیم",
        "نَعْتَذِرُ",
        "نعتــذر",
        "ﻧﻌﺘﺬﺭ",
        "آسف",
        "اسف",
        "أسف",
        "SORRY",
        "soooorry",
        "I’m sorry",
        "I'm sor\u00adry",
        "ببخشییییید",
    ],
)
def test_spelling_does_not_hide_an_apology(text: str) -> None:
    assert apology(text) == "apology"


def test_the_strongest_sentence_tells() -> None:
    assert apology("Sorry to hear that. We apologise for the delay. Sorry, can you say that again?") == "apology"
    assert apology("Sorry to hear that. Sorry, can you say that again?") == "sympathy"


@pytest.mark.parametrize("language", LANGUAGES, ids=["en", "fa", "ar", "latin"])
def test_rules_are_written_in_folded_letters(language: Language) -> None:
    patterns = [language.ignored, language.regrets, language.marks, *(pattern for _, pattern in language.rules)]
    for written in (*language.stems, *(pattern.pattern for pattern in patterns)):
        assert not set(written) & set("يكةأإآىئؤ،؟\u200c")


@pytest.mark.parametrize("language", LANGUAGES, ids=["en", "fa", "ar", "latin"])
def test_each_stem_has_a_sign_and_so_no_message_with_it_leaves_early(language: Language) -> None:
    for stem in language.stems:
        assert fold(stem) == stem
        assert any(sign in stem for sign in (*_LATIN_SIGNS, *_ARABIC_SIGNS))


@pytest.mark.parametrize(
    "text",
    ["", " ", "\n\n", "...", "؟", "😀", "\u202e\u2066", "12345", "§", "§§ for the delay", "regret § for the delay"],
)
def test_what_says_nothing_is_none(text: str) -> None:
    assert apology(text) == "none"
