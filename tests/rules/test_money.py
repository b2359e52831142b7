"""Amounts as people and exports write them, to the cent, and what is refused rather than guessed."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coach.errors import Misused
from coach.rules.money import LARGEST, currency_in, decimals_of, parse_amount, parse_currency, show_amount
from coach.rules.text import visible_line

CURRENCIES = st.sampled_from(["EUR", "USD", "GBP", "JPY", "KRW", "KWD", "TND", "CHF", "XYZ"])
AMOUNTS = st.integers(0, LARGEST)


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("0", 0), ("1200", 120000), ("1,200", 120000), ("1.200", 120000), ("1.200,50", 120050),
        ("1,200.50", 120050),
        ("1200.50", 120050), ("1200,5", 120050), ("1 200", 120000), ("1 200,50", 120050),
        ("1\u202f200", 120000), ("1\xa0200", 120000),
        ("1'200", 120000), ("1\u2019200.50", 120050), ("1,234,567", 123456700), ("1.234.567,89", 123456789),
        ("1,20,000", 12000000),
        ("12,34,567.5", 123456750), ("250k", 25000000), ("1.5m", 150000000), ("1,5 M", 150000000),
        ("2.25K", 225000),
        ("€ 900", 90000), ("900€", 90000), ("900 EUR", 90000), ("eur 900", 90000), ("EUR900", 90000),
        ("€250k", 25000000),
        ("250k eur", 25000000), ("1.5mEUR", 150000000), (".50", 50), ("0.05", 5), ("1200.500", 120050), ("0.500", 50),
        ("  7 ", 700), ("007", 700),
        ("10000000000000", LARGEST), ("125000.0", 12500000),
    ],
)  # fmt: skip
def test_an_amount_is_understood_however_it_is_grouped(typed: str, minor: int) -> None:
    assert parse_amount(typed, "EUR") == minor


@pytest.mark.parametrize(
    ("typed", "currency", "minor"),
    [
        ("$1,200", "USD", 120000), ("$125000", "CAD", 12500000), ("US$ 5", "USD", 500), ("KRW 500",
        "KRW", 500), ("500 krw", "KRW", 500), ("£9.99", "GBP", 999), ("R$ 10", "BRL", 1000),
        ("1200 kr", "SEK", 120000), ("1 200 zł", "PLN", 120000), ("Fr. 20", "CHF", 2000), ("5 Kč", "CZK", 500),
        ("¥1,200", "JPY", 1200), ("1200", "JPY", 1200), ("1200.00", "JPY", 1200), ("1.5m", "KRW", 1500000),
        ("1.200", "JPY", 1200),
        ("1.250", "KWD", 1250), ("1,250", "KWD", 1250000), ("1,250.5", "KWD", 1250500), ("1.2", "KWD", 1200),
        ("1.250k", "KWD", 1250000),
    ],
)  # fmt: skip
def test_every_currency_has_its_own_signs_and_decimals(typed: str, currency: str, minor: int) -> None:
    assert parse_amount(typed, currency) == minor


@pytest.mark.parametrize(
    "typed",
    [
        "", "  ", "much", "k", "EUR", "€", "1,2,3", "1.200.50", "1,200,50", "12 00", "1 20", "1,200 300",
        "1'200,300'400", "5.", "5,", ".", ",",
        "1..5", "1e5", "inf", "nan", "0x10", "1_000", "5 k k", "12kk", "1/2", "100%", "€ 5 €", "٣", "\uff15",
        "1200 ,- ", "1.234.56", "9" * 4000,
        "1200\0", "\x1b[31m5", "\ud800", ",200", ".200.300", "1200,300,400",
    ],
)  # fmt: skip
def test_nonsense_is_refused_with_the_forms_to_use(typed: str) -> None:
    with pytest.raises(Misused) as refusal:
        parse_amount(typed, "EUR")
    assert "250k" in refusal.value.do


@pytest.mark.parametrize("typed", ["-5", "- 5", "\u22125", "€ -5", "(5)", "-5 EUR", "-1.200,50"])
def test_a_negative_amount_is_refused_as_such(typed: str) -> None:
    with pytest.raises(Misused, match="negative"):
        parse_amount(typed, "EUR")


@pytest.mark.parametrize(
    ("typed", "currency"),
    [("1.255,505", "EUR"), ("0.005", "EUR"), ("12.5", "JPY"), ("0.0005", "KWD"), ("1.2345", "EUR")],
)
def test_less_than_a_minor_unit_is_refused_not_rounded(typed: str, currency: str) -> None:
    with pytest.raises(Misused, match="finer than"):
        parse_amount(typed, currency)


@pytest.mark.parametrize("typed", ["1.250k", "1,250k", "1.250 m"])
def test_thousands_of_thousands_are_refused_as_ambiguous(typed: str) -> None:
    with pytest.raises(Misused, match="two ways"):
        parse_amount(typed, "EUR")


@pytest.mark.parametrize(
    ("typed", "currency", "named"),
    [("900 USD", "EUR", "USD"), ("$1,200", "EUR", "USD"), ("€5", "USD", "EUR"), ("5 kr", "EUR", "SEK")],
)
def test_an_amount_in_another_currency_is_never_taken_for_this_one(typed: str, currency: str, named: str) -> None:
    with pytest.raises(Misused, match=f"is in {named}, and the amount here is in {currency}"):
        parse_amount(typed, currency)


def test_the_currency_an_amount_names_can_be_asked_for() -> None:
    assert currency_in("$1,200", "EUR") == "USD"
    assert currency_in("$1,200", "CAD") == "CAD"
    assert currency_in("900 gbp", "EUR") == "GBP"
    assert currency_in("900", "EUR") == "EUR"
    assert currency_in("250k", "EUR") == "EUR"
    assert currency_in("nothing yet", "EUR") == "EUR"


def test_the_largest_amount_is_kept_and_one_more_is_refused() -> None:
    assert parse_amount(str(LARGEST), "JPY") == LARGEST
    with pytest.raises(Misused, match="more than coach can keep"):
        parse_amount(str(LARGEST + 1), "JPY")
    with pytest.raises(Misused, match="more than coach can keep"):
        parse_amount("10000000000m", "EUR")


@pytest.mark.parametrize(
    ("minor", "currency", "shown"),
    [
        (420000, "EUR", "4,200 EUR"), (420050, "EUR", "4,200.50 EUR"), (5, "EUR", "0.05 EUR"), (0, "EUR",
        "0 EUR"),
        (1200, "JPY", "1,200 JPY"), (1250, "KWD", "1.250 KWD"), (1005, "KWD", "1.005 KWD"), (-420050, "EUR",
        "-4,200.50 EUR"),
        (LARGEST, "EUR", "10,000,000,000,000 EUR"),
    ],
)  # fmt: skip
def test_an_amount_is_shown_with_cents_only_when_there_are_some(minor: int, currency: str, shown: str) -> None:
    assert show_amount(minor, currency) == shown


@given(AMOUNTS, CURRENCIES)
def test_an_amount_shown_by_coach_is_read_back_to_the_cent(minor: int, currency: str) -> None:
    shown = show_amount(minor, currency)
    assert parse_amount(shown, currency) == minor
    assert parse_amount(shown.removesuffix(f" {currency}"), currency) == minor


@given(AMOUNTS, CURRENCIES, st.sampled_from([",.", ".,", " ,", " .", "'.", "\u2019,", "\xa0,"]))
def test_decimals_written_out_are_read_back_whatever_the_grouping(minor: int, currency: str, signs: str) -> None:
    thousands, point = signs[0], signs[1]
    decimals = decimals_of(currency)
    whole, cents = divmod(minor, 10**decimals)
    written = f"{whole:,}".replace(",", thousands)
    if decimals == 2:
        written += f"{point}{cents:02}"
    elif decimals == 3:
        written += f"{point}{cents:03}"
        assume(point == "." or whole >= 1000)  # a lone comma with three digits after it sets thousands apart
    assert parse_amount(written, currency) == minor


def amount_or_refusal(typed: str, currency: str) -> int | Misused:
    try:
        return parse_amount(typed, currency)
    except Misused as refusal:
        return refusal


@given(st.text(max_size=50) | st.text("0123456789.,' km€$EUR-", max_size=24), CURRENCIES)
def test_any_text_is_an_amount_within_bounds_or_a_sentence_fit_to_print(typed: str, currency: str) -> None:
    found = amount_or_refusal(typed, currency)
    if isinstance(found, Misused):
        assert found.do
        assert visible_line(found.what) == found.what
    else:
        assert 0 <= found <= LARGEST


def test_a_currency_is_three_letters() -> None:
    assert parse_currency(" eur ") == "EUR"
    for other in ("", "eu", "euro", "e1r", "€€€", "ÄÖÜ"):
        with pytest.raises(Misused):
            parse_currency(other)
