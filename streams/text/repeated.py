"""Whether a customer says the same again, since it was not heard the first time."""

import re
from typing import Final

import msgspec

from streams.text.canned import CACHED, Hashes
from streams.text.folding import Folded, fold, words_of

Gist = tuple[int, ...]
"""Hashes of the words that carry what a message says, in no order of the text; empty if there are too few.

They have 16 bits. Chance makes no two messages alike by that, and who reads a ledger cannot tell which of ten thousand
telephone numbers one stands for.
"""

LEAST_WORDS: Final = 3
"""Fewer words of content (`hello?`, `still nothing`) are no message that could be said again."""
SHARED: Final = 0.7
"""Of the words of the shorter message so many have to be in the longer one."""
SHORTEST: Final = 0.4
"""A message shorter than this part of the other is a remark on it, and no repetition."""
REMEMBERED: Final = 8
_MOST_WORDS: Final = 32
_HASHED: Final = (1 << 16) - 1

_WORD: Final = re.compile(r"\w{2,}")
_LATIN: Final = 5
"""First letters of a Latin word that count, so that `charged` and `charges` are one."""
_ARABIC: Final = re.compile(r"(?:وال|بال|لل|ال)?(\w{3,}?)(?:های?م?|مون|تون|ی|م|ت|ه|ک|نا)?")
_EMPTY: Final = words_of(
    """
    the an and or but so to of in on at for from with by is are was were be been am do does did have has had will
    would can could  should it its this that these those there here my me we us our you your he she they them his
    her not no yes ok okay hi hello  hey please pls thanks thank just now still again already really very too also
    then than if when what where who why how which  i'm ve re ll don didn isn doesn said say told tell as any some
    all more up out about get got sir madam been  به از در با را رو که این اون ان یه یک هم و یا من شما ما تو او برای
    تا هر چه چی چرا کی کجا هست است بود شد شده میشه میشود باید  لطفا سلام ممنون مرسی بله نه ولی اما هنوز دیگه الان
    خیلی گفتم گفتید بازم دوباره  من فی علی الی عن ما لا لم لن هذا هذه هل انا انت انتم هو هی نحن مع او ثم قد کان کانت
    اللی الذی التی یا لو سمحت شکرا السلام علیکم  نعم ایوه بس لکن لسه لسا قلت مره تانی ثانیه
    """
)


class Said(msgspec.Struct, array_like=True):
    """What a contact's customer said lately, oldest first."""

    gists: tuple[Gist, ...] = ()


def gist(text: str) -> Gist:
    """What a message says, small enough to be kept with its contact. Numbers count: they tell orders apart."""
    return gist_of(fold(text))


def gist_of(text: Folded) -> Gist:
    """The same of a folded message."""
    found = set(map(_ROOTS.__getitem__, _WORD.findall(text)))
    found.discard(0)
    return tuple(sorted(found)[:_MOST_WORDS]) if len(found) >= LEAST_WORDS else ()


def repeats(one: Gist, other: Gist) -> bool:
    """Whether two messages of one customer say the same, by the words they share."""
    return _repeats(frozenset(one), other)


def _repeats(one: frozenset[int], other: Gist) -> bool:
    shorter, longer = (len(one), len(other)) if len(one) < len(other) else (len(other), len(one))
    if shorter < LEAST_WORDS or shorter < SHORTEST * longer:
        return False
    return len(one.intersection(other)) >= max(LEAST_WORDS, SHARED * shorter)


def repeated(said: Said, what: Gist) -> bool:
    """Whether the customer has said this before; it is noted for the next time."""
    if not what:
        return False
    words = frozenset(what)
    found = any(_repeats(words, earlier) for earlier in said.gists)
    said.gists = (*said.gists, what)[-REMEMBERED:]
    return found


class _Roots(Hashes):
    """Hashes of words without their endings; 0 for words that say nothing."""

    def __missing__(self, word: str) -> int:
        if len(self) >= CACHED:
            self.clear()
        self[word] = found = 0 if word in _EMPTY else _HASHES[_root(word)] % _HASHED + 1
        return found


def _root(word: str) -> str:
    if word.isascii():
        return word[:_LATIN] if word.isalpha() else word
    match = _ARABIC.fullmatch(word)
    return match[1] if match else word


_HASHES: Final = Hashes()
_ROOTS: Final = _Roots()
