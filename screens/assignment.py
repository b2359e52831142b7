"""The coaching assignment, full screen: one question a page, kept as it is typed, gone on with where it was left."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import ContentSwitcher, Input, TextArea

from coach import playbook
from coach.actions.assignment_pages import DONE, STAND_IN, keep_page, read_stop
from coach.errors import CoachError
from coach.playbook.written_answers import answer_parts, plan_parts, ticks_text
from coach.views.assignment import AnswerShown, answers, where_stopped
from coach.views.stages import stage_list
from screens.assignment_pages import (
    AssignmentPage,
    FirstLeadPage,
    OpeningPage,
    OwnerPage,
    PartsPage,
    PlanPage,
    StuckPage,
    TicksPage,
    Values,
    question,
)
from screens.assignment_stages import StagesPage
from screens.gateway import Gateway
from screens.main import MainScreen
from screens.widgets.bars import HintBar, TabBar
from screens.widgets.panel import Panel
from screens.widgets.wrap import paragraph

if TYPE_CHECKING:
    from textual.timer import Timer

OPENING, LEAD = "opening", "first_lead"
PAGES = (OPENING, *(each.key for each in playbook.assignment().questions), LEAD)
"""The pages in their order; the opening has no number."""
_TOLD = {"Enter": "enter", "Esc": "escape", "Tab": "tab", "Space": "space", "Ctrl+Q": "ctrl+q"}
"""Textual's names of the keys that are told on the pages."""
QUIET = 1.0
"""Seconds without a key after which what is typed is kept."""


