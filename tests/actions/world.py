"""Every verb, with whatever it is given: a small business whose owner does everything in any order, led by a script of bytes."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from coach import playbook
from coach.actions.assignment import answer_question
from coach.actions.days import add_days_off, remove_days_off, set_country, set_weekdays
from coach.actions.leads import add_lead, edit_lead
from coach.actions.lenses import LENSES, answer_lens
from coach.actions.moves import allow_contact, close_not_yet, move_lead, reopen_lead, stop_contact, win_lead
from coach.actions.notes import add_note, delete_note, rewrite_note
from coach.actions.own_fields import set_own_field
from coach.actions.permission import forget_permission, note_permission
from coach.actions.pipeline import add_stage, edit_stage, place_stage, rename_stage, retire_stage
from coach.actions.reviews import (
    Details,
    WorkItem,
    commit_to,
    decide,
    finish_review,
    open_review,
    resolve_changed,
    settle_commitment,
    skip_item,
)
from coach.actions.settings import change_setting
from coach.actions.spread import spread_overdue
from coach.actions.steps import agree_day, set_next, snooze_lead
from coach.actions.tags import add_tags, remove_tags, set_tags
from coach.actions.touches import WAYS, log_touch, note_reply
from coach.errors import CoachError
from coach.records.models import MODELS, described

from ..records.desks import TUESDAY
from .diary import Diary
from .foretold import merge_as_foretold

NAMES = ("Ann", "Ben", "Eve", "Lin", "Sam", "Tom")
REASONS = tuple(each.key for each in playbook.reasons())
DECISIONS = ("keep", "keep", "advance", "step_back", "later", "not_yet", "won", "do_not_contact")


class Given(NamedTuple):
    """What a verb is given: who it is about (an index of a lead) and how large it is."""

    who: int
    n: int

    def one_of(self, choices: Any) -> Any:
        """One of them, by its size."""
        return choices[self.n % len(choices)]


def ahead(desk: Diary, n: int, days: int = 40) -> date:
    """Some day from today on."""
    return desk.today + timedelta(days=n % days)


def lead_of(desk: Diary, given: Given) -> int:
    """The lead it is about; a number nobody has when there is none."""
    ids = desk.rows("SELECT id FROM lead ORDER BY id")
    return int(ids[given.who % len(ids)][0]) if ids else 1


def stage_of(desk: Diary, n: int) -> int:
    """Some stage, retired ones too."""
    ids = desk.rows("SELECT id FROM stage ORDER BY id")
    return int(ids[n % len(ids)][0])


def item_of(desk: Diary, given: Given) -> int:
    """Some item of the open review, decided or not."""
    ids = desk.rows("SELECT review_item.id FROM review_item JOIN review ON review.id = review_id WHERE state = 'open'")
    return int(sorted(ids)[given.who % len(ids)][0]) if ids else 0


def review_of(desk: Diary) -> int:
    """The open review."""
    found = desk.rows("SELECT id FROM review WHERE state = 'open'")
    return int(found[0][0]) if found else 0


def add(desk: Diary, given: Given) -> Any:
    """A new lead, at times of a person who is known, at times in a later stage, at times with its own step."""
    known = {"email": f"{NAMES[given.n % 6].casefold()}@x.com"} if given.n % 3 else {"phone": f"030{given.n:06}"}
    step = {"next_step": "Drop by", "due": ahead(desk, given.n, 9)} if given.n % 5 == 0 else {}
    stage = {"stage_id": stage_of(desk, given.n)} if given.n % 4 == 3 else {}
    extra: Any = {**known, **step, **stage}
    return add_lead(desk, NAMES[given.n % 6], value=str(given.n), owner=NAMES[given.n % 2], **extra)


def edit(desk: Diary, given: Given) -> Any:
    """Something about a lead or its person is put right."""
    changes: tuple[dict[str, Any], ...] = (
        {"name": f"{NAMES[given.n % 6]} {given.n}"},
        {"company": f"Company {given.n}"},
        {"email": f"{NAMES[given.n % 6].casefold()}@x.com"},
        {"value": str(given.n)},
        {"owner": NAMES[given.n % 6]},
        {"review_every": given.n % 61},
        {"quiet_weekdays": ("mon", "thu,fri", "", "tue")[given.n % 4]},
    )
    return edit_lead(desk, lead_of(desk, given), **changes[given.who % len(changes)])


def log(desk: Diary, given: Given) -> Any:
    """Our touch, on its day more often than not, at times with a step or a promise agreed in it."""
    lead = lead_of(desk, given)
    due = desk.rows("SELECT due_on FROM lead WHERE id = ?", (lead,))
    if given.n % 2 and due and due[0][0]:
        desk.at(max(desk.today, date.fromisoformat(str(due[0][0]))))
    return log_touch(desk, lead, via=given.one_of(WAYS), note=f"note {given.n}", **agreed(desk, given.n // 3))


def reply(desk: Diary, given: Given) -> Any:
    """They wrote."""
    return note_reply(desk, lead_of(desk, given), **agreed(desk, given.n))


def agreed(desk: Diary, n: int) -> dict[str, Any]:
    """A step agreed in the same breath, or none."""
    if n % 4 == 0:
        return {"next_step": "Call back", "due": ahead(desk, n, 12), "time": "10:30" if n % 8 else ""}
    if n % 4 == 1:
        return {"next_step": "The offer", "due": ahead(desk, n, 12), "promise": ("ours", "theirs")[n % 8 // 4]}
    return {}


def move(desk: Diary, given: Given) -> Any:
    """To some stage, with evidence, with a reason, or without."""
    said: Any = ({"evidence": "they said so"}, {"anyway": "in a hurry"}, {})[given.n % 3]
    return move_lead(desk, lead_of(desk, given), stage_of(desk, given.n), **said)


def close(desk: Diary, given: Given) -> Any:
    """A Not yet, with their day or without."""
    back = ahead(desk, given.n, 90) if given.n % 2 else None
    return close_not_yet(desk, lead_of(desk, given), reason=given.one_of(REASONS), words="later", return_on=back)


def begin_review(desk: Diary, _given: Given) -> Any:
    """A review of every open lead."""
    leads = desk.rows("SELECT id FROM lead WHERE status = 'open' ORDER BY id")
    return open_review(desk, desk.today, [WorkItem(row[0], "", "Somewhere", 0, "") for row in leads])


def decide_one(desk: Diary, given: Given) -> Any:
    """One decision of the open review, with all it could need."""
    details = Details("they said so", "", ahead(desk, given.n, 60), given.one_of(REASONS), "later", "", "", "a line")
    return decide(desk, item_of(desk, given), given.one_of(DECISIONS), details)


def commit(desk: Diary, given: Given) -> Any:
    """A commitment is made, or settled."""
    if given.n % 3:
        return commit_to(desk, review_of(desk), f"Call {given.n}", ahead(desk, given.n), lead_id=lead_of(desk, given))
    return settle_commitment(desk, 1 + given.who % 4, ("kept", "moved", "dropped")[given.n % 3], "so it was")


def permit(desk: Diary, given: Given) -> Any:
    """They say how they are fine with it: how often, until when, both or neither."""
    every = (None, 2, 3, 5, 10, 40)[given.n % 6]
    until = ahead(desk, given.n, 50) if given.n % 4 else None
    return note_permission(desk, lead_of(desk, given), via=given.one_of(WAYS), every=every, until=until, words="fine")


def change_stages(desk: Diary, given: Given) -> Any:
    """The written pipeline changes."""
    stage, other = stage_of(desk, given.n), stage_of(desk, given.who)
    changes: tuple[Callable[[], Any], ...] = (
        lambda: rename_stage(desk, stage, f"Stage {given.n}"),
        lambda: edit_stage(desk, stage, gaps=tuple((given.n + k) % 9 for k in range(1 + given.who % 5))),
        lambda: add_stage(desk, f"Trial {given.n}", after=stage),
        lambda: place_stage(desk, stage, given.who % 5),
        lambda: retire_stage(desk, stage, leads_to=other),
    )
    return changes[given.n % len(changes)]()


def change_days(desk: Diary, given: Given) -> Any:
    """The calendar changes."""
    changes: tuple[Callable[[], Any], ...] = (
        lambda: add_days_off(desk, [ahead(desk, given.n), ahead(desk, given.who)]),
        lambda: add_days_off(desk, [ahead(desk, given.n)]),
        lambda: remove_days_off(desk, [date.fromisoformat(day) for day in eval_days(desk)[:1]]),
        lambda: set_weekdays(desk, ("mon-fri", "tue-sat", "wed", "mon,thu")[given.who % 4]),
        lambda: set_country(desk, ("DE", "")[given.who % 2]),
    )
    return changes[given.n % len(changes)]()


def eval_days(desk: Diary) -> list[str]:
    """The owner's own days off."""
    import json

    return list(json.loads(desk.setting("days-off")))


