"""The pages of the assignment on which something is written: each shows one question, why it matters, an example, its fields."""

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, TextArea

from coach import playbook
from coach.actions.assignment import answer_question, book_review
from coach.actions.assignment_pages import name_stand_in
from coach.actions.leads import add_lead
from coach.playbook import AssignmentQuestion
from coach.playbook.written_answers import answer_text, ticks_in, ticks_text
from coach.rules.dates import WEEKDAYS, parse_time, parse_weekday
from screens.assignment_fields import Choice, Line, Writing
from screens.gateway import Gateway
from screens.widgets.bars import Hint
from screens.widgets.cells import Cell, RowLine, Share
from screens.widgets.line_list import LineList
from screens.widgets.panel import Panel
from screens.widgets.wrap import Paragraph, paragraph

NEXT, BACK, LEAVE = Hint("Enter", "next"), Hint("Esc", "back"), Hint("Ctrl+Q", "leave; it goes on here")
FIELD = Hint("Tab", "next field")
CANNOT_SAY = "I cannot say yet"
"""What the owner chooses who has no guess: the question is left open."""
Values = dict[str, str]


def question(key: str) -> AssignmentQuestion:
    """A question of the assignment by its key."""
    return next(each for each in playbook.assignment().questions if each.key == key)


class AssignmentPage(VerticalScroll, can_focus=False):
    """One page. Its fields hold what is typed; `save` writes it down as the answer, and leaves a gap where nothing was."""

    DEFAULT_CSS: ClassVar[str] = """
    AssignmentPage {
        height: 1fr;
        width: 1fr;
        max-width: 96;
        padding: 1 2 0 2;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
    }
    AssignmentPage > Panel { height: auto; margin-bottom: 1; }
    AssignmentPage > .label { margin-bottom: 0; }
    AssignmentPage > .field { margin-bottom: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", "Field before", show=False),
        Binding("down", "app.focus_next", "Next field", show=False),
    ]

    class Changed(Message):
        """Something was typed or chosen."""

    class Entered(Message):
        """Enter in a field or a list."""

    def __init__(self, gateway: Gateway, key: str, values: Mapping[str, str]) -> None:
        super().__init__(id=key)
        self.gateway = gateway
        self.key = key
        self.given = dict(values)

    def words(self) -> Sequence[Paragraph]:
        """What stands above the fields."""
        asked = question(self.key)
        return question_words(asked.title, asked.why, asked.example)

    def hints(self) -> list[Hint]:
        """The keys of the page."""
        return [NEXT, FIELD, BACK, LEAVE]

    def values(self) -> Values:
        """What is in the fields now."""
        return {}

    def arrive(self) -> None:
        """The page is shown."""
        self.screen.set_focus(next(self.fields(), None))

    def fields(self) -> Iterator[Widget]:
        """What takes the keys, from above."""
        return (each for each in self.walk_children(Widget) if each.focusable)

    def go_on(self) -> bool:
        """Enter: to the next field. Says whether there was one. Raises Refused and Misused."""
        fields = list(self.fields())
        place = fields.index(self.screen.focused) if self.screen.focused in fields else len(fields)
        if place + 1 >= len(fields):
            return False
        self.screen.set_focus(fields[place + 1])
        return True

    def step_out(self) -> bool:
        """Esc: out of something on the page. Says whether there was something to leave."""
        return False

    def save(self) -> None:
        """Write down what is on the page. Raises Refused and Misused, and has written nothing then."""

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Choice.Changed)
    def _changed(self) -> None:
        self.post_message(self.Changed())

    @on(Input.Submitted)
    @on(Writing.Submitted)
    def _submitted(self, event: Message) -> None:
        event.stop()
        self.post_message(self.Entered())


def question_words(title: str, why: Sequence[str], example: str) -> list[Paragraph]:
    """A question as it stands on its page: why it matters in its own lines, an example answer set apart."""
    shown = [paragraph(("accent", title)), *(paragraph(line) for line in why)]
    return [*shown, paragraph(""), paragraph(("dim", "For example: "), ("dim", example), hang=2)] if example else shown


class OpeningPage(AssignmentPage):
    """What this is, and how long it takes."""

    def compose(self) -> ComposeResult:
        """The words alone."""
        yield Panel(self.words())

    def words(self) -> Sequence[Paragraph]:
        """The opening of the assignment."""
        return [paragraph(line) for line in playbook.assignment().opening.split("\n")]

    def hints(self) -> list[Hint]:
        """There is no page before this one."""
        return [NEXT._replace(label="begin"), LEAVE._replace(key="q")]

    def arrive(self) -> None:
        """The screen has the keys."""
        self.screen.set_focus(None)


class PartsPage(AssignmentPage):
    """A question with parts, one field under the other."""

    def compose(self) -> ComposeResult:
        """The question, then a label and a field for each part."""
        yield Panel(self.words())
        for part in question(self.key).parts:
            yield Panel([paragraph(("dim", part.label))], classes="label")
            yield self.field(part.key, self.given.get(part.key, ""), part.default)

    def field(self, key: str, value: str, proposed: str) -> Widget:
        """The field of one part."""
        return Line(value, proposed=proposed, id=f"{self.key}-{key}").add_class("field")

    def values(self) -> Values:
        """What is in the fields."""
        return {part.key: read_field(self.query_one(f"#{self.key}-{part.key}")) for part in question(self.key).parts}

    def save(self) -> None:
        """Keep the answer."""
        self.gateway.do(answer_question, self.key, answer_text(question(self.key), self.values()))


class StuckPage(PartsPage):
    """Where leads get stuck: a stage to choose, and room for why."""

    def __init__(self, gateway: Gateway, key: str, values: Mapping[str, str], stages: Sequence[str]) -> None:
        super().__init__(gateway, key, values)
        self._stages = stages

    def hints(self) -> list[Hint]:
        """How a stage is chosen, too."""
        return [NEXT, Hint("← →", "choose"), BACK, LEAVE]

    def field(self, key: str, value: str, proposed: str) -> Widget:
        """A choice, and a place to write."""
        named = f"{self.key}-{key}"
        if key == "stage":
            return Choice(self._stages, value, none=CANNOT_SAY, id=named).add_class("field")
        return Writing(value or proposed, id=named).add_class("field")


class OwnerPage(PartsPage):
    """Who owns the pipeline, and who stands in: one name each."""

    def field(self, key: str, value: str, proposed: str) -> Widget:  # noqa: ARG002  # only the owner can know
        """The owner of this desk is proposed."""
        return super().field(key, value, self.gateway.author if key == "owner" else "")

    def save(self) -> None:
        """Keep both names. Raises Refused for a name that means everybody."""
        values = self.values()
        self.gateway.do(answer_question, self.key, values["owner"].strip())
        self.gateway.do(name_stand_in, values["stand_in"])


class PlanPage(PartsPage):
    """When the review is opened, as a plan with its cue."""

    def save(self) -> None:
        """Book the review. An empty day or time leaves it open."""
        values = {key: " ".join(value.split()) for key, value in self.values().items()}
        if values["weekday"] and values["time"]:
            day, at = WEEKDAYS[parse_weekday(values["weekday"])], parse_time(values["time"])
            words = playbook.written_plan(day, at, values["after"], values["place"])
            self.gateway.do(book_review, day, at, words)


class TicksPage(AssignmentPage):
    """What is reviewed weekly: things to tick."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "tick", "Tick", show=False)]

    def __init__(self, gateway: Gateway, key: str, values: Mapping[str, str]) -> None:
        super().__init__(gateway, key, values)
        self._ticks = question(key).ticks
        self._on = set(ticks_in(question(key), self.given.get("ticks", "")))
        self._list = LineList(self, self._draw, key=lambda tick: tick.key, id=f"{key}-ticks")
        self._list.styles.height = len(self._ticks)

    def compose(self) -> ComposeResult:
        """The question, then the things."""
        yield Panel(self.words())
        yield self._list

    def count(self) -> int:
        """As a source: how many things."""
        return len(self._ticks)

    def window(self, start: int, stop: int) -> Sequence[playbook.Tick]:
        """As a source: the things."""
        return self._ticks[start:stop]

    def hints(self) -> list[Hint]:
        """How a thing is ticked, too."""
        return [NEXT, Hint("↑ ↓", "choose"), Hint("Space", "tick"), BACK, LEAVE._replace(key="q")]

    def values(self) -> Values:
        """The keys of what is ticked."""
        return {"ticks": ticks_text(question(self.key), self._on) or "none"}

    def action_tick(self) -> None:
        """Tick the thing under the cursor, or take the tick away."""
        if self._list.current is not None:
            self._on ^= {self._list.current.key}
            self._list.reload()
            self.post_message(self.Changed())

    def save(self) -> None:
        """Keep what is ticked; nothing ticked is a gap."""
        self.gateway.do(answer_question, self.key, ticks_text(question(self.key), self._on))

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        self.post_message(self.Entered())

    def _draw(self, tick: playbook.Tick) -> RowLine:
        is_on = tick.key in self._on
        return RowLine(
            [
                Cell("[x]" if is_on else "[ ]", 3, tone="accent" if is_on else "dim"),
                Cell(tick.label, Share(), tone="plain" if is_on else "dim"),
            ]
        )


