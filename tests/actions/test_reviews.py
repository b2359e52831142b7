"""The weekly review: a frozen worklist, one decision a lead, each one change, each undoable."""

from typing import Any

import pytest

from coach.actions.moves import close_not_yet, win_lead
from coach.actions.reviews import (
    Details,
    WorkItem,
    commit_to,
    decide,
    finish_review,
    keep_healthy,
    open_review,
    resolve_changed,
    settle_commitment,
    skip_item,
)
from coach.actions.undo import undo
from coach.errors import Misused, Refused
from coach.records.models import Commitment, Review, ReviewItem

from ..records.desks import dump
from .diary import Diary, on

FRIDAY = "11-27"
NEXT = on("12-04")


def begin(diary: Diary, leads: list[int]) -> list[int]:
    """Begin a review of these leads; the ids of their items."""
    open_review(diary, on(FRIDAY), [WorkItem(lead, "past its limit", "Discovery", 12, "Call") for lead in leads])
    newest = diary.rows("SELECT max(id) FROM review")[0][0]
    return [row[0] for row in diary.rows("SELECT id FROM review_item WHERE review_id = ? ORDER BY position", (newest,))]


def running(diary: Diary) -> int:
    """The review that is open."""
    return int(diary.rows("SELECT id FROM review WHERE state = 'open'")[0][0])


@pytest.fixture
def walk(diary: Diary) -> list[int]:
    """The items of a review of three leads in Discovery."""
    leads = [diary.add(name, stage="discovery") for name in ("Ann", "Ben", "Lin")]
    diary.goes(FRIDAY)
    return begin(diary, leads)


def test_a_worklist_is_frozen_when_the_review_begins(diary: Diary, walk: list[int]) -> None:
    review: Any = Review.get()
    assert (review.due_on, review.state, review.started_by) == (on(FRIDAY), "open", "Maya")
    item: Any = ReviewItem.get_by_id(walk[1])
    assert (item.lead_id, item.position, item.why, item.stage_then, item.age_then, item.step_then) == (
        2,
        1,
        "past its limit",
        "Discovery",
        12,
        "Call",
    )
    assert diary.rows("SELECT sentence FROM change ORDER BY id DESC LIMIT 1") == [("began a review of 3 leads",)]


def test_one_review_at_a_time_and_none_of_nothing(diary: Diary, walk: list[int]) -> None:
    diary.goes("11-30")
    with pytest.raises(Refused, match=r"A review is open since Fri 27 Nov, begun by Maya\."):
        begin(diary.beside("Jo"), [1])
    finish_review(diary, running(diary), next_on=NEXT, partial=True)
    with pytest.raises(Refused, match="no open lead to review"):
        begin(diary, [])


DECISIONS: dict[str, tuple[Details, str, dict[str, Any]]] = {
    "keep": (Details(), "kept Ann as it is, in the review", {"status": "open", "keeps": 1}),
    "advance": (Details(evidence="they told us"), "moved Ann on, in the review", {"stage_position": 2, "keeps": 0}),
    "step_back": (Details(note="it was hope"), "moved Ann back, in the review", {"stage_position": 0}),
    "later": (
        Details(day=on("2027-02-01")),
        "snoozed Ann until Mon 1 Feb 2027, in the review",
        {"due_on": on("2027-02-01")},
    ),
    "not_yet": (
        Details(reason="timing", words="after the season", day=on("2027-03-01")),
        "set Ann to Not yet, back on Mon 1 Mar 2027, in the review",
        {"status": "not_yet", "reason_words": "after the season"},
    ),
    "won": (Details(value="1200"), "won Ann, in the review", {"status": "won", "value": 120_000}),
    "do_not_contact": (
        Details(reason="asked us to stop"),
        "stopped all contact with Ann, in the review",
        {"status": "not_yet", "return_on": None},
    ),
}


@pytest.mark.parametrize("decision", DECISIONS)
def test_a_decision_is_carried_out_and_is_one_change_that_undo_takes_back(
    diary: Diary, walk: list[int], decision: str
) -> None:
    details, sentence, fields = DECISIONS[decision]
    before, changes = dump(diary), diary.changes()
    done = decide(diary, walk[0], decision, details)
    assert done.sentence == sentence
    assert diary.changes() == changes + 1
    lead, item = diary.lead(1), ReviewItem.get_by_id(walk[0])
    assert {name: getattr(lead, name) for name in fields} == fields
    assert (item.decision, item.decided_at, lead.reviewed_on) == (decision, diary.moment, on(FRIDAY))
    assert item.note == details.note
    undo(diary)
    assert dump(diary) == before


