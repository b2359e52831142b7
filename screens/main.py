"""The main screen: tabs above, one pane, what was just said, the keys that matter. Panes are made when first looked at."""

from importlib import import_module
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.dom import DOMNode
from textual.reactive import Reactive
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import ContentSwitcher

from coach.actions.done import Done
from coach.errors import CoachError
from coach.rules.dates import show_day
from screens import keys
from screens.gateway import Gateway
from screens.pane import Pane
from screens.said import SaidLine
from screens.widgets.bars import Hint, HintBar, Tab, TabBar
from screens.widgets.cells import Tone

PANES: dict[str, str] = {
    "today": "screens.today:TodayPane",
    "board": "screens.board:BoardPane",
    "leads": "screens.leads:LeadsPane",
    "review": "screens.review:ReviewPane",
    "pipeline": "screens.pipeline:PipelinePane",
    "lead": "screens.lead_page:LeadPane",
    "talk": "screens.conversation:TalkPane",
}
"""Where each pane is; its module is imported when it is first shown."""
LOOK_EVERY = 1.0
"""Seconds between two looks whether somebody else has written."""
_OF_ONE_LEAD = ("lead", "talk")
"""Panes that have no tab: they are about the lead they were opened for."""
_BY_KEYS_ALONE = (keys.CARDS, keys.MOVES, keys.READ)
"""Places whose keys move something: that is not done by name."""
_LEADS_TO = {
    "more": "today",
    "spread": "today",
    "filter": "leads",
    "pipeline-versions": "pipeline",
    "assignment": "pipeline",
}
"""Actions of one place that are offered by name in every other, and the pane they lead to."""
WIDE = 110
"""Cells from which there is room for a second pane beside a list."""