class FirstLeadPage(AssignmentPage):
    """The first lead, or the way to bring in many."""

    FIELDS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("name", "Name"),
        ("company", "Company"),
        ("next_step", "Next step"),
    )

    def __init__(self, gateway: Gateway, key: str, values: Mapping[str, str], first_step: str) -> None:
        super().__init__(gateway, key, values)
        self._first_step = first_step

    def words(self) -> Sequence[Paragraph]:
        """Why one lead is enough to begin with."""
        why = (
            "Somebody who asked for you lately. One name is enough: the first step comes with its day.",
            "With a list of leads, leave this empty and bring it in afterwards: coach import FILE.csv",
        )
        return question_words("Who is your first lead?", why, "Ben Adeyemi, Adeyemi Roofing. Answer his question.")

    def compose(self) -> ComposeResult:
        """The words, then the fields."""
        yield Panel(self.words())
        for name, label in self.FIELDS:
            yield Panel([paragraph(("dim", label))], classes="label")
            hint = f"{self._first_step}, if you write nothing" if name == "next_step" else ""
            yield Line(self.given.get(name, ""), hint=hint, id=f"{self.key}-{name}").add_class("field")

    def values(self) -> Values:
        """What is in the fields."""
        return {name: read_field(self.query_one(f"#{self.key}-{name}")) for name, _ in self.FIELDS}

    def hints(self) -> list[Hint]:
        """The last page."""
        return [NEXT, FIELD, BACK, LEAVE]

    def save(self) -> None:
        """Add the lead. Without a name nothing is added, unless something else was written: then Misused is raised."""
        values = self.values()
        if any(value.strip() for value in values.values()):
            if not values["name"].strip():
                self.screen.set_focus(self.query_one(f"#{self.key}-name"))  # where what is missing is written
            step = values["next_step"].strip()
            self.gateway.do(add_lead, values["name"], company=values["company"], next_step=step)


def read_field(field: Widget) -> str:
    """What is in a field of any kind."""
    if isinstance(field, TextArea):
        return field.text
    if isinstance(field, Input | Choice):
        return field.value
    raise TypeError(f"{field!r} is not a field.")