class AssignmentScreen(Screen[None]):
    """Each page is saved as it is left. When all are done the screen goes, and Today is shown."""

    AUTO_FOCUS: ClassVar[str | None] = ""
    DEFAULT_CSS: ClassVar[str] = """
    AssignmentScreen { layout: vertical; align-horizontal: center; }
    AssignmentScreen > ContentSwitcher { height: 1fr; width: 1fr; align-horizontal: center; }
    AssignmentScreen > #trouble { height: auto; max-height: 3; max-width: 96; padding: 0 2; margin-bottom: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "Next", show=False),
        Binding("escape", "go_back", "Back", show=False),
        Binding("q", "leave_page", "Leave", show=False),
        Binding("ctrl+c,ctrl+q", "leave", "Leave", show=False, priority=True),
    ]

    def __init__(self, gateway: Gateway) -> None:
        super().__init__()
        self.gateway = gateway
        stop = read_stop(gateway.ask(where_stopped))
        self._at = stop.page if stop.page in PAGES else OPENING
        self._typed: dict[str, Values] = {page: dict(values) for page, values in stop.typed.items()}
        self._kept = (stop.page, {page: dict(values) for page, values in stop.typed.items()})
        self._timer: Timer | None = None
        self._is_over = False
        self._is_again = stop.page == DONE

    def compose(self) -> ComposeResult:
        """Where one is, the pages, what is wrong, the keys."""
        yield TabBar((), title="coach · your pipeline in writing", id="place")
        with ContentSwitcher(id="pages"):
            for key in PAGES:
                yield self._page(key)
        yield Panel(id="trouble")
        yield HintBar(id="page-keys")

    def on_mount(self) -> None:
        """Go on where it was left."""
        self._show(self._at)

    def on_unmount(self) -> None:
        """However it is left, what is typed is kept."""
        self._keep()

    @property
    def page(self) -> AssignmentPage:
        """The page that is shown."""
        return self.query_one(f"#{self._at}", AssignmentPage)

    @on(AssignmentPage.Entered)
    def action_go_on(self) -> None:
        """Enter: to the next thing on the page, or write the page down and go on to the next."""
        try:
            if self.page.go_on():
                self._show_keys()
            elif self._at == LEAD:
                self._finish()
            else:
                self.page.save()
                self._show(PAGES[PAGES.index(self._at) + 1])
        except CoachError as error:
            self._complain(error)

    def action_go_back(self) -> None:
        """The page before; what is typed here stays."""
        place = PAGES.index(self._at)
        if self.page.step_out():
            self._show_keys()
        elif place > 0:
            self._show(PAGES[place - 1])
        elif self._is_again:
            try:
                self._end()
            except CoachError as error:
                self._complain(error)

    def action_leave_page(self) -> None:
        """A letter on a page where something is written; on any other it leaves."""
        if not any(isinstance(field, Input | TextArea) for field in self.page.fields()):
            self.action_leave()

    def action_leave(self) -> None:
        """Leave coach; it goes on at this page."""
        self._note()
        self._keep()
        self.app.exit()

    @on(AssignmentPage.Changed)
    def page_changed(self) -> None:
        """Keep what is typed once the owner pauses."""
        self._note()
        self._show_keys()
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(QUIET, self._keep)

    @on(HintBar.Chosen)
    def hint_chosen(self, event: HintBar.Chosen) -> None:
        """A click on a key is as good as the key."""
        # Sent by the app: a key sent by this screen would not bubble up to its bindings.
        self.app.call_later(self.app.simulate_key, _TOLD.get(event.key, event.key))

    def _page(self, key: str) -> AssignmentPage:
        known = self.gateway.ask(answers)
        values = self._typed.get(key) or _answered(key, known, self.gateway)
        if key == OPENING:
            return OpeningPage(self.gateway, key, values)
        if key == LEAD:
            return FirstLeadPage(self.gateway, key, values, playbook.stages()[0].beats[0].text)
        if key == "stuck":
            stages = self.gateway.ask(stage_list) or playbook.stages()
            return StuckPage(self.gateway, key, values, [each.name for each in stages if each.kind == "open"])
        made = {"owner": OwnerPage, "reviewed": TicksPage, "stages": StagesPage, "commit": PlanPage}
        return made.get(key, PartsPage)(self.gateway, key, values)

    def _show(self, key: str) -> None:
        self._note()
        self._at = key
        self.query_one("#pages", ContentSwitcher).current = key
        self.query_one("#place", TabBar).set_right(f"{PAGES.index(key)} of {len(PAGES) - 1}" if key != OPENING else "")
        self.query_one("#trouble", Panel).show([])
        try:
            self.page.arrive()
        except CoachError as error:
            self._complain(error)
        self._show_keys()
        self._keep()

    def _show_keys(self) -> None:
        self.query_one("#page-keys", HintBar).set_hints(self.page.hints())

    def _complain(self, error: CoachError) -> None:
        for panel in self.query("#trouble").results(Panel):  # none any more once the screen is being left
            panel.show([paragraph(("warn", f"{error.what} {error.do}".strip()))])

    def _note(self) -> None:
        """Take down what is in the fields of the page."""
        if self.page.is_mounted:
            self._typed[self._at] = self.page.values()

    def _keep(self) -> None:
        """Keep what is typed, on every page, and which page it is."""
        now = (self._at, {page: dict(values) for page, values in self._typed.items() if values})
        if now == self._kept or self._is_over:
            return
        try:
            self.gateway.do(keep_page, *now)
            self._kept = now
        except CoachError as error:
            self._complain(error)

    def _finish(self) -> None:
        """The draft of the lead goes before the lead is added: whatever happens in between, it is not added twice."""
        self.gateway.do(keep_page, LEAD, {page: values for page, values in self._typed.items() if page != LEAD})
        self._kept = (LEAD, {})
        self.page.save()
        self._end(place="today")

    def _end(self, place: str = "") -> None:
        self.gateway.do(keep_page, DONE, {})
        self._is_over = True
        self.app.call_later(_show, self.app.screen_stack[-2], place)
        self.app.pop_screen()


async def _show(main: Screen[object], place: str) -> None:
    if isinstance(main, MainScreen) and main.pane is not None:
        await main.action_show(place or str(main.pane.id))


def _answered(key: str, known: Mapping[str, AnswerShown], gateway: Gateway) -> Values:
    """What is in the fields before anything was typed: the owner's newest answer, or else what Enter alone accepts."""
    text = known[key].text if key in known else ""
    if key in (OPENING, LEAD):
        return {}
    asked = question(key)
    if key == "owner":
        stand_in = known[STAND_IN].text if STAND_IN in known else ""
        return {"owner": text or gateway.author, "stand_in": stand_in}
    if key == "reviewed":
        return {"ticks": text or ticks_text(asked, [tick.key for tick in asked.ticks if tick.ticked])}
    if key == "commit":
        return plan_parts(text) or {part.key: part.default for part in asked.parts}
    return answer_parts(asked, text)
