"""The written pipeline, to be read: its stages, who owns it, when it is reviewed, what the owner answered, what is still open."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from coach import playbook
from coach.actions.assignment_pages import STAND_IN
from coach.playbook.written_answers import ticks_in
from coach.rules.dates import show_day
from coach.views.assignment import AnswerShown, answers
from coach.views.stages import StageShown, stage_list
from screens.lead_words import BLANK, labelled
from screens.pane import Pane
from screens.stage_words import rhythm_words, stay_words
from screens.widgets.bars import Hint
from screens.widgets.panel import Page
from screens.widgets.wrap import Paragraph, paragraph

Answers = Mapping[str, AnswerShown]


class PipelinePane(Pane):
    """One page. What the assignment left open is named last."""

    place: ClassVar[str] = "pipeline"
    purpose: ClassVar[str] = (
        "Your pipeline in writing: what each stage means, what moves a lead on, the rhythm, and what you answered in the"
        " assignment. e goes through the assignment again; earlier answers are kept with their dates."
    )
    BINDINGS: ClassVar[list[BindingType]] = [Binding("e", "again", "Change", show=False)]
    DEFAULT_CSS: ClassVar[str] = """
    PipelinePane > Page { padding: 0 1; max-width: 110; }
    """

    def compose(self) -> ComposeResult:
        """The page."""
        yield Page()

    def on_mount(self) -> None:
        """Show it."""
        self.reload()

    def hints(self) -> Sequence[Hint]:
        """It is read, and gone through again."""
        return [Hint("↑ ↓", "read"), Hint("e", "go through it again")]

    def coach_line(self) -> str:
        """How much is still open."""
        left = len(gaps(self.gateway.ask(answers)))
        if not left:
            return "Coach: it is all in writing. Change a word whenever your own leads teach you better."
        return (
            f"Coach: {'one question is' if left == 1 else f'{left} questions are'} still open, at the end of the page."
        )

    def reload(self, keep: int | None = None) -> None:  # noqa: ARG002
        """Read it anew, where it was scrolled to."""
        stages, said = self.gateway.ask(stage_list), self.gateway.ask(answers)
        self.query_one(Page).show(written(stages, said, self.gateway.today), keep_scroll=True)

    def focus_here(self) -> None:
        """The page has the keys."""
        self.screen.set_focus(self.query_one(Page))

    def action_again(self) -> None:
        """The assignment once more, with the newest answers in it."""
        from screens.assignment import AssignmentScreen  # noqa: PLC0415  # seldom gone through

        if self.app.screen is self.screen:
            self.app.push_screen(AssignmentScreen(self.gateway))


def written(stages: Sequence[StageShown], said: Answers, today: date) -> list[Paragraph]:
    """The whole pipeline in writing."""
    lines = [paragraph(("strong", "Your pipeline in writing")), *_owned(said), BLANK]
    if not stages:
        lines += [paragraph("It is not written down yet: e begins the assignment, which lays it down."), BLANK]
    for stage in stages:
        lines += [*_stage(stage), BLANK]
    lines += _answered(said, today)
    left = gaps(said)
    if left:
        lines += [paragraph(("strong", "Still open")), *(paragraph(("warn", "? "), gap, hang=2) for gap in left)]
    return lines


def gaps(said: Answers) -> list[str]:
    """What the assignment left open, each in its sentence."""
    return [each.gap for each in playbook.assignment().questions if each.key not in said]


def _owned(said: Answers) -> list[Paragraph]:
    lines = []
    if "owner" in said:
        stand_in = f"; {said[STAND_IN].text} stands in" if STAND_IN in said else ""
        lines.append(labelled("Owner", f"{said['owner'].text}{stand_in}"))
    if "commit" in said:
        lines.append(labelled("Review", said["commit"].text))
    return lines


def _stage(stage: StageShown) -> list[Paragraph]:
    leads = f" · {stage.leads:,} open" if stage.leads else ""
    stay = f" · normal stay {stay_words(stage)}" if stage.normal_stay else ""
    rhythm = rhythm_words(stage)
    told = (
        ("Means", stage.meaning),
        ("Begins", stage.entry),
        ("Moves on", stage.exit_evidence),
        ("Rhythm", f"While they are silent: {rhythm}. The last touch closes the loop." if rhythm else ""),
    )
    head = paragraph(("accent", stage.name), ("dim", f"{stay}{leads}"))
    return [head, *(labelled(label, text) for label, text in told if text)]


def _answered(said: Answers, today: date) -> list[Paragraph]:
    """The answers that stand nowhere else on the page, with their dates."""
    lines: list[Paragraph] = []
    for asked in playbook.assignment().questions:
        if asked.key in ("owner", "commit") or asked.key not in said:
            continue
        answer = said[asked.key]
        lines.append(paragraph(("accent", asked.title), ("dim", f"  {show_day(answer.answered_on, today)}")))
        if asked.ticks:
            ticked = ticks_in(asked, answer.text)
            lines += [paragraph(("dim", "- "), tick.label, hang=2) for tick in asked.ticks if tick.key in ticked]
        else:
            lines += [paragraph(line) for line in answer.text.split("\n")]
        lines.append(BLANK)
    return lines
