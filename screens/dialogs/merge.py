"""Two leads that are one, or are of one person: which two, which is kept, and what comes of it before anything is done."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from coach.actions.done import Done
from coach.actions.merge import join_people, merge_leads
from coach.errors import CoachError, Misused, Refused
from coach.views.alike import alike
from coach.views.found import Found
from coach.views.lead_card import lead_card
from coach.views.merging import MergePreview, merge_preview
from coach.views.search import find
from screens.dialogs.fields import Choice, ChoiceRow, Option, Row, TextField
from screens.dialogs.lead_form import LeadForm
from screens.gateway import Gateway
from screens.lead_rows import lead_cells
from screens.lead_words import shortened
from screens.merge_words import told_before
from screens.widgets.bars import Hint, HintBar
from screens.widgets.cells import RowLine
from screens.widgets.line_list import LineList
from screens.widgets.panel import Page

LEAD, PERSON = "lead", "person"
_ARE = (
    Option(LEAD, "one lead, here twice", "All that is known of the other goes over, and the other is gone."),
    Option(PERSON, "two leads of one person", "Both stay, and share how the person is reached and how not."),
)
MOST = 30
"""Leads found at most: with more than that there is more to type."""
_ALIKE = 6
"""Leads proposed before anything is typed: those that may be the same person."""
_NAME = 26
"""Cells of a name in a choice."""
_TWO = 2


class Merge(LeadForm):
    """For two selected leads, or for one: then it asks for the other. Raises Refused for more than two."""

    asks: ClassVar[str] = "Merge"
    AUTO_FOCUS: ClassVar[str | None] = ".row Input, .row Choice"

    def __init__(self, gateway: Gateway, lead_ids: tuple[int, ...]) -> None:
        if len(lead_ids) > _TWO:
            raise Refused("Two leads are merged at a time.", "Take the selection of the others back with Space.")
        super().__init__(gateway, lead_ids)
        self._names = {each.lead_id: each.name for each in self.told}
        self._other = lead_ids[1] if len(lead_ids) == _TWO else None
        self._preview: MergePreview | None = None

    def content(self) -> Iterable[Widget]:
        """Which other lead, where that is not said yet; else what the two are, which is kept, and what comes of it."""
        if self._other is None:
            yield Row("Other lead", Seeker(), id="other", about="A part of its name, then Enter.")
            yield Hits(_Found(self._alike()), self._draw, empty="Type a part of its name.", id="hits")
        else:
            yield from self._choices()
        yield Page(id="merge-preview")

    def hints(self) -> list[Hint]:
        """The keys that are shown."""
        if self._other is None:
            return [Hint("↑ ↓", "move"), Hint("Enter", "this one"), Hint("Esc", "cancel"), Hint("F1", "help")]
        return [Hint("Enter", "merge"), *super().hints()[1:]]

    def on_mount(self) -> None:
        """Show what would come of it."""
        super().on_mount()
        self._show_preview()

    def guidance(self) -> str:
        """What is asked."""
        if self._other is None:
            return f"Which lead is {shortened(self.told[0].name, _NAME)} too?"
        chosen = self.query_one("#are", ChoiceRow).choice.chosen
        return chosen.meaning if chosen else ""

    def action_save(self) -> None:
        """First take the lead that was looked for; then merge the two."""
        if self._other is not None:
            super().action_save()
            return
        hit = self.query_one(Hits).current
        if hit is None:
            self.complain(Misused("No lead is chosen yet.", "Type a part of its name."))
        else:
            self.run_worker(self._take(hit), exclusive=True)

    def save(self) -> Done:
        """Merge what was shown. What has changed since is shown first."""
        try:
            return self.gateway.do(self._merge)
        except Refused:
            self._show_preview()
            raise

    def action_hit(self, step: int) -> None:
        """Up and down in what was found."""
        self.query_one(Hits).action_move(step)

    @on(Input.Changed)
    def look(self, event: Input.Changed) -> None:
        """Find anew with each letter."""
        text = event.value
        found = self.gateway.ask(find, text, limit=MOST) if text.strip() else self._alike()
        hits = self.query_one(Hits)
        hits.set_empty(f"No other lead has “{text}” in it." if text.strip() else "Type a part of its name.")
        hits.set_source(_Found([each for each in found if each.id not in self.lead_ids]))

    @on(LineList.Chosen)
    async def hit_chosen(self, event: LineList.Chosen[Found]) -> None:
        """Two clicks do, too."""
        await self._take(event.row)

    @on(Choice.Changed)
    def chosen_otherwise(self) -> None:
        """Something else would come of it."""
        self._show_preview()

    async def _take(self, hit: Found) -> None:
        """This is the other lead."""
        if self._other is not None:
            return
        self._other = hit.id
        self._names[hit.id] = hit.name
        await self.query_one("#other").remove()
        await self.query_one(Hits).remove()
        rows = list(self._choices())
        await self.query_one("#form").mount(*rows, before="#merge-preview")
        self.query_one("#form-keys", HintBar).set_hints(self.hints())
        rows[0].field.focus()
        self._show_preview()

    def _choices(self) -> Sequence[Row]:
        first = self.lead_ids[0]
        names = [Option(str(each), shortened(self._names[each], _NAME)) for each in (first, self._other or first)]
        return (
            ChoiceRow("are", "They are", _ARE, LEAD),
            ChoiceRow(
                "keep", "Keep", names, str(first), about="Where the two differ, what is known of this one stays."
            ),
        )

    @property
    def _chosen(self) -> tuple[int, int, bool]:
        """The lead to keep, the other one, and whether only the people are one."""
        keep = int(self.query_one("#keep", ChoiceRow).value)
        other = next(each for each in (self.lead_ids[0], self._other) if each is not None and each != keep)
        return keep, other, self.query_one("#are", ChoiceRow).value == PERSON

    def _show_preview(self) -> None:
        page = self.query_one("#merge-preview", Page)
        if self._other is None:
            page.display = False
            return
        page.display = True
        keep, other, people = self._chosen
        try:
            self._preview = self.gateway.ask(merge_preview, keep, other, people=people)
        except CoachError as error:
            self._preview = None
            self.complain(error)
            page.show([])
            return
        page.show(told_before(self._preview, people=people))

    def _merge(self, desk: Any) -> Done:
        """Within one change, so that what was looked at is what is merged."""
        keep, other, people = self._chosen
        if self._preview is None or merge_preview(desk, keep, other, people=people) != self._preview:
            raise Refused(
                "Something of the two has changed since this was shown.", "Look again; Enter then merges them."
            )
        return (join_people if people else merge_leads)(desk, keep, other)

    def _alike(self) -> list[Found]:
        """Leads that may be the same person."""
        card = self.gateway.ask(lead_card, self.lead_ids[0], touches=0)
        found = self.gateway.ask(alike, card.name, card.email, card.phone, limit=_ALIKE)
        return [each for each in found if each.id not in self.lead_ids]

    def _draw(self, found: Found) -> RowLine:
        return lead_cells(found, self.gateway.today, self.query_one(Hits).room)


class Seeker(TextField):
    """The field keeps the keys while one goes up and down in what was found."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "screen.hit(-1)", "Up", show=False),
        Binding("down", "screen.hit(1)", "Down", show=False),
    ]


class Hits(LineList[Found]):
    """The leads found, below the field that keeps the keys."""

    can_focus = False


class _Found:
    """The leads found, for a list."""

    def __init__(self, found: Sequence[Found]) -> None:
        self._found = found

    def count(self) -> int:
        """How many there are."""
        return len(self._found)

    def window(self, start: int, stop: int) -> Sequence[Found]:
        """Some of them."""
        return self._found[start:stop]
