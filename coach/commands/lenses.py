"""`coach ask` and `coach answer`: the conversation through the five lenses."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from coach.commands.after import tell_done
from coach.commands.front_door import open_desk, open_to_change
from coach.commands.telling import as_json, as_object, say, say_columns, say_json
from coach.commands.verb import Verb
from coach.errors import Misused
from coach.rules.dates import show_day
from coach.rules.text import quoted

if TYPE_CHECKING:
    from coach.playbook import Lens, Question
    from coach.records.desk import Desk
    from coach.views.answers import AnswerShown
    from coach.views.lead_card import LeadCard


@click.command(cls=Verb)
@click.argument("lead")
@click.argument("lens")
@click.argument("text")
@click.option("--basis", default="said", metavar="BASIS", help="How you know: said, shown or guessed.")
@click.option("--clarity", default="", metavar="CLARITY", help="clear, partly or unknown; a guess is never clear.")
@click.option("--said-by", default="", metavar="NAME", help="Who said it, when it was not LEAD.")
@click.option(
    "--field",
    "fields",
    multiple=True,
    metavar="KEY=VALUE",
    help="What belongs beside it, such as amount=6 or deciders=Ana,Tom; coach ask LEAD --lens LENS names the keys.",
)
def answer(lead: str, lens: str, text: str, basis: str, clarity: str, said_by: str, fields: tuple[str, ...]) -> None:
    """Keep what LEAD said about LENS: problem, impact, urgency, outcome or fit. In their words, one or two sentences."""
    given = _given(fields)
    desk = open_to_change()
    from coach.actions.lenses import answer_lens
    from coach.views.find_lead import find_lead

    lead_id = find_lead(desk, lead)
    done = answer_lens(desk, lead_id, lens, text, basis=basis, clarity=clarity, said_by=said_by, fields=given)
    tell_done(desk, done)


@click.command(cls=Verb)
@click.argument("lead")
@click.option("--lens", default="", metavar="LENS", help="Ask about this lens, and not the one that comes next.")
def ask(lead: str, lens: str) -> None:
    """Say what to ask LEAD next, how a good answer sounds, what else is open, and what is known already."""
    desk = open_desk()
    from coach import playbook
    from coach.views.answers import answers_of
    from coach.views.find_lead import find_lead
    from coach.views.lead_card import lead_card

    bank = {each.key: each for each in playbook.lenses()}
    if lens and lens not in bank:
        raise Misused(f"{quoted(lens)} is not one of the five lenses.", f"Use one of: {', '.join(bank)}.")
    card = lead_card(desk, find_lead(desk, lead), touches=1)
    clear = {known.lens for known in card.lenses if known.clarity == "clear"}
    questions = tuple(each for each in card.questions if each.lens not in clear)
    of_this = (each for each in card.questions if each.lens == lens)
    question = next(of_this, None) if lens else next(iter(questions), None)
    answers = answers_of(desk, card.id)
    asked = bank[question.lens] if question else None
    if as_json():
        say_json(_as_json(card, question, questions, answers))
        return
    say(f"{card.name}, {card.stage.name}")
    if asked is None or question is None:
        say("All five lenses are clear. Ask what you missed, then agree the next step.")
    else:
        say(f"Ask: {question.text}  ({asked.key})")
        _say_how(asked, question.text)
    if others := [each for each in questions if each != question]:
        say("\nAlso open")
        say_columns(others, indent="  ")
    _say_known(desk, answers)
    if card.permission is None and not card.do_not_contact_on:
        say(f"\nNo permission to follow up is written down. Ask: {playbook.recap_pieces().follow['ask']}")


def _given(fields: Iterable[str]) -> dict[str, str]:
    """The fields as they were given. Raises Misused for one that is not written as KEY=VALUE, or given twice."""
    given: dict[str, str] = {}
    for each in fields:
        key, sign, value = each.partition("=")
        key = key.strip().casefold()
        if not sign or not key:
            raise Misused(f"{quoted(each)} is not written as KEY=VALUE.", "Write it as --field amount=6.")
        if key in given:
            raise Misused(f"The field {quoted(key)} is given twice.", "Give it once; several names take commas.")
        given[key] = value
    return given


def _as_json(
    card: "LeadCard",
    question: "Question | None",
    questions: "Sequence[Question]",
    answers: "Mapping[str, Sequence[AnswerShown]]",
) -> dict[str, Any]:
    from coach import playbook

    asked = next((each for each in playbook.lenses() if question and each.key == question.lens), None)
    return {
        "id": card.id,
        "name": card.name,
        "stage": card.stage.name,
        "question": question._asdict() if question else None,
        "open": [each._asdict() for each in questions],
        "known": [known._asdict() for known in card.lenses],
        "more": list(asked.questions) if asked else [],
        "probes": list(asked.probes) if asked else [],
        "good": list(asked.good) if asked else [],
        "red_flags": list(asked.red_flags) if asked else [],
        "fields": [
            {"key": each.key, "label": each.label, "form": each.form, "choices": each.choices}
            for each in (asked.fields if asked else ())
        ],
        "answers": [
            {**as_object(each._replace(kept={})), "kept": dict(each.kept)} for of in answers.values() for each in of
        ],
        "permission": as_object(card.permission),
    }


def _say_how(lens: "Lens", question: str) -> None:
    """What helps to hear more, and what the answer should and should not sound like."""
    more = [each for each in lens.questions if each != question]
    for title, lines in (("Or ask", more), ("To hear more", lens.probes), ("A good answer", lens.good)):
        say(f"\n{title}")
        say_columns([(each,) for each in lines], indent="  ")
    say("\nNot clear yet when")
    say_columns([(each,) for each in lens.red_flags], indent="  ")
    say("\nBeside the answer (--field KEY=VALUE)")
    say_columns([(each.key, each.label, " / ".join(each.choices)) for each in lens.fields], indent="  ")


def _say_known(desk: "Desk", answers: "Mapping[str, Sequence[AnswerShown]]") -> None:
    """The newest answer to each lens, and what was kept beside all of them."""
    from coach.playbook import LENSES
    from coach.views.answers import fields_in_words, fields_so_far

    rows = []
    for lens in LENSES:
        if found := answers.get(lens):
            newest = found[0]
            by = f"{newest.basis} by {newest.said_by}" if newest.said_by else newest.basis
            rows.append((lens, newest.clarity, newest.text, f"{by}, {show_day(newest.noted_on, desk.today)}"))
            kept = fields_in_words(lens, fields_so_far(found), desk.today)
            rows += [("", "", f"{field.label}: {field.text}", "") for field in kept]
    if rows:
        say("\nKnown")
        say_columns(rows, indent="  ")
