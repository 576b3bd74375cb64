"""Angry: words of anger, shouting or abuse in much of what is written, and no good mood beside it."""

from streams.text.persona.kind import Guidance, Kind, ramp, share
from streams.text.persona.manner import Manner


def angry(manner: Manner) -> float:
    if not manner.upset or manner.sentiment_sum > 0:
        return 0.0
    return max(ramp(share(manner.upset, manner), 0.15, 0.5), ramp(share(manner.abusive, manner), 0.1, 0.35))


KIND = Kind(
    "angry",
    rank=1,
    rule=angry,
    guidance=Guidance(
        en="Let them finish, name the problem in their words and apologise once for it, then say "
        "what you do now and by when. Do not argue about tone; if it turns abusive, you may hand "
        "over.",
        fa="بگذارید حرفش را تمام کند، مشکل را با واژه‌های خودش بازگو کنید و یک بار صادقانه عذر "
        "بخواهید؛ سپس بگویید اکنون چه می‌کنید و تا چه زمانی. بر سر لحن بحث نکنید؛ اگر کار به "
        "توهین کشید، می‌توانید گفت‌وگو را واگذار کنید.",
        ar="دعه يكمل كلامه، ثم أعد ذكر المشكلة بكلماته واعتذر عنها مرة واحدة بصدق، وقل ما ستفعله "
        "الآن ومتى ينتهي. لا تجادل في أسلوبه، وإن تحوّل الحديث إلى إساءة فلك أن تحيله إلى غيرك.",
    ),
)
