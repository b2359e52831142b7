"""Which leads a review walks through, and in which order."""

from datetime import timedelta
from typing import Any

import pytest

from coach.rules.cadence import ANSWER, DECIDE, KINDS, MANUAL, PROMISE
from coach.rules.day_order import precedence
from coach.views.review_walk import Candidate, review_candidates

from .records import CLOSED_DAYS, TODAY, Counted, Records, on

AHEAD = on("12-10")


def walk(records: Records) -> list[tuple[str, str]]:
    names = dict(records.desk.rows("SELECT id, name FROM lead"))
    return [(names[each.lead_id], each.why) for each in review_candidates(records.desk)]


def test_the_worst_come_first_and_each_says_why_it_is_there(records: Records) -> None:
    records.lead("Healthy early", due=AHEAD)
    records.lead("Healthy late", due=AHEAD, stage="decision")
    records.lead("Returning", stage="not_yet", due=None, status="not_yet", next_step=None, reason="timing",
                 closed_on=on("11-02"), return_on=on("12-17"))  # fmt: skip
    records.lead("Overdue early", due=on("12-01"))
    records.lead("They wait", due=TODAY, kind=ANSWER, stage="decision")
    records.lead("Decide", due=TODAY, kind=DECIDE)
    records.lead("Promise", due=on("12-01"), kind=PROMISE)
    records.lead("Older promise", due=on("11-30"), kind=PROMISE, stage="discovery")
    records.lead("Stuck", due=AHEAD, stage="proposal", entered_on=on("11-02"))
    records.lead("Stuck longer", due=AHEAD, entered_on=on("11-02"))
    assert walk(records) == [
        ("Stuck longer", "24 days in Lead received, 5 is normal"),
        ("Stuck", "24 days in Proposal, 15 is normal"),
        ("Older promise", "your promise is late 3d"),
        ("Promise", "your promise is late 2d"),
        ("Decide", "to decide"),
        ("They wait", "they wait for your answer"),
        ("Overdue early", "late 2d"),
        ("Healthy late", "healthy"),
        ("Healthy early", "healthy"),
        ("Returning", "back Thu 17 Dec"),
    ]


def test_a_candidate_is_what_the_worklist_keeps(records: Records) -> None:
    lead = records.lead("Ben", due=AHEAD, stage="proposal", next_step="Send the sketch")
    returning = records.closed("Lin", back=AHEAD)
    assert review_candidates(records.desk) == [
        Candidate(lead, "healthy", "Proposal / trial / consultation", 3, "Send the sketch", healthy=True),
        Candidate(returning, "back Thu 10 Dec", "Not yet", 3, "", healthy=False),
    ]


@pytest.mark.parametrize(
    ("fields", "why", "healthy"),
    [
        ({"due": AHEAD}, "healthy", True),
        ({"due": TODAY}, "due today", False),
        ({"due": on("12-02")}, "late 1d", False),
        ({"due": AHEAD, "step_source": MANUAL}, "waits until Thu 10 Dec", True),
        ({"due": AHEAD, "step_source": MANUAL, "entered_on": on("11-02")}, "waits until Thu 10 Dec", False),
        (
            {"due": TODAY, "step_source": MANUAL, "entered_on": on("11-02")},
            "24 days in Lead received, 5 is normal",
            False,
        ),
        ({"due": AHEAD, "kind": DECIDE}, "healthy", True),
        ({"due": TODAY, "kind": PROMISE}, "due today", False),
        ({"due": AHEAD, "entered_on": on("11-27")}, "healthy", True),
        ({"due": AHEAD, "entered_on": on("11-26")}, "6 days in Lead received, 5 is normal", False),
    ],
)
def test_healthy_is_a_step_ahead_within_the_normal_stay(
    local_records: Records, fields: dict[str, Any], why: str, healthy: bool
) -> None:
    local_records.lead("Ben", **fields)
    (found,) = review_candidates(local_records.desk)
    assert (found.why, found.healthy) == (why, healthy)


def test_a_promise_missed_over_a_free_weekend_is_late_all_the_same(records: Records) -> None:
    records.close_days(*CLOSED_DAYS)
    records.lead("Ben", kind=PROMISE, due=on("12-26"), entered_on=on("12-22"))
    records.go_to(on("12-27"))
    assert walk(records) == [("Ben", "your promise is late")]


@pytest.mark.parametrize(
    ("reviewed", "every", "comes"),
    [
        (None, 60, True),
        ("11-26", 7, True),
        ("11-27", 7, False),
        ("12-02", 1, True),
        ("12-03", 1, False),
        ("10-04", 60, True),
    ],
)
def test_a_lead_comes_when_its_own_interval_is_over(
    records: Records, reviewed: str | None, every: int, comes: bool
) -> None:
    records.lead("Ben", reviewed_on=on(reviewed) if reviewed else None, review_every=every)
    assert bool(review_candidates(records.desk)) is comes


def test_closed_leads_come_only_shortly_before_they_return(records: Records) -> None:
    records.closed("Soon", back=TODAY + timedelta(days=14))
    records.closed("Not soon", back=TODAY + timedelta(days=15))
    records.closed("Its day has come", back=on("11-27"))
    records.closed("Looked at", back=AHEAD, reviewed_on=on("12-01"))
    records.closed("Resting")
    records.closed("Won", "won", back=AHEAD)
    assert [name for name, _ in walk(records)] == ["Its day has come", "Soon"]


def test_a_pipeline_of_thousands_is_gone_through_as_a_set(local_records: Records) -> None:
    person = local_records.contact("Lin")
    columns = (
        "contact_id, stage_id, name, name_key, received_on, entered_on, next_step, step_kind, precedence, due_on,"
        " stage_position"
    )
    rows = []
    for number in range(5_000):
        entered, due = TODAY - timedelta(days=number % 90), TODAY + timedelta(days=number % 40 - 20)
        kind = KINDS[number % len(KINDS)]
        rows.append(
            (person, local_records.stages["lead"], f"Lead {number}", f"lead {number}", str(entered), str(entered), "Call",
             kind, precedence(kind), str(due), 0)
        )  # fmt: skip
    local_records.database.cursor().executemany(f"INSERT INTO lead ({columns}) VALUES ({', '.join('?' * 11)})", rows)
    local_records.desk.setting("capacity")
    with Counted(local_records.database) as counted:
        found = review_candidates(local_records.desk)
    assert len(counted.statements) == 1
    assert len(found) == 5_000
