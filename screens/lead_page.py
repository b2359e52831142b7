"""One lead: what is next, what is not known yet, and everything that has happened."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from coach.actions.done import Done
from coach.errors import CoachError, Refused
from coach.rules.dates import show_day
from coach.views.lapses import LeadLapses, lead_lapses
from coach.views.lead_card import LeadCard, lead_card
from coach.views.past_steps import PastStepShown, past_steps
from screens import keys, lead_story, lead_words
from screens.gateway import Gateway
from screens.lead_words import shortened
from screens.main import WIDE
from screens.pane import Pane
from screens.widgets.bars import Hint
from screens.widgets.long_page import LongPage
from screens.widgets.panel import Panel
from screens.widgets.wrap import Paragraph, paragraph

if TYPE_CHECKING:
    from datetime import date

_OPEN_VERBS = ("touch", "reply", "next", "conversation", "note", "edit", "move")
_CLOSED_VERBS = ("reply", "touch", "message", "note", "edit", "conversation")
_NO_CONTACT_VERBS = ("reply", "note", "edit")
_WITHOUT_CONTACT = frozenset(("", "reply", "no_contact", "lens", "edit", "note", "tag", "merge"))
"""What there is to do for somebody who asked for no contact: nothing of it reaches them or plans to."""
_CALLED = 40
"""Cells of a name in the coach's line."""


class _Lead(NamedTuple):
    """All that the page shows."""

    card: LeadCard
    steps: tuple[PastStepShown, ...]
    lapses: LeadLapses


