"""The weekly review: whether it is due, what comes next in it, and what came of it."""

import json
from datetime import timedelta
from typing import Any

import pytest

from coach.records.models import Commitment, Lead, Review, ReviewItem
from coach.views.review import (
    commitments,
    last_finished,
    next_item,
    open_review_state,
    review_due,
    worklist,
)
from coach.views.review_summary import Leads, flows, review_summary

from .records import TODAY, Records, on


def review(due: str, finished: str = "", state: str = "done", **fields: Any) -> int:
    values: dict[str, Any] = {"due_on": on(due), "started_at": f"{on(due)}T14:00:00Z", "started_by": "Maya", **fields}
    if finished:
        values |= {"finished_at": f"{on(finished)}T15:00:00Z", "state": state}
    return int(Review.insert(**values).execute())


def item(review_id: int, lead: int, position: int, decision: str = "", step: str = "Call", **fields: Any) -> int:
    values: dict[str, Any] = {"stage_then": "Proposal", "age_then": 4, "step_then": step, "why": "healthy", **fields}
    if decision:
        values |= {"decision": decision, "decided_at": "2026-12-03T09:00:00Z"}
    return int(ReviewItem.insert(review=review_id, lead=lead, position=position, **values).execute())


def test_there_is_no_state_without_an_open_review(records: Records) -> None:
    review("11-27", "11-27")
    assert open_review_state(records.desk) is None


def test_an_open_review_says_how_far_it_has_come(records: Records) -> None:
    running = review("11-27")
    leads = [records.lead(f"Lead {number}") for number in range(4)]
    gone, won = records.closed("Gone"), records.closed("Won", "won")
    item(running, leads[0], 0, "keep")
    item(running, leads[1], 1)
    away = [item(running, gone, 2), item(running, won, 3)]
    item(running, leads[2], 4, "changed")
    item(running, leads[3], 5)
    state = open_review_state(records.desk)
    assert state == (running, on("11-27"), "2026-11-27T14:00:00Z", "Maya", 2, 6, 2, tuple(away))


def test_the_walk_goes_on_at_the_first_lead_without_a_decision(records: Records) -> None:
    running = review("11-27")
    ben = records.lead("Ben", company="Roofing", stage="proposal", due=on("12-08"))
    done = item(running, records.lead("Done"), 0, "keep")
    first = item(running, ben, 1, why="31 days in Proposal, 15 is normal", age_then=31, step="Send it")
    later = item(running, records.lead("Later"), 2)
    shown = next_item(records.desk, running)
    assert shown == (
        first, ben, 2, 3, "Ben", "Roofing", "31 days in Proposal, 15 is normal", "Proposal", 31, "Send it",
        "Proposal / trial / consultation", "Call about the offer", on("12-08"), False,
    )  # fmt: skip
    assert [each.id for each in worklist(records.desk, running)] == [first, later]
    assert done not in [each.id for each in worklist(records.desk, running)]


def test_a_skipped_lead_comes_back_at_the_end(records: Records) -> None:
    running = review("11-27")
    skipped = item(running, records.lead("Skipped"), 2)
    other = item(running, records.lead("Other"), 1)
    walk = worklist(records.desk, running)
    assert [(each.id, each.place, each.skipped) for each in walk] == [(other, 1, False), (skipped, 2, True)]


def test_leads_closed_meanwhile_never_come_and_returning_ones_do(records: Records) -> None:
    running = review("11-27")
    item(running, records.closed("Closed meanwhile"), 0)
    returning = item(running, records.closed("Returning", back=on("12-10")), 1, step="")
    last = item(running, records.lead("Last"), 2)
    assert [each.id for each in worklist(records.desk, running)] == [returning, last]
    assert next_item(records.desk, running) is not None
    Lead.update(next_step="Ask about the start", due_on=on("12-15")).where(Lead.name == "Last").execute()
    assert worklist(records.desk, running)[1].next_step == "Ask about the start"


def test_nothing_comes_next_when_all_is_decided(records: Records) -> None:
    running = review("11-27")
    item(running, records.lead("Ben"), 0, "keep")
    assert next_item(records.desk, running) is None


def test_commitments_are_shown_with_what_became_of_them(records: Records) -> None:
    past = review("11-20", "11-20")
    lead = records.lead("Ben")
    first = Commitment.insert(review=past, text="Send the recap same day", due_on=on("11-27")).execute()
    second = Commitment.insert(
        review=past, text="Call Ben", lead=lead, due_on=on("11-24"), result="moved", why="he was away"
    ).execute()
    assert commitments(records.desk, past) == [
        (first, "Send the recap same day", None, "", on("11-27"), "open", ""),
        (second, "Call Ben", lead, "Ben", on("11-24"), "moved", "he was away"),
    ]


