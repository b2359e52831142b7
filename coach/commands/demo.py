"""A made-up pipeline for `coach demo`: written through the same actions as a real one, day by day, and gone when it is left."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from coach.actions import leads, lenses, moves, steps, touches
from coach.actions.assignment import set_step
from coach.actions.pipeline import write_pipeline
from coach.actions.settings import change_setting
from coach.commands.demo_stories import MAYA, STORIES, Happened, Story
from coach.commands.front_door import author, clock
from coach.records.desk import Desk
from coach.views.stages import stage_list

_DAYS_BEFORE = 45
"""Business days before today on which the demo's pipeline was written: before its first lead came in."""


class _Clock:
    """A clock that is set by hand."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment


def open_demo() -> int:
    """Seed a database in a folder of its own, run the app on it, and take both away. The exit code of the app."""
    when, who = clock(), author()
    from coach.records.database import open_database
    from screens.app import run

    with TemporaryDirectory(prefix="coach-demo-") as folder:
        database = open_database(str(Path(folder) / "demo.sqlite3"), create=True)
        try:
            database.pragma("synchronous", 0)  # nothing here outlives the visit
            seed(database, when())
            return run(Desk(database, who, when), demo=True)
        finally:
            database.close()


def seed(database: Any, now: datetime) -> None:
    """Fill an empty database with the stories, as they look at `now`. All of it is the work of somebody made up.

    So there is nothing of the visitor's own to undo before they have done something.
    """
    hand_set = _Clock(now)
    desk = Desk(database, MAYA, hand_set)
    calendar = desk.calendar
    hand_set.moment = _at(calendar.add(now.date(), -_DAYS_BEFORE), 9, now)
    write_pipeline(desk)
    change_setting(desk, "pipeline-owner", MAYA)
    set_step(desk, "done")
    known: dict[str, int] = {}
    for _, _, story, event in sorted(_events(), key=lambda each: (-each[3].ago, each[3].hour, each[0], each[1])):
        day = calendar.back(now.date()) if event.ago == 0 else calendar.add(calendar.forward(now.date()), -event.ago)
        hand_set.moment = min(_at(day, event.hour, now), now)
        _act(desk, story, event, known)


def _events() -> list[tuple[int, int, Story, Happened]]:
    return [
        (number, place, story, event)
        for number, story in enumerate(STORIES)
        for place, event in enumerate(story.happened)
    ]


def _act(desk: Desk, story: Story, event: Happened, known: dict[str, int]) -> None:
    words = _with_days(desk, event.words)
    if event.verb == "add":
        done = leads.add_lead(desk, story.name, **story.known, **words)
        known[story.name] = done.lead_id or 0
        return
    if "stage" in words:
        words["stage_id"] = _stage(desk, words.pop("stage"))
    _VERBS[event.verb](desk, known[story.name], **words)


_VERBS: dict[str, Callable[..., Any]] = {
    "touch": touches.log_touch,
    "reply": touches.note_reply,
    "answer": lenses.answer_lens,
    "move": moves.move_lead,
    "snooze": steps.snooze_lead,
    "won": moves.win_lead,
    "not_yet": moves.close_not_yet,
}


def _with_days(desk: Desk, words: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in words.items():
        if key.endswith("_in_days"):
            found[key.removesuffix("_in_days")] = desk.today + timedelta(days=value)
        elif key.endswith("_in"):
            found[key.removesuffix("_in")] = desk.calendar.add(desk.today, value)
        else:
            found[key] = value
    return found


def _stage(desk: Desk, key: str) -> int:
    return next(stage.id for stage in stage_list(desk) if stage.key == key)


def _at(day: date, hour: int, now: datetime) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=now.tzinfo)
