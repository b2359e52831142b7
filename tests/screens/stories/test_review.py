"""The weekly review: one lead a page, exactly one decision each, left and gone on with, ended with commitments."""

from datetime import date
from typing import Any

import pytest

from coach.actions.assignment import answer_question
from coach.actions.leads import add_lead, edit_lead
from coach.actions.moves import close_not_yet
from coach.actions.review_end import end_review
from coach.actions.reviews import WorkItem, open_review
from coach.records.desk import Desk
from coach.views.review import commitments, last_finished, open_review_state, review_due
from coach.views.review_walk import review_candidates
from screens import keys
from screens.safe import cell_width

from ..story import NARROW, WIDE, Clock, in_another_terminal, the_lead, told
from .people import ben, lin, newcomers, put_off_twice

Size = tuple[int, int]
NEXT_TUESDAY = "2026-12-08T10:00"


def decisions(desk: Desk) -> list[Any]:
    """What was decided of each lead, in the order of the worklist."""
    return [decision for (decision,) in desk.rows("SELECT decision FROM review_item ORDER BY review_id, id")]


def changes(desk: Desk) -> Any:
    return desk.rows("SELECT count(*) FROM change")[0][0]


def begun(desk: Desk) -> None:
    """Begin a review of whom it would walk."""
    found = review_candidates(desk)
    open_review(
        desk,
        review_due(desk).next_on,
        [WorkItem(each.lead_id, each.why, each.stage, each.age, each.step) for each in found],
    )


def ended(desk: Desk, *said: tuple[str, date]) -> None:
    """A review that is over, with what was committed to in it."""
    begun(desk)
    running = open_review_state(desk)
    assert running is not None
    end_review(desk, running.id, next_on=date(2026, 12, 4), commitments=said, partial=True)


async def test_a_review_of_ten_leads_leaves_ten_decisions_each_one_change(either_desk: Desk, size: Size) -> None:
    newcomers(either_desk, 10)
    async with told(either_desk, size, start="review") as story:
        assert "10 leads are to be looked at" in story.seen
        await story.press("enter")
        for number in range(1, 11):
            assert f"[{number} of 10]" in story.seen
            before = changes(either_desk)
            await story.press("enter")
            assert changes(either_desk) == before + 1
        assert decisions(either_desk) == ["keep"] * 10
        assert "All 10 leads are decided." in story.seen
        assert "10  kept" in story.seen


async def test_one_page_says_all_that_a_decision_needs(desk: Desk, clock: Clock, size: Size) -> None:
    ben(desk, clock)
    clock.set("2026-12-14T10:00")
    async with told(desk, size, start="review") as story:
        await story.press("enter")
        seen = story.seen
        assert "[1 of 1]  Ben Adeyemi · Adeyemi Roofing" in seen
        assert "day 19, past its 15 · 4,200 EUR" in seen
        assert "Why here  19 days in Proposal, 15 is normal" in seen
        assert "late 16d" in seen  # the next step, and its day
        assert "Moves on  They have read it or tried it, and said what they think." in seen
        assert "Unknown   urgency, outcome, fit; partly impact" in seen
        assert "20 Nov    Reply by e-mail: what about the gutters?" in seen
        assert "18 Nov    E-mail: sent the sketch" in seen
        assert "Have they done what moves this stage on, or do we hope so?" in seen
        assert "x not yet" in seen
        assert "q stop" in seen


async def test_the_question_fits_what_is_wrong(desk: Desk, clock: Clock) -> None:
    lin(desk, clock)
    newcomers(desk, 1)
    async with told(desk, start="review") as story:
        await story.press("enter")
        assert "Lin Wei" in story.seen
        assert "your promise is late 1d" in story.seen
        assert "Have we told them what happens next?" in story.seen
        await story.press("enter")
        assert "they wait for your answer" in story.seen
        assert "Is the next step theirs, ours or nobody's, and on which day?" in story.seen


