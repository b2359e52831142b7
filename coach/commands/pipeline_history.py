"""What `coach pipeline --history` prints: the versions of the written pipeline, and what each of them changed."""

from collections.abc import Sequence
from itertools import pairwise

from coach.commands.telling import as_json, as_object, say, say_columns, say_json
from coach.records.desk import Desk
from coach.rules.dates import show_day
from coach.rules.text import visible_line
from coach.rules.written_difference import GONE, MOVED, NEW, RENAMED, Changed, compare
from coach.views.pipeline_versions import versions
from coach.views.written_pipeline import written_pipeline

FIRST = "The first version."
OURS = "Nothing of yours: coach's own words on the page are others now."


def tell_history(desk: Desk) -> None:
    """Print every version, newest first, with what it changed; before them, what differs now and is kept by no version yet."""
    kept = versions(desk)
    changes = [compare(older.text, newer.text) for newer, older in pairwise(kept)]
    if as_json():
        told = zip(kept, [*changes, ()], strict=True) if kept else ()
        say_json([{**version._asdict(), "changes": as_object(changed)} for version, changed in told])
        return
    now = written_pipeline(desk).text
    if not kept:
        say("No version is kept yet. The next change of the pipeline keeps one.")
        return
    if now != kept[0].text:
        _tell("As it stands now, kept with the next change", compare(kept[0].text, now), none=OURS)
    for version, changed in zip(kept, [*changes, None], strict=True):
        by = f" · {version.author}" if version.author else ""
        _tell(f"{show_day(version.day, desk.today)}{by}", changed, none=OURS if changed is not None else FIRST)


def _tell(title: str, changed: Sequence[Changed] | None, *, none: str) -> None:
    say(visible_line(title))
    if not changed:
        say(f"  {none}")
    for each in changed or ():
        say(f"  {visible_line(_named(each))}")
        was, now = ([", ".join(names)] if each.what == MOVED else names for names in (each.was, each.now))
        say_columns([*(("was", line) for line in was), *(("now", line) for line in now)], indent="    ")


def _named(changed: Changed) -> str:
    """The part of the page, and what became of it."""
    what = {
        RENAMED: f", until then: {changed.before}",
        NEW: ", new",
        GONE: ", no longer there",
        MOVED: ", in another order",
    }
    return f"{changed.where or 'At the top'}{what.get(changed.what, '')}"
