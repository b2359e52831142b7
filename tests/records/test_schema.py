"""The rules the database itself keeps: no code path can write what they forbid, on SQLite and on PostgreSQL alike."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import peewee
import pytest

from coach.records.models import (
    Answer,
    Commitment,
    Contact,
    Lead,
    Owner,
    PastStep,
    Record,
    Review,
    ReviewItem,
    Setting,
    Stage,
    StageVisit,
    Touch,
)

DAY = date(2026, 11, 24)
OPEN = {"status": "open", "next_step": "Call", "due_on": DAY, "closed_on": None, "return_on": None, "reason": ""}
WON = {"status": "won", "next_step": None, "due_on": None, "closed_on": DAY, "return_on": DAY, "reason": ""}
NOT_YET = {**WON, "status": "not_yet", "reason": "timing"}


def keep(model: type[Record], **values: Any) -> int:
    """Write a row; its id."""
    row_id: int = model.insert(**values).execute()
    return row_id


@pytest.fixture
def lead(database: Any) -> Callable[..., dict[str, Any]]:
    """The fields of an open lead whose contact and stage are kept; overridden by name."""
    contact = keep(Contact, name="Ben Adeyemi", name_key="ben adeyemi")
    stage = keep(Stage, name="Discovery", kind="open", position=0, normal_stay=5)
    base = {
        "contact": contact, "stage": stage, "name": "Ben Adeyemi", "name_key": "ben adeyemi", "received_on": DAY,
        "entered_on": DAY, "stage_position": 0,
    }  # fmt: skip
    return lambda **values: {**base, **OPEN, **values}


@pytest.fixture
def lead_id(lead: Callable[..., dict[str, Any]]) -> int:
    """An open lead that is kept."""
    return keep(Lead, **lead())


@pytest.mark.parametrize("fields", [OPEN, WON, NOT_YET], ids=["open", "won", "not yet"])
def test_a_lead_is_kept_when_it_is_whole(lead: Callable[..., dict[str, Any]], fields: Mapping[str, Any]) -> None:
    kept: Any = Lead.get_by_id(keep(Lead, **lead(**fields)))
    assert (kept.status, kept.next_step, kept.due_on) == (fields["status"], fields["next_step"], fields["due_on"])


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        (OPEN, {"next_step": None}),
        (OPEN, {"next_step": ""}),
        (OPEN, {"due_on": None}),
        (OPEN, {"next_step": None, "due_on": None}),
        (OPEN, {"closed_on": DAY}),
        (OPEN, {"return_on": DAY}),
        (WON, {"next_step": "Call"}),
        (WON, {"due_on": DAY}),
        (WON, {"next_step": "Call", "due_on": DAY}),
        (WON, {"closed_on": None}),
        (NOT_YET, {"due_on": DAY}),
    ],
)
def test_an_open_lead_has_a_dated_step_and_a_closed_one_has_none(
    lead: Callable[..., dict[str, Any]], fields: Mapping[str, Any], wrong: Mapping[str, Any]
) -> None:
    with pytest.raises(peewee.IntegrityError, match="open_lead_has_a_dated_next_step"):
        keep(Lead, **lead(**{**fields, **wrong}))


def test_an_open_lead_cannot_lose_its_step_later_on(database: Any, lead_id: int) -> None:
    for wrong in ({"next_step": None}, {"due_on": None}, {"status": "won"}):
        with pytest.raises(peewee.IntegrityError), database.atomic():
            Lead.update(**wrong).where(Lead.id == lead_id).execute()
    assert Lead.get_by_id(lead_id).next_step == "Call"


@pytest.mark.parametrize(
    ("fields", "wrong"), [(NOT_YET, {"reason": ""}), (OPEN, {"reason": "timing"}), (WON, {"reason": "timing"})]
)
def test_a_not_yet_and_only_a_not_yet_has_a_reason(
    lead: Callable[..., dict[str, Any]], fields: Mapping[str, Any], wrong: Mapping[str, Any]
) -> None:
    with pytest.raises(peewee.IntegrityError, match="not_yet_has_a_reason"):
        keep(Lead, **lead(**{**fields, **wrong}))


@pytest.mark.parametrize("wrong", [{"promise_on": DAY}, {"promise_by": "ours"}])
def test_a_promise_has_a_day_and_a_side(lead: Callable[..., dict[str, Any]], wrong: Mapping[str, Any]) -> None:
    with pytest.raises(peewee.IntegrityError, match="a_promise_has_a_day_and_a_side"):
        keep(Lead, **lead(**wrong))


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": -1},
        {"unanswered": -1},
        {"position": -1},
        {"snoozes": -1},
        {"keeps": -1},
        {"return_round": -1},
        {"precedence": 0},
        {"precedence": 10},
        {"review_every": 0},
        {"review_every": 61},
        {"name": ""},
        {"status": "lost"},
        {"step_kind": "task"},
        {"step_source": "somebody"},
        {"promise_by": "nobody", "promise_on": DAY},
        {"due_time": "9:00"},
    ],
)
def test_a_lead_holds_no_quantity_below_zero_and_no_word_that_is_none(
    lead: Callable[..., dict[str, Any]], wrong: Mapping[str, Any]
) -> None:
    with pytest.raises(peewee.IntegrityError):
        keep(Lead, **lead(**wrong))


def test_the_day_of_the_list_is_the_day_of_the_step_or_of_the_return(
    desk: Any, lead: Callable[..., dict[str, Any]]
) -> None:
    back = date(2027, 1, 25)
    ids = [keep(Lead, **lead()), keep(Lead, **lead(**{**NOT_YET, "return_on": back})), keep(Lead, **lead(**{**WON, "return_on": None}))]  # noqa: E501  # fmt: skip
    days = dict(desk.rows("SELECT id, list_on FROM lead"))
    assert [str(days[each]) for each in ids] == ["2026-11-24", "2027-01-25", "None"]


def test_a_guess_is_never_clear(database: Any, lead_id: int) -> None:
    said = {"lead": lead_id, "lens": "fit", "text": "They like us", "noted_on": DAY}
    keep(Answer, basis="said", clarity="clear", **said)
    keep(Answer, basis="guessed", clarity="partly", **said)
    with pytest.raises(peewee.IntegrityError, match="a_guess_is_never_clear"):
        keep(Answer, basis="guessed", clarity="clear", **said)


@pytest.mark.parametrize("wrong", [{"lens": "budget"}, {"basis": "hoped"}, {"clarity": "sure"}])
def test_an_answer_is_of_one_lens_one_basis_and_one_clarity(lead_id: int, wrong: Mapping[str, Any]) -> None:
    said = {"lead": lead_id, "lens": "fit", "text": "Yes", "noted_on": DAY, "basis": "said", "clarity": "clear"}
    with pytest.raises(peewee.IntegrityError):
        keep(Answer, **{**said, **wrong})


def test_a_lead_has_one_open_stay_at_most(database: Any, lead_id: int) -> None:
    stage = Lead.get_by_id(lead_id).stage.id
    keep(StageVisit, lead=lead_id, stage=stage, entered_on=DAY, left_on=DAY, outcome="back", days=0)
    keep(StageVisit, lead=lead_id, stage=stage, entered_on=DAY)
    with pytest.raises(peewee.IntegrityError):
        keep(StageVisit, lead=lead_id, stage=stage, entered_on=DAY)


@pytest.mark.parametrize(
    "wrong", [{"left_on": DAY}, {"outcome": "won"}, {"days": -1}, {"left_on": DAY, "outcome": "lost"}]
)
def test_a_stay_is_open_until_it_has_a_day_and_an_outcome(lead_id: int, wrong: Mapping[str, Any]) -> None:
    with pytest.raises(peewee.IntegrityError):
        keep(StageVisit, lead=lead_id, stage=Lead.get_by_id(lead_id).stage.id, entered_on=DAY, **wrong)


def test_one_review_at_most_is_open(database: Any) -> None:
    keep(Review, due_on=DAY, started_at="2026-11-24T09:00:00Z")
    keep(Review, due_on=DAY, started_at="2026-11-17T09:00:00Z", finished_at="2026-11-17T10:00:00Z", state="done")
    with pytest.raises(peewee.IntegrityError):
        keep(Review, due_on=DAY, started_at="2026-11-24T09:05:00Z")


@pytest.mark.parametrize("wrong", [{"finished_at": "2026-11-24T10:00:00Z"}, {"state": "done"}, {"state": "paused"}])
def test_a_review_is_open_until_it_is_finished(database: Any, wrong: Mapping[str, Any]) -> None:
    with pytest.raises(peewee.IntegrityError):
        keep(Review, due_on=DAY, started_at="2026-11-24T09:00:00Z", **wrong)


def test_a_lead_stands_once_in_a_review_and_its_decision_has_a_moment(database: Any, lead_id: int) -> None:
    review = keep(Review, due_on=DAY, started_at="2026-11-24T09:00:00Z")
    item = {"review": review, "lead": lead_id, "position": 0, "stage_then": "Discovery", "age_then": 3}
    for wrong in ({"decision": "keep"}, {"decided_at": "x"}, {"decision": "hope", "decided_at": "x"}, {"age_then": -1}):
        with pytest.raises(peewee.IntegrityError), database.atomic():
            keep(ReviewItem, **{**item, **wrong})
    keep(ReviewItem, **item)
    with pytest.raises(peewee.IntegrityError):
        keep(ReviewItem, **item)


@pytest.mark.parametrize("model", [Owner, Stage, Setting])
def test_names_that_stand_for_one_thing_are_kept_once(database: Any, model: type[Record]) -> None:
    by_model: dict[type[Record], dict[str, Any]] = {
        Owner: {"name": "Maya", "name_key": "maya"},
        Stage: {"name": "Discovery", "kind": "open", "position": 0},
        Setting: {"key": "capacity", "value": "9"},
    }
    fields = by_model[model]
    keep(model, **fields)
    with pytest.raises(peewee.IntegrityError):
        keep(model, **fields)


@pytest.mark.parametrize(
    ("model", "wrong"),
    [
        (Owner, {"name": "", "name_key": ""}),
        (Contact, {"name": "", "name_key": ""}),
        (Contact, {"name": "Ben", "name_key": "ben", "do_not_contact_on": DAY}),
        (Contact, {"name": "Ben", "name_key": "ben", "do_not_contact_reason": "asked"}),
        (Stage, {"name": "", "kind": "open", "position": 0}),
        (Stage, {"name": "Lost", "kind": "lost", "position": 0}),
        (Stage, {"name": "Discovery", "kind": "open", "position": 0, "normal_stay": 0}),
    ],
)
def test_people_and_stages_have_a_name_and_their_words_are_known(
    database: Any, model: type[Record], wrong: Mapping[str, Any]
) -> None:
    with pytest.raises(peewee.IntegrityError):
        keep(model, **wrong)


def test_a_touch_and_a_past_step_use_words_that_are_known(database: Any, lead_id: int) -> None:
    touch = {"lead": lead_id, "at": "2026-11-24T09:00:00Z", "day": DAY, "via": "pigeon"}
    step = {"lead": lead_id, "text": "Call", "kind": "touch", "source": "cadence", "due_on": DAY, "ended_on": DAY}
    with pytest.raises(peewee.IntegrityError), database.atomic():
        keep(Touch, **touch)
    with pytest.raises(peewee.IntegrityError), database.atomic():
        keep(PastStep, **step, ended_by="luck")


def test_nothing_points_at_a_row_that_is_not_there(database: Any, lead_id: int) -> None:
    for model, fields in (
        (Touch, {"lead": 99, "at": "2026-11-24T09:00:00Z", "day": DAY, "via": "call"}),
        (StageVisit, {"lead": lead_id, "stage": 99, "entered_on": DAY}),
        (Commitment, {"review": 99, "text": "Call Ben", "due_on": DAY}),
    ):
        with pytest.raises(peewee.IntegrityError), database.atomic():
            keep(model, **fields)
    with pytest.raises(peewee.IntegrityError):
        Contact.delete().where(Contact.name == "Ben Adeyemi").execute()


def test_a_day_comes_back_as_the_day_it_was(database: Any, lead: Callable[..., dict[str, Any]]) -> None:
    leap = date(2028, 2, 29)
    kept: Any = Lead.get_by_id(keep(Lead, **lead(due_on=leap)))
    assert kept.due_on == leap
    assert kept.closed_on is None
    assert kept.loop_closed is False
