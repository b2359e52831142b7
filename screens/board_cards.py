"""The board of the desk as the widget wants it: heads and cards in words, signs and amounts."""

from collections.abc import Callable, Hashable, Sequence
from datetime import date

from coach.rules.dates import show_day, show_days_late
from coach.rules.money import show_amount
from coach.views.board import BoardCard, BoardSource, Column
from screens.gateway import Gateway
from screens.widgets.board_layout import Card, Head

OPEN, WON = "open", "won"
NEEDS_US, STUCK, WAITS = "!", "stuck", "waits"


class BoardOfDesk:
    """A source for the board. Each time the heads are asked for, the records are read anew."""

    def __init__(self, gateway: Gateway, is_wide: Callable[[], bool]) -> None:
        self._gateway = gateway
        self._is_wide = is_wide
        self._source = gateway.source(BoardSource)

    @property
    def columns(self) -> Sequence[Column]:
        """The columns as they were last read."""
        return self._source.columns

    def heads(self) -> Sequence[Head]:
        """The columns, read anew."""
        self._source = self._gateway.source(BoardSource)
        return [head_of(column) for column in self._source.columns]

    def count(self, column: int) -> int:
        """How many cards a column has."""
        return self._source.count(column)

    def window(self, column: int, start: int, stop: int) -> Sequence[Card]:
        """The cards of a column from `start` up to and without `stop`."""
        kind, today, is_wide = self.columns[column].kind, self._gateway.today, self._is_wide()
        return [
            (card_of if kind == OPEN else closed_card)(card, today, roomy=not is_wide)
            for card in self._source.window(column, start, stop)
        ]

    def place_of(self, card_id: Hashable) -> tuple[int, int] | None:
        """Column and row of a lead."""
        return self._source.place_of(card_id)


def head_of(column: Column) -> Head:
    """A column's head: count, value, normal stay, and how many stay longer; of an end, what came to it this month."""
    sums = [(column.value, column.currency), *column.other_values]
    value = " + ".join(show_amount(minor, currency) for minor, currency in sums if minor)
    if column.kind != OPEN:
        return Head(column.stage_id, column.name, column.count, value, "this month", slim=True)
    stay = f"{column.normal_stay}d" if column.normal_stay else ""
    stuck = f"{column.past_limit:,} {STUCK}" if column.past_limit else ""
    return Head(column.stage_id, column.name, column.count, value, stay, warns=stuck)


def card_of(card: BoardCard, today: date, *, roomy: bool) -> Card:
    """An open lead: `!` when they wait or we promised; whether stuck, waiting or unanswered; its day, or how late it is."""
    late = show_days_late(card.overdue_business_days)
    told = [sign for sign in card.signs if sign not in (NEEDS_US, late)]
    if not roomy:  # one word: its day stands below
        told = [WAITS if sign.startswith(WAITS) else sign for sign in told][:1]
    day = show_day(card.due_on, today) if card.due_on else ""
    return Card(
        card.id,
        card.name,
        card.company,
        card.next_step,
        late or ("today" if card.due_on == today else day),
        NEEDS_US if NEEDS_US in card.signs else "",
        ", ".join(told),
        note_tone="dim" if told and told[0].startswith(WAITS) else "warn",
        day_tone="warn" if late else "dim",
    )


def closed_card(card: BoardCard, today: date, *, roomy: bool) -> Card:
    """A lead that is closed: since when, and when it comes back; in a slim column the day alone, of its win or its return."""
    last = card.signs[-1]
    if roomy:
        return Card(card.id, card.name, card.company, ", ".join(card.signs))
    day = show_day(card.due_on, today) if card.due_on and not last.startswith(WON) else last.removeprefix(WON).strip()
    return Card(card.id, card.name, card.company, day)