def test_a_next_step_is_agreed_with_a_decision(diary: Diary, walk: list[int]) -> None:
    decide(diary, walk[0], "keep", Details(next_step="Ask about the lease", day=on("12-02")))
    decide(
        diary, walk[1], "advance", Details(anyway="they asked for it", next_step="Bring the proposal", day=on("12-03"))
    )
    assert [(diary.lead(each).next_step, diary.step(each)[0]) for each in (1, 2)] == [
        ("Ask about the lease", "12-02"),
        ("Bring the proposal", "12-03"),
    ]
    before = dump(diary)
    with pytest.raises(Misused, match="The next step has no day"):
        decide(diary, walk[2], "keep", Details(next_step="Call"))
    assert dump(diary) == before


@pytest.mark.parametrize(
    ("decision", "details", "kind"),
    [
        ("advance", Details(), Refused),
        ("step_back", Details(), Refused),
        ("step_back", Details(note="  "), Refused),
        ("later", Details(), Refused),
        ("later", Details(day=on("11-20")), Misused),
        ("not_yet", Details(), Misused),
        ("do_not_contact", Details(), Misused),
        ("won", Details(value="lots"), Misused),
        ("archive", Details(), Misused),
        ("changed", Details(), Misused),
        ("keep", Details(note="a\0b"), Misused),
    ],
)
def test_a_decision_without_what_it_needs_is_refused_and_writes_nothing(
    diary: Diary, walk: list[int], decision: str, details: Details, kind: type[Exception]
) -> None:
    before = dump(diary)
    with pytest.raises(kind):
        decide(diary, walk[0], decision, details)
    assert dump(diary) == before
    assert diary.journal is None


def test_a_lead_is_decided_once(diary: Diary, walk: list[int]) -> None:
    decide(diary, walk[0], "keep")
    with pytest.raises(Refused, match="decided already"):
        decide(diary, walk[0], "won")
    with pytest.raises(Misused, match="There is no item 99"):
        decide(diary, 99, "keep")
    undo(diary)
    decide(diary, walk[0], "won")


def test_no_stage_before_the_first_and_none_behind_the_last_open_one(diary: Diary) -> None:
    first, last = diary.add("Ann"), diary.add("Ben", stage="decision")
    items = begin(diary, [first, last])
    with pytest.raises(Refused, match="is in the first stage"):
        decide(diary, items[0], "step_back", Details(note="x"))
    with pytest.raises(Refused, match="is in the last open stage"):
        decide(diary, items[1], "advance", Details(evidence="x"))


def keep_once(diary: Diary, lead: int, note: str = "") -> None:
    """One week, one review, one keep."""
    (item,) = begin(diary, [lead])
    decide(diary, item, "keep", Details(note=note))
    finish_review(diary, running(diary), next_on=diary.calendar.add(diary.today, 5))
    diary.at(diary.calendar.add(diary.today, 5))


def test_the_third_keep_in_a_row_asks_what_would_have_to_be_true(diary: Diary) -> None:
    ben = diary.add(stage="discovery")
    keep_once(diary, ben)
    keep_once(diary, ben)
    with pytest.raises(Refused, match="kept as it is 2 times in this stage"):
        keep_once(diary, ben)
    decide(diary, *begin_again(diary), "keep", Details(note="they must find the money"))
    assert diary.lead(ben).keeps == 3


def begin_again(diary: Diary) -> tuple[int]:
    """The item that waits in the open review."""
    return (int(diary.rows("SELECT id FROM review_item WHERE decision IS NULL")[0][0]),)


def test_keeps_are_counted_anew_in_another_stage(diary: Diary) -> None:
    ben = diary.add(stage="discovery")
    keep_once(diary, ben)
    keep_once(diary, ben)
    (item,) = begin(diary, [ben])
    decide(diary, item, "advance", Details(evidence="yes"))
    assert diary.lead(ben).keeps == 0


def test_healthy_leads_are_kept_in_one_change(diary: Diary, walk: list[int]) -> None:
    before = diary.changes()
    done = keep_healthy(diary, walk[:2])
    assert done.sentence == "kept 2 leads as they are, in the review"
    assert diary.changes() == before + 1
    undo(diary)
    decide(diary, walk[1], "won")
    snapshot = dump(diary)
    with pytest.raises(Refused, match="decided already"):
        keep_healthy(diary, walk)
    assert dump(diary) == snapshot


def test_a_skipped_lead_comes_back_at_the_end(diary: Diary, walk: list[int]) -> None:
    done = skip_item(diary, walk[0])
    assert done.sentence == "put Ann at the end of the review"
    waiting = diary.rows("SELECT lead_id FROM review_item WHERE decision IS NULL ORDER BY position")
    assert waiting == [(2,), (3,), (1,)]


def test_a_lead_closed_meanwhile_needs_no_decision(diary: Diary, walk: list[int]) -> None:
    close_not_yet(diary, 1, reason="timing")
    win_lead(diary, 2)
    with pytest.raises(Refused, match="Ann is a Not yet"):
        decide(diary, walk[0], "won")
    with pytest.raises(Refused, match=r"1 lead in this review has no decision yet\."):
        finish_review(diary, running(diary), next_on=NEXT)
    decide(diary, walk[2], "keep")
    before = dump(diary)
    assert finish_review(diary, running(diary), next_on=NEXT).sentence == "finished the review"
    assert [row[0] for row in diary.rows("SELECT decision FROM review_item ORDER BY id")] == [
        "changed",
        "changed",
        "keep",
    ]
    undo(diary)
    assert dump(diary) == before


