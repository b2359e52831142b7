"""What the records hold of the pipeline, put together with the words of the playbook into the page that is its writing."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from coach import playbook
from coach.errors import Misused
from coach.playbook.page_text import PageText, page_text
from coach.playbook.written_answers import plan_parts, ticks_in
from coach.rules.cadence import CAP, SPACING, Beat, Rhythm
from coach.rules.dates import WEEKDAYS, parse_time, parse_weekday
from coach.rules.returns import Follow
from coach.rules.rhythm_words import anchors_in_words, beats_in_words, follows_in_words
from coach.rules.stage_questions import asked_in
from coach.rules.text import fold
from coach.rules.written_page import AnswerWritten, LensAsked, ReviewWritten, StageWritten, WrittenPipeline, in_markdown

OWNER, STAND_IN, REVIEWED, STAGES, COMMIT = "owner", "stand_in", "reviewed", "stages", "commit"
"""The answers that have a place of their own on the page, by the keys of their questions."""
_ELSEWHERE = (OWNER, STAND_IN, REVIEWED, COMMIT)


class StageKept(NamedTuple):
    """A stage in use as the records hold it; `key` is "" for one of the owner's own.

    `questions` are the lenses and texts of the questions the owner wrote for it.
    """

    id: int
    key: str
    name: str
    kind: str
    meaning: str
    entry: str
    exit_evidence: str
    normal_stay: int | None
    rhythm: Rhythm
    follows: tuple[Follow, ...]
    questions: tuple[tuple[str, str], ...] = ()


class AnswerKept(NamedTuple):
    """An answer of the assignment as the records hold it."""

    question: str
    text: str
    answered_on: date


class PipelineKept(NamedTuple):
    """All that the page is made from: the stages in use in their order, every answer, oldest first, and three settings.

    `review_is_set` is False as long as nobody chose the weekday or the time of the review.
    """

    stages: tuple[StageKept, ...]
    answers: tuple[AnswerKept, ...]
    new_leads_to: str
    review_day: str
    review_time: str
    review_is_set: bool


def write_page(kept: PipelineKept, as_of: date | None) -> WrittenPipeline:
    """The page as of a day, with its text."""
    words = page_text()
    newest = {answer.question: answer for answer in kept.answers}
    owner, stand_in = newest.get(OWNER), newest.get(STAND_IN)
    if stand_in is not None and owner is not None and fold(stand_in.text) == fold(owner.text):
        stand_in = None  # who stood in has become the owner
    name = owner.text if owner else ""
    review = _review(kept, newest)
    page = WrittenPipeline(
        title=words.title.format(owner=name) if name else words.title_without_owner,
        as_of=as_of,
        owner=name,
        owner_on=owner.answered_on if owner else None,
        stand_in=stand_in.text if stand_in else "",
        stand_in_on=stand_in.answered_on if stand_in else None,
        new_leads_to="" if fold(kept.new_leads_to) == fold(name) else kept.new_leads_to,
        stages=tuple(map(_stage, kept.stages)),
        review=review,
        rules=(words.rule_step, words.rule_silence.format(touches=CAP, days=SPACING), words.rule_answer),
        answers=_newest_answers(newest),
        earlier=tuple(_answer(each, words) for each in reversed(kept.answers) if each is not newest[each.question]),
        open=(*_questions_open(kept, newest, review), *_pieces_open(kept, name, stand_in is not None, words)),
    )
    return page._replace(text=in_markdown(page))


def _stage(stage: StageKept) -> StageWritten:
    names = {lens.key: lens.name for lens in playbook.lenses()}
    asked = asked_in(stage.key, dict(stage.questions))
    return StageWritten(
        id=stage.id,
        name=stage.name,
        kind=stage.kind,
        meaning=stage.meaning,
        entry=stage.entry,
        exit_evidence=stage.exit_evidence,
        normal_stay=stage.normal_stay,
        rhythm=beats_in_words(stage.rhythm) or follows_in_words(stage.follows),
        around_day=anchors_in_words(stage.rhythm),
        questions=tuple(LensAsked(names[each.lens], each.text) for each in asked),
    )


def _review(kept: PipelineKept, newest: Mapping[str, AnswerKept]) -> ReviewWritten:
    plan, chosen = newest.get(COMMIT), newest.get(REVIEWED)
    asked = next(each for each in playbook.assignment().questions if each.key == REVIEWED)
    ticked = ticks_in(asked, chosen.text) if chosen else []
    weekday = WEEKDAYS[parse_weekday(kept.review_day)]
    return ReviewWritten(
        weekday=weekday,
        time=kept.review_time,
        is_set=kept.review_is_set,
        words=plan.text if plan else "",
        agreed_on=plan.answered_on if plan else None,
        as_agreed=plan is not None and _names_it(plan.text, weekday, kept.review_time),
        agenda=tuple(tick.label for tick in asked.ticks if tick.key in ticked),
        agenda_on=chosen.answered_on if chosen else None,
    )


def _names_it(plan: str, weekday: str, time: str) -> bool:
    """Whether a plan is for this weekday and time; one in other words than ours is not known to be."""
    parts = plan_parts(plan)
    try:
        return bool(parts) and (WEEKDAYS[parse_weekday(parts["weekday"])], parse_time(parts["time"])) == (weekday, time)
    except Misused:
        return False


def _newest_answers(newest: Mapping[str, AnswerKept]) -> tuple[AnswerWritten, ...]:
    words = page_text()
    return tuple(
        _answer(newest[each.key], words)
        for each in playbook.assignment().questions
        if each.key in newest and each.key not in _ELSEWHERE
    )


def _answer(kept: AnswerKept, words: PageText) -> AnswerWritten:
    """An answer as it is read: what was ticked by its label, not by its key."""
    titles = {each.key: each.title for each in playbook.assignment().questions} | {STAND_IN: words.who_stands_in}
    text = kept.text
    for asked in playbook.assignment().questions:
        if asked.key == kept.question and asked.ticks:
            ticked = ticks_in(asked, kept.text)
            text = "\n".join(tick.label for tick in asked.ticks if tick.key in ticked)
    return AnswerWritten(kept.question, titles.get(kept.question, kept.question), text, kept.answered_on)


def _questions_open(kept: PipelineKept, newest: Mapping[str, AnswerKept], review: ReviewWritten) -> list[str]:
    """The questions of the assignment without an answer; one that was answered by doing it is not open."""
    done = {COMMIT: review.is_set, STAGES: not kept.stages or not _as_they_came(kept.stages)}
    return [each.gap for each in playbook.assignment().questions if each.key not in newest and not done.get(each.key)]


def _pieces_open(kept: PipelineKept, owner: str, stands_in: bool, words: PageText) -> list[str]:
    gaps = [words.no_stand_in.format(owner=owner)] if owner and not stands_in else []
    for stage in kept.stages:
        if not stage.meaning.strip():
            gaps.append(words.no_meaning.format(stage=stage.name))
        if stage.kind == "open" and not stage.exit_evidence.strip():
            gaps.append(words.no_exit_evidence.format(stage=stage.name))
    return gaps


def _as_they_came(stages: tuple[StageKept, ...]) -> bool:
    """Whether the stages are those of the playbook, in their words, with their normal stay, gaps and questions."""
    if any(each.questions for each in stages):
        return False
    now = [
        (each.name, each.meaning, each.exit_evidence, each.normal_stay, *_gaps(each.rhythm.beats)) for each in stages
    ]
    return now == [
        (each.name, each.meaning, each.exit_evidence, each.normal_stay, *_gaps(each.beats))
        for each in playbook.stages()
    ]


def _gaps(beats: Iterable[Beat | playbook.BeatText]) -> list[int]:
    return [beat.gap for beat in beats]