async def test_a_lead_moves_on_with_what_they_did(desk: Desk, size: Size) -> None:
    newcomers(desk, 1)
    async with told(desk, size, start="review") as story:
        await story.press("enter", "m")
        assert story.asking == "OneStage"
        before = changes(desk)
        await story.press("enter")
        assert story.asking == "OneStage"  # not without a word
        await story.type("She agreed to a call")
        await story.press("enter")
        assert changes(desk) == before + 1
        assert the_lead(desk, "Newcomer").stage.name == "Discovery conversation"
        assert decisions(desk) == ["advance"]
        assert desk.rows("SELECT evidence FROM stage_visit WHERE left_on IS NOT NULL") == [("She agreed to a call",)]


async def test_a_lead_steps_back_only_with_its_reason(desk: Desk, clock: Clock) -> None:
    ben(desk, clock)
    async with told(desk, start="review") as story:
        await story.press("enter", "m", "shift+tab", "right", "enter")
        assert story.asking == "OneStage"
        assert "Why does Ben Adeyemi step back?" in story.seen
        assert decisions(desk) == [None]
        await story.press("tab")
        await story.type("He has not read it at all")
        await story.press("enter")
        assert the_lead(desk, "Ben").stage.name == "Discovery conversation"
        assert desk.rows("SELECT decision, note FROM review_item") == [("step_back", "He has not read it at all")]


async def test_n_sets_the_step_and_keeps_the_lead_in_one_change(desk: Desk, size: Size) -> None:
    newcomers(desk, 1)
    async with told(desk, size, start="review") as story:
        await story.press("enter")
        before = changes(desk)
        await story.press("n", "ctrl+u")
        await story.type("Send the plan")
        await story.press("tab", "ctrl+u")
        await story.type("fri 15:00")
        await story.press("enter")
        lead = the_lead(desk, "Newcomer")
        assert (lead.next_step, lead.due_on, lead.due_time) == ("Send the plan", date(2026, 11, 27), "15:00")
        assert decisions(desk) == ["keep"]
        assert changes(desk) == before + 1
        await story.press("u")
        assert the_lead(desk, "Newcomer").next_step == "Answer them"
        assert decisions(desk) == [None]


async def test_later_needs_its_day_and_keeps_the_lead_open(desk: Desk, size: Size) -> None:
    newcomers(desk, 1)
    async with told(desk, size, start="review") as story:
        await story.press("enter", "z", "tab", "ctrl+u", "enter")
        assert story.asking == "Later"
        assert "Later needs its day." in story.seen
        await story.type("15 dec")
        await story.press("enter")
        lead = the_lead(desk, "Newcomer")
        assert (lead.status, lead.due_on) == ("open", date(2026, 12, 15))
        assert decisions(desk) == ["later"]


async def test_later_for_the_third_time_asks_whether_it_is_real(desk: Desk, clock: Clock) -> None:
    put_off_twice(desk, clock)
    async with told(desk, start="review") as story:
        await story.press("enter", "z", "enter")
        assert story.asking == "Later"
        assert "Is it still real?" in story.seen
        assert decisions(desk) == [None]
        await story.press("y", "enter")
        assert decisions(desk) == ["later"]


async def test_won_and_not_yet_close_their_leads(desk: Desk, size: Size) -> None:
    newcomers(desk, 2)
    async with told(desk, size, start="review") as story:
        await story.press("enter", "w")
        await story.type("900")
        await story.press("enter")
        won = the_lead(desk, "Newcomer 01")
        assert (won.status, won.value) == ("won", 90000)
        await story.press("x", "enter")
        assert story.asking == "EndAsNotYet"
        assert "A Not yet has its reason." in story.seen
        await story.press("b")
        await story.type("after the summer")
        await story.press("enter")
        ended_lead = the_lead(desk, "Newcomer 02")
        assert (ended_lead.status, ended_lead.reason, ended_lead.reason_words) == (
            "not_yet", "budget", "after the summer",
        )  # fmt: skip
        assert decisions(desk) == ["won", "not_yet"]
        assert "All 2 leads are decided." in story.seen


