"""`coach undo` and `coach log-book`: take back the last change, and see who changed what."""

from collections.abc import Sequence
from datetime import datetime

import click

from coach.commands.after import tell_done
from coach.commands.front_door import open_desk, open_in_full
from coach.commands.telling import as_json, say, say_columns, say_json, sentence
from coach.commands.verb import Verb
from coach.records.desk import Desk
from coach.rules.dates import show_day
from coach.views.log_book import Entry


@click.command(cls=Verb)
@click.option("--list", "listed", is_flag=True, help="Say what would be taken back, one after the other.")
def undo(listed: bool) -> None:
    """Take back your last change, of any kind. Again takes back the one before it."""
    if listed:
        from coach.views.log_book import undo_list

        desk = open_desk()
        _tell(desk, undo_list(desk), "There is nothing of yours to undo.")
        return
    desk = open_in_full()
    from coach.actions.undo import undo as take_back

    done = take_back(desk)
    tell_done(desk, done, said=sentence(f"undone: {done.sentence}"))


@click.command("log-book", cls=Verb)
@click.argument("lead", required=False)
@click.option("--limit", type=click.IntRange(1), default=50, metavar="N", help="The newest N changes; 50 without it.")
def log_book(lead: str | None, limit: int) -> None:
    """Say who changed what, and when, newest first; of one LEAD when it is named."""
    desk = open_desk()
    from coach.views import log_book as view
    from coach.views.find_lead import find_lead

    lead_id = None if lead is None else find_lead(desk, lead)
    _tell(desk, view.log_book(desk, limit, lead_id), "Nothing was changed yet.")


def _tell(desk: Desk, entries: Sequence[Entry], none: str) -> None:
    if as_json():
        say_json([entry._asdict() for entry in entries])
    elif not entries:
        say(none)
    else:
        say_columns([_columns(desk, entry) for entry in entries])


def _columns(desk: Desk, entry: Entry) -> tuple[str, ...]:
    at = datetime.fromisoformat(entry.at).astimezone()
    undone = f"(undone by {entry.undone_by})" if entry.undone else ""
    return f"{show_day(at.date(), desk.today)} {at:%H:%M}", entry.author, entry.sentence, undone
