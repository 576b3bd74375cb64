"""Words that are no topic: grammar, courtesy, and what is said in every message."""

from __future__ import annotations

from collections.abc import Mapping

from streams.text.topics.words import folded, shown

_ENGLISH = """
a about able above after ago again against all also although always am an and any anybody anyone anything
are around as at away back be because been before being below between both but by came can come could did do
does doing done down during each either else even ever every everyone everything few for from further get
gets getting give given go goes going gone gonna good got had has have having he hello help her here hers
hey hi him his how however i id if ill im in into is it its itself ive just keep kind know last least less
let lets like look lot made make makes many may maybe me mean might mine more most much must my myself name
need needs neither never new next nobody nothing now of off often oh ok okay on once one only onto or other
others our ours out over own pls please plz put quite rather really said same saw say says see seem seems
shall she should show since so some somebody someone something soon still such sure take tell than thank
thanks that thats the their theirs them then there theres these they theyre thing things this those though
through thx till to today too took tried try trying u under until up upon ur us use used using very via want
wants was way we well went were weve what whatever whats when where whether which while who whole whom whose
why will with within without would y yeah yes yet you youll your youre yours yourself youve dear sir madam
team guys kindly regards morning afternoon evening day days week weeks month months year years hour hours
minute minutes time times first second two three amp lol
"""

_PERSIAN = """
از اگر دهد دهند دهم دهید دهیم بدهید بدهند شوم شویم شوید نمیشه نمیشود نشده نشد کنید اگه اما امروز امشب ام ات
اش است اند اول اون او ایشان اینکه این اینجا اینها ای ایا اره با باز بار باشد باشه باشم باشید باید بابا بجز
بدون بر برا برای براش برام برایم بعد بعدا بعضی بله بلکه بنده بود بودم بودن بودند بوده به بهتون بهم بی بیش
بیشتر بین تا تان تر ترین تو تون توی جا جز چرا چطور چطوری چقدر چند چندین چنین چه چون چی چیز چیزی چیه حال حالا
حتی خب خود خودتون خودش خودم خوب خیلی داد دادم داده دار دارد دارم دارن دارند داره دارید داریم داشت داشتم
داشته در درباره دست دو دوباره دوستان دیروز دیگر دیگه را رفت رفته رو روز روزه روی زیاد زیر ساعت سال سایر سپس
سر سلام سه شان شاید شد شدم شدن شده شما شماره شود شون شه شوند صبح ضمن طی طور عزیز علیکم عصر فقط فردا قبل قبلا
قرار کامل کاملا کاش کجا کدام کدوم کرد کردم کردن کردند کرده کردید کس کسی کل کلا کم کمک کن کنم کنند کنه کنیم
که کی گرامی گفت گفتم گفتن گفته لطفا لطف ما مان ماه مثل مثلا مدت مرسی مگر مگه ممنون متشکرم من مون مورد موقع
می میخوام میخواهم میشه میشود میکنم میکنه میکنید میگه میگم نباید نبود نداره ندارد ندارم نه نیز نیست نظر نمی
ها هام هاش های هایی هایم هایش هر هرچه هست هستم هستن هستند هستید هستیم هفته هم همان همه همون همین همینطور
هنوز هی هیچ هیچکس و واسه وقت وقتی ولی وگرنه یا یک یکی یه یعنی خواهم خوام خواهش کنین بکنید بکنم بدم بدید شدند
خسته نباشید درود بخیر سپاس تشکر جناب اقا اقای خانم مدیر محترم پیش دقیقه الان باره اینو اونو چک طرف بابت
"""

_ARABIC = """
ابدا ابغي ابي اثناء اذا اريد الا التي الذي الذين الي اللي الان الله اليوم ام اما امام امس ان انا انت انتم
انتو انه انها اني او اول اي ايش ايضا ايه اين اخوي استاذ اكثر اخر اهلا بالنسبه بدون بدي بس بعد بعض بل بن به
بها بهذا بين تحت تكون تم تمام ثم ثلاثه جدا جزاك جميع حاليا حتي حد حول حيث حضرتك خلال خير دا دلوقتي دون دي ده
ذا ذلك رجاء الرجاء ساعه سنه شكرا شو شي شيء صار صباح صرت ضد طيب عايز عاوز عشان علي عليكم عليه عليها عن عند
عندما عندي عنه غير فقط فضلك فضلكم فورا فوق احد في فيه فيها قال قبل قد كان كانت كل كلها كم كما كمان كنت كيف
لان لانه لدي لديكم لك لكم لكن لكي لنا له لها لهذا لو لي ليس ليش ليه لماذا ماذا مثل مره مرحبا مساء مع معي
معكم معاكم ممكن من منذ منكم منه منها مين نحن نعم نفس هذا هذه هذي هاي هو هي هل هلا هم هنا هناك هنالك و وان
وانا وش وقد ولكن وهذا وهو وهي ومن وفي وعلي يا ياريت ياخي يعني يكون يوجد يوم ايام يومين اسبوع شهر سمحت سمحتم
السلام سلام اخي تي ذي ذين نا احنا انو عم رح راح لسه لسا كده كذا هيك بالله والله لله وين فين متي امتي دقيقه
قلت صارلي اللهم لهم لما شيئ
"""

_EMPTY = " ".join("abcdefghijklmnopqrstuvwxyzابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی")

_NOT_ENGLISH = """
not no cannot cant dont doesnt didnt isnt arent wasnt werent wont wouldnt couldnt shouldnt havent hasnt
hadnt aint unable
"""

NOT = "not"
"""What all English negations are counted as, so that "hasn't arrived" and "did not arrive" begin alike."""

_NOT_ARABIC = "لا لم لن ما مش مو"

NEGATED_AS = dict.fromkeys(_NOT_ENGLISH.split(), NOT) | {"و" + word: word for word in _NOT_ARABIC.split()}
"""Words that negate, and what each is counted as."""

NEGATING = frozenset(NEGATED_AS)


def _words(language: str, *lists: str) -> frozenset[str]:
    return frozenset(word for words in lists for word in shown(folded(words), language).split())


STOP: Mapping[str, frozenset[str]] = {
    "en": _words("en", _EMPTY, _ENGLISH),
    "fa": _words("fa", _EMPTY, _PERSIAN),
    "ar": _words("ar", _EMPTY, _ARABIC),
    "other": _words("en", _EMPTY, _ENGLISH, _PERSIAN, _ARABIC),
}

NEGATIONS = _words("ar", NOT, _NOT_ARABIC)
"""A phrase does not end with one of them, and none of them is a phrase."""
