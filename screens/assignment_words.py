"""The words on a page of the assignment, laid out: the question, what is to be read, what was said before."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from coach.rules.assignment_pages import ASK
from coach.rules.dates import show_day
from coach.views.assignment import AnswerShown
from coach.views.assignment_pages import PageShown
from screens.safe import cell_width
from screens.widgets.wrap import Paragraph, paragraph

BLANK = paragraph("")


def heading(shown: PageShown) -> list[Paragraph]:
    """The title, why it matters, an example answer."""
    title = [paragraph(("accent", shown.title))] if shown.title else []
    example = [paragraph(("dim", f"For example: {shown.example}"), hang=2)] if shown.example else []
    return [*title, *(paragraph(line) for line in shown.words), *example]


def opening(shown: PageShown) -> list[Paragraph]:
    """The words of a page that is nothing but words, a free line between two of them."""
    return [each for line in shown.words for each in (paragraph(line), BLANK)][:-1]


def told(shown: PageShown) -> list[Paragraph]:
    """What is to be read. Labels are in one column, those of the questions in one of their own, being longer.

    A text without a label is a title.
    """
    asked = {field.label for field in shown.fields if field.key.startswith(ASK)}
    lines: list[Paragraph] = []
    for _, group in groupby(shown.told, lambda each: each[0] in asked):
        several = list(group)
        wide = max(cell_width(label) for label, _ in several) + 2
        for label, text in several:
            if label:
                lines.append(paragraph(("dim", f"{label}{' ' * (wide - cell_width(label))}"), text, hang=wide))
            else:
                lines += [*([BLANK] if lines else []), paragraph(("strong", text))]
    return lines


def earlier(said: Sequence[AnswerShown], today: date) -> list[Paragraph]:
    """What was answered the last time before today; how often before that."""
    if not said:
        return []
    newest, *others = said
    before = f", and {_times(len(others))} before that" if others else ""
    title = paragraph(("dim", f"You said on {show_day(newest.answered_on, today)}{before}:"))
    return [title, *(paragraph(("dim", f"  {line}"), hang=4) for line in newest.text.split("\n"))]


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
