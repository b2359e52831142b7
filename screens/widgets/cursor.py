"""The cursor that lists, the board and pages share: its signs and its keys, under the same ids so that one keymap serves all."""

from textual.binding import Binding, BindingType

CURSOR, MARK = "▌", "*"
"""The signs of the row under the cursor and of a selected row, so that neither is told by colour alone."""

_FAR = 1 << 40

KEYS: list[BindingType] = [
    Binding("up,k", "move(-1)", "Up", show=False, id="cursor-up"),
    Binding("down,j", "move(1)", "Down", show=False, id="cursor-down"),
    Binding("pageup", "page(-1)", "Page up", show=False, id="cursor-page-up"),
    Binding("pagedown", "page(1)", "Page down", show=False, id="cursor-page-down"),
    Binding("home,g", f"move({-_FAR})", "First", show=False, id="cursor-first"),
    Binding("end,G", f"move({_FAR})", "Last", show=False, id="cursor-last"),
]
"""Up and down: `action_move` takes the rows to move by, `action_page` the screenfuls."""

CHOOSING: list[BindingType] = [
    Binding("enter", "choose", "Open", show=False, id="cursor-choose"),
    Binding("space", "mark", "Select", show=False, id="cursor-mark"),
]
"""What is done with the row under the cursor."""

CURSOR_ACTIONS = frozenset(("move", "page", "column", "mark"))
"""Names of actions that move no more than the cursor, wherever it is shown."""
