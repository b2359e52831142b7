"""The page that stays open during a call: the five lenses, and through the one under the cursor what to ask and what is known."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from coach import playbook
from coach.errors import CoachError
from coach.views.answers import AnswerShown, answers_of
from coach.views.lead_card import LeadCard, lead_card
from screens import conversation_words as words
from screens import keys
from screens.asking import AskingPane
from screens.conversation_words import LensRow, Sheet
from screens.gateway import Gateway
from screens.widgets.bars import Hint
from screens.widgets.cells import RowLine
from screens.widgets.cursor import KEYS
from screens.widgets.line_list import LineList
from screens.widgets.panel import Page, Panel
from screens.widgets.wrap import paragraph

_HINTS = ("talk-answer", "talk-recap", "talk-back", "next", "touch", "permission", "message")


class Lenses:
    """The rows of the five lenses, for the list."""

    def __init__(self, rows: Sequence[LensRow] = ()) -> None:
        self.rows = rows

    def count(self) -> int:
        """Five, or none when the lead is gone."""
        return len(self.rows)

    def window(self, start: int, stop: int) -> Sequence[LensRow]:
        """Some of them."""
        return self.rows[start:stop]


class LensList(LineList[LensRow], inherit_bindings=False):
    """The cursor moves among the lenses; a screenful up or down is one of the sheet beside it."""

    BINDINGS: ClassVar[list[BindingType]] = KEYS

    def __init__(self, sheet: Page) -> None:
        super().__init__(Lenses(), id="talk-lenses")
        self._sheet = sheet

    def draw_row(self, row: LensRow) -> RowLine:
        """How clear the lens is, and whether it is the one to ask about next."""
        return words.lens_cells(row, self.room)

    def action_page(self, step: int) -> None:
        """Scroll the sheet."""
        self._sheet.action_page(step)


class TalkPane(AskingPane):
    """The conversation with the lead that `show_lead` names. It begins with the lens to ask about next."""

    place: ClassVar[str] = "talk"
    purpose: ClassVar[str] = (
        "For the call: the five lenses of a conversation, what to ask through each and what is known. Up and down go from lens"
        " to lens, PgUp and PgDn scroll what stands beside them, Enter writes down what they said, c goes to what to ask next."
    )
    key_places: ClassVar[tuple[str, ...]] = (keys.LEAD, keys.TALK)
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings(keys.TALK),
        Binding(keys.action("conversation").keys, "converse", "Ask next", show=False, id="conversation"),
    ]

    def __init__(self, gateway: Gateway) -> None:
        super().__init__(gateway)
        self._lead_id: int | None = None
        self._card: LeadCard | None = None
        self._answers: dict[str, tuple[AnswerShown, ...]] = {}
        self._sheets: dict[str, Sheet] = {}
        self._rows = Lenses()
        self._page = Page(id="talk-sheet")
        self._page.can_focus = False
        self._list = LensList(self._page)

    def compose(self) -> ComposeResult:
        """Who it is stays above; the lenses at the left, what belongs to one of them at the right."""
        yield Panel(id="talk-head")
        with Horizontal(id="talk-body"):
            yield self._list
            yield self._page

    def show_lead(self, lead_id: int) -> None:
        """Begin a conversation with this lead, at the lens to ask about next; going on with the same one changes nothing."""
        is_new = lead_id != self._lead_id
        self._lead_id = lead_id
        self._show()
        if is_new:
            self.action_converse()

    def hints(self) -> Sequence[Hint]:
        """The keys of a call."""
        return [self.hint(each) for each in _HINTS]

    def coach_line(self) -> str:
        """What is still open, and how to end."""
        if self._card is None:
            return ""
        still_open = [known.lens for known in self._card.lenses if known.clarity != words.CLEAR]
        if still_open:
            return (
                f"Coach: still open: {', '.join(still_open)}. Say back what you heard before you agree the next step."
            )
        return f"Coach: all five are clear. {playbook.recap_pieces().missed} Then agree the next step, with its day."

    def lead_ids(self, verb: str = "") -> tuple[int, ...]:  # noqa: ARG002
        """The lead one talks with."""
        return () if self._card is None else (self._card.id,)

    def reload(self, keep: int | None = None) -> None:  # noqa: ARG002
        """Ask for the lead anew; the cursor and the scroll stay."""
        self._show()

    def focus_here(self) -> None:
        """The lenses have the keys."""
        self.screen.set_focus(self._list)

    def action_back(self) -> None:
        """Back to where the conversation was begun."""
        self.post_message(self.Left())

    def action_converse(self) -> None:
        """Put the cursor on the lens to ask about next."""
        if self._card is not None and self._card.question is not None:
            self._go_to(self._card.question.lens)

    def action_answer(self) -> None:
        """Write down what they say through the lens under the cursor."""
        if self._list.current is not None and self._card is not None:
            self._write_down(self._card.id, self._list.current.id)

    def action_recap(self) -> None:
        """What was heard, on one page."""
        from screens.dialogs.recap import write_recap  # noqa: PLC0415  # made when it is first asked for

        try:
            if self._card is not None:
                self.ask_with(write_recap(self.gateway, self._card.id))
        except CoachError as error:
            self.trouble(error)

    @work
    async def _write_down(self, lead_id: int, lens: str) -> None:
        from screens.dialogs.lens import AnswerLens  # noqa: PLC0415  # made when it is first asked for

        if self.app.screen is not self.screen:
            return
        try:
            form = AnswerLens(self.gateway, (lead_id,), lens)
        except CoachError as error:
            self.trouble(error)
            return
        done = await self.app.push_screen_wait(form)
        if done is not None:
            self.did(done)
            self._go_to(self._following(lens))

    @on(LineList.Chosen)
    def lens_chosen(self) -> None:
        """Two clicks on a lens are as good as Enter."""
        self.action_answer()

    @on(LineList.Moved)
    def lens_changed(self) -> None:
        """Another lens is under the cursor: its sheet, from the top."""
        self._show_sheet(keep_scroll=False)
        self.post_message(self.Moved())

    def _following(self, lens: str) -> str:
        """The lens to go on with after an answer: the next one that is open, in the order of the stage; else the same."""
        if self._card is None:
            return lens
        clear = {known.lens for known in self._card.lenses if known.clarity == words.CLEAR}
        order = [each.lens for each in self._card.questions if each.lens == lens or each.lens not in clear]
        place = order.index(lens) + 1
        others = [each for each in [*order[place:], *order[:place]] if each not in clear]
        return others[0] if others else lens

    def _go_to(self, lens: str) -> None:
        place = next((at for at, row in enumerate(self._rows.rows) if row.id == lens), 0)
        self._list.go_to(place)

    def _show(self) -> None:
        if self._lead_id is None:
            return
        head = self.query_one("#talk-head", Panel)
        try:
            card = self.gateway.ask(lead_card, self._lead_id, touches=0)
            self._answers = self.gateway.ask(answers_of, self._lead_id)
        except CoachError as error:
            self._card, self._rows.rows, self._sheets = None, (), {}
            head.show([paragraph(("warn", f"{error.what} {error.do}".strip()))])
        else:
            self._card, self._sheets = card, words.sheets(card.questions, self._answers)
            self._rows.rows = words.lens_rows(card.lenses, card.question)
            head.show(words.head(card, words.told_of_fit(self._answers), self.gateway.today))
        if self._list.count:
            self._list.reload()
        else:
            self._list.set_source(self._rows)
        self._show_sheet(keep_scroll=True)

    def _show_sheet(self, *, keep_scroll: bool) -> None:
        row = self._list.current
        sheet = self._sheets.get(row.id) if row is not None else None
        shown = words.on_the_sheet(sheet, self.gateway.today) if sheet is not None else []
        self._page.show(shown, keep_scroll=keep_scroll)
