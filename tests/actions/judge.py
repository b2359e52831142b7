"""The rules of a respectful rhythm, held against everything that is kept: written from the rules, not from the code."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from coach.records.models import Contact, Lead, StageVisit
from coach.records.stages import stages_on_file
from coach.rules.workdays import Calendar

from .diary import Diary
from .world import Happened

OUR_TOUCHES = ("touch", "close_loop")
"""Kinds of step that are a touch of ours which they did not ask for."""
APART, CAP = 2, 4
RANKS = {"answer": 1, "promise": 2, "check_in": 4, "touch": 5, "close_loop": 7, "decide": 8}
MAY_MOVE_A_PROMISE = ("log", "log again", "log once more", "reply", "snooze", "decide", "decide again", "merge")
"""Verbs by which the owner may put another promise in the place of one, put it off, or keep one of two."""
BY_A_RULE = ("cadence", "rule")
MAY_TOUCH = ("log", "log again", "log once more", "reply")


class Seen(NamedTuple):
    """What the judge remembers of a lead between two events."""

    step: tuple[Any, ...]
    promise: date | None


class Broken(AssertionError):
    """A rule fell; the text says which, of whom, and after what."""


class Judge:
    """Looks at everything after each event. `held` counts how often each rule had something to hold."""

    def __init__(self, desk: Diary) -> None:
        self.desk = desk
        self.history: list[str] = []
        self.held: dict[str, int] = {}
        self.seen = _remembered(_leads())
        self.touches = self._touches()

    def look(self, happened: Happened) -> None:
        """Hold every rule. Raises Broken."""
        said = happened.done.sentence if happened.done else "refused"
        self.history.append(f"{self.desk.today:%a %d %b %Y} {happened.verb}: {said}")
        leads = _leads()
        seen = _remembered(leads)
        touches = self._touches()
        self._need("R9", touches == self.touches or happened.verb in MAY_TOUCH, "a rule marked a touch as done")
        self.touches = touches
        stages = {stage.id: stage for stage in stages_on_file(self.desk, retired=True)}
        contacts = {contact.id: contact for contact in Contact.select()}
        stays = _open_stays()
        for lead in leads:
            contact = contacts[lead.contact_id]
            calendar = self.desk.calendar.without(int(n) for n in contact.quiet_weekdays)
            before = self.seen.get(lead.id)
            self._hold_place(lead, stages[lead.stage_id], stays.get(lead.id, []))
            self._hold_no_contact(lead, contact)
            if lead.status == "open":
                changed = before is None or before.step != seen[lead.id].step
                self._hold_step(lead, calendar, changed=changed)
                self._hold_promise(lead, before, happened)
                self._hold_agreed(lead, contact, calendar)
                self._hold_spread(lead, before, happened)
            else:
                self._hold_return(lead, contact)
        self.seen = seen

    def _hold_step(self, lead: Any, calendar: Calendar, *, changed: bool) -> None:
        self._need("R1", bool(lead.next_step) and lead.due_on is not None, f"{lead.name} is open without a dated step")
        self._need(
            "rank", lead.precedence == RANKS[lead.step_kind], f"{lead.name} has the rank of another kind of step"
        )
        ours = lead.step_kind in OUR_TOUCHES
        if changed and ours and lead.unanswered and lead.last_touch_on:
            soonest = _business_days_after(calendar, lead.last_touch_on, APART)
            self._need("R2", lead.due_on >= soonest, f"{lead.name} is touched too soon after a silent touch")
        if ours and lead.step_source in BY_A_RULE:
            self._need("R3", lead.unanswered < CAP, f"{lead.name} is touched a fifth time in silence")
            self._need("R4", not lead.loop_closed, f"{lead.name} is touched after the loop was closed")
        if lead.not_before and lead.step_kind != "promise" and changed:
            self._need("R5", lead.due_on >= lead.not_before, f"{lead.name} is proposed before the day they named")

    def _hold_agreed(self, lead: Any, contact: Any, calendar: Calendar) -> None:
        if lead.step_kind not in OUR_TOUCHES or lead.step_source not in BY_A_RULE:
            return
        if contact.permission_until:
            said = f"{lead.name} is touched after the day {contact.name} agreed to"
            self._need("until", lead.due_on <= contact.permission_until, said)
        if contact.permission_every and lead.unanswered and lead.last_touch_on and lead.step_source == "cadence":
            soonest = _business_days_after(calendar, lead.last_touch_on, contact.permission_every)
            said = f"{lead.name} is touched more often than {contact.name} agreed to"
            self._need("every", lead.due_on >= soonest, said)

    def _hold_return(self, lead: Any, contact: Any) -> None:
        if lead.status != "not_yet" or lead.return_on is None or lead.return_agreed:
            return
        if contact.permission_until:
            said = f"{lead.name} comes back after the day {contact.name} agreed to"
            self._need("until", lead.return_on <= contact.permission_until, said)
        if lead.not_before:
            self._need("R5", lead.return_on >= lead.not_before, f"{lead.name} comes back before the day they named")

    def _hold_spread(self, lead: Any, before: Seen | None, happened: Happened) -> None:
        if happened.verb == "spread" and before is not None:
            text, due_on, kind, *_ = before.step
            if (text, due_on, kind) != (lead.next_step, lead.due_on, lead.step_kind):
                late_and_later = due_on < self.desk.today < lead.due_on
                same = (text, kind) == (lead.next_step, lead.step_kind)
                self._need("spread", late_and_later and same, f"{lead.name} was spread though it is not late")

    def _hold_promise(self, lead: Any, before: Seen | None, happened: Happened) -> None:
        if lead.step_kind == "promise":
            self._need("R8", lead.due_on == lead.promise_on, f"the promise to {lead.name} is due on another day")
        if before is not None and before.promise and lead.promise_on and before.promise != lead.promise_on:
            self._need("R8", happened.verb in MAY_MOVE_A_PROMISE, f"the promise to {lead.name} was moved by a rule")

    def _hold_no_contact(self, lead: Any, contact: Any) -> None:
        if contact.do_not_contact_on is not None:
            silent = lead.status != "open" and lead.return_on is None
            self._need("R6", silent, f"{lead.name} is proposed though {contact.name} asked for no contact")

    def _hold_place(self, lead: Any, stage: Any, stays: list[tuple[int, date]]) -> None:
        self._need("place", lead.stage_position == stage.position, f"{lead.name} has the place of another stage")
        self._need("place", stage.kind == lead.status, f"{lead.name} is {lead.status} in {stage.name}")
        self._need("place", not (stage.retired and lead.status == "open"), f"{lead.name} is open in a retired stage")
        if lead.status != "open":
            self._need("stay", not stays, f"{lead.name} is closed and stays somewhere")
            self._need("R1", lead.next_step is None and lead.due_on is None, f"{lead.name} is closed and has a step")
        else:
            here = [(lead.stage_id, lead.entered_on)]
            self._need("stay", stays == here, f"{lead.name} does not stay where it is")

    def _need(self, rule: str, holds: bool, what: str) -> None:
        self.held[rule] = self.held.get(rule, 0) + 1
        if not holds:
            raise Broken("\n".join([f"{rule}: {what}", *self.history]))

    def _touches(self) -> int:
        return int(self.desk.rows("SELECT count(*) FROM touch")[0][0])


def _leads() -> list[Any]:
    return list(Lead.select())


def _remembered(leads: list[Any]) -> dict[int, Seen]:
    found: dict[int, Seen] = {}
    for lead in leads:
        step = (lead.next_step, lead.due_on, lead.step_kind, lead.step_source, lead.unanswered, lead.last_touch_on)
        found[lead.id] = Seen(step, lead.promise_on)
    return found


def _open_stays() -> dict[int, list[tuple[int, date]]]:
    """The stage and the day of each stay that is open, by lead."""
    found: dict[int, list[tuple[int, date]]] = {}
    stays: Any = StageVisit.select().where(StageVisit.left_on.is_null())
    for stay in stays:
        found.setdefault(stay.lead_id, []).append((stay.stage_id, stay.entered_on))
    return found


def _business_days_after(calendar: Calendar, day: date, n: int) -> date:
    """Counted by hand, one day after the other: a closed day is first gone past."""
    while not calendar.is_workday(day):
        day += timedelta(days=1)
    while n:
        day += timedelta(days=1)
        n -= calendar.is_workday(day)
    return day
