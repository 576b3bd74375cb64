"""Whether a customer's message only thanks or says goodbye, so that nobody waits for an answer to it."""

import re
from typing import Final

from streams.text.folding import Folded, fold, words_of

LONGEST: Final = 80
"""Characters. Who writes more than that says something that wants an answer."""
_LONGEST_PHRASE: Final = 40
STRANGERS: Final = 1
"""So many words may be in it that are neither thanks nor of the usual company of thanks: a name, mostly."""

_WORD: Final = re.compile(r"[\w']+")
_HANDLE: Final = re.compile(r"@\w+")
_ONLY_HANDS: Final = re.compile(r"[\s👍🙏❤🌹😊🙂\U0001f3fb-\U0001f3ff]*[👍🙏][\s👍🙏❤🌹😊🙂\U0001f3fb-\U0001f3ff]*")

_THANKS: Final = words_of(
    """
    thanks thank thankyou thx thanx tnx ty tysm cheers bye byebye goodbye goodnight cya farewell appreciated merci
    mersi  mamnoon mamnun mamnunam mamnoonam khodahafez khodafez khoda hafez tashakor sepas sepasgozaram motshakeram
    shokran shukran choukran mashkoor mashkur mashkora yeslamo yislamo yisallamu yeslam tslm tislam teslam  ممنون
    ممنونم ممنونیم مرسی سپاس سپاسگزارم سپاسگذارم سپاسگزاریم تشکر متشکرم متشکریم مچکرم مچکر قربان قربانت قربونت
    خداحافظ خدافظ خدانگهدار بدرود فعلا یاعلی  شکرا شکر مشکور مشکوره مشکورین متشکر متشکره متشکرین ممنونک ممنونه
    ممنونین تسلم تسلمی تسلمین تسلموا تسلمو یسلمو  یسلموا یعطیک یعطیکم بای وداعا
    """
)
_PHRASES: Final = re.compile(
    r"take care|have an? \w+ (?:day|one|evening|weekend|night)|(?:that'?s|that is) (?:all|it|everything)\b"
    r"|(?:دست|دستت|دستتون|دستتان|دستت) درد نکنه|دم(?:ت| شما|تون)? ?گرم|لطف (?:کردید|کردی|دارید)"
    r"|(?:موفق|سلامت|پیروز|شاد) باشید"
    r"|خدا (?:خیر|عوض)\w*(?: بده| بدید)?|خدا نگهدار|خدا حافظ|یا علی|شب ?(?:خوش|بخیر)|روز(?:تون)? ?(?:خوش|بخیر)"
    r"|مع السلام[هة]|فی امان الله|جزا\w+ الله(?: \w*خیرا?)?|ربنا یخلیک\w*"
    r"|الله یعطیک\w*(?: العافیه)?|یعطیک\w* العافیه|کتر خیر\w*"
    r"|ما قصرت\w*|تصبح\w* علی خیر|تسلم\w* اید\w*|یوم\w* سعید|بارک الله ف\w+"
    r"|dast\w+ dard na\w+|dam(?:et|etoon) garm|ma3 el ?salama|ma3a? ?s+alama"
)
_THANKED_FOR: Final = re.compile(
    r"for (?:looking into (?:it|this|that)|getting back(?: to me)?|letting me know|helping(?: me)?(?: out)?|all you do"
    r"|(?:the|your|a|such a)? ?(?:quick |fast |prompt |kind )?"
    r"(?:response|reply|info|information|update|clarification|concern|effort)s?)\b"
)
_FOR_NOTHING: Final = re.compile(r"لا شی(?:ء)?\b|(?:3ala )?wala 7aga")
_FIRST: Final = words_of(
    """
    take have that's that thats دست دستت دستتون دستتان دم دمت دمتون لطف موفق سلامت پیروز شاد خدا یا شب شبتون روز
    روزتون مع فی  جزاک جزاکم جزاکی ربنا الله یعطیک یعطیکم کتر ما تصبح تصبحون تصبحی تسلم یوم یومک بارک dastetoon
    dastet dastetun damet dametoon ma3 ma3a
    """
)
_COMPANY: Final = words_of(
    """
    a an so very much many lot lots again you u your for all the and to too i i'm i'll im me my it it's its is was
    works working  worked work now help helping helpful support assistance service time patience answer reply quick
    kind been really that this  great good nice perfect awesome excellent wonderful amazing lovely brilliant fine ok
    okay okey k kk alright right cool sure  yes yeah yep no nope nah got will do done solved fixed sorted problem
    issue everything anyway mate sir madam dear guys team  love star have has you've you're we're day evening
    weekend night one as always appreciate see later worries best regards then well oh  in advance's big bro man hi
    hello of just  خیلی واقعا بسیار فراوان از شما تو ازت ازتون راهنمایی راهنماییتون راهنماییت کمک کمکتون کمکت پیگیری
    پیگیریتون  پاسخ پاسخگویی پاسخگوییتون  لطف لطفتون محبت محبتتون زحمت زحمات بابت برای با و باشه باش اوکی اوکیه حله
    حل شد درست عالی چشم بله نه دیگه سوالی ندارم کار کاری  همین بود همه چی عزیزم عزیز جان داداش اقا خانم جناب دوست من
    روزتون روز شب خوش بخیر خسته نباشید سلامت باشید شدم همگی صبر حوصله  وقتتون وقت شده اره خب خوب سلام ای خدا  جزیلا
    جدا کتیر کثیر لک لکم لکی علی المساعده مساعدتک مساعده تعاونک لتعاونک تعاونکم لتعاونکم ردک الرد لردکم لردک اهتمامک
    لاهتمامکم کل شیء هذا هاذا هیک هذه خلاص تمام طیب اوک اوکی اوکیه لا نعم ایوه ای انحلت المشکله اتحلت حبیبی حبیبتی
    اخوی اخی اختی  استاذ استاذه یا فندم حضرتک الف الله العافیه خیر خیرا کتیر قلبی غالی ایدک ایدیک سعید یوم یومک
    بالتوفیق والله یخلیک الخدمه خدمتکم  kheili vaghean az shoma bashe ok hal shod dorost aziz azizam ktir kteer awy
    gidan tamam khalas habibi jan dige na rooz shab khosh
    """
)
_WANTS: Final = words_of(
    """
    but still not never don't doesn't didn't can't cannot isn't won't wasn't however except nothing when why how
    what where who  which please pls need want wait waiting advance sent attached link if unless until yet error
    ولی اما هنوز لطفا میشم میشیم کی چرا چطور چطوری کجا چی پس فقط اگه اگر نشد نشده نیست ندادید نکردید  بس لکن لکنی
    لسه لسا لسی متی امتی امتی کیف لیش لماذا وین فین ممکن ارجو عندی ابغی ابی عاوز عایز سمحت لم  vali ama hanooz key
    chera chetor misham lotfan bas lessa lesa emta wain sama7t momken
    """
)