@pytest.mark.parametrize("key", ["n", "m", "z", "w", "x"])
async def test_esc_in_any_form_decides_nothing(desk: Desk, key: str) -> None:
    newcomers(desk, 1)
    async with told(desk, start="review") as story:
        await story.press("enter")
        before = changes(desk)
        await story.press(key)
        assert story.asking
        await story.press("escape")
        assert story.asking == ""
        assert changes(desk) == before
        assert "[1 of 1]" in story.seen


async def test_a_skipped_lead_comes_back_at_the_end(desk: Desk, size: Size) -> None:
    newcomers(desk, 3)
    async with told(desk, size, start="review") as story:
        await story.press("enter", "s")
        assert "[1 of 3]  Newcomer 02" in story.seen
        await story.press("enter", "enter")
        assert "[3 of 3]  Newcomer 01" in story.seen
        assert "skipped before" in story.seen
        assert decisions(desk) == [None, "keep", "keep"]


async def test_a_touch_is_logged_and_the_lead_still_waits_for_its_decision(desk: Desk, size: Size) -> None:
    newcomers(desk, 2)
    async with told(desk, size, start="review") as story:
        await story.press("enter", "t")
        assert story.asking == "LogTouch"
        await story.press("enter")
        assert "[1 of 2]  Newcomer 01" in story.seen
        assert "Logged a call with Newcomer 01. u takes it back." in story.seen
        assert "24 Nov    Call" in story.seen
        assert decisions(desk) == [None, None]


async def test_u_takes_back_a_decision_and_the_lead_waits_for_one_again(desk: Desk, size: Size) -> None:
    newcomers(desk, 3)
    async with told(desk, size, start="review") as story:
        await story.press("enter", "enter", "w", "enter")
        assert "[3 of 3]" in story.seen
        assert decisions(desk) == ["keep", "won", None]
        await story.press("u")
        assert "[2 of 3]  Newcomer 02" in story.seen
        assert the_lead(desk, "Newcomer 02").status == "open"
        assert decisions(desk) == ["keep", None, None]
        await story.press("u")
        assert "[1 of 3]  Newcomer 01" in story.seen


async def test_the_third_keep_asks_what_would_have_to_be_true(desk: Desk, clock: Clock, size: Size) -> None:
    newcomers(desk, 1)
    for day in ("2026-11-24T10:00", "2026-12-01T10:00"):
        clock.set(day)
        async with told(desk, size, start="review") as story:
            await story.press("enter", "enter")
            assert story.asking == ""
            await story.press("f", "enter")
    clock.set("2026-12-08T10:00")
    async with told(desk, size, start="review") as story:
        await story.press("enter", "enter")
        assert story.asking == "KeepAnyway"
        assert "What would have to be" in story.seen
        await story.press("enter")
        assert story.asking == "KeepAnyway"
        assert decisions(desk)[-1] is None
        await story.type("She finds an hour")
        await story.press("enter")
        assert decisions(desk) == ["keep", "keep", "keep"]
        assert desk.rows("SELECT note FROM review_item ORDER BY id DESC LIMIT 1") == [("She finds an hour",)]


async def test_q_stops_and_the_review_goes_on_at_the_first_undecided_lead(desk: Desk, size: Size) -> None:
    newcomers(desk, 10)
    async with told(desk, size, start="review") as story:
        await story.press("enter", "enter", "enter", "enter", "q")
        assert story.pane.place == "today"
        assert "The review waits, 3 of 10 decided; 4 goes on with it." in story.seen
        await story.press("4")
        assert "[4 of 10]  Newcomer 04" in story.seen
        await story.press("enter")
    async with told(desk, size, start="review") as story:
        assert "[5 of 10]  Newcomer 05" in story.seen
        assert decisions(desk) == ["keep"] * 4 + [None] * 6


async def test_a_review_that_is_open_since_friday_says_so(desk: Desk, clock: Clock) -> None:
    newcomers(desk, 3)
    clock.set("2026-11-20T15:00")
    begun(desk)
    clock.set("2026-11-24T10:00")
    async with told(desk, start="review") as story:
        assert "The review from Fri 20 Nov: 0 of 3 decided." in story.seen


