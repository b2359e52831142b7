"""`coach ask` and `coach answer`: the conversation through the five lenses."""

import click

from coach.commands.after import tell_done
from coach.commands.front_door import open_desk, open_to_change
from coach.commands.telling import as_json, say, say_columns, say_json
from coach.commands.verb import Verb
from coach.rules.dates import show_day


@click.command(cls=Verb)
@click.argument("lead")
@click.argument("lens")
@click.argument("text")
@click.option("--basis", default="said", metavar="BASIS", help="How you know: said, shown or guessed.")
@click.option("--clarity", default="", metavar="CLARITY", help="clear, partly or unknown; a guess is never clear.")
@click.option("--said-by", default="", metavar="NAME", help="Who said it, when it was not LEAD.")
def answer(lead: str, lens: str, text: str, basis: str, clarity: str, said_by: str) -> None:
    """Keep what LEAD said about LENS: problem, impact, urgency, outcome or fit. In their words, one or two sentences."""
    desk = open_to_change()
    from coach.actions.lenses import answer_lens
    from coach.views.find_lead import find_lead

    lead_id = find_lead(desk, lead)
    tell_done(desk, answer_lens(desk, lead_id, lens, text, basis=basis, clarity=clarity, said_by=said_by))


@click.command(cls=Verb)
@click.argument("lead")
def ask(lead: str) -> None:
    """Say what to ask LEAD next, what else is open, and what is known already."""
    desk = open_desk()
    from coach import playbook
    from coach.views.find_lead import find_lead
    from coach.views.lead_card import lead_card

    card = lead_card(desk, find_lead(desk, lead), touches=1)
    clear = {known.lens for known in card.lenses if known.clarity == "clear"}
    questions = playbook.questions_for(card.stage.key, clear)
    if as_json():
        say_json(
            {
                "id": card.id,
                "name": card.name,
                "stage": card.stage.name,
                "question": questions[0]._asdict() if questions else None,
                "open": [question._asdict() for question in questions],
                "known": [known._asdict() for known in card.lenses],
            }
        )
        return
    say(f"{card.name}, {card.stage.name}")
    if questions:
        say(f"Ask: {questions[0].text}  ({questions[0].lens})")
    else:
        say("All five lenses are clear. Ask what you missed, then agree the next step.")
    if questions[1:]:
        say("\nAlso open")
        say_columns([(question.lens, question.text) for question in questions[1:]], indent="  ")
    known = [each for each in card.lenses if each.text]
    if known:
        say("\nKnown")
        say_columns(
            [
                (each.lens, each.clarity, each.text, show_day(each.noted_on, desk.today) if each.noted_on else "")
                for each in known
            ],
            indent="  ",
        )
