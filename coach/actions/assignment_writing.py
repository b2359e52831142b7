"""Writing down one page of the assignment, the same for every door: what is checked, what is kept, and where one goes on."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from coach import playbook
from coach.actions.assignment import answer_question, book_review
from coach.actions.assignment_pages import leave_page, name_stand_in
from coach.actions.done import Done, done
from coach.actions.pipeline import edit_stage, write_pipeline
from coach.actions.pipeline_versions import changing_the_pipeline
from coach.errors import CoachError, Misused, Refused
from coach.playbook.first_run import AssignmentPart, question
from coach.playbook.written_answers import answer_parts, answer_text, ticks_text
from coach.records.desk import Desk
from coach.records.journal import writing
from coach.records.pipeline_on_file import pipeline_on_file
from coach.records.stage_names import stage_by_words, stage_once_called
from coach.rules.assignment_pages import (
    ASK,
    COMMIT,
    ENDS,
    FINISH,
    FIRST_LEADS,
    FOLLOW_UP,
    OPEN,
    OPENING,
    OWNER,
    REVIEWED,
    STAGES,
    STUCK,
    Values,
    are_as_they_came,
    field_keys,
    first_stages,
    is_stage_page,
    page_keys,
    stage_fields,
    stage_of,
)
from coach.rules.dates import WEEKDAYS, parse_time, parse_weekday
from coach.rules.text import clean_line, quoted
from coach.rules.written_pipeline import StageKept

NONE = "none"
"""What the field of the ticks holds when nothing is ticked; an empty one is not told from one that was never seen."""


class WrongField(CoachError):
    """What stands in one field cannot be kept; `field` is its key, the rest is as the error that said so."""

    def __init__(self, field: str, error: CoachError) -> None:
        super().__init__(error.what, error.do)
        self.field = field
        self.exit_code = error.exit_code


def write_page(desk: Desk, page: str, values: Values) -> Done:
    """Write down what is in the fields of a page, and go on to the next: both or neither, at one stroke.

    A field that is not named, or as it was, changes nothing; a question left open stays a gap. Leads come with what was read of
    them, so that page is written by `coach.exchange.assignment_page`; here it can only be left. Raises WrongField for what
    cannot be kept, Misused for a page or a field there is not; nothing is written then, and the page stays where it was.
    """
    with writing(desk):
        stages = pipeline_on_file(desk).stages or first_stages()
        if page not in page_keys(stages):
            raise Misused(f"The assignment has no page {quoted(page)}.", "Go through it from its beginning.")
        _check_fields(values, field_keys(page, stages))
        written = _writer(page)(desk, page, values)
        leave_page(desk, page)
    return written


@contextmanager
def about(field: str) -> Iterator[None]:
    """What is refused in here is refused for this field."""
    try:
        yield
    except WrongField:
        raise
    except (Refused, Misused) as error:
        raise WrongField(field, error) from error


def _writer(page: str) -> Callable[[Desk, str, Values], Done]:
    return _stage if is_stage_page(page) else _WRITERS[page]


def _nothing(_desk: Desk, _page: str, _values: Values) -> Done:
    return Done("")


def _stuck(desk: Desk, page: str, values: Values) -> Done:
    with about("stage"):
        stage = _open_stage(desk, values.get("stage", ""))
    asked = question(page)
    text = answer_text(asked, {**values, "stage": stage.name if stage else ""})
    newest = desk.rows("SELECT text FROM assignment_answer WHERE question = ? ORDER BY id DESC LIMIT 1", (page,))
    if newest and stage is not None:
        called = answer_parts(asked, newest[0][0]).get("stage", "")
        as_it_was = answer_text(asked, {**values, "stage": called})
        if newest[0][0] == as_it_was and stage_once_called(desk, called) == stage.id:
            text = as_it_was  # the same guess, whatever the stage is called by now
    return answer_question(desk, page, text)


def _follow_up(desk: Desk, page: str, values: Values) -> Done:
    for part in question(page).parts:
        with about(part.key):
            _check_choice(part, values.get(part.key, "").strip())
    return answer_question(desk, page, answer_text(question(page), values))


def _owner(desk: Desk, page: str, values: Values) -> Done:
    with changing_the_pipeline(desk, "assignment") as journal:
        with about("owner"):
            answer_question(desk, page, values.get("owner", ""))
        with about("stand_in"):
            name_stand_in(desk, values.get("stand_in", ""))
        journal.say("answered the assignment: owner")
    return done(journal)


def _reviewed(desk: Desk, page: str, values: Values) -> Done:
    ticked = [word for word in values.get("ticks", "").replace(",", " ").split() if word != NONE]
    known = [tick.key for tick in question(page).ticks]
    with about("ticks"):
        for word in ticked:
            if word not in known:
                raise Misused(f"{quoted(word)} is no part of a review.", f"There are: {', '.join(known)}.")
    return answer_question(desk, page, ticks_text(question(page), ticked))


def _commit(desk: Desk, _page: str, values: Values) -> Done:
    """A day or an hour that is empty leaves the review open."""
    given = {part.key: " ".join(values.get(part.key, "").split()) for part in question(COMMIT).parts}
    if not (given["weekday"] and given["time"]):
        return Done("")
    with about("weekday"):
        weekday = WEEKDAYS[parse_weekday(given["weekday"])]
    with about("time"):
        time = parse_time(given["time"])
    with about("after"):
        after = clean_line(_without("after ", given["after"]), "habit")
    with about("place"):
        place = clean_line(_without("at ", given["place"]), "place")
    return book_review(desk, weekday, time, playbook.written_plan(weekday, time, after, place))


def _stage(desk: Desk, page: str, values: Values) -> Done:
    write_pipeline(desk)
    stage = stage_of(page, pipeline_on_file(desk).stages)
    if stage is None:
        raise Misused("This stage was retired meanwhile.", "Go on with the next one.")
    with changing_the_pipeline(desk, "stage") as journal:
        name = _change(desk, stage, values)
        journal.say(f"changed the stage {name}")
    return done(journal)


def _ends(desk: Desk, _page: str, values: Values) -> Done:
    """With this page all stages were read: that is the answer to having the pipeline in writing."""
    write_pipeline(desk)
    with changing_the_pipeline(desk, "assignment") as journal:
        ends = [stage for stage in pipeline_on_file(desk).stages if stage.kind != OPEN]
        for stage in ends:
            before = f"{stage.kind}."
            of_it = {key.removeprefix(before): text for key, text in values.items() if key.startswith(before)}
            _change(desk, stage, of_it, before)
        words = playbook.assignment()
        untouched = are_as_they_came(pipeline_on_file(desk).stages)
        answer_question(desk, STAGES, words.read_as_they_came if untouched else words.read_in_own_words)
        journal.say("read the stages of the pipeline")
    return done(journal)


def _first_leads(_desk: Desk, _page: str, values: Values) -> Done:
    if any(text.strip() for text in values.values()):
        raise ValueError("leads are read before they are written: see coach.exchange.assignment_page")
    return Done("")


_WRITERS: Mapping[str, Callable[[Desk, str, Values], Done]] = {
    OPENING: _nothing,
    STUCK: _stuck,
    FOLLOW_UP: _follow_up,
    OWNER: _owner,
    REVIEWED: _reviewed,
    ENDS: _ends,
    COMMIT: _commit,
    FIRST_LEADS: _first_leads,
    FINISH: _nothing,
}


def _change(desk: Desk, stage: StageKept, values: Values, before: str = "") -> str:
    """Change what differs, field by field; the name of the stage then. `before` stands before the keys of the page's fields."""
    now = stage_fields(stage)
    for key, text in values.items():
        if " ".join(text.split()) != " ".join(now[key].split()):
            with about(f"{before}{key}"):
                _change_field(desk, stage.id, key, text)
    return next(each.name for each in pipeline_on_file(desk).stages if each.id == stage.id)


