"""Phone numbers that may be one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.actions.leads import phone_key
from coach.rules.phones import _CODES, one_number, other_writings, readings


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
            assert one_number(first, second), (first, second)


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
    assert not one_number(first, second)
    assert not one_number(second, first)


def test_no_country_code_begins_another() -> None:
    assert not [(code, other) for code in _CODES for other in _CODES if code != other and other.startswith(code)]


WRITTEN = st.builds(
    "{}{}{}".format,
    st.sampled_from(("", "0", "+49", "+49 0", "0049", "+43", "49", "+1", "1", "+999", "(0) ")),
    st.sampled_from(("", " ", "/")),
    st.integers(0, 99_999_999_999).map(str),
)


@given(WRITTEN, WRITTEN)
def test_two_that_are_read_as_one_number_are_so_both_ways_and_share_the_number_at_home(first: str, second: str) -> None:
    assert one_number(first, second) == one_number(second, first)
    if one_number(first, second):
        assert {each.at_home for each in readings(first)} & {each.at_home for each in readings(second)}


@given(st.integers(100_000, 999_999_999).map(str))
def test_every_writing_a_number_is_looked_for_by_is_read_as_one_with_it(at_home: str) -> None:
    for known in (f"0{at_home}", f"+49{at_home}", f"+49 (0){at_home}"):
        for digits in other_writings(known):
            assert one_number(known, digits), (known, digits)
