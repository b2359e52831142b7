"""Days as other programs write them: the order of day and month is found out, asked for, or said; never guessed."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.errors import Misused
from coach.exchange.written_days import DAY_FIRST, ISO, MONTH_FIRST, YEAR_FIRST, DayReader, OrderEvidence, settle_order

DAYS = st.dates(date(1971, 1, 1), date(2069, 12, 31))


def evidence(*texts: str) -> OrderEvidence:
    found = OrderEvidence()
    for line, text in enumerate(texts, 2):
        found.look_at(line, text)
    return found


def order(*texts: str) -> str:
    return settle_order({"day": evidence(*texts)})["day"]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["03/04/2026", "13/04/2026"], DAY_FIRST),
        (["3.4.26", "31.12.26"], DAY_FIRST),
        (["03/04/2026", "04/13/2026 2:30 PM"], MONTH_FIRST),
        (["3-4-2026", "12-31-2026"], MONTH_FIRST),
    ],
)
def test_one_day_that_fits_only_one_order_settles_the_column(texts: list[str], found: str) -> None:
    assert order(*texts) == found
    assert order(*reversed(texts)) == found


@pytest.mark.parametrize("texts", [[], ["2026-04-03"], ["4 Mar 2026"], ["45631"], ["04/04/2026"], ["soon"]])
def test_days_that_fit_both_orders_alike_ask_nothing(texts: list[str]) -> None:
    assert order(*texts) == DAY_FIRST


def test_a_column_that_tells_nothing_is_asked_about() -> None:
    with pytest.raises(Misused) as asked:
        order("2026-01-31", "03/04/2026", "05/06/2026")
    assert "Is 03/04/2026 on line 3 the 3 April or the 4 March?" in asked.value.what
    assert 'dates = "dmy"' in asked.value.do


def test_a_column_that_speaks_for_both_orders_is_asked_about() -> None:
    with pytest.raises(Misused, match=r"13/02/2026 on line 2 has the day first, 02/14/2026 on line 4 the month"):
        order("13/02/2026", "01/01/2026", "02/14/2026")


def test_a_column_takes_its_order_from_the_others_of_the_file() -> None:
    columns = {"received": evidence("03/04/2026"), "closed": evidence("04/30/2026")}
    assert settle_order(columns) == {"received": MONTH_FIRST, "closed": MONTH_FIRST}


def test_a_column_is_asked_about_when_the_others_disagree() -> None:
    columns = {"a": evidence("03/04/2026"), "b": evidence("04/30/2026"), "c": evidence("30/04/2026")}
    with pytest.raises(Misused, match="No day in the column 'a' tells"):
        settle_order(columns)


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("2026-12-01", ISO, date(2026, 12, 1)),
        ("2026-12-01T09:30:00Z", ISO, date(2026, 12, 1)),
        ("2026-12-01 23:59:59.123+01:00", ISO, date(2026, 12, 1)),
        ("2026/12/1", DAY_FIRST, date(2026, 12, 1)),
        ("2026.12.01", MONTH_FIRST, date(2026, 12, 1)),
        ("20261201", DAY_FIRST, date(2026, 12, 1)),
        ("03/04/2026", DAY_FIRST, date(2026, 4, 3)),
        ("03/04/2026", MONTH_FIRST, date(2026, 3, 4)),
        ("3.4.26", DAY_FIRST, date(2026, 4, 3)),
        ("31-12-99", DAY_FIRST, date(1999, 12, 31)),
        ("26-12-01", YEAR_FIRST, date(2026, 12, 1)),
        ("3/15/2024 2:30 PM", MONTH_FIRST, date(2024, 3, 15)),
        ("15-Jan-24", DAY_FIRST, date(2024, 1, 15)),
        ("01-Feb-05", MONTH_FIRST, date(2005, 2, 1)),
        ("Jan 15, 2024", DAY_FIRST, date(2024, 1, 15)),
        ("15 January 2024", MONTH_FIRST, date(2024, 1, 15)),
        ("Mon, 15 Jan 2024 10:00:00 EST", DAY_FIRST, date(2024, 1, 15)),
        ("45631", DAY_FIRST, date(2024, 12, 5)),
        ("45631.75", DAY_FIRST, date(2024, 12, 5)),
        (" 2026-12-01 ", ISO, date(2026, 12, 1)),
    ],
)
def test_a_day_is_read_in_its_order(text: str, order: str, day: date) -> None:
    assert DayReader(order).read(text) == day


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("04/13/2026", DAY_FIRST),
        ("13/04/2026", MONTH_FIRST),
        ("1.12.2026", ISO),
        ("2026-02-30", ISO),
        ("2026-13-01", DAY_FIRST),
        ("12/2026", DAY_FIRST),
        ("Jan 2024", DAY_FIRST),
        ("15 Jan", DAY_FIRST),
        ("Friday", DAY_FIRST),
        ("March", DAY_FIRST),
        ("soon", DAY_FIRST),
        ("3/4/2026/5", DAY_FIRST),
        ("3/4/2026 maybe", DAY_FIRST),
        ("3/4-2026", DAY_FIRST),
        ("3/4/202", DAY_FIRST),
        ("12", DAY_FIRST),
        ("1,5", DAY_FIRST),
        ("99999", DAY_FIRST),
        ("1850-01-01", ISO),
        ("x" * 10_000, DAY_FIRST),
        ("march " * 1_000, DAY_FIRST),
    ],
)
def test_what_is_no_day_in_its_order_is_refused(text: str, order: str) -> None:
    with pytest.raises(Misused):
        DayReader(order).read(text)


@given(DAYS)
def test_every_day_comes_back_however_it_is_written(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    assert {DayReader(ISO).read(day.isoformat())} == {
        DayReader(DAY_FIRST).read(f"{day.day}.{day.month}.{day.year}"),
        DayReader(DAY_FIRST).read(day.strftime("%d/%m/%y")),
        DayReader(MONTH_FIRST).read(day.strftime("%m/%d/%Y 10:05 am")),
        DayReader(YEAR_FIRST).read(day.strftime("%y-%m-%d")),
        DayReader(DAY_FIRST).read(f"{day.day} {day:%B} {day.year}"),
        DayReader(MONTH_FIRST).read(f"{day:%b} {day.day}, {day.year}"),
        DayReader(DAY_FIRST).read(str(serial)) if serial >= 25_569 else day,
    }


@given(st.lists(DAYS, min_size=1, max_size=30), st.booleans())
def test_the_order_found_out_reads_every_day_back_or_is_asked_for(days: list[date], day_first: bool) -> None:
    texts = [day.strftime("%d/%m/%Y" if day_first else "%m/%d/%Y") for day in days]
    try:
        reader = DayReader(order(*texts))
    except Misused:
        assert all(day.day <= 12 for day in days)
    else:
        assert [reader.read(text) for text in texts] == days


@given(st.text(max_size=40), st.sampled_from([ISO, YEAR_FIRST, DAY_FIRST, MONTH_FIRST]))
def test_any_text_is_a_day_or_a_clear_error(text: str, order: str) -> None:
    day = date(2026, 1, 1)
    with suppress(Misused):
        day = DayReader(order).read(text)
    assert 1900 <= day.year <= 2200
