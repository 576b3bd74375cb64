"""Know-it-all: says that it was said already, that it is obvious, that they are of the trade."""

from streams.text.persona.kind import Guidance, Kind, ramp, share
from streams.text.persona.manner import Manner


def know_it_all(manner: Manner) -> float:
    return ramp(share(manner.expert, manner), 0.15, 0.45) if manner.expert else 0.0


KIND = Kind(
    "know_it_all",
    rank=3,
    rule=know_it_all,
    guidance=Guidance(
        en="Acknowledge what they know and have tried, and do not repeat it. Go straight to the "
        "detail, give reasons, and put a correction as a check to do together.",
        fa="آنچه را می‌داند و آزموده است به رسمیت بشناسید و تکرارش نکنید. یک‌راست سراغ جزئیات بروید،"
        " دلیل بیاورید، و اگر چیزی نادرست است آن را به شکل بررسی مشترک پیش بکشید.",
        ar="قدّر ما يعرفه وما جرّبه ولا تطلب منه تكراره. ادخل في التفاصيل مباشرة واذكر الأسباب، "
        "واعرض التصحيح على أنه خطوة تتحققان منها معا.",
    ),
)