class MainScreen(Screen[None]):
    """Everything but the assignment and the dialogs."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.EVERYWHERE, keys.LEAD)]
    BINDING_GROUP_TITLE = "coach"
    AUTO_FOCUS: ClassVar[str | None] = None
    focused: Reactive[Widget | None] = Reactive(
        None, repaint=False
    )  # what has the focus draws itself; Textual's draws all
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]  # noqa: RUF012  # Textual declares it on the instance

    def __init__(self, gateway: Gateway, *, start: str = "today", demo: bool = False) -> None:
        super().__init__()
        self.gateway = gateway
        self._start = start
        self._demo = demo
        self._before = "today"
        self._said_of: tuple[int, ...] | None = None

    def compose(self) -> ComposeResult:
        """Bars, and between them the first pane."""
        yield TabBar(self._tabs(), warning="demo" if self._demo else "", id="tabs")
        with ContentSwitcher(id="panes", initial=self._start):
            yield self._new(self._start)
        yield SaidLine(id="status")
        yield HintBar(always=self._always(), id="hints")

    def on_mount(self) -> None:
        """Give the keys to the first pane, and begin to listen for others."""
        self._before = self._start
        self._bring_up(self.query_one(f"#{self._start}", Pane), tab=self._start)
        self.set_interval(LOOK_EVERY, self.look_around)

    @property
    def pane(self) -> Pane | None:
        """The pane that is shown; None for the moment before the first."""
        current = self.query_one(ContentSwitcher).visible_content
        return current if isinstance(current, Pane) else None

    async def action_show(self, place: str) -> None:
        """Go to a pane, making it when it is first looked at."""
        pane = await self._made(place)
        self._before = place
        self._bring_up(pane, tab=place)

    async def open_lead(self, lead_id: int) -> None:
        """Show the page of a lead; Esc leads back to where it was opened."""
        from screens.lead_page import LeadPane  # noqa: PLC0415  # made when a lead is first opened

        pane = await self._made("lead")
        if isinstance(pane, LeadPane):
            pane.show_lead(lead_id)
        self._bring_up(pane, tab=self._before)

    async def action_converse(self) -> None:
        """The conversation with the lead under the cursor; Esc leads back to where it was begun."""
        from screens.conversation import TalkPane  # noqa: PLC0415  # made when there is a conversation

        here = self.pane
        if here is None or self._is_asking or not here.lead_ids():
            return
        pane = await self._made("talk")
        if isinstance(pane, TalkPane):
            pane.back_to = here.place
            pane.show_lead(here.lead_ids()[0])
        self._bring_up(pane, tab=self._before)

    def actions_by_name(self) -> list[keys.KeyAction]:
        """What the palette offers: all that can be done here and now, and what belongs to another place and leads there."""
        if self.pane is None:
            return []
        here = (keys.EVERYWHERE, *(place for place in self.pane.key_places if place not in _BY_KEYS_ALONE))
        found = [each for each in keys.actions_for(*here) if self._can(each)]
        return [*found, *(each for each in map(keys.action, _LEADS_TO) if each.where not in here)]

    async def run_by_name(self, each: keys.KeyAction) -> None:
        """Do an action of the palette: that of the list, of the pane, or of this screen; first go to where it belongs."""
        if each.id in _LEADS_TO and self.pane is not None and each.where not in self.pane.key_places:
            await self.action_show(_LEADS_TO[each.id])
        await self.app.run_action(each.action, default_namespace=self._whose(each))

    def _can(self, each: keys.KeyAction) -> bool:
        """Whether there is something for the action to be done to."""
        name, pane = each.action.partition("(")[0], self.pane
        if each.where in {keys.LEAD, keys.LIST} and not (pane is not None and pane.lead_ids()):
            return False
        return bool(self._whose(each).check_action(name, ()))

    def _whose(self, each: keys.KeyAction) -> DOMNode:
        """Who does it: whoever has the keys, the pane, or this screen."""
        name = f"action_{each.action.partition('(')[0]}"
        return next((owner for owner in (self.focused, self.pane) if owner is not None and hasattr(owner, name)), self)

    async def close_lead(self) -> None:
        """Back from the page of a lead, or from a conversation, to where it was opened."""
        left = self.pane
        if left is not None and left.back_to == "lead" and left.lead_ids():
            await self.open_lead(left.lead_ids()[0])
        else:
            await self.action_show(self._before)

    def say(self, done: Done) -> None:
        """What was done, and that undo takes it back."""
        sentence = f"{done.sentence[:1].upper()}{done.sentence[1:]}."
        undoable = f"{keys.shown('undo', self.gateway.keymap)} takes it back." if done.change_id else ""
        self._tell(" ".join(filter(None, (sentence, done.warning, undoable))), "good")

    def complain(self, error: CoachError) -> None:
        """Why something could not be done, and what to do."""
        self._tell(f"{error.what} {error.do}".strip(), "warn")

    def hush(self) -> None:
        """Give the line at the bottom back to the coach, and show the keys of this place."""
        self._said_of = None
        self.query_one(SaidLine).hush()
        self.refresh_lines()

    def _tell(self, sentence: str, tone: Tone) -> None:
        """Say a sentence until the owner goes on to another lead."""
        self._said_of = self.pane.lead_ids() if self.pane is not None else None
        self.query_one(SaidLine).say(sentence, tone)

    def refresh_lines(self) -> None:
        """Show the coach's line and the keys of the pane as it is now."""
        if self.pane is not None:
            self.query_one(SaidLine).set_coach(self.pane.coach_line())
            self.query_one(HintBar).set_hints(self.pane.hints())

    def look_around(self) -> None:
        """When somebody else has written, show it: the cursor, the scroll and what is being typed stay."""
        if self.gateway.changed_elsewhere() and self.pane is not None:
            self.pane.reload()
            self.refresh_lines()
        self._tell_day()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """An action on a lead needs a lead."""
        if action == "lead":
            return bool(self.pane and self.pane.lead_ids())
        return True

    def action_undo(self) -> None:
        """Take back the last change, and say what it was."""
        from coach.actions.undo import undo  # noqa: PLC0415  # what changes records is loaded after the first frame

        try:
            done = self.gateway.do(undo)
        except CoachError as error:
            self.complain(error)
            return
        if self.pane is not None:
            self.pane.reload(done.lead_id)
            self.refresh_lines()
        self._tell(f"Undone: {done.sentence}.", "good")

    @work
    async def action_lead(self, verb: str) -> None:
        """Ask what the verb needs, and do it to the lead under the cursor, or to all that are selected."""
        from screens.lead_verbs import ask_for  # noqa: PLC0415  # dialogs are made when first asked for

        if self.pane is None or self._is_asking:
            return
        try:
            dialog = ask_for(verb, self.gateway, self.pane.lead_ids(verb))
        except CoachError as error:
            self.complain(error)
            return
        await self._show_dialog(dialog)

    @work
    async def action_add(self) -> None:
        """Ask for a new lead."""
        from screens.dialogs.add_lead import AddLead  # noqa: PLC0415

        if not self._is_asking:
            await self._show_dialog(AddLead(self.gateway))

    @work
    async def action_find(self) -> None:
        """Find a lead as one types, and open it."""
        from screens.dialogs.find import FindLead  # noqa: PLC0415

        if self._is_asking:
            return
        lead_id = await self.app.push_screen_wait(FindLead(self.gateway))
        if lead_id is not None:
            await self.open_lead(lead_id)

    def action_help(self) -> None:
        """What this place is for, and its keys."""
        from screens.dialogs.help import Help  # noqa: PLC0415

        if self.pane is not None and not self._is_asking:
            places = (*self.pane.key_places, keys.MOVES, keys.EVERYWHERE)
            self.app.push_screen(Help(self.pane.purpose, places, keymap=self.gateway.keymap))

    def action_quit(self) -> None:
        """Leave; everything is saved."""
        self.app.exit()

    @property
    def _is_asking(self) -> bool:
        """Whether another screen is on top already: a second key pressed in the same moment asks nothing more."""
        return self.app.screen is not self

    async def _show_dialog(self, dialog: ModalScreen[Done | None]) -> None:
        done = await self.app.push_screen_wait(dialog)
        if done is not None and self.pane is not None:
            self.pane.after(done)
            self.refresh_lines()
            self.say(done)

    async def _made(self, place: str) -> Pane:
        """The pane of this place as the records are now; one that is about one lead is shown that lead by whoever asks."""
        switcher = self.query_one(ContentSwitcher)
        found = switcher.query_children(f"#{place}")
        if found:
            pane = found.only_one(Pane)
            if place not in _OF_ONE_LEAD:
                pane.reload()
            return pane
        made = self._new(place)
        await switcher.add_content(made)
        return made

    def _new(self, place: str) -> Pane:
        module, name = PANES[place].split(":")
        made: Pane = getattr(import_module(module), name)(self.gateway)
        return made

    def _bring_up(self, pane: Pane, *, tab: str) -> None:
        with self.app.batch_update():  # all of it in one frame
            self.query_one(ContentSwitcher).current = pane.id
            self.query_one(TabBar).set_active(tab)
            self._tell_day()
            pane.focus_here()
            self.hush()

    @on(TabBar.Chosen)
    async def tab_chosen(self, event: TabBar.Chosen) -> None:
        """A click on a tab."""
        await self.action_show(event.tab)

    @on(Pane.Moved)
    def pane_moved(self, event: Pane.Moved) -> None:
        """Another lead: what was said is over, unless the cursor only went where the action had sent it."""
        event.stop()
        if self.pane is not None and self._said_of == self.pane.lead_ids():
            self.refresh_lines()
        else:
            self.hush()

    @on(Pane.OpenLead)
    async def pane_opens_lead(self, event: Pane.OpenLead) -> None:
        """Enter on a lead."""
        await self.open_lead(event.lead_id)

    @on(Pane.Left)
    async def pane_left(self) -> None:
        """Esc on a lead's page."""
        await self.close_lead()

    @on(Pane.Said)
    def pane_said(self, event: Pane.Said) -> None:
        """The pane did something."""
        self.refresh_lines()
        self.say(event.done)

    @on(Pane.Trouble)
    def pane_trouble(self, event: Pane.Trouble) -> None:
        """The pane could not do something."""
        self._tell(f"{event.what} {event.do}".strip(), "warn")

    def _tabs(self) -> tuple[Tab, ...]:
        keymap = self.gateway.keymap
        return tuple(
            Tab(each, f"{keys.shown(each, keymap)} {keys.action(each).label}")
            for each in PANES
            if each not in _OF_ONE_LEAD
        )

    def _always(self) -> list[Hint]:
        keymap = self.gateway.keymap
        return [Hint(keys.shown(each, keymap), keys.action(each).label) for each in ("add", "find", "undo", "help")]

    def _tell_day(self) -> None:
        today = self.gateway.today
        self.query_one(TabBar).set_right(f"{show_day(today, today)} · {self.gateway.author}")