def closing(text: str) -> bool:
    """True for `thanks, bye`; false for a question, for thanks with a but, and for a bare `ok`."""
    return closing_of(fold(text))


def closing_of(text: Folded) -> bool:
    """The same of a folded message."""
    if len(text) > LONGEST or "?" in text:
        return False
    words = text.replace(",", " ").replace(".", " ").replace("!", " ").replace(";", " ").split()
    if _THANKS.isdisjoint(words) and (len(text) > _LONGEST_PHRASE or _FIRST.isdisjoint(words)):
        return len(text) <= _LONGEST_PHRASE and _ONLY_HANDS.fullmatch(text) is not None
    return _only_thanks(text)


def _only_thanks(text: str) -> bool:
    words = _WORD.findall(_THANKED_FOR.sub(" ", _PHRASES.sub(" thanks ", _HANDLE.sub(" ", text))))
    if _THANKS.isdisjoint(words) or not _WANTS.isdisjoint(words) or _FOR_NOTHING.search(text):
        return False
    strangers = [word for word in words if word not in _COMPANY and word not in _THANKS]
    return len(strangers) <= STRANGERS and not any(map(_tells, words))


def _tells(word: str) -> bool:
    """Digits are told for a purpose; «نمی...» is a Persian verb that does not."""
    return word.startswith(("نمی", "nemi")) or (word.isdigit() and len(word) > 1)
