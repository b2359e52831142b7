"""A form about a lead, or about several that are selected: whom it is for, and how the verb is done to each as one change."""

from collections.abc import Callable
from typing import Any, ClassVar

from coach.actions.bulk import to_each
from coach.actions.done import Done
from coach.rules.cadence import END_OF_DAY
from coach.rules.dates import show_day
from coach.rules.workdays import Calendar
from coach.views.proposal import Proposals, Proposed, proposals
from screens.dialogs.form import FormDialog
from screens.gateway import Gateway
from screens.lead_words import others_in_words


class LeadForm(FormDialog):
    """`lead_ids` are the leads it is for, at least one. `asks` begins its title. Raises Misused when a lead is gone."""

    asks: ClassVar[str] = ""

    def __init__(self, gateway: Gateway, lead_ids: tuple[int, ...]) -> None:
        super().__init__(gateway)
        self.lead_ids = lead_ids
        self.told: tuple[Proposals, ...] = tuple(gateway.ask(proposals, lead_id) for lead_id in lead_ids)

    @property
    def only(self) -> Proposals | None:
        """What is known of the lead, when it is for one."""
        return self.told[0] if len(self.told) == 1 else None

    def title_line(self) -> str:
        """The verb, the name, and how many more leads it is for."""
        return f"{self.asks}: {self.told[0].name} {others_in_words(self.told[1:])}".rstrip()

    def calendar(self) -> Calendar:
        """The owner's calendar, and for one lead the weekdays its contact wants quiet are left out."""
        return self.only.calendar if self.only else super().calendar()

    def to_each(self, sentence: str, do: Callable[[Any, int], Done]) -> Done:
        """Do it to each of the leads; to all or to none. `sentence` as in `coach.actions.bulk.to_each`."""
        return self.gateway.do(to_each, sentence, self.lead_ids, do)

    def shown_day(self, step: Proposed) -> str:
        """The day of a step as a day field takes it, with its time when it has one: today for one that is late."""
        today = self.gateway.today
        shown = "today" if step.due_on <= today else show_day(step.due_on, today)
        return shown if step.due_time == END_OF_DAY else f"{shown} {step.due_time}"