async def test_whoever_opens_it_second_sees_who_began_it(desk: Desk) -> None:
    newcomers(desk, 2)
    begun(desk)
    desk.author = "Tom"
    async with told(desk, start="review") as story:
        assert "The review, begun by Maya: 0 of 2 decided." in story.seen


async def test_a_lead_closed_meanwhile_never_shows_and_needs_no_decision(
    desk: Desk, sqlite_url: str, size: Size
) -> None:
    newcomers(desk, 3)
    async with told(desk, size, start="review") as story:
        await story.press("enter")
        assert "Newcomer 01" in story.seen
        in_another_terminal(
            sqlite_url, "from coach.actions.moves import win_lead\nwin_lead(desk, 1)\nwin_lead(desk, 3)"
        )
        story.main.look_around()
        await story.pilot.pause()
        assert "Newcomer 02" in story.seen
        await story.press("enter")
        assert "All 3 leads are decided." in story.seen
        await story.press("enter", "enter")
        assert decisions(desk) == ["changed", "keep", "changed"]
        assert last_finished(desk) is not None
        assert last_finished(desk).state == "done"  # type: ignore[union-attr]


async def test_the_end_asks_one_improvement_and_commitments_and_shows_the_figures(
    either_desk: Desk, size: Size
) -> None:
    newcomers(either_desk, 2)
    async with told(either_desk, size, start="review") as story:
        await story.press("enter", "enter", "w", "enter")
        assert "1  kept: Newcomer 01" in story.seen
        assert "1  won: Newcomer 02" in story.seen
        assert "2 new, 1 won so far; 1 open now" in story.seen
        before = changes(either_desk)
        await story.press("enter")
        assert "The end of the review" in story.seen
        await story.type("Send the recap the same day")
        await story.press("tab")
        await story.type("Call Ben about the roof")
        await story.press("tab")
        await story.type("thu")
        await story.press("tab")
        await story.type("Write down the price list")
        await story.press("enter")
        last = last_finished(either_desk)
        assert last is not None
        assert (last.state, last.improvement) == ("done", "Send the recap the same day")
        assert (last.counts["won"], last.counts["open"], last.counts["decided_keep"]) == (1, 1, 1)
        assert [(each.text, each.due_on) for each in commitments(either_desk, last.id)] == [
            ("Call Ben about the roof", date(2026, 11, 26)),
            ("Write down the price list", date(2026, 12, 4)),  # without a day of its own: by the next review
        ]
        assert review_due(either_desk).next_on == date(2026, 12, 4)  # begun before its Friday, it stood for that one
        assert changes(either_desk) == before + 1
        assert "The last one, Tue 24 Nov" in story.seen
        assert "Call Ben about the roof (by Thu 26 Nov)" in story.seen
        await story.press("u")
        assert last_finished(either_desk) is None
        assert "All 2 leads are decided." in story.seen


async def test_a_next_review_that_is_not_ahead_is_refused_and_nothing_typed_is_lost(desk: Desk) -> None:
    newcomers(desk, 1)
    async with told(desk, start="review") as story:
        await story.press("enter", "enter", "enter")
        await story.type("Ask sooner")
        await story.press("shift+tab", "ctrl+u")
        await story.type("today")
        await story.press("enter")
        assert story.asking == "EndReview"
        assert "The next review is not ahead." in story.seen
        assert "Ask sooner" in story.seen
        assert open_review_state(desk) is not None


async def test_f_ends_a_review_with_what_is_decided(desk: Desk, size: Size) -> None:
    newcomers(desk, 5)
    async with told(desk, size, start="review") as story:
        await story.press("enter", "enter", "f")
        assert "The end of the review, 4 left undecided" in story.seen
        await story.press("enter")
        last = last_finished(desk)
        assert last is not None
        assert last.state == "partial"
        assert "ended before its last lead" in story.seen


