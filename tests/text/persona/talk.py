"""Small talks of customers, turn by turn, with the sentiment of each."""

from __future__ import annotations

from typing import TypeAlias

from streams.text.persona import Manner, Named, observe, persona

Turns: TypeAlias = list[tuple[str, float]]

MINUTE_US = 60_000_000


def heard(turns: Turns, language: str = "en", *, every_us: int = MINUTE_US, abusive: bool = False) -> Manner:
    manner = Manner()
    for number, (text, sentiment) in enumerate(turns):
        observe(manner, text, language=language, sentiment=sentiment, abusive=abusive, at_us=number * every_us)
    return manner


def named(turns: Turns, language: str = "en", *, every_us: int = MINUTE_US, abusive: bool = False) -> Named | None:
    return persona(heard(turns, language, every_us=every_us, abusive=abusive))


STORY = (
    "So my cousin, who moved here last spring with the two dogs and the piano, told me that this shop had the curtains "
    "that my neighbour bought, and since then I have been looking for them in every street we pass, also when we went "
    "to the lake where the little boats are"
)

TALKS: dict[tuple[str, str], Turns] = {
    ("angry", "en"): [
        ("This is ridiculous, I have waited for three weeks", -0.8),
        ("WHERE IS MY PARCEL", -0.5),
        ("Your service is useless!!", -0.9),
        ("I am fed up with all of you", -0.8),
    ],
    ("angry", "fa"): [
        ("سه هفته است منتظرم، واقعاً مسخره است", -0.8),
        ("خجالت بکشید", -0.9),
        ("چرا کسی جواب نمی‌دهد؟؟", -0.5),
        ("دیگه بسه، خسته شدم از دست شما", -0.8),
    ],
    ("angry", "ar"): [
        ("أنتظر منذ ثلاثة أسابيع، هذه مهزلة", -0.8),
        ("عيب عليكم!!", -0.9),
        ("أسوأ خدمة رأيتها في حياتي", -0.9),
        ("زهقت منكم", -0.7),
    ],
    ("angry", "fa-latn"): [
        ("se hafte ast montazeram eftezahe", -0.8),
        ("khaste shodam az dastetoon", -0.8),
        ("badtarin poshtibani", -0.9),
        ("javab nemidid chera", -0.3),
    ],
    ("angry", "ar-latn"): [
        ("zeh2t mnkom", -0.8),
        ("7aram 3aleko", -0.7),
        ("aswa2 khedma", -0.9),
        ("leh ma7adesh beyrod", -0.3),
    ],
    ("negative", "en"): [
        ("The parcel came late again", -0.4),
        ("It was damaged when I opened it", -0.6),
        ("Last month it was the same story", -0.4),
        ("I am disappointed with the quality too", -0.6),
    ],
    ("negative", "fa"): [
        ("بسته باز هم دیر رسید", -0.4),
        ("وقتی بازش کردم شکسته بود", -0.6),
        ("ماه پیش هم همین بود", -0.4),
        ("از کیفیت کالا هم راضی نیستم", -0.6),
    ],
    ("negative", "ar"): [
        ("وصل الطرد متأخرا مرة أخرى", -0.4),
        ("كان مكسورا عندما فتحته", -0.6),
        ("حدث الشيء نفسه الشهر الماضي", -0.4),
        ("ولست راضيا عن الجودة أيضا", -0.6),
    ],
    ("positive", "en"): [
        ("That was quick, great work", 0.8),
        ("I love the new colour", 0.9),
        ("It works perfectly now", 0.7),
        ("You made my day", 0.8),
    ],
    ("positive", "fa"): [
        ("چه سریع، کارتان عالی است", 0.8),
        ("رنگ تازه را خیلی دوست دارم", 0.9),
        ("الان کاملاً درست کار می‌کند", 0.7),
        ("روزم را ساختید", 0.8),
    ],
    ("positive", "ar"): [
        ("كان ذلك سريعا، عمل رائع", 0.8),
        ("أحب اللون الجديد كثيرا", 0.9),
        ("يعمل بشكل ممتاز", 0.7),
        ("أسعدتم يومي", 0.8),
    ],
    ("confused", "en"): [
        ("I don't understand what the form wants", -0.1),
        ("Where would that button be?", 0.0),
        ("Sorry, what do you mean by that?", 0.0),
        ("I'm not sure I opened the right page", 0.0),
    ],
    ("confused", "fa"): [
        ("متوجه نشدم فرم چه می‌خواهد", -0.1),
        ("آن دکمه کجاست؟", 0.0),
        ("ببخشید، یعنی چه؟", 0.0),
        ("مطمئن نیستم صفحه‌ی درست را باز کرده باشم", 0.0),
    ],
    ("confused", "ar"): [
        ("مش فاهم الاستمارة عايزة إيه", -0.1),
        ("أين أجد هذا الزر؟", 0.0),
        ("يعني ايه؟", 0.0),
        ("لست متأكدا أنني فتحت الصفحة الصحيحة", 0.0),
    ],
    ("confused", "fa-latn"): [
        ("motevajeh nashodam", -0.1),
        ("in dokme kojast?", 0.0),
        ("yani chi?", 0.0),
        ("balad nistam in kar ro bokonam", 0.0),
    ],
    ("confused", "ar-latn"): [
        ("msh fahem el form", -0.1),
        ("feen el zorar da?", 0.0),
        ("ya3ni eh?", 0.0),
        ("msh 3aref a3mel eh", 0.0),
    ],
    ("know_it_all", "en"): [
        ("As I already told you, the router is not the problem", -0.1),
        ("Obviously your server drops the packets", -0.2),
        ("I am an engineer and have measured it", 0.0),
        ("I already tried that before I wrote", -0.1),
    ],
    ("know_it_all", "fa"): [
        ("همان‌طور که گفتم مشکل از مودم نیست", -0.1),
        ("خودم می‌دانم چطور تنظیمش کنم", -0.1),
        ("من مهندس شبکه هستم و اندازه گرفته‌ام", 0.0),
        ("واضح است که سرور شما بسته‌ها را دور می‌ریزد", -0.2),
    ],
    ("know_it_all", "ar"): [
        ("كما قلت لك المشكلة ليست من الراوتر", -0.1),
        ("أنا أعرف كيف تعمل الشبكة", -0.1),
        ("أنا مهندس شبكات وقد قست ذلك", 0.0),
        ("سبق وذكرت أن الخادم هو السبب", -0.1),
    ],
    ("controlling", "en"): [
        ("I want to speak to your manager", -0.2),
        ("Fix this now", -0.1),
        ("You have to call me within the hour", -0.1),
        ("I insist on a written answer", -0.1),
    ],
    ("controlling", "fa"): [
        ("می‌خواهم با مدیر صحبت کنم", -0.2),
        ("همین الان درستش کنید", -0.1),
        ("شما باید تا عصر با من تماس بگیرید", -0.1),
        ("این را قبول نمی‌کنم", -0.1),
    ],
    ("controlling", "ar"): [
        ("عايز المدير", -0.2),
        ("أصلحوا هذا فورا", -0.1),
        ("عليكم أن تتصلوا بي قبل المساء", -0.1),
        ("لن أقبل بغير ذلك", -0.1),
    ],
    ("controlling", "fa-latn"): [
        ("ba modir sohbat daram", -0.2),
        ("hamin alan dorostesh konid", -0.1),
        ("shoma bayad zang bezanid", -0.1),
        ("poolamo mikham", -0.2),
    ],
    ("controlling", "ar-latn"): [
        ("3ayez el modeer", -0.2),
        ("raga3ly felosy delwa2ty", -0.1),
        ("lazem 7alan", -0.1),
        ("akher marra a2ol", -0.2),
    ],
    ("talkative", "en"): [(STORY, 0.1)] * 4,
    ("one_liner", "en"): [("Hello there", 0.0), ("parcel", 0.0), ("yes", 0.0), ("ok and", 0.0), ("Monday", 0.0)],
    ("one_liner", "fa"): [("سلام", 0.0), ("بسته", 0.0), ("بله", 0.0), ("خب", 0.0), ("شنبه", 0.0)],
    ("one_liner", "ar"): [("مرحبا", 0.0), ("الطرد", 0.0), ("نعم", 0.0), ("طيب", 0.0), ("الاثنين", 0.0)],
    ("calm", "en"): [
        ("Good morning, could you look up order 1234 please", 0.1),
        ("It was placed on Monday from my office", 0.0),
        ("Thanks, I can wait until you have checked it", 0.2),
        ("No rush, the address is the same as last time", 0.1),
    ],
    ("calm", "fa"): [
        ("وقت بخیر، لطفاً سفارش ۱۲۳۴ را بررسی کنید", 0.1),
        ("روز دوشنبه از دفتر ثبت کرده بودم", 0.0),
        ("ممنون، صبر می‌کنم تا بررسی کنید", 0.2),
        ("عجله‌ای نیست، نشانی همان قبلی است", 0.1),
    ],
    ("calm", "ar"): [
        ("صباح الخير، من فضلك تحقق من الطلب ١٢٣٤", 0.1),
        ("سجلته يوم الاثنين من المكتب", 0.0),
        ("شكرا لك، سأنتظر حتى تتحقق منه", 0.2),
        ("على راحتك، العنوان كما هو", 0.1),
    ],
}
