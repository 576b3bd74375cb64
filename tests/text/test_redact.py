"""What is taken out of a kept text, and what stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.text.redact import redact

DIGITS = ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"]
written = st.sampled_from(DIGITS)
separators = st.sampled_from(["", " ", "-", ".", "\u200c", "\u00a0"])
seeds = st.text("0123456789", min_size=24, max_size=24)


def luhn(digits: str) -> str:
    """The digit that makes a card number of these."""
    doubled = [2 * int(digit) for digit in reversed(digits)][::2]
    total = sum(digit // 10 + digit % 10 for digit in doubled) + sum(map(int, list(reversed(digits))[1::2]))
    return str(-total % 10)


def in_fours(digits: str, separator: str) -> str:
    return separator.join(digits[at : at + 4] for at in range(0, len(digits), 4))


def in_script(text: str, script: str) -> str:
    return text.translate(str.maketrans("0123456789", script))


@given(st.sampled_from("23456789"), seeds, written, separators)
def test_every_card_is_taken_in_any_digits_and_with_any_separator(
    first: str, seed: str, script: str, separator: str
) -> None:
    digits = first + seed[:14]
    card = in_script(in_fours(digits + luhn(digits), separator), script)
    assert redact(f"a {card} b") == "a [card] b"


@given(st.sampled_from("23456789"), seeds, written, st.integers(1, 9))
def test_no_number_of_sixteen_digits_with_a_wrong_check_digit_is(first: str, seed: str, script: str, off: int) -> None:
    digits = first + seed[:14]
    text = in_script(digits + str((int(luhn(digits)) + off) % 10), script)
    assert redact(text) == text


@given(seeds, written, separators, st.booleans())
def test_every_iranian_iban_is_taken(seed: str, script: str, separator: str, small: bool) -> None:
    account = seed[:22]
    check = f"{98 - int(account + '182700') % 97:02}"
    letters = "ir" if small else "IR"
    iban = in_fours(letters + check + account, separator)
    assert redact(f"a {letters + in_script(iban[2:], script)} b") == "a [iban] b"
    wrong = f"{letters}{(int(check) + 1) % 100:02}{account}"
    assert "[iban]" not in redact(wrong)


@given(seeds, written)
def test_every_national_id_is_taken_and_none_with_a_wrong_check_digit(seed: str, script: str) -> None:
    nine = "3" + seed[:8]  # begins like no telephone number
    rest = sum(int(digit) * weight for digit, weight in zip(nine, range(10, 1, -1), strict=True)) % 11
    check = rest if rest < 2 else 11 - rest
    assert redact(in_script(f"{nine}{check}", script)) == (
        "[national_id]" if len({*nine, str(check)}) > 1 else nine + "3"
    )
    wrong = in_script(f"{nine}{(check + 1) % 10}", script)
    assert redact(wrong) == wrong


@pytest.mark.parametrize(
    "number",
    [
        "09123456789",
        "0912 345 6789",
        "0912-345-67-89",
        "۰۹۱۲۳۴۵۶۷۸۹",
        "+98 912 345 6789",
        "00989123456789",
        "989123456789",
        "021-88887777",
        "(021) 8888 7777",
        "01012345678",
        "٠١٠١٢٣٤٥٦٧٨",
        "+20 10 1234 5678",
        "0551234567",
        "+966 55 123 4567",
        "00966551234567",
        "971501234567",
        "+965 9876 5432",
        "+974 3312 3456",
        "087 123 4567",
        "+353 87 123 4567",
        "+353 (0)87 123 4567",
        "01 234 5678",
        "+1 (415) 555-2671",
        "+44 20 7946 0958",
        "0 9 1 2 3 4 5 6 7 8 9",
    ],
)
def test_telephone_numbers_are_taken(number: str) -> None:
    assert redact(f"ring {number}, please") == "ring [phone], please"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("write to a.b+c@mail.example.com.", "write to [email]."),
        ("sara@example.ir، ممنون", "[email]، ممنون"),
        ("GB29 NWBK 6016 1331 9268 19 is mine", "[iban] is mine"),
        ("IE29AIBK93115212345678", "[iban]"),
        ("card 4111 1111 1111 1111 and 0871234567", "card [card] and [phone]"),
        ("3782 822463 10005", "[card]"),
        ("کارت ۴۱۱۱-۱۱۱۱-۱۱۱۱-۱۱۱۱ به نام من", "کارت [card] به نام من"),
    ],
)
def test_what_is_around_stays(text: str, kept: str) -> None:
    assert redact(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "order 48213",
        "on 05-12-2024 10:30",
        "2027-03-21T10:00:00Z",
        "1403/05/12",
        "4111 1111 1111 1112",
        "12.345.678",
        "1111111111",
        "TRK09123456789",
        "v1.2.3",
        "half past 9, room 12, floor 3",
        "a@b",
        "@handle",
        "GB00 NWBK 6016 1331 9268 19",
        "0000000000000000",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert redact(text) == text


@given(st.text())
def test_redacting_twice_changes_nothing_more(text: str) -> None:
    assert redact(redact(text)) == redact(text)


@given(st.text("0123456789۰۱٠١ -.()+@aI R", max_size=60))
def test_redacting_twice_changes_nothing_more_in_numbers(text: str) -> None:
    assert redact(redact(text)) == redact(text)


@given(st.text(st.characters(exclude_categories=["Nd"], exclude_characters="@")))
def test_a_text_without_digits_and_addresses_stays(text: str) -> None:
    assert redact(text) == text