def _change_field(desk: Desk, stage_id: int, key: str, text: str) -> None:
    if key.startswith(ASK):
        edit_stage(desk, stage_id, questions={key.removeprefix(ASK): text})
    elif key == "normal_stay":
        edit_stage(desk, stage_id, normal_stay=_whole(text))
    elif key == "gaps":
        edit_stage(desk, stage_id, gaps=tuple(_whole(each) for each in text.replace(",", " ").split()))
    else:
        edit_stage(desk, stage_id, **{key: text})  # type: ignore[arg-type]  # the rest of the fields are texts by these names


def _check_fields(values: Values, known: Sequence[str]) -> None:
    for key in values:
        if key not in known:
            with about(key):
                there_are = f"There are: {', '.join(known)}." if known else "Nothing is filled in on it."
                raise Misused(f"This page has no {quoted(key)}.", there_are)


def _check_choice(part: AssignmentPart, value: str) -> None:
    keys = [choice.key for choice in part.choices]
    if value and keys and value not in keys:
        raise Misused(f"{quoted(value)} is not one of the choices.", f"There are: {', '.join(keys)}. Or leave it open.")


def _open_stage(desk: Desk, words: str) -> StageKept | None:
    """The open stage that is meant; None for no words."""
    stages = pipeline_on_file(desk).stages or first_stages()
    return stage_by_words(desk, words, [each for each in stages if each.kind == OPEN]) if words.strip() else None


def _whole(text: str) -> int:
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 4):
        raise Misused(f"{quoted(text)} is not a number of business days.", "Write it in digits, such as 10.")
    return int(digits)


def _without(word: str, text: str) -> str:
    """The text without the word the plan puts before it anyway."""
    return text[len(word) :] if text.casefold().startswith(word) else text
