"""What is known of a lead, to be put right where it stands. Only what was changed is written, as one change."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

from textual.containers import VerticalScroll
from textual.suggester import SuggestFromList
from textual.widget import Widget

from coach.actions.bulk import in_one_go
from coach.actions.done import Done
from coach.actions.leads import edit_lead
from coach.actions.tags import add_tags, set_tags
from coach.errors import Misused, Refused
from coach.rules.dates import WEEKDAYS
from coach.rules.money import show_amount
from coach.rules.text import fold, quoted
from coach.views.lead_card import LeadCard, lead_card
from coach.views.own_fields import own_field_names
from coach.views.owners import owner_names
from coach.views.tags import all_tags
from screens.dialogs.fields import Row, TextRow
from screens.dialogs.lead_form import LeadForm
from screens.dialogs.tag import TagSuggester, retyped
from screens.gateway import Gateway
from screens.lead_words import shortened
from screens.safe import safe_line

_LABELS = {
    "name": "Name",
    "company": "Company",
    "email": "E-mail",
    "phone": "Phone",
    "value": "Value",
    "source": "Source",
    "owner": "Owner",
    "tags": "Tags",
    "quiet": "Quiet on",
    "review": "Review every",
}
_OF_SEVERAL = ("source", "owner", "tags", "review")
"""What may be the same for several leads."""
_ABOUT = {
    "name": "The person, or the company.",
    "value": "What it may come to, such as 1,200 or 4k EUR. Left empty, it is not known.",
    "source": "How they found you: a friend, the web, the market.",
    "owner": "Who takes care of it: one person.",
    "tags": "Words of your own, a comma between two.",
    "quiet": "Weekdays on which they do not want to hear from you, such as mon, fri. Their steps are planned anew.",
    "review": "Calendar days between two reviews, 1 to 60.",
    "another": "A field of your own and what it holds, such as Roof: slate. From then on it stands above.",
}
_ANOTHER = "another"
_FIELD = "field "
"""How what an own field holds is told apart, before its name."""
_FIELDS = 12
"""Own fields that have a line at most, beside those this lead has."""
_LABEL, _SHOWN, _CHANGED = 13, 60, 60
"""Cells of a label, of a text in a sentence, of the changed lines."""
_DIGITS = 4
"""Digits no number of days between two reviews has."""


class EditLead(LeadForm):
    """For several leads it offers what they may share. What somebody else changed meanwhile is shown before it is replaced."""

    asks: ClassVar[str] = "Edit"

    def __init__(self, gateway: Gateway, lead_ids: tuple[int, ...]) -> None:
        super().__init__(gateway, lead_ids)
        cards = [gateway.ask(lead_card, lead_id, touches=0) for lead_id in lead_ids]
        self._before = {card.id: known_of(card) for card in cards}
        self._theirs: dict[tuple[int, str], str] = {}
        self._owners, self._tags = gateway.ask(owner_names), [tag.name for tag in gateway.ask(all_tags)]
        self._tags_before = cards[0].tags
        self._fields = self._own_fields(cards[0]) if self.only else []

    def content(self) -> Iterable[Widget]:
        """The lines, which scroll where there are more than fit."""
        yield VerticalScroll(*self.rows(), id="form-rows", can_focus=False)

    def rows(self) -> Sequence[Row]:
        """What is known, line by line; then the fields of the owner's own, and one for a new one."""
        keys = tuple(_LABELS) if self.only else _OF_SEVERAL
        rows = [self._row(key) for key in keys]
        if self.only:
            known = self._before[self.lead_ids[0]]
            for number, name in enumerate(self._fields):
                text = known.get(f"{_FIELD}{name}", "")
                rows.append(TextRow(f"field-{number}", shortened(name, _LABEL), text, about=name))
            rows.append(TextRow(_ANOTHER, "Another field", placeholder="field: text", about=_ABOUT[_ANOTHER]))
        return rows

    def guidance(self) -> str:
        """What would be written."""
        changed = [row.label for _, row in self._changed_rows()]
        return f"Changed: {shortened(', '.join(changed), _CHANGED)}." if changed else ""

    def save(self) -> Done:
        """Write what was changed, to each of the leads."""
        mine = {key: row.text for key, row in self._changed_rows()}
        if not mine:
            return Done("nothing was changed", self.lead_ids[0])
        steps = self._steps(mine)
        return self.to_each("changed what is known of {}", partial(self._put_right, steps=steps, mine=mine))

    def _put_right(
        self, desk: Any, lead_id: int, *, steps: Sequence[Callable[[Any, int], Done]], mine: Mapping[str, str]
    ) -> Done:
        """All of it or nothing. The look at what is there now is within the change, so that nobody writes in between."""
        first, *others = steps

        def checked(desk: Any, lead_id: int) -> Done:
            self._refuse_unseen(lead_card(desk, lead_id, touches=0), mine)
            return first(desk, lead_id)

        return in_one_go(desk, lead_id, [checked, *others])

    def _refuse_unseen(self, card: LeadCard, mine: Mapping[str, str]) -> None:
        """Raises Refused when what is to be replaced is not what the owner saw."""
        now, before = known_of(card), self._before[card.id]
        for key, text in mine.items():
            theirs, seen = now.get(key, ""), before.get(key, "")
            if key == _ANOTHER or (key == "tags" and self.only is None):
                continue
            if theirs not in {seen, text, self._theirs.get((card.id, key), seen)}:
                self._theirs[card.id, key] = theirs
                raise Refused(
                    f"{self._label(key)} was changed meanwhile: it is {_told(theirs)} now, and you wrote {_told(text)}.",
                    "Enter again puts yours in its place; Esc leaves theirs.",
                )

    def _steps(self, mine: Mapping[str, str]) -> list[Callable[[Any, int], Done]]:
        """The actions that write it. Raises Misused for what cannot be read."""
        wanted: dict[str, Any] = {
            key: mine[key] for key in ("name", "company", "email", "phone", "value", "source", "owner") if key in mine
        }
        if "quiet" in mine:
            wanted["quiet_weekdays"] = mine["quiet"]
        if "review" in mine:
            wanted["review_every"] = self._days(mine["review"])
        fields = {key.removeprefix(_FIELD): text for key, text in mine.items() if key.startswith(_FIELD)}
        if _ANOTHER in mine:
            fields |= self._another(mine[_ANOTHER])
        if fields:
            wanted["own_fields"] = fields
        steps: list[Callable[[Any, int], Done]] = [partial(edit_lead, **wanted)] if wanted else []
        if "tags" in mine:
            steps.append(
                partial(set_tags, names=retyped(mine["tags"], self._tags_before))
                if self.only
                else partial(add_tags, names=[mine["tags"]])
            )
        return steps

    def _another(self, typed: str) -> dict[str, str]:
        """The new field: its name and what it holds. Raises Misused."""
        name, colon, text = (piece.strip() for piece in typed.partition(":"))
        if not (colon and name and text):
            self.go_to(_ANOTHER)
            raise Misused(f"{quoted(typed)} does not say what the field holds.", "Write it as Roof: slate.")
        if fold(name) in {fold(each) for each in self._fields}:
            self.go_to(_ANOTHER)
            raise Misused(f"{quoted(name)} stands above already.", "Write it there.")
        return {name: text}

    def _days(self, typed: str) -> int:
        """Raises Misused for what is no number."""
        digits = typed.strip()
        if not (digits.isascii() and digits.isdigit() and len(digits) < _DIGITS):
            self.go_to("review")
            raise Misused(f"{quoted(typed)} is not a number of days.", "Give one from 1 to 60.")
        return int(digits)

    def _row(self, key: str) -> TextRow:
        """A line for something every lead has."""
        shown = {known[key] for known in self._before.values()}
        is_given = key == "tags" and self.only is None
        value = shown.pop() if len(shown) == 1 and not is_given else ""
        label = "Give tags" if is_given else _LABELS[key]
        placeholder = "as each has it" if shown and not is_given else ""
        row = TextRow(key, label, value, placeholder=placeholder, about=_ABOUT.get(key, ""))
        if key == "owner":
            named = [name for name in self._owners if safe_line(name) == name]
            row.input.suggester = SuggestFromList(named, case_sensitive=False)
        elif key == "tags":
            row.input.suggester = TagSuggester(self._tags)
        return row

    def _own_fields(self, card: LeadCard) -> list[str]:
        """The own fields that have a line: those this lead has, then others there are."""
        held = [field.name for field in card.own_fields]
        others = [name for name in self.gateway.ask(own_field_names) if name not in held]
        return [*held, *others[: max(_FIELDS - len(held), 0)]]

    def _changed_rows(self) -> Iterator[tuple[str, TextRow]]:
        """The lines that were changed, each by what it is about."""
        for row in self.query(TextRow):
            if not row.is_untouched:
                yield self._key_of(row), row

    def _key_of(self, row: TextRow) -> str:
        name, dash, number = (row.id or "").partition("-")
        return f"{_FIELD}{self._fields[int(number)]}" if dash else name

    def _label(self, key: str) -> str:
        return _LABELS.get(key) or quoted(key.removeprefix(_FIELD))


def known_of(card: LeadCard) -> dict[str, str]:
    """What is known of a lead as the form shows it, by what it is about."""
    return {
        "name": card.name,
        "company": card.company,
        "email": card.email,
        "phone": card.phone,
        "value": show_amount(card.value, card.currency) if card.value else "",
        "source": card.source,
        "owner": card.owner,
        "tags": ", ".join(card.tags),
        "quiet": ", ".join(WEEKDAYS[number][:3].lower() for number in card.quiet_weekdays),
        "review": str(card.review_every),
        **{f"{_FIELD}{field.name}": field.text for field in card.own_fields},
    }


def _told(text: str) -> str:
    return f"“{shortened(text, _SHOWN)}”" if text else "empty"
