"""The coaching assignment, full screen: one question a page, kept as it is typed, gone on with where it was left."""

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.screen import Screen

from coach.actions.assignment_pages import DONE, keep_page
from coach.actions.done import Done
from coach.errors import CoachError
from coach.exchange.assignment_page import WrongField, write_any_page
from coach.rules.assignment_pages import ENDS, FINISH, FIRST_LEADS, OPENING, STAGES, is_stage_page, page_to_show
from coach.views.assignment import answers
from coach.views.assignment_pages import PageShown, page_shown, pages, stop
from screens import lessons
from screens.assignment_finish import FinishPage
from screens.assignment_leads import LeadsPage
from screens.assignment_pages import AskPage, AssignmentPage, ReadPage, WordsPage
from screens.dialogs.lesson import ReadLesson
from screens.gateway import Gateway
from screens.main import MainScreen
from screens.widgets.bars import Hint, HintBar, TabBar
from screens.widgets.cells import Tone
from screens.widgets.panel import Panel
from screens.widgets.wrap import paragraph

if TYPE_CHECKING:
    from textual.timer import Timer

_TOLD = {"Enter": "enter", "Esc": "escape", "Tab": "tab", "Space": "space", "Ctrl+Q": "ctrl+q", "Ctrl+S": "ctrl+s"}
"""Textual's names of the keys that are told on the pages."""
_LESSONS = {
    "stuck": "stuck-leads",
    "follow_up": "rhythm",
    "owner": "pipeline",
    "reviewed": "weekly-review",
    ENDS: "not-yet",
    "commit": "weekly-review",
    FINISH: "pipeline",
}
"""What there is to read about a page; about a stage there is what belongs to that stage."""
KEPT_WITHIN = 0.5
"""Seconds within which what is typed is kept, however fast and long one types."""


