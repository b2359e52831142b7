"""The tags of a lead, or tags for several leads: words of the owner's own that leads are grouped by."""

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from textual.suggester import Suggester

from coach.actions.bulk import in_one_go
from coach.actions.done import Done
from coach.actions.tags import add_tags, remove_tags, set_tags
from coach.errors import Misused
from coach.rules.text import fold
from coach.views.lead_card import lead_card
from coach.views.tags import TagShown, all_tags
from screens.dialogs.fields import Row, TextRow
from screens.dialogs.lead_form import LeadForm
from screens.gateway import Gateway
from screens.lead_words import shortened
from screens.safe import safe_line

_NAMED = 12
"""Tags named in the help at most."""
_TAG = 24
"""Cells of a tag there."""
_HELP = "Words of your own, a comma between two. → takes what is proposed."


class Tags(LeadForm):
    """One lead's tags are edited as they stand; several leads are given some, and some are taken off them."""

    asks: ClassVar[str] = "Tags"

    def __init__(self, gateway: Gateway, lead_ids: tuple[int, ...]) -> None:
        super().__init__(gateway, lead_ids)
        self._all = gateway.ask(all_tags)
        self._carried = [gateway.ask(lead_card, lead_id, touches=0).tags for lead_id in lead_ids]

    def rows(self) -> Sequence[Row]:
        """The tags of the one lead; else those to give and those to take off."""
        if self.only:
            return (self._row("tags", "Tags", ", ".join(self._carried[0])),)
        return (self._row("on", "Give"), self._row("off", "Take off"))

    def guidance(self) -> str:
        """The tags there are, as far as they fit what is being typed."""
        row = next((each for each in self.query(TextRow) if each.has_focus_within), None)
        piece = fold(row.text.rpartition(",")[2]) if row and not row.is_untouched else ""
        fitting = [tag for tag in self._offered(row) if piece in fold(tag.name)]
        if not fitting:
            return "" if self._all else "There are no tags yet. The first one begins here."
        named = ", ".join(f"{shortened(tag.name, _TAG)} ({tag.leads:,})" for tag in fitting[:_NAMED])
        more = f" and {len(fitting) - _NAMED:,} more" if len(fitting) > _NAMED else ""
        return f"In use: {named}{more}."

    def save(self) -> Done:
        """The tags of each lead, as one change."""
        if self.only:
            return self._save_one()
        on, off = (self.query_one(f"#{each}", TextRow).text for each in ("on", "off"))
        steps: list[Any] = []
        if _is_named(on):
            steps.append(partial(add_tags, names=[on]))
        if _is_named(off):
            steps.append(partial(remove_tags, names=[off]))
        if not steps:
            raise Misused("No tag was given.", "Write one to give, or one to take off.")
        return self.to_each(f"changed the tags of {{}}{_told(on, off)}", partial(in_one_go, steps=steps))

    def _save_one(self) -> Done:
        row = self.query_one("#tags", TextRow)
        if row.is_untouched:
            return Done("the tags stay as they were", self.lead_ids[0])
        return self.gateway.do(set_tags, self.lead_ids[0], retyped(row.text, self._carried[0]))

    def _row(self, row_id: str, label: str, value: str = "") -> TextRow:
        row = TextRow(row_id, label, value, about=_HELP)
        row.input.suggester = TagSuggester([tag.name for tag in self._offered(row)])
        return row

    def _offered(self, row: Row | None) -> list[TagShown]:
        """Only what somebody carries can be taken off."""
        if row is None or row.id != "off":
            return self._all
        carried = {name for names in self._carried for name in names}
        return [tag for tag in self._all if tag.name in carried]


class TagSuggester(Suggester):
    """Completes the tag typed last with those there are. One that is not shown as it is kept is left out."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._names = [name for name in names if safe_line(name) == name]

    async def get_suggestion(self, value: str) -> str | None:
        """The whole line with its last tag completed; None when there is nothing to complete."""
        before, comma, piece = value.rpartition(",")
        begun = piece.lstrip()
        if not begun:
            return None
        given = {fold(each) for each in before.split(",")}
        for name in self._names:
            if name.casefold().startswith(begun.casefold()) and fold(name) not in given:
                return f"{before}{comma}{piece[: len(piece) - len(begun)]}{begun}{name[len(begun) :]}"
        return None


def retyped(text: str, carried: Sequence[str]) -> list[str]:
    """The tags of a line. What was not retyped stays as it is kept, though it may be shown otherwise."""
    kept = {safe_line(name): name for name in carried}
    return [kept.get(piece.strip(), piece) for piece in text.split(",")]


def _is_named(text: str) -> bool:
    return any(piece.strip() for piece in text.split(","))


def _told(on: str, off: str) -> str:
    """`: autumn, roof on, old off`, as a part of a sentence that has places for names."""
    said = []
    for text, how in ((on, "on"), (off, "off")):
        named = ", ".join(piece.strip() for piece in text.split(",") if piece.strip())
        if named:
            said.append(f"{named} {how}".replace("{", "{{").replace("}", "}}"))
    return f": {', '.join(said)}"
