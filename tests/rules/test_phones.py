"""Phone numbers that may be one."""

import pytest

from coach.actions.leads import phone_key
from coach.rules.phones import _CODES, other_writings


def may_be_one(first: str, second: str) -> bool:
    return bool(phone_key(second)) and phone_key(second) in {phone_key(first), *other_writings(first)}


@pytest.mark.parametrize(
    "writings",
    [
        ("+49 171 2345678", "0171 2345678", "0049 171 2345678", "+49 (0) 171 / 234 56 78", "0171-2345678"),
        ("+44 20 7946 0958", "020 7946 0958", "0044 (0)20 79460958"),
        ("+1 415 555 0100", "(415) 555-0100", "1-415-555-0100", "001 415 555 0100"),
        ("+39 06 1234 5678", "06 1234 5678"),
        ("+351 21 123 4567", "21 123 4567"),
    ],
)
def test_one_number_is_one_however_it_is_written(writings: tuple[str, ...]) -> None:
    for first in writings:
        for second in writings:
            assert may_be_one(first, second), (first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("+49 171 2345678", "+43 171 2345678"),
        ("+49 171 2345678", "0171 2345679"),
        ("+49 171 2345678", "171 234567"),
        ("030 123456", "040 123456"),
        ("112", "0112"),
        ("", "0171 2345678"),
    ],
)
def test_another_number_is_another(first: str, second: str) -> None:
    assert not may_be_one(first, second)
    assert not may_be_one(second, first)


def test_no_country_code_begins_another() -> None:
    assert not [(code, other) for code in _CODES for other in _CODES if code != other and other.startswith(code)]
