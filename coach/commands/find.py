"""`coach find`: search."""

from typing import TYPE_CHECKING

import click

from coach.commands.front_door import open_desk
from coach.commands.telling import as_json, say, say_columns, say_json
from coach.commands.verb import Verb
from coach.errors import Misused
from coach.rules.dates import show_day
from coach.rules.text import fold, quoted

if TYPE_CHECKING:
    from coach.records.desk import Desk


@click.command(cls=Verb)
@click.argument("text", required=False, default="")
@click.option("--tag", metavar="NAME", help="Only leads with this tag.")
@click.option("--open", "only_open", is_flag=True, help="Only open leads.")
@click.option("--limit", type=click.IntRange(1), default=50, metavar="N", help="At most N leads; 50 without it.")
def find(text: str, tag: str | None, only_open: bool, limit: int) -> None:
    """Find leads by the words of a name, company, e-mail address or phone number, or by what was written about them.

    The beginning of each word is enough; case and accents make no difference. Those found by a touch, a note, an answer or a
    reason come last, with the passage. Without TEXT, --tag and --open list leads by name.
    """
    desk = open_desk()
    from coach.views import search
    from coach.views.leads_by_name import LeadsByName
    from coach.views.which_leads import ALL, OPEN, Which

    if tag is not None:
        _need_tag(desk, tag)
    which = Which(OPEN if only_open else ALL, tag or "")
    if text:
        found = search.find(desk, text, limit + 1, which)
    elif which == Which():
        raise Misused("There is nothing to look for.", "Give a part of a name, or --tag NAME, or --open.")
    else:
        leads = LeadsByName(desk, which)
        found = leads.window(0, min(leads.count(), limit + 1))
    more, found = len(found) > limit, found[:limit]
    if as_json():
        say_json([each._asdict() for each in found])
        return
    if not found:
        say("Nobody was found.")
        return
    say_columns(
        [
            (
                str(each.id),
                each.name,
                each.company,
                each.stage,
                show_day(each.due_on, desk.today) if each.due_on else "",
                each.next_step,
                each.email,
                each.where,
            )
            for each in found
        ],
        right=(0,),
    )
    if more:
        say(f"There are more than {limit}. {'Write more of the name, or use' if text else 'Use'} --limit.")


def _need_tag(desk: "Desk", name: str) -> None:
    from coach.views.tags import all_tags

    tags = all_tags(desk)
    if fold(name) not in {fold(tag.name) for tag in tags}:
        known = f"The tags are: {', '.join(tag.name for tag in tags)}." if tags else "There are no tags yet."
        raise Misused(f"There is no tag {quoted(name)}.", known)