def write_down(desk: Diary, given: Given) -> Any:
    """A note, a tag or a field: begun, changed, taken out."""
    lead, n = lead_of(desk, given), given.n
    changes: tuple[Callable[[], Any], ...] = (
        lambda: add_note(desk, lead, f"note {n}"),
        lambda: rewrite_note(desk, 1 + n % 5, f"note {n}"),
        lambda: delete_note(desk, 1 + n % 5),
        lambda: add_tags(desk, lead, [NAMES[n % 6]]),
        lambda: remove_tags(desk, lead, NAMES[: n % 6]),
        lambda: set_tags(desk, lead, NAMES[n % 4 :: 2]),
        lambda: set_own_field(desk, lead, ("Roof", "ROOF", "Area")[n % 3], ("slate", "tiles", "")[given.who % 3]),
    )
    return changes[n % len(changes)]()


def merge(desk: Diary, given: Given) -> Any:
    """Two leads become one, or the leads of one person; it comes as it was foretold."""
    other = lead_of(desk, Given(given.who + 1 + given.n // 8, given.n))
    return merge_as_foretold(desk, lead_of(desk, given), other, people=given.n % 3 == 0)


VERBS: dict[str, Callable[[Diary, Given], Any]] = {
    "add": add,
    "edit": edit,
    "log": log,
    "log again": log,
    "log once more": log,
    "reply": reply,
    "next": lambda desk, given: set_next(desk, lead_of(desk, given), "Drop by", ahead(desk, given.n, 20)),
    "snooze": lambda desk, given: snooze_lead(
        desk, lead_of(desk, given), ahead(desk, given.n, 40), still_real=bool(given.n % 2)
    ),
    "agree": lambda desk, given: agree_day(desk, lead_of(desk, given), ahead(desk, given.n)),
    "move": move,
    "move again": move,
    "won": lambda desk, given: win_lead(desk, lead_of(desk, given), value=("", "1200")[given.n % 2]),
    "not yet": close,
    "reopen": lambda desk, given: reopen_lead(desk, lead_of(desk, given)),
    "stop contact": lambda desk, given: stop_contact(desk, lead_of(desk, given), reason="asked us to stop"),
    "allow contact": lambda desk, given: allow_contact(desk, lead_of(desk, given), reason="wrote to us again"),
    "permit": permit,
    "permit again": permit,
    "forget permission": lambda desk, given: forget_permission(desk, lead_of(desk, given)),
    "spread": lambda desk, _given: spread_overdue(desk),
    "answer": lambda desk, given: answer_lens(desk, lead_of(desk, given), given.one_of(LENSES), f"answer {given.n}"),
    "write down": write_down,
    "merge": merge,
    "review": begin_review,
    "decide": decide_one,
    "decide again": decide_one,
    "skip": lambda desk, given: skip_item(desk, item_of(desk, given)),
    "changed": lambda desk, given: resolve_changed(desk, [item_of(desk, given)]),
    "commit": commit,
    "finish": lambda desk, given: finish_review(
        desk, review_of(desk), next_on=ahead(desk, given.n), partial=bool(given.n % 2)
    ),
    "stages": change_stages,
    "days": change_days,
    "settings": lambda desk, given: change_setting(desk, "capacity", str(1 + given.n % 3)),
    "assignment": lambda desk, given: answer_question(desk, ("stuck", "owner")[given.n % 2], NAMES[given.n % 6]),
}
"""Every verb, the common ones more often."""
UPKEEP = ("changed",)
"""What coach does by itself: undo passes it by."""
BYTES = 3
"""Bytes of a script for one event: which verb, about whom, how large."""
TIME_PASSES = 220
"""From this first byte on an event is a few days passing: one in seven. Below it each verb has its share."""


class Happened(NamedTuple):
    """One event: the verb, and what it gave back; None when it was refused, or when only time passed."""

    verb: str
    done: Any


def happen(desk: Diary, event: bytes, verbs: Sequence[str] = tuple(VERBS)) -> Happened:
    """Let one event happen, of these verbs. What a rule refuses is refused."""
    verb, given = event[0], Given(event[1], event[2])
    if verb >= TIME_PASSES:
        desk.at(desk.today + timedelta(days=given.n % 9))
        return Happened("time", None)
    name = verbs[verb % len(verbs)]
    try:
        return Happened(name, VERBS[name](desk, given))
    except CoachError:
        return Happened(name, None)


def begin_again(desk: Diary) -> Diary:
    """The same records, emptied, on the first day, with the pipeline written and a few leads in it."""
    tables = [described(model).table_name for model in MODELS]
    with desk.database.atomic():
        if "Sqlite" in type(desk.database).__name__:
            for table in reversed(tables):
                desk.database.execute_sql(f"DELETE FROM {table}")
            desk.database.execute_sql("DELETE FROM sqlite_sequence WHERE name <> 'schema_migration'")
        else:
            desk.database.execute_sql(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE")
    desk.clock.set(TUESDAY)
    again = Diary(desk.database, desk.author, desk.clock)
    for n in range(4):
        add(again, Given(0, n))
    return again
