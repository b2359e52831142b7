"""What `coach stages` lists: the written stages, or the board with their leads."""

from coach.commands.telling import as_json, as_object, major, say, say_columns, say_json
from coach.records.desk import Desk
from coach.rules.dates import show_day
from coach.rules.money import show_amount
from coach.rules.text import visible_line


def tell_stages(desk: Desk) -> None:
    """Print the stages in their order, with what each means, and the rhythm of the open ones."""
    from coach.views.stages import stage_list

    found = stage_list(desk)
    if as_json():
        say_json([as_object(stage) for stage in found])
        return
    if not found:
        say("There are no stages yet. Run coach to write down your pipeline.")
    for number, stage in enumerate(found):
        if number:
            say()
        leads = {0: "", 1: " · 1 lead"}.get(stage.leads, f" · {stage.leads} leads")
        say(f"{stage.position + 1}  {visible_line(stage.name)}{leads}")
        rhythm = ", ".join(map(str, stage.gaps))
        stay = f"{stage.normal_stay} business days" if stage.normal_stay else ""
        say_columns(
            [
                (label, text)
                for label, text in (
                    ("Means", stage.meaning),
                    ("Begins", stage.entry),
                    ("Ends", stage.exit_evidence),
                    ("Normal stay", stay),
                    ("Rhythm", f"{rhythm} business days apart" if rhythm else ""),
                )
                if text
            ],
            indent="   ",
        )


def tell_board(desk: Desk) -> None:
    """Print each stage with its leads in the order of the day."""
    from coach.views.board import cards, columns

    found = columns(desk)
    if as_json():
        say_json(
            [
                {
                    **as_object(column),
                    "value": major(column.value, column.currency),
                    "other_values": [
                        {"value": major(minor, currency), "currency": currency}
                        for minor, currency in column.other_values
                    ],
                    "leads": [
                        {**as_object(card), "value": major(card.value, card.currency)}
                        for card in cards(desk, column.stage_id, 0, column.rows)
                    ],
                }
                for column in found
            ]
        )
        return
    for number, column in enumerate(found):
        if number:
            say()
        value = f" · {show_amount(column.value, column.currency)}" if column.value else ""
        past = f" · {column.past_limit} past {column.normal_stay} days" if column.past_limit else ""
        say(f"{visible_line(column.name)} · {column.count}{value}{past}")
        say_columns(
            [
                (
                    str(card.id),
                    card.name,
                    show_day(card.due_on, desk.today) if card.due_on else "",
                    card.next_step,
                    ", ".join(card.signs),
                    card.company,
                    show_amount(card.value, card.currency) if card.value else "",
                    card.owner,
                )
                for card in cards(desk, column.stage_id, 0, column.rows)
            ],
            right=(0, 6),
            indent="  ",
        )
