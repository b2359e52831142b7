"""`coach tag`: give a lead tags, or take them away; without a lead, list them."""

from collections.abc import Sequence

import click

from coach.commands.after import tell_done
from coach.commands.front_door import open_desk, open_to_change
from coach.commands.telling import as_json, say, say_columns, say_json
from coach.commands.verb import Verb
from coach.errors import Misused
from coach.records.desk import Desk
from coach.rules.text import fold, quoted, visible_line


@click.command(cls=Verb)
@click.argument("lead", required=False)
@click.option("--add", "added", multiple=True, metavar="NAME", help="Give it this tag. Repeatable.")
@click.option("--remove", "removed", multiple=True, metavar="NAME", help="Take this tag off. Repeatable.")
def tag(lead: str | None, added: Sequence[str], removed: Sequence[str]) -> None:
    """Give LEAD tags, or take them off; without either, show those it has. Without LEAD, list every tag."""
    if lead is None:
        if added or removed:
            raise Misused("A tag needs its lead.", "Name the lead as well: coach tag LEAD --add NAME")
        _list(open_desk())
    elif added or removed:
        _change(open_to_change(), lead, added, removed)
    else:
        _show(open_desk(), lead)


def _list(desk: Desk) -> None:
    from coach.views.tags import all_tags

    tags = all_tags(desk)
    if as_json():
        say_json([each._asdict() for each in tags])
    elif not tags:
        say("There are no tags. Give a lead its first: coach tag LEAD --add NAME")
    else:
        say_columns(
            [(each.name, f"{each.leads:,}", "lead" if each.leads == 1 else "leads") for each in tags], right=(1,)
        )


def _show(desk: Desk, lead: str) -> None:
    from coach.views.find_lead import find_lead
    from coach.views.lead_card import lead_card

    card = lead_card(desk, find_lead(desk, lead), touches=0)
    if as_json():
        say_json({"id": card.id, "name": card.name, "tags": card.tags})
    else:
        say(visible_line(f"{card.name}: {', '.join(card.tags) or 'no tags'}"))


def _change(desk: Desk, lead: str, added: Sequence[str], removed: Sequence[str]) -> None:
    from coach.actions.bulk import in_one_go
    from coach.actions.tags import add_tags, remove_tags
    from coach.views.find_lead import find_lead

    lead_id = find_lead(desk, lead)
    _refuse_unknown(desk, removed)
    if added and removed:
        steps = [lambda desk, id_: add_tags(desk, id_, added), lambda desk, id_: remove_tags(desk, id_, removed)]
        tell_done(desk, in_one_go(desk, lead_id, steps))
    else:
        tell_done(desk, add_tags(desk, lead_id, added) if added else remove_tags(desk, lead_id, removed))


def _refuse_unknown(desk: Desk, removed: Sequence[str]) -> None:
    """A slip of the keyboard is told, not passed over."""
    from coach.views.tags import all_tags

    known = {fold(each.name) for each in all_tags(desk)} if removed else set()
    for name in (piece.strip() for each in removed for piece in each.split(",")):
        if name and fold(name) not in known:
            raise Misused(f"There is no tag {quoted(name)}.", "coach tag lists them.")
