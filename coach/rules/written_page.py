"""The written pipeline as one page: what stands on it, and the page itself in Markdown.

The same values give the same text, letter by letter; no moment of writing stands on it, only days that the records hold.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from coach.playbook.page_text import PageText, page_text
from coach.rules.dates import show_day
from coach.rules.markdown import broken, plain_line
from coach.rules.rhythm_words import RhythmLine, business_days

_LONG_AGO = date.min
"""A page says the year of every day, since nobody knows in which year it is read."""


class LensAsked(NamedTuple):
    """The question a stage asks through a lens."""

    lens: str
    question: str


class StageWritten(NamedTuple):
    """One stage. `kind` is open, won or not_yet; `normal_stay` in business days, None for an end.

    `rhythm` is what happens while nobody answers, of an end what comes afterwards; `around_day` is where its first touches stand
    when a day is agreed, "" where they do not move.
    """

    id: int
    name: str
    kind: str
    meaning: str
    entry: str
    exit_evidence: str
    normal_stay: int | None
    rhythm: tuple[RhythmLine, ...]
    around_day: str
    questions: tuple[LensAsked, ...]


class AnswerWritten(NamedTuple):
    """An answer of the owner to a question of the assignment, as it was written, and the day."""

    key: str
    title: str
    text: str
    answered_on: date


class ReviewWritten(NamedTuple):
    """The weekly review. `weekday` and `time` are those that hold; `words` is the plan as it was agreed, "" when none was.

    `as_agreed` says whether the plan names that weekday and time: they can be set to others later. `is_set` is False as long as
    they are only what coach proposes. `agenda` is what is looked at, `agenda_on` the day it was chosen.
    """

    weekday: str
    time: str
    is_set: bool
    words: str
    agreed_on: date | None
    as_agreed: bool
    agenda: tuple[str, ...]
    agenda_on: date | None


class WrittenPipeline(NamedTuple):
    """The whole page. `as_of` is the day its content last changed; `new_leads_to` is named when it is not the owner.

    `answers` are the newest ones that stand nowhere else on it, `earlier` all that were replaced, newest first. `text` is the
    page in Markdown.
    """

    title: str
    as_of: date | None
    owner: str
    owner_on: date | None
    stand_in: str
    stand_in_on: date | None
    new_leads_to: str
    stages: tuple[StageWritten, ...]
    review: ReviewWritten
    rules: tuple[str, ...]
    answers: tuple[AnswerWritten, ...]
    earlier: tuple[AnswerWritten, ...]
    open: tuple[str, ...]
    text: str = ""


def in_markdown(page: WrittenPipeline) -> str:
    """The page in Markdown."""
    words = page_text()
    blocks = [f"# {plain_line(page.title)}"]
    if page.as_of is not None:
        blocks.append(words.since.format(day=_day(page.as_of)))
    blocks += [*_who(page, words), f"## {words.stages}"]
    for number, stage in enumerate(page.stages, 1):
        blocks += [f"### {number}. {plain_line(stage.name)}", _list(_stage(stage, words))]
    if not page.stages:
        blocks.append(words.no_stages)
    blocks += [f"## {words.weekly_review}", *_review(page.review, words)]
    blocks += [f"## {words.rules}", _list(page.rules)]
    blocks += _answers(page, words)
    if page.open:
        blocks += [f"## {words.open}", _list([plain_line(gap) for gap in page.open])]
    return "\n\n".join(blocks) + "\n"


def _who(page: WrittenPipeline, words: PageText) -> list[str]:
    lines = []
    for label, name, since in (
        (words.owner, page.owner, page.owner_on),
        (words.stand_in, page.stand_in, page.stand_in_on),
    ):
        if name:
            named = f", {words.named_on.format(day=_day(since))}" if since else ""
            lines.append(_labelled(label, f"{plain_line(name)}{named}"))
    if page.new_leads_to:
        lines.append(_labelled(words.new_leads, words.new_leads_go_to.format(owner=plain_line(page.new_leads_to))))
    return [_list(lines)] if lines else []


def _stage(stage: StageWritten, words: PageText) -> list[str]:
    ends = stage.kind != "open"
    texts = (
        (words.means, stage.meaning),
        (words.begins, stage.entry),
        (words.comes_back if ends else words.moves_on, stage.exit_evidence),
    )
    lines = [_labelled(label, shown) for label, text in texts if (shown := broken(text, "  "))]
    if stage.normal_stay:
        lines.append(_labelled(words.stay, business_days(stage.normal_stay)))
    if stage.rhythm:
        label, how = (words.afterwards, words.unless_sooner) if ends else (words.rhythm, words.while_silent)
        lines.append(
            _labelled(label, how) + _within(f"{_sentence(each.when)}: {plain_line(each.what)}" for each in stage.rhythm)
        )
    if stage.around_day:
        lines.append(_labelled(words.agreed_day, words.around_agreed_day.format(days=stage.around_day)))
    if stage.questions:
        asked = (f"{plain_line(each.lens)}: {plain_line(each.question)}" for each in stage.questions)
        lines.append(_labelled(words.ask, words.one_question_each) + _within(asked))
    return lines


def _review(review: ReviewWritten, words: PageText) -> list[str]:
    blocks = []
    agreed = _day(review.agreed_on) if review.agreed_on else ""
    if review.is_set and not review.as_agreed:
        blocks.append(words.every_week.format(weekday=review.weekday, time=review.time))
    if review.words and review.as_agreed:
        blocks.append(f"{broken(review.words)}  \n{words.agreed_plan.format(day=agreed)}")
    elif review.words:
        blocks.append(f"{words.agreed_as.format(day=agreed)}  \n{broken(review.words)}")
    if not (review.is_set or review.words):
        blocks.append(words.until_agreed.format(weekday=review.weekday, time=review.time))
    if review.agenda and review.agenda_on:
        blocks += [
            words.look_at.format(day=_day(review.agenda_on)),
            _list([plain_line(each) for each in review.agenda]),
        ]
    return blocks


def _answers(page: WrittenPipeline, words: PageText) -> list[str]:
    blocks = []
    for answer in page.answers:
        blocks += [f"### {plain_line(answer.title)}", f"{_day(answer.answered_on)}  \n{broken(answer.text)}"]
    if page.earlier:
        blocks.append(f"### {words.earlier}")
        lines = (
            f"{_day(each.answered_on)}, {plain_line(each.title)}  \n  {broken(each.text, '  ')}"
            for each in page.earlier
        )
        blocks.append(_list(lines))
    return [f"## {words.answers}", *blocks] if blocks else []


def _labelled(label: str, text: str) -> str:
    return f"**{label}:** {text}"


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _within(lines: Iterable[str]) -> str:
    """A list within an item of a list."""
    return "".join(f"\n  - {line}" for line in lines)


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


def _day(day: date) -> str:
    return show_day(day, _LONG_AGO)
