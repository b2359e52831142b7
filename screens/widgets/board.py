"""The board: every column in one widget, so that a cursor key changes no focus, lays nothing out and repaints two cards."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from screens.widgets.board_layout import (
    GUTTER,
    Card,
    Head,
    Place,
    card_lines,
    facts_line,
    head_lines,
    rule,
    strip_stops,
)
from screens.widgets.cells import Span, Tone, aligned
from screens.widgets.columns import BoardSource, Column, Columns
from screens.widgets.cursor import CHOOSING, CURSOR, KEYS, MARK
from screens.widgets.ink import Ground, Inked
from screens.widgets.told import Told
from screens.widgets.wrap import message_lines

HEAD, CARD = 3, 2
"""Lines of the heads and of a card."""
CARRIED = "»"
"""The sign of the card under the cursor while the mouse carries it."""
_WHEEL = 2
_STRIPS_KEPT = 1024


class _Drag(NamedTuple):
    """A card held by the mouse: where it was taken, and the column it is over once it moves."""

    card: Card
    column: int
    x: int
    y: int
    over: int | None = None
    moving: bool = False


class Board(Inked, Widget, can_focus=True):
    """Columns of cards under one cursor: side by side from `WIDE` cells on, one at a time below. It moves no card itself."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS: ClassVar[str] = """
    Board {
        height: 1fr;
        width: 1fr;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *KEYS,
        Binding("left,h", "column(-1)", "Column before", show=False, id="cursor-left"),
        Binding("right,l", "column(1)", "Next column", show=False, id="cursor-right"),
        *CHOOSING,
    ]

    @dataclass(eq=False)
    class Moved(Told):
        """Another card is under the cursor, or it has changed. `card` is None in an empty column."""

        column: int
        row: int
        card: Card | None

    @dataclass(eq=False)
    class Chosen(Told):
        """Enter or a double click on a card."""

        card: Card

    @dataclass(eq=False)
    class Dropped(Told):
        """A card was carried by the mouse to another column. On the board it is still where it was."""

        card: Card
        column: int

    @dataclass(eq=False)
    class Marked(Told):
        """The selection has changed: the ids of the selected cards."""

        marked: frozenset[Hashable]

    def __init__(
        self,
        source: BoardSource | None = None,
        *,
        selectable: bool = False,
        empty: str = "",
        nobody: str = "Nobody here",
        id: str | None = None,  # noqa: A002  # the name Textual gives it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.selectable = selectable
        self._source, self._empty, self._nobody = source, empty, " " * GUTTER + nobody
        self._columns = Columns()
        self._marked: frozenset[Hashable] = frozenset()
        self._strips: dict[tuple[int, int, Ground], tuple[Strip, Strip]] = {}
        self._drag: _Drag | None = None

    # What a screen asks

    @property
    def is_wide(self) -> bool:
        """Whether columns stand side by side."""
        return self._columns.is_wide

    @property
    def column(self) -> int:
        """The number of the column under the cursor."""
        return self._columns.at

    @property
    def row(self) -> int:
        """The row of the cursor in its column; 0 in an empty one."""
        return self._columns.row

    @property
    def head(self) -> Head | None:
        """The head of the column under the cursor."""
        return self._columns.here.head if self._columns.here else None

    @property
    def current(self) -> Card | None:
        """The card under the cursor, None in an empty column."""
        return self._columns.current

    @property
    def marked(self) -> frozenset[Hashable]:
        """The ids of the selected cards."""
        return self._marked

    def top_of(self, column: int) -> int:
        """The row at which the view of a column begins."""
        return self._columns.all[column].top

    # What a screen does

    def set_source(self, source: BoardSource) -> None:
        """Show another board, from its first card, with nothing selected."""
        self._source = source
        self._columns.clear()
        self._mark(frozenset())
        if self.is_mounted:
            self._columns.read(source)
            self._fit()
            self._tell()

    def reload(self, keep: Hashable = None) -> None:
        """Ask the source again; the cursor follows the card with the id `keep`, the one under it when not said, to any column.

        A card that is gone leaves the cursor at its place. Every column keeps its scroll. What is gone is no longer selected.
        """
        if self._source is None or not self.is_mounted:
            return
        columns, current = self._columns, self.current
        before = (columns.at, columns.row, current)
        if keep is None and current is not None:
            keep = current.id
        columns.read(self._source)
        place = columns.find(keep)
        if place is not None:
            columns.put(*place)
        self._fit()
        self._mark(columns.still_there(self._marked))
        if (columns.at, columns.row, self.current) != before:
            self._tell()

    def go_to(self, column: int, row: int) -> None:
        """Put the cursor on a card, or the nearest place there is."""
        if self._columns.all:
            before = (self.column, self.row)
            self._show_move(*before, scrolled=self._columns.put(column, row))

    def clear_marks(self) -> None:
        """Select nothing."""
        self._mark(frozenset())

    # Keys and mouse

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Space is left to the screen on a board where nothing can be selected."""
        return self.selectable if action == "mark" else super().check_action(action, parameters)

    def action_move(self, step: int) -> None:
        """Move the cursor by so many cards in its column; at either end it stays."""
        self.go_to(self.column, self.row + step)

    def action_page(self, step: int) -> None:
        """Move the cursor by the cards on the screen less one."""
        self.action_move(step * max(1, self._columns.rows - 1))

    def action_column(self, step: int) -> None:
        """Move the cursor to the column beside, to the card on the same line of the screen if there is one."""
        if 0 <= self.column + step < len(self._columns.all):
            before = (self.column, self.row)
            self._show_move(*before, scrolled=self._columns.put_beside(step))

    def action_choose(self) -> None:
        """Say that the card under the cursor is chosen."""
        if self.current is not None:
            self.post_message(self.Chosen(self, self.current))

    def action_mark(self) -> None:
        """Select the card under the cursor, or take it out of the selection."""
        if self.current is not None:
            self._mark(self._marked ^ {self.current.id})

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor on the card or the column; the card may be carried from here."""
        offset = event.get_content_offset(self)
        column = self._column_at(offset.x, offset.y) if offset else None
        if offset is None or column is None or event.button != 1:
            return
        row = self._row_at(column, offset.y)
        card = None if row is None else self._columns.all[column].cards.row(row)
        if row is not None and card is not None:
            self.go_to(column, row)
            self._drag = _Drag(card, column, offset.x, offset.y)
        elif column != self.column:
            self.go_to(column, self._columns.all[column].row)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Carry the card."""
        drag = self._drag
        if drag is None:
            return
        if not event.button:  # let go outside of the terminal, which nobody told us
            self._let_go()
            return
        offset = event.get_content_offset_capture(self)
        if not drag.moving:
            if abs(offset.x - drag.x) < 2 and offset.y == drag.y:
                return
            self.capture_mouse()
            self.suppress_click()
        over = self._column_at(offset.x, offset.y)
        if over != drag.over or not drag.moving:
            self._drag = drag._replace(over=over, moving=True)
            self._show_drag()

    def on_mouse_up(self) -> None:
        """Drop the card."""
        drag = self._drag
        if drag is None:
            return
        self._let_go()
        if drag.over is not None and drag.over != drag.column:
            self.post_message(self.Dropped(self, drag.card, drag.over))

    def on_click(self, event: events.Click) -> None:
        """Two clicks on a card choose it."""
        offset = event.get_content_offset(self)
        if event.chain != 2 or offset is None:
            return
        if self._column_at(offset.x, offset.y) == self.column and self._row_at(self.column, offset.y) == self.row:
            self.action_choose()

    def on_key(self, event: events.Key) -> None:
        """Esc lets go of a carried card, and nothing else."""
        if event.key == "escape" and self._drag is not None and self._drag.moving:
            event.stop()
            event.prevent_default()
            self._let_go()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll the column under the pointer; the cursor stays on its card."""
        self._scroll_at(event, _WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll the column under the pointer back."""
        self._scroll_at(event, -_WHEEL)

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One line of the screen: a piece of each column in view."""
        width = self.size.width
        if not self._columns.places:
            return self._line_of_empty(y, width)
        if y == 0 and not self.is_wide:
            return self.strip(strip_stops(self._columns.heads, self.column, width)[0], width)
        gap = self.blank(1)
        pieces: list[Strip] = []
        for place in self._columns.places:
            pieces += [self._piece(place, y), gap]
        return Strip.join(pieces[:-1]).adjust_cell_length(width, self.ink("plain"))

    def forget_strips(self) -> None:
        """Drop the kept strips."""
        self._strips.clear()

    def on_mount(self) -> None:
        """Ask for the first cards."""
        if self._source is not None:
            self._columns.read(self._source)
            self._fit()
            self._tell()

    def on_resize(self) -> None:
        """Draw in the new size, the cursor still in sight."""
        self._fit()

    # Inside

    def _piece(self, place: Place, y: int) -> Strip:
        column = self._columns.all[place.column]
        if y < HEAD:
            return self.strip(self._head_piece(place, column, y), place.width)
        if not column.cards.count and y == HEAD:
            return self.strip([Span("dim", aligned(self._nobody, place.width))], place.width)
        line, part = divmod(y - HEAD, CARD)
        row = column.top + line
        ground: Ground = "plain"
        if place.column == self.column and row == column.row:
            ground = "cursor" if self.has_focus else "resting"
        strips = self._strips.get((place.column, row, ground))
        if strips is None:
            card = column.cards.row(row)
            if card is None:
                return self.blank(place.width)
            if len(self._strips) >= _STRIPS_KEPT:
                self._strips.clear()
            strips = self._strips[place.column, row, ground] = self._strips_of(card, place.width, ground)
        return strips[part]

    def _strips_of(self, card: Card, width: int, ground: Ground) -> tuple[Strip, Strip]:
        carried = self._drag is not None and self._drag.moving
        sign = " " if ground == "plain" else CARRIED if carried else CURSOR
        above, below = card_lines(card, width, sign, MARK if card.id in self._marked else " ")
        return self.strip(above, width, ground), self.strip(below, width, ground)

    def _head_piece(self, place: Place, column: Column, y: int) -> list[Span]:
        active = place.column == self.column
        if y == HEAD - 1:
            over = self._drag is not None and self._drag.over == place.column != self._drag.column
            line = "═" if over else "━" if active else "─"
            tone: Tone = "accent" if active or over else "dim"
            return rule(place.width, line, tone, column.shown(self._columns.rows))
        if not self.is_wide:
            return facts_line(column.head, place.width)
        before = place.column == self._columns.places[0].column > 0
        after = place.column == self._columns.places[-1].column < len(self._columns.all) - 1
        return head_lines(column.head, place.width, "accent" if active else "strong", before=before, after=after)[y]

    def _line_of_empty(self, y: int, width: int) -> Strip:
        if not width or not self._empty or self._source is None:
            return self.blank(width)
        shown = message_lines(self._empty, width)
        return self.strip(shown[y], width) if y < len(shown) else self.blank(width)

    def _column_at(self, x: int, y: int) -> int | None:
        if y == 0 and not self.is_wide and self._columns.all:
            _, stops = strip_stops(self._columns.heads, self.column, self.size.width)
            return next((stop.column for stop in stops if stop.x <= x < stop.x + stop.width), None)
        return next((place.column for place in self._columns.places if place.x <= x <= place.x + place.width), None)

    def _row_at(self, column: int, y: int) -> int | None:
        return None if y < HEAD else self._columns.all[column].top + (y - HEAD) // CARD

    def _fit(self) -> None:
        """Bring the cursor into sight after the cards or the size have changed, and draw everything."""
        self._strips.clear()
        self._columns.fit(self.size.width, (self.size.height - HEAD) // CARD)
        self.refresh()

    def _show_move(self, column: int, row: int, *, scrolled: bool) -> None:
        """Draw what a move of the cursor from this place changed, and tell of it."""
        at = self.column
        moved = (column, row) != (at, self.row)
        if self._columns.lay_out():
            self._strips.clear()
            self.refresh()
        else:
            if scrolled:
                self._show_column(at)
            elif moved:
                self._show_card(at, self.row)
            if moved and not (scrolled and column == at):
                self._show_card(column, row)
            if column != at:
                self._show_head(column)
                self._show_head(at)
        if moved:
            self._tell()

    def _show_card(self, column: int, row: int) -> None:
        place = self._columns.place_of(column)
        line = row - self._columns.all[column].top
        if place and 0 <= line <= self._columns.rows:
            self.refresh(Region(place.x, HEAD + line * CARD, place.width, CARD))

    def _show_column(self, column: int) -> None:
        place = self._columns.place_of(column)
        if place:
            self.refresh(Region(place.x, HEAD - 1, place.width, self.size.height - HEAD + 1))

    def _show_head(self, column: int) -> None:
        place = self._columns.place_of(column)
        if place:
            self.refresh(Region(place.x, 0, place.width, HEAD))

    def _show_drag(self) -> None:
        self._strips.clear()
        self.refresh(Region(0, 0, self.size.width, HEAD))
        self._show_card(self.column, self.row)

    def _let_go(self) -> None:
        if self._drag is not None and self._drag.moving:
            self.release_mouse()
            self._drag = None
            self._show_drag()
        self._drag = None

    def _scroll_at(self, event: events.MouseEvent, step: int) -> None:
        offset = event.get_content_offset(self)
        number = self._column_at(offset.x, offset.y) if offset else None
        if number is None:
            return
        event.stop()
        column = self._columns.all[number]
        if column.scroll_to(max(0, min(column.top + step, column.cards.count - self._columns.rows))):
            self._show_column(number)

    def _mark(self, marked: frozenset[Hashable]) -> None:
        if marked == self._marked:
            return
        changed, self._marked = self._marked ^ marked, marked
        self._strips.clear()
        if self.current is not None and changed == {self.current.id}:
            self._show_card(self.column, self.row)
        else:
            self.refresh()
        if self.is_mounted:
            self.post_message(self.Marked(self, marked))

    def _tell(self) -> None:
        self.post_message(self.Moved(self, self.column, self.row, self.current))
