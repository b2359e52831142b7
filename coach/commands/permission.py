"""`coach permission`: how somebody is fine with hearing from you, how often, until when."""

import click

from coach.commands.after import tell_done
from coach.commands.front_door import open_desk, open_to_change
from coach.commands.given import day_given
from coach.commands.telling import as_json, as_object, say, say_json, sentence
from coach.commands.verb import Verb
from coach.errors import Misused
from coach.records.desk import Desk
from coach.rules.agreed import agreed_in_words
from coach.rules.dates import show_day
from coach.rules.text import visible_line


@click.command(cls=Verb)
@click.argument("lead")
@click.option("--via", metavar="WAY", help="How: call, email, message, meeting, visit or other.")
@click.option("--every", type=int, metavar="N", help="How often: every N business days, from 2 to 260.")
@click.option("--until", metavar="DATE", help="The last day they are fine with.")
@click.option("--words", metavar="TEXT", help="Their words.")
@click.option("--forget", is_flag=True, help="Nothing is known of it any more.")
def permission(
    lead: str, via: str | None, every: int | None, until: str | None, words: str | None, forget: bool
) -> None:
    """Note what the person of LEAD said today about hearing from you; without options, say what is noted.

    It holds for all their leads, and replaces what was noted before. The rhythm follows it: touches come as often as they agreed
    to, and none is proposed after the last day. In JSON, `every` is in business days.
    """
    given = [each for each in (via, every, until, words) if each is not None]
    if not given and not forget:
        _tell(open_desk(), lead)
        return
    if given and forget:
        raise Misused("--forget stands alone.", "Leave it out, or leave out the rest.")
    desk = open_to_change()
    from coach.actions.permission import forget_permission, note_permission
    from coach.views.find_lead import find_lead

    lead_id = find_lead(desk, lead)
    if forget:
        tell_done(desk, forget_permission(desk, lead_id))
        return
    day = None if until is None else day_given(desk, until)
    tell_done(desk, note_permission(desk, lead_id, via=via or "", every=every, until=day, words=words or ""))


def _tell(desk: Desk, lead: str) -> None:
    from coach.views.find_lead import find_lead
    from coach.views.lead_card import lead_card

    card = lead_card(desk, find_lead(desk, lead), touches=0)
    noted, today = card.permission, desk.today
    if as_json():
        about = {"id": card.id, "name": card.name, "contact": card.contact_name}
        say_json({**about, "permission": None if noted is None else as_object(noted)})
        return
    if card.do_not_contact_on is not None:
        say(f"{visible_line(card.contact_name)} asked for no contact, on {show_day(card.do_not_contact_on, today)}.")
    if noted is None:
        say(f"{visible_line(card.contact_name)} has not been asked yet, as far as is noted.")
        say("Ask how, how often and until when, then: coach permission LEAD --via WAY --every N --until DATE")
        return
    fine = agreed_in_words(noted.via, noted.every, noted.until, today)
    say(sentence(f"{visible_line(card.contact_name)} is fine with {fine} (asked {show_day(noted.asked_on, today)})"))
    if noted.until is not None and noted.until < today:
        say("That day has passed: ask again before you write.")
    if noted.words:
        say(f"In their words: {noted.words}")
