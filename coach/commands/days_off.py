"""`coach days-off`: the working calendar."""

from typing import TYPE_CHECKING

import click

from coach.commands.after import tell_all_done
from coach.commands.front_door import open_desk, open_to_change
from coach.commands.given import day_given
from coach.commands.telling import as_json, say, say_json
from coach.commands.verb import Verb
from coach.records.desk import Desk
from coach.rules.dates import WEEKDAYS, show_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from coach.actions.done import Done

_HOLIDAYS_SHOWN = 10


@click.command("days-off", cls=Verb)
@click.option("--weekdays", metavar="DAYS", help="The weekdays you work: mon-fri, or mon,wed,fri.")
@click.option("--country", metavar="CODE", help="Whose public holidays are kept: DE, US, GB, or DE-BY; none for none.")
@click.option("--add", multiple=True, metavar="DATE", help="A quiet day of your own; may be given several times.")
@click.option("--remove", multiple=True, metavar="DATE", help="Work on that day again.")
def days_off(weekdays: str | None, country: str | None, add: tuple[str, ...], remove: tuple[str, ...]) -> None:
    """Say on which days nothing is planned, or change it. The rhythm is planned anew; promises stay where they are."""
    if weekdays is None and country is None and not add and not remove:
        _list(open_desk())
        return
    desk = open_to_change(create=True)
    from coach.actions import days

    changes: list[Callable[[], Done]] = []
    if weekdays is not None:
        changes.append(lambda: days.set_weekdays(desk, weekdays))
    if country is not None:
        changes.append(lambda: days.set_country(desk, "" if country.casefold() == "none" else country))
    if add:
        wanted = [day_given(desk, text) for text in add]
        changes.append(lambda: days.add_days_off(desk, wanted))
    if remove:
        unwanted = [day_given(desk, text) for text in remove]
        changes.append(lambda: days.remove_days_off(desk, unwanted))
    tell_all_done(desk, [change() for change in changes])


def _list(desk: Desk) -> None:
    from coach.views.working_days import working_days

    days, today = working_days(desk), desk.today
    if as_json():
        say_json(
            {
                "weekdays": [WEEKDAYS[number] for number in days.weekdays],
                "country": days.country,
                "days_off": days.days_off,
                "holidays": days.holidays,
            }
        )
        return
    say(f"Worked: {days.in_words}")
    own = [show_day(day, today) for day in days.days_off if day >= today]
    say(f"Quiet days of your own: {', '.join(own) if own else 'none ahead'}")
    if not days.country:
        say("Public holidays: none are kept. Add a country with: coach days-off --country CODE")
        return
    ahead = [show_day(day, today) for day in days.holidays if day >= today]
    more = f" and {len(ahead) - _HOLIDAYS_SHOWN} more" if len(ahead) > _HOLIDAYS_SHOWN else ""
    say(f"Public holidays of {days.country}: {', '.join(ahead[:_HOLIDAYS_SHOWN])}{more}")
