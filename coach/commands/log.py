"""`coach log`: a touch, or their reply, and the next step agreed in it."""

import click

from coach.commands.after import tell_done
from coach.commands.front_door import open_to_change
from coach.commands.given import due_given
from coach.commands.verb import Verb
from coach.errors import Misused

WAYS = "call, email, message, meeting, visit or other"


@click.command(cls=Verb)
@click.argument("lead")
@click.option("--via", default="", metavar="WAY", help=f"How: {WAYS}.")
@click.option("--note", default="", metavar="TEXT", help="What was said.")
@click.option("--gave", default="", metavar="TEXT", help="What it gave them: an answer, a photo, an idea.")
@click.option("--replied", is_flag=True, help="They wrote or called: it is their reply, not our touch.")
@click.option("--talked", is_flag=True, help="They talked to you, as in a meeting: nothing is left unanswered.")
@click.option("--next", "next_step", default="", metavar="TEXT", help="The next step that was agreed.")
@click.option("--due", metavar="DATE", help="Its day, with a time if you like: fri 15:00.")
@click.option("--promise", default="", metavar="ours|theirs", help="The next step is a promise, ours or theirs.")
def log(
    lead: str,
    via: str,
    note: str,
    gave: str,
    replied: bool,
    talked: bool,
    next_step: str,
    due: str | None,
    promise: str,
) -> None:
    """Log a touch with LEAD, or with --replied their reply. The rhythm goes on from today."""
    if replied and gave:
        raise Misused("A reply is theirs: there is nothing it gave them.", "Leave out --gave, or --replied.")
    if replied and talked:
        raise Misused("A reply is one thing, a talk another.", "Leave out --talked, or --replied.")
    if not (via or replied):
        raise Misused("How were you in touch?", f"Add --via and one of {WAYS}.")
    desk = open_to_change()
    from coach.actions.touches import log_touch, note_reply
    from coach.views.find_lead import find_lead

    lead_id = find_lead(desk, lead)
    day, time = due_given(desk, due)
    if replied:
        done = note_reply(
            desk, lead_id, via=via or "other", note=note, next_step=next_step, due=day, time=time, promise=promise
        )
    else:
        done = log_touch(
            desk,
            lead_id,
            via=via,
            note=note,
            gave=gave,
            next_step=next_step,
            due=day,
            time=time,
            promise=promise,
            talked=talked,
        )
    tell_done(desk, done)
