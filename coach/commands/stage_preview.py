"""What `coach stages edit --dry-run` prints: the steps that would be planned anew, and who would count as stuck."""

from coach.commands.telling import as_json, as_object, say, say_columns, say_json
from coach.errors import Misused
from coach.records.desk import Desk
from coach.rules.counting import counted, listed
from coach.rules.dates import show_day
from coach.rules.text import visible_line


def tell_preview(desk: Desk, stage_id: int, gaps: tuple[int, ...] | None, normal_stay: int | None) -> None:
    """Print it; nothing is written. Both numbers in business days. Raises Misused when neither is given."""
    from coach.views.replanning import replan_preview, stay_preview

    if gaps is None and normal_stay is None:
        raise Misused(
            "There is nothing to try out.", "Name --gaps or --normal-stay: only they change what leads are due."
        )
    steps = replan_preview(desk, stage_id, gaps) if gaps is not None else ()
    stay = stay_preview(desk, stage_id, normal_stay) if normal_stay is not None else None
    if as_json():
        say_json({"replanned": [as_object(step) for step in steps], "stuck": None if stay is None else as_object(stay)})
        return
    if gaps is not None:
        say(f"{counted(len(steps), 'step').capitalize()} would be planned anew{':' if steps else '.'}")
        day = desk.today
        say_columns(
            [(each.name, show_day(each.was, day), show_day(each.will_be, day), each.step) for each in steps],
            indent="  ",
        )
    if stay is not None:
        names = f": {visible_line(listed(stay.then))}" if stay.then else ""
        say(f"{counted(len(stay.then), 'lead').capitalize()} would count as stuck, {stay.now} now{names}.")
    say("Nothing was changed.")
