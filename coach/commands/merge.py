"""`coach merge`: two leads that are one, or are of one person."""

import click

from coach.commands.after import tell_done
from coach.commands.front_door import open_desk, open_to_change
from coach.commands.telling import as_json, as_object, say, say_columns, say_json
from coach.commands.verb import Verb
from coach.errors import Refused
from coach.records.desk import Desk
from coach.rules.text import visible_line


@click.command(cls=Verb)
@click.argument("keep")
@click.argument("other")
@click.option("--people", is_flag=True, help="Keep both leads, as leads of one person.")
@click.option("--dry-run", is_flag=True, help="Only show what would come of it.")
def merge(keep: str, other: str, people: bool, dry_run: bool) -> None:
    """Merge the lead OTHER into KEEP: one lead with all that is known of both. One undo takes it back."""
    from coach.views.find_lead import find_lead

    if dry_run:
        desk = open_desk()
        _tell(desk, find_lead(desk, keep), find_lead(desk, other), people)
        return
    desk = open_to_change()
    from coach.actions.merge import join_people, merge_leads

    change = join_people if people else merge_leads
    tell_done(desk, change(desk, find_lead(desk, keep), find_lead(desk, other)))


def _tell(desk: Desk, keep_id: int, other_id: int, people: bool) -> None:
    from coach.views.merging import merge_preview

    preview = merge_preview(desk, keep_id, other_id, people=people)
    if as_json():
        say_json(as_object(preview))
        return
    if preview.refused:
        raise Refused(preview.refused, "Nothing was changed.")
    keep, other = preview.keep, preview.other
    head = ("", f"keep: {keep.id}  {keep.name}", f"other: {other.id}  {other.name}", "result")
    say_columns([head, *preview.lines])
    if preview.moves:
        say(visible_line(f"Goes over: {', '.join(preview.moves)}."))
    for warning in preview.warnings:
        say(visible_line(warning))
    say("Nothing was changed: this was a dry run.")