async def test_the_next_review_begins_with_what_was_committed_to(desk: Desk, clock: Clock, size: Size) -> None:
    newcomers(desk, 2)
    day = date(2026, 11, 27)
    ended(desk, ("Call Ben", day), ("Write the price list", day), ("Tidy the inbox", day))
    clock.set(NEXT_TUESDAY)
    async with told(desk, size, start="review") as story:
        assert "It was due on Fri 4 Dec, 4 days ago." in story.seen
        await story.press("enter")
        assert "Last time you committed to" in story.seen
        assert "Call Ben" in story.seen
        await story.press("enter")
        assert "Write the price list" in story.seen
        await story.press("m")
        await story.type("The supplier was late")
        await story.press("enter")
        assert "Tidy the inbox" in story.seen
        await story.press("x", "enter")
        assert "[1 of 2]" in story.seen
    assert desk.rows("SELECT result, why FROM commitment ORDER BY id") == [
        ("kept", ""),
        ("moved", "The supplier was late"),
        ("dropped", ""),
    ]


async def test_a_commitment_may_be_left_open_and_u_brings_a_settled_one_back(desk: Desk, clock: Clock) -> None:
    newcomers(desk, 1)
    day = date(2026, 11, 27)
    ended(desk, ("Call Ben", day), ("Tidy the inbox", day))
    clock.set(NEXT_TUESDAY)
    async with told(desk, start="review") as story:
        await story.press("enter", "enter")
        assert "Tidy the inbox" in story.seen
        await story.press("u")
        assert "Call Ben" in story.seen
        await story.press("s", "s")
        assert "[1 of 1]" in story.seen
    assert desk.rows("SELECT DISTINCT result FROM commitment") == [("open",)]


async def test_what_the_owner_did_not_tick_is_not_asked(desk: Desk, clock: Clock) -> None:
    answer_question(desk, "reviewed", "walk, finish")
    newcomers(desk, 1)
    ended(desk, ("Call Ben", date(2026, 11, 27)))
    clock.set(NEXT_TUESDAY)
    async with told(desk, start="review") as story:
        await story.press("enter")
        assert "[1 of 1]" in story.seen
        await story.press("enter", "enter")
        assert "Do better" not in story.seen
        assert "Commit to" not in story.seen
        await story.press("enter")
        assert open_review_state(desk) is None


async def test_with_nobody_to_review_the_pane_teaches_and_enter_says_why(desk: Desk, size: Size) -> None:
    async with told(desk, size, start="review") as story:
        assert "No lead is to be looked at today" in story.seen
        assert "The next one is on Fri 27 Nov." in story.seen
        await story.press("enter", "s", "m", "f")
        assert "There is no open lead to review." in story.seen
        assert story.asking == ""


async def test_a_not_yet_that_comes_back_soon_is_decided_too(desk: Desk) -> None:
    lead = add_lead(desk, "Ana Costa").lead_id
    assert lead is not None
    close_not_yet(desk, lead, reason="timing", words="after the season", return_on=date(2026, 12, 1))
    async with told(desk, start="review") as story:
        await story.press("enter")
        assert "back Tue 1 Dec" in story.seen
        assert "“after the season”" in story.seen
        for key in ("m", "w", "x", "n"):
            await story.press(key)
            assert story.asking == ""
            assert "Ana Costa is closed, and comes back by itself." in story.seen
        await story.press("enter")
        assert decisions(desk) == ["keep"]


async def test_a_review_of_two_thousand_leads_has_the_widgets_of_a_review_of_one(desk: Desk) -> None:
    newcomers(desk, 1)
    widgets, rows = [], []
    for more in (0, 2_000):
        _crowd(desk, more)
        async with told(desk, start="review") as story:
            await story.press("enter")
            assert f"[1 of {more + 1:,}]".replace(",", "") in story.seen.replace(",", "")
            widgets.append(len(list(story.main.walk_children())))
            asked: list[int] = []
            _count_rows(desk, asked)
            await story.press("enter")
            rows.append(len(asked))
            await story.press("f", "enter")
        desk.rows("UPDATE lead SET reviewed_on = NULL")
    assert widgets[0] == widgets[1]
    assert rows[0] <= rows[1] <= rows[0] + 4  # no query for each lead


