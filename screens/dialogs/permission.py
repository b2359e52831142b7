"""How, how often and until when somebody is fine with hearing from us, in their words; or that it is not known any more."""

import re
from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from coach.actions.done import Done
from coach.actions.permission import forget_permission, note_permission
from coach.errors import Misused
from coach.rules.agreed import agreed_in_words
from coach.rules.dates import show_day
from coach.rules.text import quoted
from coach.views.lead_card import lead_card
from screens.dialogs.fields import ChoiceRow, DayRow, Option, Row, TextRow
from screens.dialogs.lead_form import LeadForm
from screens.gateway import Gateway

WAYS = (
    Option("", "any way", "However it suits you."),
    Option("call", "call"),
    Option("email", "e-mail"),
    Option("message", "message"),
    Option("meeting", "meeting"),
    Option("visit", "visit"),
)
KEEP, FORGET = "keep", "forget"
_THEY = (
    Option(KEEP, "said this", "What was noted before is replaced."),
    Option(FORGET, "nothing is known", "What was noted is forgotten, and the written rhythm holds again."),
)
_WEEK = 5
_EVERY = re.compile(r"(?:every )?([0-9]{1,4})? ?(business days?|days?|bd|d|weeks?|w)?")
_EVERY_FORMS = "Write a number of business days, such as 10, or of weeks, such as 2w."
_LAST_DAY = "The last day they are fine with, such as 12 dec or +3m. Left empty, there is no end."
_AS_WRITTEN = "as the stage has it"


class Permission(LeadForm):
    """Enter alone notes that they are fine with hearing from the owner. Raises Refused for somebody who asked for no contact."""

    asks: ClassVar[str] = "Fine with"
    reaches_out: ClassVar[bool] = True

    def __init__(self, gateway: Gateway, lead_ids: tuple[int, ...]) -> None:
        super().__init__(gateway, lead_ids)
        self._known = gateway.ask(lead_card, lead_ids[0], touches=0).permission if self.only else None

    def rows(self) -> Sequence[Row]:
        """The way, how often, until when, and how they put it; what is known stands there already."""
        known, today = self._known, self.gateway.today
        via, every = (known.via, known.every) if known else ("", None)
        until = show_day(known.until, today) if known and known.until and known.until > today else ""
        ways = WAYS if via in {way.key for way in WAYS} else (*WAYS, Option(via, via))
        rows: list[Row] = [
            ChoiceRow("via", "By", ways, via, about="Ask: how is it best to reach you?"),
            TextRow(
                "every",
                "How often",
                str(every) if every else "",
                placeholder=_AS_WRITTEN,
                about=f"Ask: how often is right for you? {_EVERY_FORMS} They are the least between two touches.",
            ),
            self.day_row("until", "Until", until, placeholder="no end was named", about=_LAST_DAY),
            TextRow("words", "Their words", known.words if known else "", about="As they said it."),
        ]
        if known:
            rows.append(ChoiceRow("keep", "They", _THEY, KEEP))
        return rows

    def guidance(self) -> str:
        """What it comes to."""
        if self._is_forgotten:
            return _THEY[1].meaning
        try:
            every, until = self._every(), self.query_one("#until", DayRow).day
        except Misused:
            return ""  # the line itself says so, or saving does
        day = until.day if until else None
        told = agreed_in_words(self.query_one("#via", ChoiceRow).value, every, day, self.gateway.today)
        after = " Nothing is proposed after that day." if day else ""
        return f"Fine with {told}. Their steps are planned by it.{after}"

    def save(self) -> Done:
        """Note it with each person, or forget it."""
        if self._is_forgotten:
            return self.to_each("forgot how {} are fine with hearing from us", forget_permission)
        every, until = self._every(), self.day_of("until")
        if until is not None and until.time:
            self.go_to("until")
            raise Misused("A day is enough here, without a time.", "Write the last day they are fine with.")
        words = self.query_one("#words", TextRow)
        do = partial(
            note_permission,
            via=self.query_one("#via", ChoiceRow).value,
            every=every,
            until=until.day if until else None,
            words=self._known.words if self._known and words.is_untouched else words.text,
        )
        return self.to_each("noted how {} are fine with hearing from us", do)

    @property
    def _is_forgotten(self) -> bool:
        found = self.query("#keep")
        return bool(found) and found.first(ChoiceRow).value == FORGET

    def _every(self) -> int | None:
        """The business days typed, None for none. Raises Misused."""
        return read_every(self.query_one("#every", TextRow).text)


def read_every(text: str) -> int | None:
    """Business days from `10`, `10 bd`, `every 2 weeks` or `weekly`; None for nothing. Raises Misused."""
    typed = " ".join(text.casefold().split())
    if not typed:
        return None
    found = _EVERY.fullmatch({"weekly": "every week"}.get(typed, typed))
    if found is None or not any(found.groups()):
        raise Misused(f"{quoted(text)} is not how often I can read.", _EVERY_FORMS)
    number, unit = found.groups()
    return (int(number) if number else 1) * (_WEEK if (unit or "").startswith("w") else 1)