def test_the_last_review_that_is_over_is_told_with_its_local_day(records: Records) -> None:
    assert last_finished(records.desk) is None
    first = review("11-20", "11-20", improvement="send the recap same day", counts=json.dumps({"open": 7}))
    second = review("11-27", "11-28", "partial")
    running = review("12-04")
    found = last_finished(records.desk)
    assert found is not None
    assert (found.id, found.due_on, found.finished_on, found.state) == (second, on("11-27"), on("11-28"), "partial")
    earlier = last_finished(records.desk, before=second)
    assert earlier is not None
    assert (earlier.id, earlier.improvement, earlier.counts) == (first, "send the recap same day", {"open": 7})
    assert last_finished(records.desk, before=first) is None
    assert running > second


@pytest.mark.parametrize(
    ("past", "named", "today", "next_on", "late"),
    [
        ((), "", "12-03", "12-04", 0),
        ((), "", "12-04", "12-04", 0),
        ((), "2026-12-01", "12-03", "12-01", 2),
        ((("11-20", "11-20"),), "", "11-23", "11-27", 0),
        ((("11-20", "11-20"),), "", "12-04", "11-27", 7),
        ((("11-20", "11-24"),), "", "11-25", "11-27", 0),
        ((("11-20", "11-27"),), "", "11-28", "12-04", 0),
        ((("11-27", "11-26"),), "", "11-27", "12-04", 0),
        ((("11-20", "11-20"),), "2026-12-02", "12-03", "12-02", 1),
        ((("11-20", "11-20"), ("11-27", "11-27")), "2026-11-27", "12-03", "12-04", 0),
        ((("11-27", "11-24"),), "2026-11-27", "11-26", "11-27", 0),
    ],
)
def test_the_next_review_is_the_named_day_or_the_weekday_after_the_last(
    local_records: Records, past: tuple[tuple[str, str], ...], named: str, today: str, next_on: str, late: int
) -> None:
    for due, finished in past:
        review(due, finished)
    if named:
        local_records.setting("review-next", named)
    local_records.go_to(on(today))
    found = review_due(local_records.desk)
    assert (found.next_on, found.late_by_days, found.is_due) == (on(next_on), late, on(today) >= on(next_on))
    assert found.offers_short_form is (late >= 7)
    assert found.open is None


def test_another_weekday_moves_the_next_review(records: Records) -> None:
    records.setting("review-day", "monday")
    assert review_due(records.desk).next_on == on("12-07")


def test_a_review_under_way_is_due_since_its_own_day(records: Records) -> None:
    review("11-20", "11-20")
    running = review("11-27")
    found = review_due(records.desk)
    assert found.open is not None
    assert (found.open.id, found.next_on, found.late_by_days, found.is_due) == (running, on("11-27"), 6, True)
    assert found.last is not None


def test_the_summary_counts_decisions_and_names_a_few_leads(records: Records) -> None:
    running = review("12-04", improvement="send the recap same day")
    for number in range(6):
        item(running, records.lead(f"Kept {number}"), number, "keep")
    item(running, records.lead("Moved"), 6, "advance")
    item(running, records.lead("Left"), 7)
    Commitment.insert(review=running, text="Call Ben", due_on=TODAY).execute()
    summary = review_summary(records.desk, running)
    assert (summary.review_id, summary.due_on, summary.improvement) == (running, on("12-04"), "send the recap same day")
    assert summary.decisions == {"advance": Leads(1, ("Moved",)), "keep": Leads(6, ())}
    assert summary.undecided == Leads(1, ("Left",))
    assert [each.text for each in summary.commitments] == ["Call Ben"]
    assert (summary.flows.since, summary.flows.until, summary.flows.open_now) == (None, TODAY, 8)


def test_flows_are_those_after_the_day_of_the_review_before(records: Records) -> None:
    stages = records.stages
    review("11-20", "11-20")
    running = review("11-27", "11-27")
    ben = records.lead("Ben", received_on=on("11-20"))
    records.visit(ben, "lead", "11-20", "11-21", "forward", left_to=stages["discovery"])
    records.visit(ben, "discovery", "11-21", "11-25", "not_yet", left_to=stages["not_yet"])
    records.visit(ben, "discovery", "11-27", "11-27", "back", left_to=stages["lead"])
    records.visit(ben, "lead", "11-27")
    lin = records.closed("Lin", "won", received_on=on("11-21"))
    records.visit(lin, "lead", "11-21", "11-28", "won", left_to=stages["won"])
    found = review_summary(records.desk, running).flows
    assert (found.since, found.until) == (on("11-20"), on("11-27"))
    one = Leads(1, ("Ben",))
    assert (found.forward, found.back, found.not_yet, found.won, found.reopened) == (one, one, one, Leads(0, ()), one)
    assert (found.new, found.open_now) == (Leads(1, ("Lin",)), 1)
    assert flows(records.desk, on("11-27"), TODAY).won == Leads(1, ("Lin",))
    assert flows(records.desk, None, TODAY - timedelta(days=1)).new.number == 2
