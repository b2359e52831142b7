"""The board: its columns and their counts, its cards and their order."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.records.models import Stage
from coach.rules import cadence
from coach.rules.cadence import ANSWER, END_OF_DAY, MANUAL, PROMISE, PROMISE_OURS, SNOOZE
from coach.rules.day_order import Entry, day_key, precedence
from coach.views import board
from coach.views.board import BoardSource, Column, cards, columns

from .records import CLOSED_DAYS, TODAY, Records, on


def column(records: Records, key: str) -> Column:
    return next(each for each in columns(records.desk) if each.key == key)


def signs(records: Records, **fields: Any) -> tuple[str, ...]:
    records.empty()
    records.lead("Lin", **fields)
    (card,) = cards(records.desk, records.stages[fields.get("stage", "lead")], 0, 9)
    return card.signs


def test_the_columns_are_the_stages_in_use_in_their_order(records: Records) -> None:
    assert [each.name for each in columns(records.desk)] == [
        "Lead received", "Discovery conversation", "Proposal / trial / consultation", "Decision support", "Won", "Not yet",
    ]  # fmt: skip
    Stage.update(retired_on=TODAY).where(Stage.key == "decision").execute()
    Stage.update(position=-1).where(Stage.key == "proposal").execute()
    assert [each.key for each in columns(records.desk)] == ["proposal", "lead", "discovery", "won", "not_yet"]
    assert columns(records.desk)[0][4:] == (0, 0, "EUR", 15, 0, 0, ())


def test_an_open_column_counts_and_adds_up_its_leads(records: Records) -> None:
    records.lead("Ben", stage="proposal", value=420_000)
    records.lead("Lin", stage="proposal", value=80_050)
    records.lead("Sara", stage="decision", value=100)
    assert column(records, "proposal")[4:7] == (2, 500_050, "EUR")
    assert column(records, "decision")[4:7] == (1, 100, "EUR")


def test_what_is_in_another_currency_is_never_added_to_ours(records: Records) -> None:
    for value, currency in ((100, "EUR"), (200, "USD"), (300, "USD"), (50, "GBP"), (0, "CHF")):
        records.lead(f"{value} {currency}", value=value, currency=currency)
    found = column(records, "lead")
    assert (found.count, found.value, found.currency) == (5, 100, "EUR")
    assert found.other_values == ((50, "GBP"), (500, "USD"))


def test_a_column_without_our_currency_speaks_in_its_largest(records: Records) -> None:
    records.lead("Ben", stage="discovery", value=200, currency="USD")
    records.lead("Lin", stage="discovery", value=300, currency="GBP")
    records.closed("Sara", "won", value=7, currency="USD", closed_on=TODAY)
    found = column(records, "discovery")
    assert (found.value, found.currency, found.other_values) == (300, "GBP", ((200, "USD"),))
    assert column(records, "won")[5:7] == (7, "USD")


def test_a_stay_is_past_its_limit_after_its_business_days_unless_the_lead_waits(records: Records) -> None:
    records.close_days(*CLOSED_DAYS)
    # Today is the sixth business day of a stay since Thu 26 Nov, the fifth since Fri 27 Nov; five are normal.
    records.lead("Past", entered_on=on("11-26"))
    records.lead("Not past", entered_on=on("11-27"))
    records.lead("Waits", entered_on=on("11-02"), step_source=SNOOZE, due=on("12-04"))
    records.lead("Waited", entered_on=on("11-02"), step_source=SNOOZE, due=TODAY)
    records.lead("By the rhythm", entered_on=on("11-02"), due=on("12-04"))
    assert column(records, "lead").past_limit == 3
    stuck = {card.name for card in cards(records.desk, records.stages["lead"], 0, 9) if "stuck" in card.signs}
    assert stuck == {"Past", "Waited", "By the rhythm"}


def test_the_limit_counts_business_days_over_a_holiday(records: Records) -> None:
    records.close_days(*CLOSED_DAYS)
    records.lead("Lin", entered_on=on("12-22"), due=on("1-20"))
    for day, past in (("12-30", 0), ("12-31", 1)):  # 22, 23, 24, 29 and 30 December are five business days
        records.go_to(on(day))
        assert column(records, "lead").past_limit == past


def test_nobody_is_past_a_limit_when_no_day_is_worked(records: Records) -> None:
    records.setting("weekdays", "")
    records.lead("Lin", entered_on=on("11-02"))
    assert column(records, "lead").past_limit == 0
    assert cards(records.desk, records.stages["lead"], 0, 9)[0].signs == ()


def test_the_closed_columns_count_this_month_and_show_the_latest(records: Records) -> None:
    records.closed("November", "won", closed_on=on("11-30"), value=5)
    records.closed("First", "won", closed_on=on("12-01"), value=7, back=on("12-08"))
    records.closed("Second", "won", closed_on=on("12-02"), value=11)
    found = column(records, "won")
    assert (found.count, found.value, found.rows) == (2, 18, 3)
    shown = cards(records.desk, records.stages["won"], 0, 9)
    assert [(card.name, card.signs, card.due_on) for card in shown] == [
        ("Second", ("won Wed 2 Dec",), None),
        ("First", ("won Tue 1 Dec",), on("12-08")),
        ("November", ("won Mon 30 Nov",), None),
    ]
    assert [card.name for card in cards(records.desk, records.stages["won"], 1, 2)] == ["First"]


def test_a_not_yet_says_when_it_comes_back(records: Records) -> None:
    records.closed("Back", back=on("1-07"))
    records.closed("Resting", closed_on=on("11-19"))
    shown = cards(records.desk, records.stages["not_yet"], 0, 9)
    assert [(card.name, card.signs) for card in shown] == [
        ("Back", ("since Fri 20 Nov", "back Thu 7 Jan 2027")),
        ("Resting", ("since Thu 19 Nov", "resting")),
    ]


def test_a_closed_column_shows_so_many_and_no_more(local_records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board, "MOST_CLOSED", 2)
    for number in range(4):
        local_records.closed(f"Old {number}", closed_on=on("11-02"))
    source = BoardSource(local_records.desk)
    assert source.count(5) == 2
    assert [card.name for card in source.window(5, 0, 9)] == ["Old 3", "Old 2"]
    local_records.closed("New", closed_on=TODAY)
    assert BoardSource(local_records.desk).count(5) == 2


def test_signs_say_in_words_what_may_need_attention(records: Records) -> None:
    assert signs(records) == ()
    assert signs(records, kind=ANSWER) == ("!",)
    assert signs(records, kind=PROMISE, due=on("12-01")) == ("!", "late 2d")
    assert signs(records, kind=PROMISE, step_source=PROMISE_OURS, due=on("12-04")) == ("waits until Fri 4 Dec",)
    assert signs(records, step_source=MANUAL, due=on("12-10"), entered_on=on("11-02")) == ("waits until Thu 10 Dec",)
    assert signs(records, due=on("12-02"), entered_on=on("11-02"), unanswered=3) == ("late 1d", "stuck", "no answer x3")
    assert signs(records, due=on("12-10"), unanswered=1) == ()


def test_a_card_carries_its_step_and_value(records: Records) -> None:
    lead = records.lead(
        "Ben", company="Adeyemi Roofing", value=42, owner="Maya", due_time="09:30", next_step="Call him"
    )
    (card,) = cards(records.desk, records.stages["lead"], 0, 1)
    assert card == (lead, "Ben", "Adeyemi Roofing", "Call him", TODAY, "09:30", 0, 3, 42, "EUR", "Maya", ())


def test_a_stage_that_is_not_there_has_no_cards(records: Records) -> None:
    assert cards(records.desk, 999, 0, 9) == []
    assert cards(records.desk, records.stages["lead"], 3, 3) == []


STEPS = st.tuples(
    st.sampled_from(cadence.KINDS),
    st.sampled_from((-3, -1, 0, 0, 1, 2, 40)),
    st.sampled_from((END_OF_DAY, END_OF_DAY, "09:00")),
    st.sampled_from((0, 100)),
    st.none() | st.integers(1, 2),
    st.sampled_from(("ann", "ben")),
    st.sampled_from(("lead", "discovery")),
)


Row = tuple[str, int, str, int, int | None, str, str]


def written(records: Records, rows: Sequence[Row]) -> list[tuple[str, Entry]]:
    """The rows as leads: the stage of each, and what the rule is to see of it."""
    entries = []
    with records.database.atomic():
        records.empty()
        for kind, days, time, value, touched, name, stage in rows:
            due, touched_on = TODAY + timedelta(days=days), TODAY - timedelta(days=touched) if touched else None
            lead = records.lead(
                name, kind=kind, due=due, due_time=time, value=value, last_touch_on=touched_on, stage=stage
            )
            place = ("lead", "discovery").index(stage)
            entries.append((stage, Entry(lead, lead, name, precedence(kind), due, time, place, value, touched_on)))
    return entries


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(STEPS, min_size=4, max_size=25), step=st.integers(1, 6), far_down=st.integers(0, 12))
def test_a_column_stands_in_the_order_of_the_day_however_it_is_read(
    records: Records, rows: Sequence[Row], step: int, far_down: int
) -> None:
    entries = written(records, rows)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(board, "FAR_DOWN", far_down)
        source = BoardSource(records.desk)
        for number, key in enumerate(("lead", "discovery")):
            ordered = sorted(
                (entry for stage, entry in entries if stage == key), key=lambda entry: day_key(entry, TODAY)
            )
            expected = [entry.id for entry in ordered]
            read = [
                card.id
                for start in range(0, len(expected) + step, step)
                for card in source.window(number, start, start + step)
            ]
            assert read == expected
            assert source.count(number) == len(expected)
            assert [source.place_of(id_) for id_ in expected] == [(number, row) for row in range(len(expected))]


def test_a_card_is_found_in_any_column(records: Records) -> None:
    records.closed("Old", "won", closed_on=on("11-02"))
    won = records.closed("Won", "won", closed_on=on("11-01"))
    source = BoardSource(records.desk)
    assert source.place_of(won) == (4, 1)
    assert source.place_of(999) is None
    assert [each.key for each in source.columns] == list(records.stages)