class AssignmentScreen(Screen[None]):
    """Each page is written down as it is left with Enter. Behind the last one the screen goes, and Today is shown."""

    AUTO_FOCUS: ClassVar[str | None] = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "Next", show=False),
        Binding("escape", "go_back", "Back", show=False),
        Binding("q", "leave_page", "Leave", show=False),
        Binding("f1,question_mark", "read_on", "More", show=False),
        Binding("ctrl+c,ctrl+q", "leave", "Leave", show=False, priority=True),
    ]

    def __init__(self, gateway: Gateway) -> None:
        super().__init__()
        self.gateway = gateway
        stopped = gateway.ask(stop)
        self._at = stopped.page if stopped.page not in ("", DONE) else OPENING
        self._typed = {page: dict(values) for page, values in stopped.typed.items()}
        self._kept = (stopped.page, dict(self._typed))
        self._page: AssignmentPage | None = None
        self._timer: Timer | None = None
        self._is_busy = False
        self._is_over = False
        self._is_again = stopped.page == DONE or STAGES in gateway.ask(answers)

    def compose(self) -> ComposeResult:
        """Where one is, the page, what was just said, the keys."""
        yield TabBar((), title="coach · your pipeline in writing", id="place")
        yield Container(id="page")
        yield Panel(id="told")
        yield HintBar(id="page-keys")

    async def on_mount(self) -> None:
        """Go on where it was left."""
        await self._show(self._at)

    def on_unmount(self) -> None:
        """However it is left, what is typed is kept."""
        self._keep()

    @property
    def page(self) -> AssignmentPage:
        """The page that is shown, once one is. Raises LookupError before."""
        if self._page is None:
            raise LookupError("the assignment shows no page yet")
        return self._page

    @on(AssignmentPage.Entered)
    async def action_go_on(self) -> None:
        """Enter: to the next thing on the page, or write the page down and go on to the next."""
        if self._page is None or self._is_busy:
            return
        if self._page.work:
            self._is_busy = True
            self._tell(self._page.work)
            self.call_after_refresh(self._go_on, self._page)  # said before it is begun
        else:
            await self._go_on(self._page)

    async def action_go_back(self) -> None:
        """Out of something on the page, or to the page before; what is typed here stays."""
        if self._page is None or self._is_busy:
            return
        try:
            await self._go_back(self._page)
        except CoachError as error:
            self._complain(error)

    def action_leave_page(self) -> None:
        """A letter on a page where something is written; on any other it leaves."""
        if self._page is not None and not self._page.takes_letters:
            self.action_leave()

    def action_leave(self) -> None:
        """Leave coach; it goes on at this page."""
        self._note()
        self._keep()
        self.app.exit()

    def action_read_on(self) -> None:
        """What coach teaches about the question of the page."""
        lesson = _lesson(self._at)
        if lesson:
            self.app.push_screen(ReadLesson((lesson,)))

    @on(AssignmentPage.Changed)
    def page_changed(self) -> None:
        """What was wrong may be right now; and what is typed is kept before long."""
        before = self._typed.get(self._at)
        self._note()
        if self._typed.get(self._at) != before:
            self._tell("")
        self._show_keys()
        if self._timer is None:
            self._timer = self.set_timer(KEPT_WITHIN, self._keep)

    @on(AssignmentPage.Said)
    def page_said(self, event: AssignmentPage.Said) -> None:
        """Say what was done on the page."""
        self._tell(event.sentence, "good")
        self._show_keys()

    @on(AssignmentPage.Failed)
    def page_failed(self, event: AssignmentPage.Failed) -> None:
        """Say why something on the page could not be done."""
        self._complain(event.error)
        self._show_keys()

    @on(HintBar.Chosen)
    def hint_chosen(self, event: HintBar.Chosen) -> None:
        """A click on a key is as good as the key."""
        # Sent by the app: a key sent by this screen would not bubble up to its bindings.
        self.app.call_later(self.app.simulate_key, _TOLD.get(event.key, event.key))

    def on_descendant_focus(self) -> None:
        """Other keys may hold in another field."""
        self._show_keys()

    async def _go_on(self, page: AssignmentPage) -> None:
        try:
            if page.go_on():
                self._tell("")
                self._show_keys()
            else:
                await self._write(page)
        except WrongField as error:
            page.go_to(error.field)
            self._complain(error)
        except CoachError as error:
            self._complain(error)
        finally:
            self._is_busy = False

    async def _go_back(self, page: AssignmentPage) -> None:
        if page.step_out():
            self._typed.pop(self._at, None)
            await self._show(self._at)
            return
        self._note()
        before = self._page_before()
        if before:
            await self._show(before)
        elif self._is_again:
            self._end()

    async def _write(self, page: AssignmentPage) -> None:
        """Write the page down and go on, or back to reading where something to be read was changed. Raises CoachError."""
        there_are = self.gateway.ask(pages)
        if page.key not in there_are:
            await self._show(page_to_show(page.key, there_are), "The stage of that page was retired meanwhile.")
            return
        values, was_edited = page.values(), isinstance(page, ReadPage) and page.is_edited
        done = Done("")
        if values or not was_edited:
            done = self.gateway.do(write_any_page, page.key, values)
        self._typed.pop(page.key, None)
        if page.key == FINISH:
            self._is_over = True
            self._close("today")
            return
        is_news = was_edited or page.key == FIRST_LEADS
        await self._show(page.key if was_edited else self.gateway.ask(stop).page, _said(done) if is_news else "")

    async def _show(self, key: str, said: str = "") -> None:
        self._at = key
        is_kept = self._keep()
        shown = self.gateway.ask(page_shown, key)
        holder, self._page = self.query_one("#page", Container), _page(self.gateway, shown)
        with self.app.batch_update():
            await holder.remove_children()
            await holder.mount(self._page)
        self.query_one("#place", TabBar).set_right(f"{shown.number} of {shown.total}" if shown.number else "")
        if said or is_kept:
            self._tell(said, "good")
        self._show_keys()

    def _page_before(self) -> str:
        """The page before this one, "" when it is the first; when it is gone meanwhile, the one that took its place."""
        keys = self.gateway.ask(pages)
        if self._at not in keys:
            return page_to_show(self._at, keys)
        place = keys.index(self._at)
        return keys[place - 1] if place else ""

    def _show_keys(self) -> None:
        if self._page is not None and self._page.is_mounted:
            more = [Hint("F1", "more")] if _lesson(self._at) else []
            self.query_one("#page-keys", HintBar).set_hints([*self._page.hints(), *more])

    def _complain(self, error: CoachError) -> None:
        self._tell(f"{error.what} {error.do}".strip(), "warn")

    def _tell(self, sentence: str, tone: Tone = "dim") -> None:
        for panel in self.query("#told").results(Panel):  # none any more once the screen is being left
            panel.display = bool(sentence)
            panel.show([paragraph((tone, sentence))] if sentence else [])

    def _note(self) -> None:
        """Take down what is typed on the page."""
        draft = self._page.draft() if self._page is not None else {}
        if draft:
            self._typed[self._at] = draft
        elif self._page is not None:
            self._typed.pop(self._at, None)

    def _keep(self) -> bool:
        """Keep what is typed, on every page, and which page it is. Says whether that is done."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        now = (self._at, {page: dict(values) for page, values in self._typed.items()})
        if now == self._kept or self._is_over:
            return True
        try:
            self.gateway.do(keep_page, *now)
        except CoachError as error:
            self._complain(error)
            return False
        self._kept = now
        return True

    def _end(self) -> None:
        """Leave one that was asked again, at its beginning; what is typed is there the next time. Raises CoachError."""
        self.gateway.do(keep_page, DONE, self._typed)
        self._is_over = True
        self._close("")

    def _close(self, place: str) -> None:
        self.app.call_later(_show_main, self.app.screen_stack[-2], place)
        self.app.pop_screen()


async def _show_main(main: Screen[object], place: str) -> None:
    if isinstance(main, MainScreen) and main.pane is not None:
        await main.action_show(place or str(main.pane.id))


def _page(gateway: Gateway, shown: PageShown) -> AssignmentPage:
    if shown.is_read:
        return ReadPage(gateway, shown)
    made: dict[str, type[AssignmentPage]] = {OPENING: WordsPage, FIRST_LEADS: LeadsPage, FINISH: FinishPage}
    return made.get(shown.key, AskPage)(gateway, shown)


def _lesson(page: str) -> str:
    """What there is to read about a page, by its key; "" for nothing."""
    return lessons.of_stage(page.partition(":")[2]) if is_stage_page(page) else _LESSONS.get(page, "")


def _said(done: Done) -> str:
    sentence = f"{done.sentence[:1].upper()}{done.sentence[1:]}." if done.sentence else ""
    return " ".join(filter(None, (sentence, done.warning)))
