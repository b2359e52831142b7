"""A lead's row and its `Standing` in the rhythm: the same thing in the words of the table and of the rules."""

from typing import Any, NamedTuple

from coach.records.desk import Desk, day, day_or_none
from coach.rules.cadence import Promise, Standing, Step
from coach.rules.day_order import precedence


def standing_of(lead: Any) -> Standing:
    """Where an open lead stands, from its row."""
    step = Step(lead.next_step or "", lead.due_on, lead.step_kind, lead.step_source, lead.due_time, lead.due_zone)
    return _standing(lead, step)


class _Kept(NamedTuple):
    """The columns of a lead's row that say where it stands, as attributes, like the row itself."""

    next_step: str
    due_on: Any
    step_kind: str
    step_source: str
    due_time: str
    due_zone: str
    entered_on: Any
    position: int
    unanswered: int
    loop_closed: bool
    last_touch_on: Any
    last_reply_on: Any
    anchor_on: Any
    not_before: Any
    promise_text: str
    promise_on: Any
    promise_by: str
    snoozes: int


def standing_on_file(desk: Desk, lead_id: int) -> Standing:
    """Where an open lead stands, for a view."""
    kept = _Kept(*desk.rows(f"SELECT {', '.join(_Kept._fields)} FROM lead WHERE id = ?", (lead_id,))[0])
    return standing_of(
        kept._replace(
            due_on=day(kept.due_on),
            entered_on=day(kept.entered_on),
            last_touch_on=day_or_none(kept.last_touch_on),
            last_reply_on=day_or_none(kept.last_reply_on),
            anchor_on=day_or_none(kept.anchor_on),
            not_before=day_or_none(kept.not_before),
            promise_on=day_or_none(kept.promise_on),
        )
    )


def closed_standing(lead: Any) -> Standing:
    """The counts a closed lead keeps for the day it is reopened; its step is empty."""
    return _standing(lead, Step("", lead.entered_on, "touch", "cadence"))


def _standing(lead: Any, step: Step) -> Standing:
    return Standing(
        entered_on=lead.entered_on,
        step=step,
        position=lead.position,
        unanswered=lead.unanswered,
        loop_closed=bool(lead.loop_closed),
        last_touch_on=lead.last_touch_on,
        last_reply_on=lead.last_reply_on,
        anchor_on=lead.anchor_on,
        not_before=lead.not_before,
        promise=Promise(lead.promise_text, lead.promise_on, lead.promise_by) if lead.promise_on else None,
        snoozes=lead.snoozes,
    )


def columns_of(state: Standing) -> dict[str, Any]:
    """The fields of the lead's row that the rhythm decides."""
    step, promise = state.step, state.promise
    return {
        "entered_on": state.entered_on,
        "position": state.position,
        "unanswered": state.unanswered,
        "loop_closed": state.loop_closed,
        "last_touch_on": state.last_touch_on,
        "last_reply_on": state.last_reply_on,
        "anchor_on": state.anchor_on,
        "not_before": state.not_before,
        "promise_text": promise.text if promise else "",
        "promise_on": promise.on if promise else None,
        "promise_by": promise.by if promise else "",
        "snoozes": state.snoozes,
        "next_step": step.text,
        "step_kind": step.kind,
        "step_source": step.source,
        "due_on": step.due_on,
        "due_time": step.due_time,
        "due_zone": step.due_zone,
        "precedence": precedence(step.kind),
    }


NO_STEP: dict[str, Any] = {
    "next_step": None,
    "step_kind": "touch",
    "step_source": "cadence",
    "due_on": None,
    "due_time": "24:00",
    "due_zone": "",
    "snoozes": 0,
    "promise_text": "",
    "promise_on": None,
    "promise_by": "",
    "precedence": 5,
}
"""The same fields for a lead that has no step: closed or resting."""
