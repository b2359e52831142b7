"""The written pipeline in words, part by part: who owns it, its stages, the review, the rules, the answers, what is open."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from coach.playbook.page_text import page_text
from coach.rules.dates import show_day
from coach.rules.rhythm_words import RhythmLine, business_days
from coach.rules.written_page import AnswerWritten, ReviewWritten, StageWritten, WrittenPipeline
from coach.views.stages import StageShown
from coach.views.written_and_done import PartedWays
from screens.widgets.cells import Tone
from screens.widgets.cursor import CURSOR
from screens.widgets.wrap import Paragraph, paragraph

OPEN = "open"
TOP, REVIEW, RULES, ANSWERS, GAPS = "top", "review", "rules", "answers", "open"
_LABEL = 12
"""Cells of the words at the left of each line."""
BLANK = paragraph("")


class Part(NamedTuple):
    """A part of the page: what it is called in the list, what stands at the right of that, and its lines without the heading.

    `stage` is None for all that is no stage. `aside` follows the heading on the page.
    """

    id: str
    label: str
    right: str
    lines: Sequence[Paragraph]
    stage: StageShown | None = None
    aside: str = ""
    has_parted: bool = False


def parts(
    page: WrittenPipeline, stages: Mapping[int, StageShown], parted: Sequence[PartedWays], today: date, lesson_key: str
) -> list[Part]:
    """The parts in their order; those with nothing in them are left out."""
    words = page_text()
    found = [Part(TOP, page.title, "", _top(page, today))]
    for stage in page.stages:
        ways = [each for each in parted if each.stage_id == stage.id]
        found.append(_stage_part(stage, stages[stage.id], ways, lesson_key))
    found.append(Part(REVIEW, words.weekly_review, "", _review(page.review, today)))
    found.append(Part(RULES, words.rules, "", [_dash(each) for each in page.rules]))
    if page.answers or page.earlier:
        found.append(Part(ANSWERS, words.answers, "", _answers(page, today)))
    if page.open:
        gaps = [paragraph(("warn", "? "), gap, hang=2) for gap in page.open]
        found.append(Part(GAPS, words.open, str(len(page.open)), gaps))
    return found


def on_the_page(part: Part, *, is_current: bool) -> list[Paragraph]:
    """A part with its heading; that of the one under the cursor is told apart by its sign and its tone."""
    heading: tuple[Tone, str] = ("accent", f"{CURSOR}{part.label}") if is_current else ("strong", f" {part.label}")
    return [paragraph(heading, ("dim", part.aside)), *part.lines, BLANK]


def _top(page: WrittenPipeline, today: date) -> list[Paragraph]:
    words = page_text()
    lines = []
    if page.as_of is not None:
        lines.append(paragraph(("dim", words.since.format(day=show_day(page.as_of, today)))))
    for label, name, since in (
        (words.owner, page.owner, page.owner_on),
        (words.stand_in, page.stand_in, page.stand_in_on),
    ):
        if name:
            named = f", {words.named_on.format(day=show_day(since, today))}" if since else ""
            lines.append(_labelled(label, (("plain", name), ("dim", named))))
    if page.new_leads_to:
        lines.append(_labelled(words.new_leads, (("plain", words.new_leads_go_to.format(owner=page.new_leads_to)),)))
    if not page.stages:
        lines.append(paragraph(words.no_stages))
    return lines


def _stage_part(stage: StageWritten, shown: StageShown, parted: Sequence[PartedWays], lesson_key: str) -> Part:
    words = page_text()
    is_open = stage.kind == OPEN
    told = (
        (words.means, stage.meaning),
        (words.begins, stage.entry),
        (words.moves_on if is_open else words.comes_back, stage.exit_evidence),
        (words.stay, business_days(stage.normal_stay) if stage.normal_stay else ""),
    )
    lines = [_labelled(label, (("plain", text),)) for label, text in told if text.strip()]
    if stage.rhythm:
        label, how = (words.rhythm, words.while_silent) if is_open else (words.afterwards, words.unless_sooner)
        lines += [_labelled(label, (("dim", how),)), *map(_beat, stage.rhythm)]
    if stage.around_day:
        around = words.around_agreed_day.format(days=stage.around_day)
        lines.append(_labelled(words.agreed_day, (("plain", around),)))
    if stage.questions:
        lines.append(_labelled(words.ask, (("dim", words.one_question_each),)))
        lines += [_inner((("dim", f"{each.lens}: "), ("plain", each.question))) for each in stage.questions]
    for each in parted:
        lines.append(
            paragraph(("warn", "! "), ("warn", each.text), ("dim", f" {lesson_key} has a page on that."), hang=2)
        )
    count = shown.leads
    aside = f" · {'1 lead' if count == 1 else f'{count:,} leads'}" if count else ""
    right = f"{count:,}" if count else ""
    return Part(f"stage-{stage.id}", stage.name, right, lines, shown, aside, bool(parted))


def _review(review: ReviewWritten, today: date) -> list[Paragraph]:
    words = page_text()
    agreed = show_day(review.agreed_on, today) if review.agreed_on else ""
    lines = []
    if review.is_set and not review.as_agreed:
        lines.append(paragraph(words.every_week.format(weekday=review.weekday, time=review.time)))
    if review.words and review.as_agreed:
        lines += [paragraph(review.words), paragraph(("dim", words.agreed_plan.format(day=agreed)))]
    elif review.words:
        lines += [paragraph(("dim", words.agreed_as.format(day=agreed))), paragraph(review.words)]
    if not (review.is_set or review.words):
        lines.append(paragraph(words.until_agreed.format(weekday=review.weekday, time=review.time)))
    if review.agenda and review.agenda_on:
        lines.append(paragraph(("dim", words.look_at.format(day=show_day(review.agenda_on, today)))))
        lines += [_dash(each) for each in review.agenda]
    return lines


def _answers(page: WrittenPipeline, today: date) -> list[Paragraph]:
    lines: list[Paragraph] = []
    for answer in page.answers:
        lines += [*_answer(answer, today), BLANK]
    if page.earlier:
        lines.append(paragraph(("strong", page_text().earlier)))
        for answer in page.earlier:
            lines += _answer(answer, today)
    return lines if page.earlier else lines[:-1]


def _answer(answer: AnswerWritten, today: date) -> Iterable[Paragraph]:
    yield paragraph(("strong", answer.title), ("dim", f"  {show_day(answer.answered_on, today)}"))
    yield from (paragraph(line) for line in answer.text.split("\n"))


def _labelled(label: str, spans: Sequence[tuple[Tone, str]]) -> Paragraph:
    return paragraph(("dim", f"{label:<{_LABEL}}"), *spans, hang=_LABEL)


def _inner(spans: Sequence[tuple[Tone, str]]) -> Paragraph:
    return paragraph(("plain", " " * _LABEL), *spans, hang=_LABEL + 2)


def _beat(line: RhythmLine) -> Paragraph:
    return _inner((("plain", f"{line.when[:1].upper()}{line.when[1:]}: {line.what}"),))


def _dash(text: str) -> Paragraph:
    return paragraph(("dim", "- "), text, hang=2)