class LeadPane(Pane):
    """The page of the lead that `show_lead` names."""

    place = "lead"
    purpose = (
        "All of one lead: what is next, what is not known yet and what to ask, and everything that has happened. "
        "Enter goes to the next lead of the same person, if there is one."
    )
    key_places = (keys.LEAD, keys.PAGE, keys.READ)
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings(keys.PAGE)]

    def __init__(self, gateway: Gateway) -> None:
        super().__init__(gateway)
        self._lead_id: int | None = None
        self._lead: _Lead | None = None
        self._shown: tuple[_Lead, bool, date] | None = None

    def compose(self) -> ComposeResult:
        """What is next stays in sight; the rest scrolls. Where there is room, what is known stands beside what has happened."""
        yield Panel(id="lead-head")
        with Horizontal(id="lead-columns"):
            yield LongPage(id="lead-known")
            yield LongPage(id="lead-story")

    def show_lead(self, lead_id: int) -> None:
        """Show this lead from the top."""
        self._ask(lead_id)
        self._show(keep_scroll=False)

    def hints(self) -> Sequence[Hint]:
        """The verbs for this lead, and the way back."""
        card = self._card
        if card is None:
            return (self.hint("back"),)
        other = (self.hint("lead-other"),) if card.others else ()
        if card.do_not_contact_on:
            again = self.hint("no-contact", "allow contact")
            return (self.hint("back"), again, *other, *(self.hint(each) for each in _NO_CONTACT_VERBS))
        verbs = _OPEN_VERBS if card.status == lead_words.OPEN else _CLOSED_VERBS
        return (self.hint("back"), *other, *(self.hint(each) for each in verbs))

    def coach_line(self) -> str:
        """Whether they were ever asked how they want to hear from the owner."""
        card = self._card
        if card is None or card.do_not_contact_on or card.status != lead_words.OPEN:
            return ""
        name, today = shortened(card.contact_name, _CALLED), self.gateway.today
        p = keys.shown("permission", self.gateway.keymap)
        if card.permission is None:
            return f"Coach: ask {name} how, how often and until when to be in touch. {p} keeps the answer."
        if card.permission.until is not None and card.permission.until < today:
            ended = show_day(card.permission.until, today)
            return f"Coach: {name} was fine with it until {ended}. Ask before you write again. {p} keeps the answer."
        return ""

    def lead_ids(self, verb: str = "") -> tuple[int, ...]:
        """The lead of this page. Raises Refused for a verb that plans something for somebody who asked for no contact."""
        card = self._card
        if card is None:
            return ()
        if card.do_not_contact_on and verb not in _WITHOUT_CONTACT:
            reply, allow = (keys.shown(each, self.gateway.keymap) for each in ("reply", "no-contact"))
            raise Refused(
                f"{shortened(card.contact_name, _CALLED)} asked for no contact.",
                f"If they wrote to you, {reply} notes it; {allow} allows contact again.",
            )
        return (card.id,)

    def reload(self, keep: int | None = None) -> None:
        """Ask for the lead anew; the page stays where it was scrolled to. When the lead is gone, show `keep`."""
        if self._lead_id is None or not self.display:  # whoever brings the page up names its lead
            return
        self._ask(self._lead_id)
        if self._lead is None and keep is not None:
            self._ask(keep)
        self._show(keep_scroll=True)

    def after(self, done: Done) -> None:
        """Show what was done."""
        self.reload(done.lead_id)

    def focus_here(self) -> None:
        """What has happened scrolls by the keys; Tab leads to what is known."""
        self.query_one("#lead-story", LongPage).focus()

    def action_back(self) -> None:
        """Back to where the lead was opened."""
        self.post_message(self.Left())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is another lead of the person, or Enter means nothing here."""
        if action == "other":
            return bool(self._card and self._card.others)
        return super().check_action(action, parameters)

    def action_other(self) -> None:
        """The next lead of the same person, and round to this one."""
        card = self._card
        if card is None or not card.others:
            return
        ids = sorted(other.id for other in card.others)
        self.post_message(self.OpenLead(next((each for each in ids if each > card.id), ids[0])))

    def on_resize(self) -> None:
        """One column or two."""
        if self._lead is not None:
            self._show(keep_scroll=True)

    @property
    def _card(self) -> LeadCard | None:
        return self._lead.card if self._lead else None

    @property
    def _is_wide(self) -> bool:
        return self.app.size.width >= WIDE

    def _ask(self, lead_id: int) -> None:
        ask, self._lead_id = self.gateway.ask, lead_id
        try:
            self._lead = _Lead(ask(lead_card, lead_id), ask(past_steps, lead_id), ask(lead_lapses, lead_id))
        except CoachError as error:
            self._lead = None
            self.query_one("#lead-head", Panel).show([paragraph(("warn", error.what))])

    def _show(self, *, keep_scroll: bool) -> None:
        known, story = self.query_one("#lead-known", LongPage), self.query_one("#lead-story", LongPage)
        if self._lead is None:
            self._shown = None
            known.show([])
            story.show([])
            return
        shown = (self._lead, self._is_wide, self.gateway.today)
        if shown != self._shown:
            self._shown = shown
            self.query_one("#lead-head", Panel).show(self._head(self._lead.card))
            left, right = self._about(self._lead), self._story(self._lead)
            known.show(_under_titles(left) if self._is_wide else [], keep_scroll=keep_scroll)
            # In one column what they said comes before what has happened, and how to reach them after it.
            story.show(
                _under_titles(right if self._is_wide else [*left[:1], *right, *left[1:]]), keep_scroll=keep_scroll
            )
        elif not keep_scroll:
            known.to_top()
            story.to_top()

    def _head(self, card: LeadCard) -> list[Paragraph]:
        today = self.gateway.today
        shown = lead_words.head(card, today)
        if card.do_not_contact_on is None:
            shown += [lead_words.permission(card, today), *lead_words.not_known(card)]
        return shown

    def _about(self, lead: _Lead) -> list[tuple[str, list[Paragraph]]]:
        today = self.gateway.today
        return [
            ("What they said", lead_story.known(lead.card, today)),
            ("Contact", lead_story.contact(lead.card, today)),
            ("Other leads of this person", lead_story.other_leads(lead.card)),
        ]

    def _story(self, lead: _Lead) -> list[tuple[str, list[Paragraph]]]:
        today = self.gateway.today
        steps = lead_story.steps_before(lead.steps, today)
        return [
            ("What has happened", lead_words.happened(lead.card.timeline, today, self.gateway.author)),
            ("Steps before this one", [*lead_story.waited_for_us(lead.lapses, today), *steps]),
        ]


def _under_titles(parts: Sequence[tuple[str, list[Paragraph]]]) -> list[Paragraph]:
    """Each part that has something to say under its title, a free line between two."""
    shown: list[Paragraph] = []
    for title, lines in parts:
        if lines:
            shown += [lead_words.BLANK] if shown else []
            shown += [paragraph(("strong", title)), *lines]
    return shown
