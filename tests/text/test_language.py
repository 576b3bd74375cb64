"""Which language a message is in. The sentences were written for this test; none stands in what was learned from."""

from functools import cache

import pytest

from streams.text.scorer import Scorer


@cache
def scorer() -> Scorer:
    return Scorer.load()


def language(text: str, before: str | None = None) -> str:
    return scorer().score([text], [before])[0].language


CLEAR = [
    ("ببخشید من قبضم رو دو بار پرداخت کردم، چیکار کنم؟", "fa"),
    ("گوشیم بعد از آپدیت روشن نمیشه", "fa"),
    ("دفعتين انخصمت مني الفاتورة ايش اسوي", "ar"),
    ("الموبايل مش بيفتح بعد التحديث", "ar"),
    ("I paid my bill twice, what should I do?", "en"),
    ("phone won't turn on after the update", "en"),
    ("سيستم بسيار كند شده و كسي پاسخگو نيست", "fa"),
    ("میرا فون اپڈیٹ کے بعد آن نہیں ہو رہا", "other"),
    ("دوای نوێکردنەوەکە مۆبایلەکەم ناکرێتەوە", "other"),
    ("Telefonum güncellemeden sonra açılmıyor", "other"),
    ("Mein Handy lässt sich nach dem Update nicht mehr einschalten", "other"),
    ("Mon téléphone ne s'allume plus depuis la mise à jour", "other"),
    ("Mi teléfono no enciende después de la actualización", "other"),
    ("телефон не включается", "other"),
    ("手机打不开了", "other"),
    ("फोन चालू नहीं हो रहा", "other"),
    ("https://example.com/a?b=c", "other"),
    ("0912 345 6789", "other"),
]
FINGLISH = [
    "man ghabzamo do bar pardakht kardam",
    "gushim bade update roshan nemishe",
    "chera hichki be man zang nazad",
    "agha in bastei ke ferestadin khali bud",
    "mitunam pulamo pas begiram ya na",
    "khanum lotf konid shomare peygiri ro bedid",
    "az sobh daram zang mizanam kasi var nemidare",
    "nemidoonam chera kar nemikone",
    "kheyli khoob bood dastetoon dard nakone",
    "hanooz vasl nashode",
    "bebinid man faghat mikham laghv konam",
    "emrooz ghara bood biad vali nayoomad",
    "ye bar dige check konid lotfan",
    "in kar dorost nist",
    "mamnoon az komaketoon",
    "che saati baz mikonid?",
    "ba kodoom shomare tamas begiram",
    "tarof nadarim, vaghan bad bood",
    "hazinash cheghad mishe",
    "adreso eshtebah zadam",
]
ARABIZI = [
    "dafa3t el fatoora marteen a3mel eh",
    "el mobile msh byefta7 ba3d el update",
    "leeh ma7adesh kallemny",
    "ya gama3a el karton wasal fady",
    "a2dar arga3 floosi wala la",
    "momken ra2am el motab3a law sama7t",
    "men el sob7 w ana bakallem w ma7adesh byrod",
    "mesh 3aref leh mesh sha8ala",
    "kan 7elw awi teslam eidak",
    "lessa ma wasalsh",
    "ana bas 3ayez alghi el ta3aqod",
    "kan el mafrood yeegi el naharda w magash",
    "shoofha marra tanya please",
    "hada el shi ghalat",
    "shukran 3ala mosa3adtak",
    "ayya sa3a betefta7o?",
    "3ala ay ra2am attasel",
    "wallah el khidma sayyi2a",
    "kam btkallef",
    "katabt el 3enwan ghalat",
]


@pytest.mark.parametrize(("text", "expected"), CLEAR)
def test_a_clear_message_is_known(text: str, expected: str) -> None:
    assert language(text) == expected


def test_persian_on_an_arabic_keyboard_is_persian() -> None:
    assert language("لطفا رسيدگي كنيد") == "fa"


def test_nearly_all_finglish_that_was_never_seen_is_known() -> None:
    assert sum(language(text) == "fa-latn" for text in FINGLISH) >= 0.9 * len(FINGLISH)


def test_nearly_all_arabizi_that_was_never_seen_is_known() -> None:
    assert sum(language(text) == "ar-latn" for text in ARABIZI) >= 0.9 * len(ARABIZI)


@pytest.mark.parametrize("before", ["fa", "ar"])
def test_a_greeting_that_both_have_is_in_the_language_spoken_before(before: str) -> None:
    assert language("سلام", before) == before


@pytest.mark.parametrize("before", ["fa", "ar", "en", "fa-latn", "ar-latn", "other"])
def test_what_has_no_letters_is_in_the_language_spoken_before(before: str) -> None:
    assert [language(text, before) for text in ("👍", "48213", "?!")] == [before] * 3


def test_what_was_spoken_before_does_not_outweigh_a_clear_message() -> None:
    assert language("I paid my bill twice, what should I do?", "fa") == "en"
    assert language("الموبايل مش بيفتح بعد التحديث", "fa") == "ar"
    assert language("گوشیم بعد از آپدیت روشن نمیشه", "ar") == "fa"


def test_names_in_latin_letters_do_not_make_persian_english() -> None:
    assert language("گوشی Samsung Galaxy S23 Ultra دارید؟") == "fa"
    assert language("كم سعر iPhone 15 Pro Max عندكم؟") == "ar"


def test_an_unknown_language_before_is_as_none() -> None:
    assert language("سلام", "xx") == language("سلام", None)
