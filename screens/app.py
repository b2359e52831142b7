"""The full-screen app: theme, palette, and which screen comes first."""

import gc
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import SystemCommand
from textual.command import CommandPalette
from textual.notifications import SeverityLevel
from textual.screen import ModalScreen, Screen

from coach.errors import CoachError, Misused
from coach.views.assignment import comes_first
from screens import keys
from screens.gateway import Gateway
from screens.key_turns import KeysInTurn
from screens.main import MainScreen
from screens.safe import safe, safe_line
from screens.theme import use_themes
from screens.widgets.bars import HintBar

if TYPE_CHECKING:
    from coach.records.desk import Desk

READY_SOON = 0.05
"""Seconds after the first frame at which the app gets ready for what comes next."""
STYLES = Path(__file__).parent / "styles"


class CoachApp(KeysInTurn):
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
        use_themes(self)

    def get_default_screen(self) -> Screen[Any]:
        """The main screen is the first there is."""
        return MainScreen(self.gateway, start=self._start or "today", demo=self._demo)

    def on_mount(self) -> None:
        """Use what the owner has set; a pipeline that is not written yet begins with the assignment."""
        self._use_theme()
        self._use_keymap()
        if not self._start and self.gateway.ask(comes_first):
            from screens.assignment import AssignmentScreen  # noqa: PLC0415  # seen once in a pipeline's life

            self.push_screen(AssignmentScreen(self.gateway))

    def on_ready(self) -> None:
        """There is something to see. Get ready for what comes: the first change, and a collector that lets the imports be."""
        self.set_timer(READY_SOON, self._get_ready)

    def _get_ready(self) -> None:
        with suppress(CoachError):  # whatever is wrong is told when something is really changed
            self.gateway.open_to_change()
        gc.collect()
        gc.freeze()
        gc.enable()

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Every action by name, from the one table of keys, and the colours."""
        if isinstance(screen, MainScreen):
            for each in screen.actions_by_name():
                name = f"{each.label[:1].upper()}{each.label[1:]}"
                own = self.gateway.keymap.get(each.id)
                key = f" ({own or each.shown})" if own or each.keys else ""
                run = partial(screen.run_by_name, each)
                yield SystemCommand(name, f"{each.help}{key}", partial(self.call_later, run))
        yield SystemCommand("Colours", "Try other colours; coach settings theme keeps one.", self.action_change_theme)

    def action_command_palette(self) -> None:
        """Only over the main screen: a form that is being filled in has its own keys."""
        if isinstance(self.screen, MainScreen):
            self.push_screen(CommandPalette(placeholder="What is to be done?", id="--command-palette"))

    @on(HintBar.Chosen)
    def hint_chosen(self, event: HintBar.Chosen) -> None:
        """A click on a hint is as good as its key; the assignment writes some of its own differently, and answers itself."""
        if isinstance(self.screen, MainScreen | ModalScreen):
            self.call_later(self.simulate_key, keys.named(event.key))

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Say something in a corner. Whatever is said there may be somebody's text, and passes the safe door."""
        super().notify(safe(message), title=safe_line(title), severity=severity, timeout=timeout, markup=markup)

    def _use_theme(self) -> None:
        theme = self.gateway.setting("theme")
        if theme in self.available_themes:
            self.theme = theme
        elif theme:
            self.notify(
                f"There is no theme called {theme}. There are: {', '.join(sorted(self.available_themes))}.",
                severity="warning",
                timeout=15,
            )

    def _use_keymap(self) -> None:
        try:
            self.gateway.keymap = keys.read_keymap(self.gateway.setting("keymap"))
        except Misused as error:
            self.notify(f"{error.what} {error.do} The usual keys hold.", severity="warning", timeout=15)
        self.set_keymap(dict(self.gateway.keymap))


def run(desk: "Desk", to_change: "Callable[[], Desk] | None" = None, *, demo: bool = False, start: str = "") -> int:
    """Run the app until it is left; its exit code, which is not 0 after a crash. The desks are those of `Gateway`."""
    app = CoachApp(Gateway(desk, to_change), demo=demo, start=start)
    app.run()
    return app.return_code or 0
