"""The weekly review: last week's commitments, then one lead a page with one decision each, then the end."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from coach import playbook
from coach.actions.done import Done
from coach.actions.reviews import KEEP, WorkItem, decide, open_review, settle_commitment, skip_item
from coach.errors import CoachError
from coach.playbook.written_answers import ticks_in
from coach.rules.dates import show_day
from coach.views.assignment import answers
from coach.views.lead_card import LeadCard, lead_card
from coach.views.review import (
    CommitmentShown,
    ReviewItemShown,
    ReviewState,
    commitments,
    last_finished,
    local_day,
    next_item,
    review_due,
)
from coach.views.review_summary import review_summary
from coach.views.review_walk import review_candidates
from screens import keys, review_words
from screens.asking import AskingPane
from screens.gateway import Gateway
from screens.review_words import Waiting
from screens.widgets.bars import Hint
from screens.widgets.panel import Page
from screens.widgets.wrap import Paragraph

BEFORE, SETTLE, WALK, END = "before", "settle", "walk", "end"
"""Where a review is: none is open, last week's commitments, the leads, the end."""
KEPT, MOVED, DROPPED = "kept", "moved", "dropped"
OPEN_STEP = "open"
"""The step of the agenda that looks at last week's commitments."""
TOUCHES = 12
"""Newest entries of a lead's timeline among which the last touches are looked for."""
_OWN: dict[str, str] = {
    "next": "decide('next')",
    "snooze": "decide('later')",
    "move": "decide('move')",
    "won": "decide('won')",
    "not-yet": "decide('not_yet')",
    "no-contact": "decide('no_contact')",
    "quit": "stop",
}
"""Keys that mean a decision here: each goes by the same id as elsewhere, so that an owner's own key holds here too."""
_WALK_KEYS = ("review-keep", "next", "touch", "move", "snooze", "won", "not-yet", "review-skip")
_ON_THE_PAGE = (
    ("review-keep", "next", "touch", "reply", "conversation"),
    ("move", "snooze", "won", "not-yet", "no-contact", "review-skip", "quit"),
)
_DECIDES = {"snooze": "later"}
"""The decision a verb is, where it goes by another name."""
_LABELS = {"snooze": "later", "quit": "stop"}
"""What two of the keys are called here."""


