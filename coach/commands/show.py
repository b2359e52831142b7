"""`coach show`: one lead, what is known, what comes next, what was."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from coach.commands.after import say_next
from coach.commands.front_door import open_desk
from coach.commands.telling import as_json, as_object, major, say, say_columns, say_json, sentence
from coach.commands.verb import Verb
from coach.records.desk import Desk
from coach.rules.cadence import END_OF_DAY
from coach.rules.dates import WEEKDAYS, show_day, show_days_late
from coach.rules.money import show_amount
from coach.rules.people import permission_in_words
from coach.rules.text import visible_line
from coach.views.lead_card import LeadCard, lead_card
from coach.views.timeline import NOTE
from coach.views.what_comes import what_comes

if TYPE_CHECKING:
    from coach.views.past_steps import PastStepShown

_THEIRS = "theirs"
_ENDED = {
    "touch": "with a touch",
    "reply": "they wrote",
    "promise": "with a promise",
    "snooze": "put off",
    "next": "another step was set",
    "move": "moved to another stage",
    "won": "won",
    "not_yet": "Not yet",
    "replan": "planned anew",
    "do_not_contact": "no contact wanted",
    "merge": "merged with another lead",
    "spread": "spread over the days",
    "permission": "as they permitted",
}
"""What ended a step, in words."""


@click.command(cls=Verb)
@click.argument("lead")
def show(lead: str) -> None:
    """Show LEAD: who it is, where it stands, what comes next, what is known by the five lenses, and all that was."""
    desk = open_desk()
    from coach.views.find_lead import find_lead
    from coach.views.past_steps import past_steps

    card = lead_card(desk, find_lead(desk, lead))
    steps = past_steps(desk, card.id)
    if as_json():
        say_json(
            {
                **as_object(card),
                "stage": card.stage.name,
                "value": major(card.value, card.currency),
                "due_time": None if card.due_time == END_OF_DAY else card.due_time,
                "past_steps": as_object(steps),
            }
        )
        return
    _tell_who(desk, card)
    _tell_what_comes(desk, card)
    _tell_what_is_known(desk, card)
    _tell_what_was(desk, card)
    _tell_past_steps(desk, steps)


def _tell_who(desk: Desk, card: LeadCard) -> None:
    _say_parts([f"{card.id}  {card.name}", card.company])
    stay = f", day {card.day_in_stage} of {card.stage.normal_stay}" if card.status == "open" else ""
    if card.closed_on is not None:
        stay = f" since {show_day(card.closed_on, desk.today)}"
    value = show_amount(card.value, card.currency) if card.value else ""
    _say_parts([f"{card.stage.name}{stay}", value, card.owner])
    reached = card.contact_name if card.contact_name != card.name else ""
    came = f"received {show_day(card.received_on, desk.today)}" + (f" by {card.source}" if card.source else "")
    _say_parts([reached, card.email, card.phone, came])
    _say_parts([f"Also at {', '.join(card.further_addresses)}" if card.further_addresses else ""])
    if card.reason:
        _say_parts([f"Reason: {card.reason}", card.reason_words])
    if card.do_not_contact_on is not None:
        _say_parts(
            [f"Do not contact, since {show_day(card.do_not_contact_on, desk.today)}: {card.do_not_contact_reason}"]
        )
    if card.permission is not None:
        _say_parts([sentence(permission_in_words(card.permission, desk.today))])
    for other in card.others:
        _say_parts([f"Same person: {other.id}  {other.name}", other.stage])


def _tell_what_comes(desk: Desk, card: LeadCard) -> None:
    say()
    coming = what_comes(desk, card.id)
    if coming is not None:
        say_next(desk, coming)
    _say_parts(
        [
            show_days_late(card.overdue_business_days),
            f"{card.unanswered} unanswered" if card.unanswered else "",
            f"not before {show_day(card.not_before, desk.today)}" if card.not_before else "",
            f"put off {card.snoozes} times" if card.snoozes > 1 else "",
            f"turns on {show_day(card.anchor_on, desk.today)}" if card.anchor_on else "",
            f"quiet on {', '.join(WEEKDAYS[day] for day in card.quiet_weekdays)}" if card.quiet_weekdays else "",
        ]
    )
    if card.promise_on is not None:
        whose = "They promised" if card.promise_by == _THEIRS else "You promised"
        _say_parts([f"{whose}: {card.promise}, {show_day(card.promise_on, desk.today)}"])


def _tell_what_is_known(desk: Desk, card: LeadCard) -> None:
    say()
    say_columns(
        [
            (each.lens, each.clarity, each.text, show_day(each.noted_on, desk.today) if each.noted_on else "")
            for each in card.lenses
        ]
    )
    if card.question is not None and card.do_not_contact_on is None:
        say(f"Ask: {card.question.text}")

    if card.tags or card.own_fields:
        say()
        _say_parts([f"Tags: {', '.join(card.tags)}" if card.tags else ""])
        say_columns([(field.name, field.text) for field in card.own_fields])


def _tell_what_was(desk: Desk, card: LeadCard) -> None:
    if card.timeline:
        say()
        say_columns(
            [
                (
                    show_day(entry.day, desk.today),
                    f"note: {entry.text}" if entry.kind == NOTE else entry.text,
                    f"({entry.author})" if entry.author else "",
                )
                for entry in card.timeline
            ]
        )


def _tell_past_steps(desk: Desk, steps: "Sequence[PastStepShown]") -> None:
    if steps:
        say("\nSteps that are over")
        say_columns(
            [
                (
                    show_day(step.due_on, desk.today),
                    step.text,
                    f"ended {show_day(step.ended_on, desk.today)}, {_ENDED.get(step.ended_by, step.ended_by)}",
                    show_days_late(step.business_days_late),
                )
                for step in steps
            ],
            indent="  ",
        )


def _say_parts(parts: Iterable[str]) -> None:
    """Print what there is of the parts on one line."""
    line = " · ".join(visible_line(part) for part in parts if part)
    if line:
        say(line)
