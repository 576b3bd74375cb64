"""Takes out of a text that is kept what leads to people and money: cards, IBANs, ids, phones, e-mail addresses."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from streams.text.folding import words_of

_DIGIT: Final = "0-9٠-٩۰-۹"
_TO_ASCII: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_BETWEEN: Final = "\\- .()\u00a0\u200c\u200e\u200f\u2010-\u2013\u202a-\u202e\u2066-\u2069"
"""May stand between the digits of one number; no slash, which is of dates."""

_EMAIL_HOST: Final = re.compile(r"(?<=[\w.+%-])@[\w-]{1,63}(?:\.[\w-]{1,63}){0,7}\.[^\W\d_]{2,24}(?![\w-])")
_EMAIL_USER: Final = re.compile(r"[\w.+%-]{1,64}$")
_IBAN: Final = re.compile(
    rf"(?<![A-Za-z0-9])(?=([A-Za-z]{{2}}[{_BETWEEN}]?[{_DIGIT}]{{2}}(?:[{_BETWEEN}]{{0,2}}[A-Za-z{_DIGIT}]){{11,30}}))"
)
_RUN: Final = re.compile(rf"[{_DIGIT}](?:[{_BETWEEN}]{{0,3}}[{_DIGIT}])*")
_GROUP: Final = re.compile(rf"[{_DIGIT}]+")
_PLUS: Final = re.compile(rf"\+[{_BETWEEN}]{{0,2}}$")

_IBAN_LENGTHS: Final = {
    word[:2].upper(): int(word[2:])
    for word in words_of(
        """
        AE23 BH22 EG29 IQ23 IR26 JO30 KW30 LB28 MA28 OM23 PS29 QA29 SA24 TN24 TR26
        AT20 BE16 CH21 DE22 DK18 ES24 FI18 FR27 GB22 GR27 IE22 IT27 LU20 NL18 NO15 PL28 PT25 SE24
        """
    )
}
_IRAN_WITHOUT_LETTERS: Final = 24
_SHORTEST: Final = 8
_LONGEST: Final = 24
_SPELLED: Final = 80
"""Characters. In a longer run of digits and spaces, single digits are no number that was spelled out."""
_CARD_SHAPES: Final = {(4, 4, 4, 4), (4, 4, 4, 4, 3), (4, 6, 5), (4, 6, 4), (6, 10), (8, 8), (4, 4, 4, 1)}
_ID_SHAPES: Final = {(3, 6, 1), (3, 3, 3, 1)}
_DATE_SHAPES: Final = {(2, 2, 4), (4, 2, 2), (1, 2, 4), (2, 1, 4), (1, 1, 4), (4, 1, 1), (4, 1, 2), (4, 2, 1)}
_MOST_GROUPS: Final = 6
_CODES: Final = "98|20|9(?:6[1-8]|7[0-4])|353|44|49|33|34|39|31|32|41|43|45|46|47|48|90|91|92|93|994|1"
"""Countries whose numbers are known behind 00 and, for the first line of them, behind nothing."""
_PHONE: Final = re.compile(
    r"0[1-9]\d{9}"  # Iran, and mobiles of Egypt
    r"|0(?:5\d{8}|1[1-7]\d{7}|8[2-9]\d{7}|2\d{8}|[1-9]\d{7})"  # the Gulf, Ireland, Egypt
    r"|(?:98)?9(?:0[0-5]|1\d|2[0-3]|3\d|4\d|9\d)\d{7}"  # mobiles of Iran without the zero
    r"|20?1[0125]\d{8}|966(?:5|1)\d{8}|971(?:5\d|[2-9])\d{7}|9(?:65|68|73|74)[2-9]\d{7}|3538\d{8}"
    rf"|00(?:{_CODES})0?\d{{6,11}}"
)
_ABROAD: Final = re.compile(r"[1-9]\d{7,14}")


def redact(text: str) -> str:
    """Put `[card]`, `[iban]`, `[national_id]`, `[phone]` or `[email]` in their places.

    Of what has check digits only what passes them is taken, unless it is a telephone number as well. Of eleven
    order numbers of ten digits one passes for a national id.
    """
    if "@" in text:
        text = _without_emails(text)
    if _GROUP.search(text) is None:
        return text
    return _without_numbers(_without_ibans(text))


def _without_emails(text: str) -> str:
    parts, done = list[str](), 0
    for host in _EMAIL_HOST.finditer(text):
        user = _EMAIL_USER.search(text[max(done, host.start() - 64) : host.start()])
        if user:
            parts += (text[done : host.start() - len(user[0])], "[email]")
            done = host.end()
    return "".join((*parts, text[done:]))


def _without_ibans(text: str) -> str:
    parts, done = list[str](), 0
    for found in _IBAN.finditer(text):
        length = _IBAN_LENGTHS.get(found[1][:2].upper())
        if length is None or found.start() < done:
            continue
        end, plain = found.start(), ""
        while len(plain) < length and end < found.end(1):
            char = text[end]
            plain += char if char.isalnum() else ""
            end += 1
        if length == len(plain) and _is_iban(plain):
            parts += (text[done : found.start()], "[iban]")
            done = end
    return "".join((*parts, text[done:]))


def _without_numbers(text: str) -> str:
    parts, done = list[str](), 0
    for run in _RUN.finditer(text):
        for start, end, kind in _numbers(text, run.start(), run.end()):
            parts += (text[done:start], f"[{kind}]")
            done = end
    return "".join((*parts, text[done:]))


def _numbers(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Where in a run of digits and what may stand between them a number starts and ends, and what it is."""
    groups = [found.span() for found in _GROUP.finditer(text, start, end)]
    first = 0
    while first < len(groups):
        begin = groups[first][0]
        plus = _PLUS.search(text, max(0, begin - 3), begin)
        found = _longest(text, groups, first, plus=plus is not None)
        if found is None:
            first += 1
            continue
        last, kind = found
        begin = plus.start() if plus and kind == "phone" else begin
        number_end = groups[last][1]
        if (
            text[max(0, begin - 1) : begin] == "("
            and "(" not in text[begin:number_end]
            and ")" in text[begin:number_end]
        ):
            begin -= 1
        yield begin, number_end, kind
        first = last + 1