class ReviewPane(AskingPane):
    """Everything is kept as it is decided, so a review goes on where it was left, however it was left."""

    place: ClassVar[str] = "review"
    purpose: ClassVar[str] = (
        "The weekly review: every open lead whose time has come, the worst first, with one decision each. Enter leaves"
        " a lead as it is; n, m, z, w, x and d decide otherwise; s puts it at the end. q stops, and it goes on here later."
    )
    DEFAULT_CSS: ClassVar[str] = """
    ReviewPane > Page { padding: 0 1; max-width: 110; }
    """
    key_places: ClassVar[tuple[str, ...]] = (keys.REVIEW, keys.LEAD)
    BINDINGS: ClassVar[list[BindingType]] = [
        *keys.bindings(keys.REVIEW),
        *(
            Binding(keys.action(each).keys, run, keys.action(each).label, show=False, id=each)
            for each, run in _OWN.items()
        ),
    ]

    def __init__(self, gateway: Gateway) -> None:
        super().__init__(gateway)
        self._page = Page()
        self._at = BEFORE
        self._state: ReviewState | None = None
        self._item: ReviewItemShown | None = None
        self._card: LeadCard | None = None
        self._to_settle: list[CommitmentShown] = []
        self._left_open: set[int] = set()
        self._drafts: dict[int, dict[str, str]] = {}

    def compose(self) -> ComposeResult:
        """One page."""
        yield self._page

    def on_mount(self) -> None:
        """Show where the review is."""
        self.reload()

    def hints(self) -> Sequence[Hint]:
        """The keys that decide; elsewhere the one that goes on."""
        if self._at == WALK:
            return [self.hint(each, _LABELS.get(each, "")) for each in _WALK_KEYS]
        if self._at == SETTLE:
            kept, moved, dropped, later = self._settling_keys()
            return [Hint(kept, "kept"), Hint(moved, "moved"), Hint(dropped, "dropped"), Hint(later, "leave it open")]
        begins = {BEFORE: "begin the review", END: "go on to the end"}[self._at]
        return [self.hint("review-keep", begins)]

    def coach_line(self) -> str:
        """How far the review has come, and who began it when."""
        state = self._state
        if state is None:
            return "Coach: half an hour a week, and nobody is forgotten."
        begun = self.gateway.ask(local_day, state.started_at)
        today = self.gateway.today
        who = "" if state.started_by == self.gateway.author else f", begun by {state.started_by}"
        since = "" if begun == today else f" from {show_day(begun, today)}"
        stop = keys.shown("quit", self.gateway.keymap)
        return f"The review{since}{who}: {state.decided:,} of {state.total:,} decided. {stop} stops; it goes on here later."

    def lead_ids(self, verb: str = "") -> tuple[int, ...]:  # noqa: ARG002
        """The lead of the page."""
        return (self._item.lead_id,) if self._at == WALK and self._item is not None else ()

    def reload(self, keep: int | None = None) -> None:  # noqa: ARG002  # the first undecided lead is always the one
        """Find out where the review is, and show that page. The same page stays where it was scrolled to."""
        before = (self._at, self._item.id if self._item else None)
        try:
            self._find()
            shown = self._paragraphs()
        except CoachError as error:
            self.trouble(error)
            return
        self._page.show(shown, keep_scroll=before == (self._at, self._item.id if self._item else None))
        if self.is_mounted:
            self.post_message(self.Moved())

    def focus_here(self) -> None:
        """The page has the keys."""
        self.screen.set_focus(self._page)

    def action_decide(self, decision: str) -> None:
        """One decision on the lead of the page; on the other pages, what the key means there."""
        try:
            if self._at == WALK and self._item is not None and self._card is not None:
                self._decide(decision, self._item, self._card)
            elif self._at == SETTLE:
                self._settle(decision)
            elif decision == KEEP:
                self._go_on()
        except CoachError as error:
            self.trouble(error)

    def action_finish(self) -> None:
        """End the review, here if leads are left."""
        from screens.review_end import EndReview  # noqa: PLC0415  # forms are made when first asked for

        if self._state is not None:
            draft = self._drafts.setdefault(self._state.id, {})
            summary = self.gateway.ask(review_summary, self._state.id)
            self.ask_with(EndReview(self.gateway, summary, self._agenda(), draft))

    async def action_lead(self, verb: str) -> None:
        """A verb by its name: where it is a decision here it is made as one, else it is the one of everywhere."""
        if f"decide('{_DECIDES.get(verb, verb)}')" in _OWN.values():
            self.action_decide(_DECIDES.get(verb, verb))
        else:
            await self.run_action(f"screen.lead('{verb}')")

    async def action_stop(self) -> None:
        """Back to Today; the review waits. Where none is open this leaves coach, as everywhere."""
        state = self._state
        if state is None:
            await self.run_action("screen.quit")
            return
        await self.run_action("screen.show('today')")
        here = keys.shown("review", self.gateway.keymap)
        self.post_message(
            self.Said(Done(f"the review waits, {state.decided:,} of {state.total:,} decided; {here} goes on with it"))
        )

    def _find(self) -> None:
        """Where the review is."""
        self._state, self._item, self._card, self._to_settle = self.gateway.ask(review_due).open, None, None, []
        if self._state is None:
            self._at = BEFORE
            self._left_open.clear()
            return
        self._to_settle = self._unsettled(self._state)
        if self._to_settle:
            self._at = SETTLE
            return
        self._item = self.gateway.ask(next_item, self._state.id)
        self._at = WALK if self._item is not None else END
        if self._item is not None:
            self._card = self.gateway.ask(lead_card, self._item.lead_id, touches=TOUCHES)

    def _unsettled(self, state: ReviewState) -> list[CommitmentShown]:
        last = self.gateway.ask(last_finished, before=state.id)
        if last is None or OPEN_STEP not in self._agenda():
            return []
        said = self.gateway.ask(commitments, last.id)
        return [each for each in said if each.result == "open" and each.id not in self._left_open]

    def _agenda(self) -> list[str]:
        """The steps the owner ticked to be reviewed weekly; all of them when nothing was said about it."""
        asked = next(each for each in playbook.assignment().questions if each.key == "reviewed")
        said = self.gateway.ask(answers).get("reviewed")
        return ticks_in(asked, said.text) if said else [tick.key for tick in asked.ticks]

    def _paragraphs(self) -> list[Paragraph]:
        today = self.gateway.today
        enter = keys.shown("review-keep", self.gateway.keymap)
        if self._at == WALK and self._item is not None and self._card is not None:
            lines = [[self.hint(each, _LABELS.get(each, "")) for each in line] for line in _ON_THE_PAGE]
            return review_words.walking(self._item, self._card, today, lines)
        if self._at == SETTLE:
            total = len(self._to_settle)
            return review_words.settling(self._to_settle[0], 1, total, today, self._settling_keys())
        if self._state is not None:
            return review_words.ending(self.gateway.ask(review_summary, self._state.id), self._state.total, enter)
        return review_words.before(self._waiting(), today, enter)

    def _waiting(self) -> Waiting:
        due, said = self.gateway.ask(review_due), self.gateway.ask(answers)
        return Waiting(
            due,
            len(self.gateway.ask(review_candidates)),
            self.gateway.ask(review_summary, due.last.id) if due.last else None,
            said["commit"].text if "commit" in said else "",
            self._agenda(),
        )

    def _settling_keys(self) -> tuple[str, str, str, str]:
        enter, moved, dropped, later = (
            keys.shown(each, self.gateway.keymap) for each in ("review-keep", "move", "not-yet", "review-skip")
        )
        return enter, moved, dropped, later

    def _go_on(self) -> None:
        """Enter before the first lead, and after the last."""
        if self._at == END:
            self.action_finish()
            return
        due = self.gateway.ask(review_due)
        found = self.gateway.ask(review_candidates)
        work = [WorkItem(each.lead_id, each.why, each.stage, each.age, each.step) for each in found]
        self.did(self.gateway.do(open_review, due.next_on, work))

    def _settle(self, decision: str) -> None:
        from screens.review_forms import WhyNotKept  # noqa: PLC0415

        first = self._to_settle[0]
        if decision == KEEP:
            self.did(self.gateway.do(settle_commitment, first.id, KEPT))
        elif decision == "skip":
            self._left_open.add(first.id)
            self.reload()
        elif decision in ("move", "not_yet"):
            self.ask_with(WhyNotKept(self.gateway, first, MOVED if decision == "move" else DROPPED))

    def _decide(self, decision: str, item: ReviewItemShown, card: LeadCard) -> None:
        """Raises Refused for a decision that cannot be asked of this lead."""
        from screens import review_forms  # noqa: PLC0415

        if decision == "skip":
            self.did(self.gateway.do(skip_item, item.id))
        elif decision == KEEP and not review_forms.asks_why_kept(card):
            self.did(self.gateway.do(decide, item.id, KEEP))
        else:
            form = {
                KEEP: review_forms.KeepAnyway,
                "next": review_forms.NextAndKeep,
                "later": review_forms.Later,
                "move": review_forms.OneStage,
                "won": review_forms.EndAsWon,
                "not_yet": review_forms.EndAsNotYet,
                "no_contact": review_forms.StopContact,
            }[decision]
            self.ask_with(form(self.gateway, item.id, card))
