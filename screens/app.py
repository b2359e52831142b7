"""The full-screen app: theme, palette, and which screen comes first."""

import gc
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, SystemCommand
from textual.screen import Screen

from coach.actions.assignment_pages import DONE, read_stop
from coach.errors import Misused
from coach.views.assignment import is_empty, where_stopped
from screens import keys
from screens.gateway import Gateway
from screens.main import MainScreen

if TYPE_CHECKING:
    from coach.records.desk import Desk

STYLES = Path(__file__).parent / "styles"


class CoachApp(App[None]):
    """`start` names the pane to begin with; without one a pipeline not yet begun opens the assignment, else Today."""

    TITLE = "coach"
    CSS_PATH: ClassVar[list[str | Any]] = sorted(STYLES.glob("*.tcss"))
    ENABLE_COMMAND_PALETTE = True

    def __init__(self, gateway: Gateway, *, demo: bool = False, start: str = "") -> None:
        super().__init__()
        self.gateway = gateway
        self._demo = demo
        self._start = start
        self.animation_level = "none"

    def on_mount(self) -> None:
        """Show the first screen."""
        self._use_theme()
        self._use_keymap()
        self.push_screen(MainScreen(self.gateway, start=self._start or "today", demo=self._demo))
        if not self._start and self._is_to_be_written:
            from screens.assignment import AssignmentScreen  # noqa: PLC0415  # seen once in a pipeline's life

            self.push_screen(AssignmentScreen(self.gateway))

    def on_ready(self) -> None:
        """Everything imported so far stays: the collector need not look at it again."""
        gc.freeze()
        gc.enable()

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Every action by name, from the one table of keys, and the colours."""
        if isinstance(screen, MainScreen):
            for each in screen.actions_by_name():
                name = f"{each.label[:1].upper()}{each.label[1:]}"
                shown = keys.shown(each.id, self.gateway.keymap)
                run = partial(screen.run_by_name, each.action)
                yield SystemCommand(name, f"{each.help} ({shown})", partial(self.call_later, run))
        yield SystemCommand("Colours", "Try other colours; coach settings theme keeps one.", self.action_change_theme)

    def action_command_palette(self) -> None:
        """Only over the main screen: a form that is being filled in has its own keys."""
        if isinstance(self.screen, MainScreen):
            super().action_command_palette()

    @property
    def _is_to_be_written(self) -> bool:
        """Whether the assignment comes first: nothing has begun, or it was left half-way."""
        stop = read_stop(self.gateway.ask(where_stopped))
        return self.gateway.ask(is_empty) if not stop.page else stop.page != DONE

    def _use_theme(self) -> None:
        theme = self.gateway.setting("theme")
        if theme in self.available_themes:
            self.theme = theme
        elif theme:
            self.notify(
                f"There is no theme called {theme}. There are: {', '.join(sorted(self.available_themes))}.",
                markup=False,
                severity="warning",
                timeout=15,
            )

    def _use_keymap(self) -> None:
        try:
            self.gateway.keymap = keys.read_keymap(self.gateway.setting("keymap"))
        except Misused as error:
            self.notify(f"{error.what} {error.do} The usual keys hold.", markup=False, severity="warning", timeout=15)
        self.set_keymap(dict(self.gateway.keymap))


def run(desk: "Desk", *, demo: bool = False, start: str = "") -> int:
    """Run the app until it is left; its exit code, which is not 0 after a crash."""
    app = CoachApp(Gateway(desk), demo=demo, start=start)
    app.run()
    return app.return_code or 0