def test_leads_that_left_the_worklist_by_themselves_stand_in_the_way_of_no_undo(diary: Diary) -> None:
    leads = [diary.add(name) for name in ("Ann", "Ben")]
    before = dump(diary)
    items = begin(diary, leads)
    win_lead(diary, leads[0])
    resolve_changed(diary, items)
    assert [row[0] for row in diary.rows("SELECT decision FROM review_item ORDER BY id")] == ["changed", None]
    assert undo(diary).sentence == "won Ann"
    assert undo(diary).sentence == "began a review of 2 leads"
    assert dump(diary) == before


def test_a_not_yet_on_the_worklist_is_kept_put_off_or_silenced(diary: Diary) -> None:
    leads = [diary.add(name) for name in ("Ann", "Ben", "Lin")]
    for lead in leads:
        close_not_yet(diary, lead, reason="timing", return_on=on("12-01"))
    items = begin(diary, leads)
    decide(diary, items[0], "keep")
    decide(diary, items[1], "later", Details(day=on("2027-02-01")))
    decide(diary, items[2], "do_not_contact", Details(reason="asked us to stop"))
    assert [diary.lead(lead).return_on for lead in leads] == [on("12-01"), on("2027-02-01"), None]


def test_three_commitments_are_enough(diary: Diary, walk: list[int]) -> None:
    review = running(diary)
    for text in ("Call Ann about the lease", "Send Ben the sketch"):
        assert commit_to(diary, review, text, NEXT, lead_id=1).sentence == f"committed to: {text}"
    commit_to(diary, review, "Fix the contact form", NEXT)
    with pytest.raises(Refused, match="Three commitments are enough"):
        commit_to(diary, review, "Write to Lin", NEXT)
    assert settle_commitment(diary, 2, "dropped", "he is on holiday").sentence == "dropped: Send Ben the sketch"
    commit_to(diary, review, "Write to Lin", NEXT)
    kept: Any = Commitment.get_by_id(2)
    assert (kept.result, kept.why) == ("dropped", "he is on holiday")


def test_a_commitment_has_words_a_day_and_an_open_review(diary: Diary, walk: list[int]) -> None:
    review = running(diary)
    before = dump(diary)
    with pytest.raises(Misused, match="has no words"):
        commit_to(diary, review, " ", NEXT)
    with pytest.raises(Misused, match="has passed"):
        commit_to(diary, review, "Call", on("11-26"))
    with pytest.raises(Misused, match="There is no lead 99"):
        commit_to(diary, review, "Call", NEXT, lead_id=99)
    with pytest.raises(Refused, match="is not open"):
        commit_to(diary, 99, "Call", NEXT)
    with pytest.raises(Misused, match="'done' does not say"):
        settle_commitment(diary, 1, "done")
    with pytest.raises(Misused, match="There is no commitment 1"):
        settle_commitment(diary, 1, "kept")
    assert dump(diary) == before


def test_a_review_ends_when_every_lead_is_decided(diary: Diary, walk: list[int]) -> None:
    review = running(diary)
    for item in walk:
        decide(diary, item, "keep")
    with pytest.raises(Misused, match="The next review is not ahead"):
        finish_review(diary, review, next_on=on(FRIDAY))
    before = dump(diary)
    done = finish_review(diary, review, next_on=NEXT, improvement="send the recap same day", counts={"open": 3})
    assert done.sentence == "finished the review"
    kept: Any = Review.get_by_id(review)
    assert (kept.state, kept.improvement, kept.counts, kept.finished_at) == (
        "done",
        "send the recap same day",
        '{"open": 3}',
        diary.moment,
    )
    assert diary.setting("review-next") == "2026-12-04"
    with pytest.raises(Refused, match="is not open"):
        finish_review(diary, review, next_on=NEXT)
    undo(diary)
    assert dump(diary) == before


def test_a_review_with_leads_left_over_is_finished_as_partial_only(diary: Diary, walk: list[int]) -> None:
    decide(diary, walk[0], "keep")
    with pytest.raises(Refused, match=r"2 leads in this review have no decision yet\."):
        finish_review(diary, running(diary), next_on=NEXT)
    review = running(diary)
    assert (
        finish_review(diary, review, next_on=NEXT, partial=True).sentence
        == "finished the review with 2 leads left over"
    )
    assert Review.get_by_id(review).state == "partial"
    with pytest.raises(Refused, match="is not open"):
        decide(diary, walk[1], "keep")
    with pytest.raises(Refused, match="is not open"):
        skip_item(diary, walk[1])