def _longest(text: str, groups: list[tuple[int, int]], first: int, *, plus: bool) -> tuple[int, str] | None:
    """The last group of the longest number that begins with this group, and what it is."""
    found, digits, sizes = None, "", tuple[int, ...]()
    glued = _is_latin(text[max(0, groups[first][0] - 1) : groups[first][0]])
    short = groups[-1][1] - groups[0][0] <= _SPELLED
    for last in range(first, len(groups) if short else min(first + _MOST_GROUPS, len(groups))):
        begin, end = groups[last]
        if len(digits) + end - begin > _LONGEST:
            break
        digits += text[begin:end].translate(_TO_ASCII)
        sizes += (end - begin,)
        kind = _kind(digits, sizes, plus=plus) if len(digits) >= _SHORTEST else None
        if kind in {"phone", "national_id"} and (glued or _is_latin(text[end : end + 1])):
            continue  # a part of some code: TRK0123456789
        if kind:
            found = last, kind
    return found


def _kind(digits: str, sizes: tuple[int, ...], *, plus: bool) -> str | None:
    length, even = len(digits), len(set(sizes)) == 1
    if plus:
        return "phone" if _ABROAD.fullmatch(digits) and len(sizes) <= _MOST_GROUPS else None
    if 13 <= length <= 19 and (even or sizes in _CARD_SHAPES) and _is_card(digits):  # noqa: PLR2004  ISO/IEC 7812
        return "card"
    if length == _IRAN_WITHOUT_LETTERS and even and _is_iban("IR" + digits):
        return "iban"
    if length == 10 and (even or sizes in _ID_SHAPES) and _is_national_id(digits):  # noqa: PLR2004  as in `_is_national_id`
        return "national_id"
    if (even or len(sizes) <= _MOST_GROUPS) and sizes[:3] not in _DATE_SHAPES and _PHONE.fullmatch(digits):
        return "phone"
    return None


def _is_card(digits: str) -> bool:
    """The check of Luhn; no card begins with 0 or 1."""
    if digits[0] in "01":
        return False
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (doubled + sum(map(int, digits[-1::-2]))) % 10 == 0


def _is_iban(plain: str) -> bool:
    """ISO 13616: the number with its first four characters at the end, letters as 10 to 35, is 1 modulo 97."""
    plain = plain.translate(_TO_ASCII).upper()
    if not plain.isascii():
        return False
    return int("".join(str(int(char, 36)) for char in plain[4:] + plain[:4])) % 97 == 1


def _is_national_id(digits: str) -> bool:
    """Iran: nine digits times 10 down to 2, modulo 11, give the tenth; ten equal digits are nobody's."""
    if all(left == right for left, right in pairwise(digits)):
        return False
    rest = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return int(digits[9]) == (rest if rest < 2 else 11 - rest)  # noqa: PLR2004  the rule's own


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()