async def test_a_name_full_of_signs_is_shown_as_it_is(desk: Desk, size: Size) -> None:
    newcomers(desk, 1)
    edit_lead(desk, 1, name="[/x] 田中 [red]Ann", company="Ümlaut [b] & Co")
    async with told(desk, size, start="review") as story:
        await story.press("enter")
        assert "[/x] 田中 [red]Ann · Ümlaut [b] & Co" in story.seen
        assert all(cell_width(line) <= size[0] for line in story.seen.splitlines())
        await story.press("enter")
        assert "Kept [/x] 田中 [red]Ann as it is, in the review." in story.seen


async def test_help_names_the_keys_of_the_review(desk: Desk) -> None:
    newcomers(desk, 1)
    async with told(desk, WIDE, start="review") as story:
        await story.press("question_mark")
        assert "Not now: it comes back at the end." in story.seen


async def test_a_decision_shows_in_today_at_once(desk: Desk) -> None:
    newcomers(desk, 2)
    async with told(desk, NARROW, start="review") as story:
        await story.press("enter", "w", "enter", "1")
        assert "Newcomer 02" in story.seen
        assert "Newcomer 01" not in story.seen


def _crowd(desk: Desk, count: int) -> None:
    """Many leads at once: copies of the first, written past the actions, which would take half a minute."""
    if not count:
        return
    first = dict(zip(_columns(desk, "lead"), desk.rows("SELECT * FROM lead WHERE id = 1")[0], strict=True))
    names = [name for name in first if name not in ("id", "list_on")]
    marks = ", ".join("?" * len(names))
    values = [[first[name] for name in names]] * count
    with desk.database.atomic():
        desk.database.cursor().executemany(f"INSERT INTO lead ({', '.join(names)}) VALUES ({marks})", values)


def _columns(desk: Desk, table: str) -> list[str]:
    return [name for (name,) in desk.rows("SELECT name FROM pragma_table_xinfo(?)", (table,))]


def _count_rows(desk: Desk, asked: list[int]) -> None:
    """From here on, note each statement that is sent."""
    desk.database.connection().set_trace_callback(lambda _: asked.append(1))


async def test_no_contact_is_a_decision_of_the_review_by_its_key_and_by_its_name(desk: Desk, size: Size) -> None:
    newcomers(desk, 2)
    async with told(desk, size, start="review") as story:
        await story.press("enter")
        assert "d no contact" in story.seen
        first = story.under_cursor
        await story.press("d")
        assert "All leads of this person are closed" in story.words
        await story.press("enter")
        assert decisions(desk) == [None, None]  # it takes a reason
        await story.type("asked us to stop")
        await story.press("enter")
        assert decisions(desk) == ["do_not_contact", None]
        assert the_lead(desk, first).do_not_contact_reason == "asked us to stop"
        await story.press("u")
        assert decisions(desk) == [None, None]
        assert the_lead(desk, first).do_not_contact_on is None
        await story.main.run_by_name(keys.action("no-contact"))
        await story.pilot.pause()
        await story.type("asked us to stop")
        await story.press("enter")
        assert decisions(desk) == ["do_not_contact", None]


async def test_what_is_typed_at_the_end_is_there_again_after_esc(desk: Desk, size: Size) -> None:
    newcomers(desk, 1)
    async with told(desk, size, start="review") as story:
        await story.press("enter", "enter", "enter")
        assert story.asking == "EndReview"
        await story.type("Send the recap the same day")
        await story.press("tab")
        await story.type("Call Ben")
        await story.press("escape", "enter")
        assert "Send the recap the same day" in story.seen
        assert "Call Ben" in story.seen
        await story.press("enter")
        last = last_finished(desk)
        assert last is not None
        assert last.improvement == "Send the recap the same day"
        assert [each.text for each in commitments(desk, last.id)] == ["Call Ben"]
