"""A stage in the owner's words: what it means, how long, how often, what it asks. What that plans anew is shown first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import TextArea

from coach import playbook
from coach.actions.done import Done
from coach.actions.pipeline import add_stage, edit_stage
from coach.errors import CoachError, Misused, Refused
from coach.rules.counting import counted, listed
from coach.rules.dates import show_day
from coach.rules.rhythm_change import read_gaps
from coach.rules.rhythm_words import business_days
from coach.rules.text import quoted
from coach.views.questions import stage_questions
from coach.views.replanning import Replanned, replan_preview, stay_preview
from coach.views.stages import StageShown, stage_list
from screens.dialogs.answer_field import AnswerField
from screens.dialogs.fields import Row, TextRow
from screens.dialogs.form import FormDialog
from screens.gateway import Gateway
from screens.lead_words import shortened
from screens.widgets.bars import Hint
from screens.widgets.cells import aligned
from screens.widgets.panel import Page
from screens.widgets.wrap import Paragraph, paragraph

OPEN = "open"
AT_ONCE = 300
"""Open leads up to which what is planned anew is worked out at each key; with more, when Enter first asks for it."""
_NAMED, _NAME = 3, 24
"""Leads named in a sentence, and the cells a name of the list takes."""
_DIGITS = 4
_ABOUT = {
    "name": "What it is called. Another name changes nothing of its history.",
    "meaning": "What it means that a lead is here, in a sentence.",
    "entry": "What brings a lead here.",
    "exit_evidence": "Something they did that shows they are ready to move on. Your own work is no sign of that.",
    "normal_stay": "Business days a lead may stay. With more, and no day agreed with them, it counts as stuck.",
    "gaps": "Business days between the touches while nobody answers, such as 0,2,3,5. The last touch closes the loop.",
}
_LABELS = {
    "name": "Name",
    "meaning": "Means",
    "entry": "Begins",
    "exit_evidence": "Moves on",
    "normal_stay": "Normal stay",
    "gaps": "Rhythm",
}
_OF_OPEN = ("normal_stay", "gaps")
"""What a stage that leads end in does not have."""


class WordsRow(Row):
    """A line for a sentence or two, as high as it needs, up to three lines."""

    def __init__(self, row_id: str, label: str, value: str, *, about: str = "") -> None:
        self.area = AnswerField(value)
        self._put = self.area.text
        super().__init__(label, self.area, about=about, id=row_id)

    @property
    def text(self) -> str:
        """What is typed."""
        return self.area.text

    @property
    def is_untouched(self) -> bool:
        """Whether it is still what was put there."""
        return self.area.text == self._put


class StageForm(FormDialog):
    """The lines of a stage, which scroll where there are more than fit. `known` is what they hold before anything is typed."""

    DEFAULT_CLASSES = "stage-form"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "page(-1)", "Up", show=False),
        Binding("pagedown", "page(1)", "Down", show=False),
    ]

    def __init__(self, gateway: Gateway, known: Mapping[str, str], *, is_open: bool) -> None:
        super().__init__(gateway)
        self.known = known
        self._is_open = is_open

    def content(self) -> Iterable[Widget]:
        """The lines; below them what another rhythm plans anew."""
        yield VerticalScroll(*self.rows(), id="form-rows", can_focus=False)
        yield Page(id="replanned")

    def rows(self) -> Sequence[Row]:
        """The six things that make a stage, the questions one by one."""
        rows: list[Row] = [TextRow("name", _LABELS["name"], self.known["name"], about=_ABOUT["name"])]
        for key in ("meaning", "entry", "exit_evidence"):
            label = _LABELS[key] if self._is_open or key != "exit_evidence" else "Comes back"
            rows.append(WordsRow(key, label, self.known[key], about=_ABOUT[key] if self._is_open else ""))
        if self._is_open:
            rows += [TextRow(key, _LABELS[key], self.known[key], about=_ABOUT[key]) for key in _OF_OPEN]
        for lens in playbook.lenses():
            about = f"{lens.about}. What this stage asks about it; left empty, it asks as coach does."
            rows.append(WordsRow(lens.key, f"Ask {lens.name.casefold()}", self.known[lens.key], about=about))
        return rows

    def hints(self) -> list[Hint]:
        """There is nothing to choose from."""
        return [hint for hint in super().hints() if hint.label != "choose"]

    def mine(self) -> dict[str, str]:
        """What was changed, by the line."""
        return {each.id or "": each.text for each in self._lines() if not each.is_untouched}

    def given(self, mine: Mapping[str, str]) -> dict[str, Any]:
        """The same as the actions take it. Raises Misused, with the keys in the line that cannot be read."""
        given: dict[str, Any] = {key: text for key, text in mine.items() if key in _LABELS and key not in _OF_OPEN}
        if "normal_stay" in mine:
            given["normal_stay"] = self._read("normal_stay", mine["normal_stay"])
        if "gaps" in mine:
            given["gaps"] = self._read("gaps", mine["gaps"])
        questions = {key: text for key, text in mine.items() if key in playbook.LENSES}
        return {**given, "questions": questions} if questions else given

    def action_page(self, step: int) -> None:
        """Scroll the lines."""
        self.query_one("#form-rows").scroll_page_down() if step > 0 else self.query_one("#form-rows").scroll_page_up()

    @on(AnswerField.Submitted)
    def enter_in_an_area(self) -> None:
        """Enter saves from any line."""
        self.action_save()

    @on(TextArea.Changed)
    def text_changed(self) -> None:
        """What was wrong may be right now."""
        self.something_changed()

    def _lines(self) -> Iterator[TextRow | WordsRow]:
        for each in self.query(Row):
            if isinstance(each, TextRow | WordsRow):
                yield each

    def _read(self, key: str, typed: str) -> Any:
        try:
            return read_gaps(typed) if key == "gaps" else _read_days(typed)
        except Misused:
            self.go_to(key)
            raise


class EditStage(StageForm):
    """Only what was changed is written, as one change. What somebody else changed meanwhile is shown before it is replaced.

    Raises Misused when there is no such stage in use.
    """

    def __init__(self, gateway: Gateway, stage_id: int) -> None:
        self._stage = _stage(gateway, stage_id)
        super().__init__(gateway, known_of(gateway, self._stage), is_open=self._stage.kind == OPEN)
        self._theirs: dict[str, str] = {}
        self._shown: tuple[tuple[int, ...], tuple[Replanned, ...]] | None = None

    def title_line(self) -> str:
        """The name it has."""
        return f"Stage: {self._stage.name}"

    def guidance(self) -> str:
        """What the numbers as they are typed would change for its leads."""
        return "\n".join(filter(None, (self._of_stay(), self._of_rhythm())))

    def show_help(self) -> None:
        """Beside the help, each step that would be another."""
        super().show_help()
        page = self.query_one("#replanned", Page)
        lines = self._replanned_lines()
        self.set_class(bool(lines), "-previewing")
        page.show(lines, keep_scroll=True)

    def save(self) -> Done:
        """Write what was changed; another rhythm only when what it plans anew has been seen."""
        mine = self.mine()
        if not mine:
            return Done("nothing was changed")
        given = self.given(mine)
        self._refuse_unseen(mine)
        if "gaps" in given:
            self._show_first(given["gaps"])
        return self.gateway.do(edit_stage, self._stage.id, **given)

    def _refuse_unseen(self, mine: Mapping[str, str]) -> None:
        """Raises Refused when what is to be replaced is not what the owner saw."""
        now = known_of(self.gateway, _stage(self.gateway, self._stage.id))
        for key, text in mine.items():
            seen = self._theirs.get(key, self.known[key])
            if now[key] not in {seen, text}:
                self._theirs[key] = now[key]
                self.go_to(key)
                raise Refused(
                    f"This was changed meanwhile: it is “{shortened(now[key], 60)}” now.",
                    "Enter again puts yours in its place; Esc leaves theirs.",
                )

    def _show_first(self, gaps: tuple[int, ...]) -> None:
        """Raises Refused when these gaps plan something anew that has not been shown as it is now."""
        found = self.gateway.ask(replan_preview, self._stage.id, gaps)
        if found and self._shown != (gaps, found):
            self._shown = (gaps, found)
            raise Refused(f"{_steps(found)} would be planned anew: see above.", "Enter again saves it; Esc leaves it.")

    def _of_stay(self) -> str:
        """Who would count as stuck."""
        text = self.mine().get("normal_stay")
        if text is None:
            return ""
        try:
            days = _read_days(text)
        except Misused:
            return ""
        told = self.gateway.ask(stay_preview, self._stage.id, days)
        names = [*told.then[:_NAMED], *([f"{len(told.then) - _NAMED} more"] if len(told.then) > _NAMED else [])]
        who = f": {listed(names)}" if names else ""
        are = "counts" if told.now == 1 else "count"
        return (
            f"With {business_days(days)} {counted(len(told.then), 'lead')} would count as stuck{who}."
            f" {counted(told.now, 'lead').capitalize()} {are} as stuck now."
        )

    def _of_rhythm(self) -> str:
        """How many steps would be planned anew."""
        found = self._planned_anew()
        if found is None:
            return ""
        return f"{_steps(found)} would be planned anew{': see above' if found else ''}."

    def _planned_anew(self) -> tuple[Replanned, ...] | None:
        """The steps that would be others, as far as they are worked out; None while the rhythm is as it was or no rhythm."""
        text = self.mine().get("gaps")
        try:
            gaps = None if text is None else read_gaps(text)
            if gaps is None:
                return None
            if self._shown is None or self._shown[0] != gaps:
                if self._stage.leads > AT_ONCE:
                    return None
                self._shown = (gaps, self.gateway.ask(replan_preview, self._stage.id, gaps))
        except CoachError:
            return None
        return self._shown[1]

    def _replanned_lines(self) -> list[Paragraph]:
        today = self.gateway.today
        return [
            paragraph(
                f"{aligned(each.name, _NAME)}  {show_day(each.was, today)} → ",
                ("accent", show_day(each.will_be, today)),
                ("dim", f"  {each.step}" if each.step != each.step_was else ""),
                hang=2,
            )
            for each in self._planned_anew() or ()
        ]


class NewStage(StageForm):
    """A stage of the owner's own, below the one of this id, with the rhythm of that one to begin with.

    Raises Misused when there is no such stage in use, Refused when leads end in it.
    """

    def __init__(self, gateway: Gateway, after: int) -> None:
        self._before = _stage(gateway, after)
        if self._before.kind != OPEN:
            raise Refused(f"Leads end in {self._before.name}: nothing comes after it.", "Choose an open stage.")
        questions = {each.lens: each.text for each in playbook.questions_for("", ())}
        empty = dict.fromkeys(("name", "meaning", "entry", "exit_evidence"), "")
        gaps = ",".join(map(str, self._before.gaps))
        known = {**empty, **questions, "normal_stay": str(self._before.normal_stay or ""), "gaps": gaps}
        super().__init__(gateway, known, is_open=True)

    def title_line(self) -> str:
        """Where it will stand."""
        return f"A new stage after {self._before.name}"

    def save(self) -> Done:
        """Add it."""
        given = {"normal_stay": self._before.normal_stay, **self.given(self.mine())}
        name = given.pop("name", "")
        if not name.strip():
            self.go_to("name")
            raise Misused("A stage needs a name.", "Write one, such as Site visit.")
        return self.gateway.do(add_stage, name, after=self._before.id, **given)


def known_of(gateway: Gateway, stage: StageShown) -> dict[str, str]:
    """A stage as the form shows it, line by line."""
    asked = gateway.ask(stage_questions, stage.id, stage.key)
    return {
        "name": stage.name,
        "meaning": stage.meaning,
        "entry": stage.entry,
        "exit_evidence": stage.exit_evidence,
        "normal_stay": str(stage.normal_stay or ""),
        "gaps": ",".join(map(str, stage.gaps)),
        **{each.lens: each.text for each in asked},
    }


def _stage(gateway: Gateway, stage_id: int) -> StageShown:
    found = next((each for each in gateway.ask(stage_list) if each.id == stage_id), None)
    if found is None:
        raise Misused("This stage is no longer in use.", "Choose one of those there are.")
    return found


def _steps(found: Sequence[Replanned]) -> str:
    return counted(len(found), "step").capitalize()


def _read_days(typed: str) -> int:
    """Raises Misused for what is no number of days."""
    digits = typed.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) < _DIGITS):
        raise Misused(f"{quoted(typed)} is not a number of business days.", "Write it in digits, such as 10.")
    return int(digits)
