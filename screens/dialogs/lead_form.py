"""A form about a lead, or about several that are selected: whom it is for, and how the verb is done to each as one change."""

from collections.abc import Callable
from typing import Any, ClassVar

from coach.actions.bulk import to_each
from coach.actions.done import Done
from coach.errors import Refused
from coach.rules.cadence import END_OF_DAY
from coach.rules.dates import show_day
from coach.rules.workdays import Calendar
from coach.views.no_contact import silent_among
from coach.views.proposal import Proposals, Proposed, proposals
from screens import keys
from screens.dialogs.form import FormDialog
from screens.gateway import Gateway
from screens.lead_words import others_in_words

OPEN, WON, NOT_YET = "open", "won", "not_yet"


class LeadForm(FormDialog):
    """`lead_ids` are the leads it is for, at least one. `asks` begins its title.

    What cannot be done to any of them is refused before anything is typed: raises Misused when a lead is gone, and Refused when
    it `reaches_out` to somebody who asked for no contact, or when none of the leads is one it is `meant_for`.
    """

    asks: ClassVar[str] = ""
    reaches_out: ClassVar[bool] = False
    meant_for: ClassVar[tuple[str, ...]] = (OPEN, WON, NOT_YET)

    def __init__(self, gateway: Gateway, lead_ids: tuple[int, ...]) -> None:
        super().__init__(gateway)
        self.lead_ids = lead_ids
        self.told: tuple[Proposals, ...] = tuple(gateway.ask(proposals, lead_id) for lead_id in lead_ids)
        is_open = any(each.status == OPEN for each in self.told)
        if self.reaches_out or (self.meant_for == (OPEN,) and not is_open):
            self._refuse_the_silent()
        if not any(each.status in self.meant_for for each in self.told):
            self._refuse_closed()

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

    def _refuse_the_silent(self) -> None:
        silent = self.gateway.ask(silent_among, self.lead_ids)
        if silent:
            reply, allow = self._key("reply"), self._key("no-contact")
            raise Refused(
                f"{silent[0].name} asked for no contact: {silent[0].reason.rstrip('.')}.",
                f"If they wrote to you, {reply} notes it; {allow} allows contact again.",
            )

    def _refuse_closed(self) -> None:
        first = self.told[0]
        how = "won" if first.status == WON else "a Not yet"
        raise Refused(f"{first.name} is {how}.", f"Take it up again first: {self._key('reopen')}, take up again.")

    def _key(self, action_id: str) -> str:
        return keys.shown(action_id, self.gateway.keymap)
