"""A list of any length, drawn line by line: only the rows on the screen are asked for, and a cursor key repaints two of them."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from screens.widgets.cells import RowLine, Span, laid_out
from screens.widgets.cursor import CHOOSING, CURSOR, KEYS, MARK
from screens.widgets.ink import SCROLLBAR_CSS, Ground, Inked
from screens.widgets.rows import Rows
from screens.widgets.source import Row, RowSource
from screens.widgets.told import Told
from screens.widgets.wrap import message_lines

Shown = TypeVar("Shown")

_STRIPS_KEPT = 512


def id_of(row: object) -> Hashable:
    """What tells a row from the others across a reload: its `id`, None for a row without one."""
    found: Hashable = getattr(row, "id", None)
    return found


class LineList(Inked, ScrollView, Generic[Row], can_focus=True, inherit_bindings=False):
    """Rows of one line each under a cursor. `draw` tells how a row looks, `key` which row it is.

    `draw` is asked again when the width changes; `room` is the cells it has. With `selectable`, Space marks rows by their key.
    """

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS: ClassVar[str] = f"""
    LineList {{
        height: 1fr;
        width: 1fr;
        overflow-x: hidden;
        overflow-y: auto;
        {SCROLLBAR_CSS}
    }}
    """
    BINDINGS: ClassVar[list[BindingType]] = [*KEYS, *CHOOSING]

    @dataclass(eq=False)
    class Moved(Told, Generic[Shown]):
        """Another row is under the cursor, or the row under it has changed. `row` is None in an empty list."""

        index: int
        row: Shown | None

    @dataclass(eq=False)
    class Chosen(Told, Generic[Shown]):
        """Enter or a double click on a row."""

        index: int
        row: Shown

    @dataclass(eq=False)
    class Marked(Told):
        """The selection has changed: the keys of the selected rows."""

        marked: frozenset[Hashable]

    def __init__(
        self,
        source: RowSource[Row] | None = None,
        draw: Callable[[Row], RowLine] | None = None,
        *,
        key: Callable[[Row], Hashable] = id_of,
        selectable: bool = False,
        empty: str = "",
        id: str | None = None,  # noqa: A002  # the name Textual gives it
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.selectable = selectable
        self._source, self._draw, self._empty = source, draw, empty
        self._rows = Rows(self.draw_row, key)
        self._marked: frozenset[Hashable] = frozenset()
        self._strips: dict[tuple[int, Ground], Strip] = {}
        self._empty_lines: list[list[Span]] | None = None

    # What a screen asks

    @property
    def cursor(self) -> int:
        """The index of the row under the cursor; 0 in an empty list."""
        return self._rows.cursor

    @property
    def current(self) -> Row | None:
        """The row under the cursor, None when there is none."""
        return self._rows.current

    @property
    def following(self) -> Row | None:
        """The row that comes under the cursor with `down`, None at the end."""
        place = self._rows.resting_place(self.cursor + 1, 1)
        return None if place is None or place <= self.cursor else self.row_at(place)

    @property
    def count(self) -> int:
        """How many rows there are, headings included."""
        return self._rows.count

    @property
    def marked(self) -> frozenset[Hashable]:
        """The keys of the selected rows."""
        return self._marked

    @property
    def room(self) -> int:
        """The cells in which the cells of a row are laid out."""
        return max(0, self._width - self._gutter)

    def row_at(self, index: int) -> Row | None:
        """The row at `index`, None where there is none."""
        return self._rows.row_at(index)

    def draw_row(self, row: Row) -> RowLine:
        """How the row looks. A subclass may say it here in the place of passing `draw`."""
        if self._draw is None:
            raise NotImplementedError("A LineList needs `draw`, or a subclass that says how a row looks.")
        return self._draw(row)

    # What a screen does

    def set_source(self, source: RowSource[Row]) -> None:
        """Show other rows, from the top, with nothing selected."""
        self._source = source
        self._mark(frozenset())
        if self.is_mounted:
            self._read()
            self.scroll_to(y=0, animate=False, immediate=True, force=True)
            self._put(0)
            self._tell()

    def set_empty(self, text: str) -> None:
        """The words shown when there are no rows."""
        self._empty, self._empty_lines = text, None
        if not self.count:
            self.refresh()

    def reload(self, keep: Hashable = None) -> None:
        """Ask the source again and keep the cursor on the row with the key `keep`, the row under it when not said.

        A row that is gone leaves the cursor at its place, on the row that moved up. In a scrolled list the first row on the
        screen stays on its line, so that rows added or gone above it move nothing. What is gone is no longer selected.
        """
        if self._source is None or not self.is_mounted:
            return
        rows, top = self._rows, self.scroll_offset.y
        keep = rows.key_of(rows.current) if keep is None else keep
        before = (rows.cursor, rows.current)
        # The row that is kept may go far, and takes the cursor with it, not the view.
        anchor = rows.first_known(top, self.size.height, unlike=keep) if top else None
        self._read()
        if anchor is not None:
            key, line = anchor
            found = rows.find(key, top + line)
            self.scroll_to(y=top if found is None else found - line, animate=False, immediate=True, force=True)
        place = rows.find(keep, rows.cursor)
        self._put(rows.cursor if place is None else place)
        self._mark(rows.still_there(self._marked))
        if (rows.cursor, rows.current) != before:
            self._tell()

    def go_to(self, index: int) -> None:
        """Put the cursor on the row at `index`, or the nearest one that is no heading."""
        self._move_to(index, 1 if index >= self.cursor else -1)

    def clear_marks(self) -> None:
        """Select nothing."""
        self._mark(frozenset())

    # Keys and mouse

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Space is left to the screen in a list where nothing can be selected."""
        return self.selectable if action == "mark" else super().check_action(action, parameters)

    def action_move(self, step: int) -> None:
        """Move the cursor by so many rows; at either end it stays."""
        self._move_to(self.cursor + step, 1 if step > 0 else -1)

    def action_page(self, step: int) -> None:
        """Move the cursor by a screenful less one row."""
        self.action_move(step * max(1, self.size.height - 1))

    def action_choose(self) -> None:
        """Say that the row under the cursor is chosen."""
        if self.current is not None:
            self.post_message(self.Chosen(self, self.cursor, self.current))

    def action_mark(self) -> None:
        """Select the row under the cursor, or take it out of the selection."""
        key = self._rows.key_of(self.current)
        if key is not None:
            self._mark(self._marked ^ {key})

    def on_click(self, event: events.Click) -> None:
        """One click puts the cursor on a row, two choose it."""
        offset = event.get_content_offset(self)
        index = self.scroll_offset.y + offset.y if offset else -1
        row_line = self._rows.line_at(index)
        if row_line is None or row_line.is_heading:
            return
        event.stop()
        self._move_to(index, 1)
        if event.chain == 2:
            self.action_choose()

    # Drawing

    def render_line(self, y: int) -> Strip:
        """One line of the screen."""
        width = self._width
        if not self.count:
            lines = self._lines_of_empty(width)
            return self.strip(lines[y], width) if y < len(lines) else self.blank(width)
        index = y + self.scroll_offset.y
        ground = self._ground(index)
        strip = self._strips.get((index, ground))
        if strip is None:
            row_line = self._rows.line_at(index)
            if row_line is None:
                return self.blank(width)
            if len(self._strips) >= _STRIPS_KEPT:
                self._strips.clear()
            strip = self._strips[index, ground] = self._strip_of(index, row_line, ground)
        return strip

    def forget_strips(self) -> None:
        """Drop the kept strips."""
        self._strips.clear()

    def on_mount(self) -> None:
        """Ask for the first rows."""
        if self._source is not None:
            self._read()
            self._put(0)
            self._tell()

    def on_resize(self) -> None:
        """Draw in the new width, the cursor still in sight."""
        self._strips.clear()
        self._rows.forget_lines()
        self._empty_lines = None
        self._reveal()
        self.refresh()

    # Inside

    @property
    def _width(self) -> int:
        """The cells of a row: the scrollbar's are kept free, whether it is there or not."""
        return self.scrollable_content_region.width

    @property
    def _gutter(self) -> int:
        return 2 if self.selectable else 1

    def _ground(self, index: int) -> Ground:
        if index != self.cursor or self.current is None:
            return "plain"
        return "cursor" if self.has_focus else "resting"

    def _strip_of(self, index: int, row_line: RowLine, ground: Ground) -> Strip:
        width = self._width
        if width <= self._gutter:
            return self.blank(width, ground)
        spans = [Span("accent" if ground == "cursor" else "dim", " " if ground == "plain" else CURSOR)]
        if self.selectable:
            is_marked = self._rows.key_of(self.row_at(index)) in self._marked
            spans.append(Span("accent", MARK if is_marked else " "))
        return self.strip([*spans, *laid_out(row_line.cells, self.room)], width, ground)

    def _lines_of_empty(self, width: int) -> list[list[Span]]:
        """Nothing is said before it is known that there are no rows."""
        if self._source is None or not self._empty:
            return []
        if self._empty_lines is None:
            self._empty_lines = message_lines(self._empty, width)
        return self._empty_lines

    def _read(self) -> None:
        if self._source is not None:
            self._strips.clear()
            self._rows.read(self._source)
            self.virtual_size = Size(0, self.count)

    def _put(self, index: int) -> None:
        """Put the cursor at `index` after the rows have changed, and draw everything."""
        self._rows.put(index)
        self._reveal()
        self.refresh()

    def _move_to(self, index: int, step: int) -> None:
        before = self.cursor
        self._rows.put(index, step)
        scrolled = self._reveal()
        if self.cursor == before:
            return
        if not scrolled:
            self.refresh_line(before)
            self.refresh_line(self.cursor)
        self._tell()

    def _tell(self) -> None:
        self.post_message(self.Moved(self, self.cursor, self.current))

    def _reveal(self) -> bool:
        """Scroll as little as shows the cursor, and the headings right above it. Says whether it had to."""
        height, top, cursor = self.size.height, self.scroll_offset.y, self.cursor
        first = cursor
        while first > 0 and cursor - first < height - 1 and self._rows.is_heading(first - 1):
            first -= 1
        if first < top:
            target = first
        elif height and cursor >= top + height:
            target = cursor - height + 1
        else:
            return False
        self.scroll_to(y=target, animate=False, immediate=True, force=True)
        return self.scroll_offset.y != top

    def _mark(self, marked: frozenset[Hashable]) -> None:
        if marked == self._marked:
            return
        changed, self._marked = self._marked ^ marked, marked
        self._strips.clear()
        if changed == {self._rows.key_of(self.current)}:
            self.refresh_line(self.cursor)
        else:
            self.refresh()
        if self.is_mounted:
            self.post_message(self.Marked(self, marked))
