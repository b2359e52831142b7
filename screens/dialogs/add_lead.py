"""A new lead: a name is enough. Who may be here already is shown before anything is saved."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from coach.actions.done import Done
from coach.actions.leads import add_lead
from coach.errors import Misused, Refused
from coach.rules.dates import show_day
from coach.views.alike import alike
from coach.views.proposal import first_step
from coach.views.search import Found
from coach.views.stages import stage_list
from screens.dialogs.fields import Choice, ChoiceRow, DayRow, Option, Row, TextRow
from screens.dialogs.form import FormDialog
from screens.gateway import Gateway

if TYPE_CHECKING:
    from textual.timer import Timer

PAUSE = 0.25
"""Seconds without a key after which it is looked up who may be here already."""
_ABOUT = {
    "name": "The person, or the company. A name is enough.",
    "email": "An address that is here already makes this another lead of the same person.",
    "value": "What it may come to, such as 1,200 or 4k EUR. It may stay empty.",
    "source": "How they found you: a friend, the web, the market.",
    "step": "Left empty, the first step of the stage is taken, with its day.",
}


class AddLead(FormDialog):
    """Enter after the name alone adds a lead. When somebody like it is here already, it takes a second Enter."""

    def __init__(self, gateway: Gateway) -> None:
        super().__init__(gateway)
        self._stages = [stage for stage in gateway.ask(stage_list) if stage.kind == "open"]
        self._alike: list[Found] = []
        self._seen: frozenset[int] = frozenset()
        self._pause: Timer | None = None

    def title_line(self) -> str:
        """What is asked."""
        return "Add a lead"

    def rows(self) -> Sequence[Row]:
        """Who it is, where it starts, and the first step."""
        texts = {
            "name": "Name",
            "company": "Company",
            "email": "E-mail",
            "phone": "Phone",
            "value": "Value",
            "source": "Source",
        }
        rows: list[Row] = [TextRow(each, label, about=_ABOUT.get(each, "")) for each, label in texts.items()]
        if self._stages:
            stages = [Option(str(stage.id), stage.name, stage.meaning) for stage in self._stages]
            rows.append(ChoiceRow("stage", "Stage", stages, str(self._stages[0].id)))
        rows += [TextRow("step", "Next step", about=_ABOUT["step"]), self.day_row("day", "Day")]
        return rows

    def on_mount(self) -> None:
        """Show the step it would begin with."""
        super().on_mount()
        self._propose()

    def guidance(self) -> str:
        """Who may be here already, else what the stage means."""
        if self._alike:
            return f"Here already: {', '.join(map(_named, self._alike))}."
        stage = self._chosen_stage()
        return stage.choice.chosen.meaning if stage and stage.choice.has_focus and stage.choice.chosen else ""

    def save(self) -> Done:
        """Add the lead, once whoever may be here already has been seen."""
        day, stage = self.day_of("day"), self._chosen_stage()
        if not self._text("name").strip():
            self.go_to("name")
            raise Misused("A lead needs a name.", "Give the name of the person, or of the company.")
        self._look_up()
        new = {each.id for each in self._alike} - self._seen
        if new:
            self._seen |= new
            raise Refused(
                f"Here already: {', '.join(map(_named, self._alike))}.",
                "Enter again adds this lead all the same; Esc leaves things as they are.",
            )
        return self.gateway.do(
            add_lead,
            self._text("name"),
            company=self._text("company"),
            email=self._text("email"),
            phone=self._text("phone"),
            value=self._text("value"),
            source=self._text("source"),
            stage_id=int(stage.value) if stage else None,
            next_step=self._text("step"),
            due=day.day if day else None,
            time=day.time if day else "",
        )

    @on(Choice.Changed)
    def stage_changed(self) -> None:
        """Another stage has another first step."""
        self._propose()

    @on(Input.Changed)
    def look_up_soon(self) -> None:
        """See who may be here already, once the owner pauses."""
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self._look_up)

    def _look_up(self) -> None:
        if self._pause is not None:
            self._pause.stop()
        found = self.gateway.ask(alike, self._text("name"), self._text("email"), self._text("phone"))
        if found != self._alike:
            self._alike = found
            self.show_help()

    def _propose(self) -> None:
        stage = self._chosen_stage()
        step = self.gateway.ask(first_step, int(stage.value) if stage else None)
        if step is not None:
            self.query_one("#step", TextRow).propose("", step.text)
            self.query_one("#day", DayRow).propose("", show_day(step.due_on, self.gateway.today))

    def _chosen_stage(self) -> ChoiceRow | None:
        found = self.query("#stage")
        return found.first(ChoiceRow) if found else None

    def _text(self, row: str) -> str:
        return self.query_one(f"#{row}", TextRow).text


def _named(lead: Found) -> str:
    """A lead by its name, its company, and where it stands."""
    company = f" of {lead.company}" if lead.company and lead.company != lead.name else ""
    return f"{lead.name}{company} ({lead.stage})"
