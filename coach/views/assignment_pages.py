"""The pages of the assignment as both doors show them: what is asked, why, what stands in the fields, what was said before."""

from collections.abc import Sequence
from typing import NamedTuple

from coach import playbook
from coach.playbook import AssignmentPart, AssignmentQuestion
from coach.playbook.first_run import Choice, page, question
from coach.playbook.written_answers import answer_parts, plan_parts, ticks_in, ticks_text
from coach.records.desk import Desk
from coach.records.pipeline_on_file import pipeline_on_file
from coach.records.settings import REVIEW_DAY, REVIEW_TIME, SETUP_STEP
from coach.records.stage_names import stage_once_called
from coach.rules.assignment_pages import (
    ASK,
    COMMIT,
    DONE,
    ENDS,
    FIRST_LEADS,
    OPEN,
    OPENING,
    OWNER,
    REVIEWED,
    STAGES,
    STUCK,
    Stop,
    end_fields,
    field_keys,
    first_stages,
    is_stage_page,
    page_keys,
    page_to_show,
    read_stop,
    stage_fields,
    stage_of,
)
from coach.rules.dates import WEEKDAYS, parse_weekday
from coach.rules.rhythm_words import beats_in_words, business_days
from coach.rules.text import fold
from coach.rules.written_pipeline import StageKept
from coach.views.assignment import AnswerShown, answer_history, answers

LINE, TEXT, CHOICE, TICKS, LEADS = "line", "text", "choice", "ticks", "leads"
"""What a field is: a few words; room to write; one of the choices; several of them; leads, one a line or as a file."""


class FieldShown(NamedTuple):
    """One field. `form` is one of the five above; `value` what stands in it: a draft, else `proposed`, which Enter accepts.

    `choices` are there for `CHOICE`, the open one first, and for `TICKS`; a value is made of their keys. `hint` is what happens
    when it is left empty, "" when nothing does.
    """

    key: str
    label: str
    form: str
    value: str
    proposed: str
    choices: tuple[Choice, ...] = ()
    hint: str = ""


class PageShown(NamedTuple):
    """One page. `number` counts from 1 of `total`, the opening being 0; `words` are its lines below the title.

    `told` are labelled texts to be read; a page that has some `is_read`: Enter takes it as it stands, and its fields are for
    changing them. `earlier` are the answers of earlier days to its question, newest first.
    """

    key: str
    number: int
    total: int
    title: str
    words: tuple[str, ...]
    example: str
    told: tuple[tuple[str, str], ...]
    fields: tuple[FieldShown, ...]
    earlier: tuple[AnswerShown, ...]

    @property
    def is_read(self) -> bool:
        """Whether it is there to be read first."""
        return bool(self.told)


def pages(desk: Desk) -> tuple[str, ...]:
    """All pages in their order, one for each open stage among them."""
    return page_keys(_stages(desk))


def stop(desk: Desk) -> Stop:
    """Where to go on, with all that is typed: a page that is there, or `DONE`, or "" before the beginning."""
    kept = read_stop(desk.setting(SETUP_STEP))
    known = pages(desk)
    return kept._replace(page=page_to_show(kept.page, known)) if kept.page not in ("", DONE) else kept


def proposed(desk: Desk, page_key: str) -> dict[str, str]:
    """What stands in the fields before anything is typed: the owner's newest answer, or else what Enter alone accepts.

    Raises KeyError for a page there is not.
    """
    stages = _stages(desk)
    if is_stage_page(page_key):
        return stage_fields(_stage(page_key, stages))
    if page_key == ENDS:
        return end_fields(stages)
    empty = dict.fromkeys(field_keys(page_key, stages), "")
    return empty | _answered(desk, page_key, stages)


def page_shown(desk: Desk, page_key: str) -> PageShown:
    """A page, with what was typed on it and not written down yet. Raises KeyError for a page there is not."""
    known, stages = pages(desk), _stages(desk)
    title, words, example = _heading(page_key, stages)
    stands = proposed(desk, page_key)
    typed = read_stop(desk.setting(SETUP_STEP)).typed.get(page_key, {})
    return PageShown(
        key=page_key,
        number=known.index(page_key),
        total=len(known) - 1,
        title=title,
        words=words,
        example=example,
        told=_told(page_key, stages),
        fields=tuple(_field(page_key, key, typed.get(key, text), text, stages) for key, text in stands.items()),
        earlier=_earlier(desk, page_key),
    )


def _stages(desk: Desk) -> tuple[StageKept, ...]:
    return pipeline_on_file(desk).stages or first_stages()


def _stage(page_key: str, stages: Sequence[StageKept]) -> StageKept:
    stage = stage_of(page_key, stages)
    if stage is None:
        raise KeyError(page_key)
    return stage


def _question(page_key: str) -> AssignmentQuestion | None:
    return next((each for each in playbook.assignment().questions if each.key == page_key != STAGES), None)


def _heading(page_key: str, stages: Sequence[StageKept]) -> tuple[str, tuple[str, ...], str]:
    """The title, the lines below it and an example."""
    if page_key == OPENING:
        return "", tuple(filter(None, playbook.assignment().opening.split("\n"))), ""
    if is_stage_page(page_key):
        text, stage = page("stage"), _stage(page_key, stages)
        opens = [each for each in stages if each.kind == OPEN]
        number = opens.index(stage) + 1
        title = text.title.format(name=stage.name, number=number, count=len(opens))
        return title, question(STAGES).why if number == 1 else text.why, text.example
    asked = _question(page_key)
    shown = asked or page(page_key)
    return shown.title, shown.why, shown.example


def _answered(desk: Desk, page_key: str, stages: Sequence[StageKept]) -> dict[str, str]:
    asked = _question(page_key)
    if asked is None:
        return {} if page_key == OPENING else {part.key: part.default for part in page(page_key).parts}
    known = answers(desk)
    text = known[page_key].text if page_key in known else ""
    if page_key == OWNER:
        owner, stand_in = text or desk.author, known["stand_in"].text if "stand_in" in known else ""
        return {"owner": owner, "stand_in": "" if fold(stand_in) == fold(owner) else stand_in}
    if page_key == REVIEWED:
        return {"ticks": text or ticks_text(asked, [tick.key for tick in asked.ticks if tick.ticked])}
    if page_key == COMMIT:
        return (plan_parts(text) or {part.key: part.default for part in asked.parts}) | _review_set(desk)
    found = answer_parts(asked, text)
    if page_key == STUCK:
        found["stage"] = _called_by_now(desk, found.get("stage", ""), stages)
    return found


def _called_by_now(desk: Desk, name: str, stages: Sequence[StageKept]) -> str:
    """The name by which an open stage goes that was once called so; empty when there is none, or it is gone."""
    if name in (each.name for each in stages if each.kind == OPEN):
        return name
    stage_id = stage_once_called(desk, name)
    return next((each.name for each in stages if each.kind == OPEN and each.id == stage_id), "")


def _review_set(desk: Desk) -> dict[str, str]:
    """The day and hour of the review where they were chosen: they can be set to others than the plan says."""
    kept = pipeline_on_file(desk)
    if not kept.review_is_set:
        return {}
    return {
        "weekday": WEEKDAYS[parse_weekday(desk.setting(REVIEW_DAY))],
        "time": desk.setting(REVIEW_TIME),
    }


def _field(page_key: str, key: str, value: str, stands: str, stages: Sequence[StageKept]) -> FieldShown:
    if page_key == REVIEWED:
        ticks = tuple(Choice(tick.key, tick.label) for tick in question(REVIEWED).ticks)
        return FieldShown(key, question(REVIEWED).title, TICKS, value, stands, ticks)
    part, label = _part_of(page_key, key, stages)
    opens = [each for each in stages if each.kind == OPEN]
    named = tuple(Choice(each.name, each.name) for each in opens) if (page_key, key) == (STUCK, "stage") else ()
    choices = part.choices or named
    form = CHOICE if choices else TEXT if part.is_long else LINE
    hint = opens[0].rhythm.beats[0].text if (page_key, key) == (FIRST_LEADS, "next_step") else ""
    is_leads = (page_key, key) == (FIRST_LEADS, "leads")
    return FieldShown(
        key, label, LEADS if is_leads else form, value, stands, _or_open(choices) if choices else (), hint
    )


def _part_of(page_key: str, key: str, stages: Sequence[StageKept]) -> tuple[AssignmentPart, str]:
    """The part a field is of, and its label."""
    asked = _question(page_key)
    if asked is not None:
        part = _part(asked.parts, key)
    elif is_stage_page(page_key):
        part = _part(page("stage").parts, "ask" if key.startswith(ASK) else key)
        return part, _label(part, key)
    elif page_key == ENDS:
        kind, _, name = key.partition(".")
        part = _part(page(ENDS).parts, name)
        end = next(each.name for each in stages if each.kind == kind)
        return part, f"{end}: {part.label[:1].lower()}{part.label[1:]}"
    else:
        part = _part(page(page_key).parts, key)
    return part, part.label


def _part(parts: Sequence[AssignmentPart], key: str) -> AssignmentPart:
    return next(part for part in parts if part.key == key)


def _label(part: AssignmentPart, key: str) -> str:
    if not key.startswith(ASK):
        return part.label
    lens = next(each for each in playbook.lenses() if each.key == key.removeprefix(ASK))
    return part.label.format(lens=lens.name.lower())


def _or_open(choices: Sequence[Choice]) -> tuple[Choice, ...]:
    return (Choice("", playbook.assignment().cannot_say), *choices)


def _told(page_key: str, stages: Sequence[StageKept]) -> tuple[tuple[str, str], ...]:
    """The texts of the page of a stage, or of the ends, with their labels."""
    if is_stage_page(page_key):
        return tuple(_stage_told(_stage(page_key, stages)))
    if page_key != ENDS:
        return ()
    told: list[tuple[str, str]] = []
    for end in (each for each in stages if each.kind != OPEN):
        told.append(("", end.name))
        labels = {part.key: part.label for part in page(ENDS).parts if part.key != "name"}
        fields = stage_fields(end)
        told += [(label, fields[key]) for key, label in labels.items() if fields[key]]
    return tuple(told)


def _stage_told(stage: StageKept) -> list[tuple[str, str]]:
    fields, parts = stage_fields(stage), page("stage").parts
    told = [(part.label, fields[part.key]) for part in parts if part.key in ("meaning", "entry", "exit_evidence")]
    told.append(("Normal stay", business_days(stage.normal_stay) if stage.normal_stay else ""))
    rhythm = (f"{each.when[:1].upper()}{each.when[1:]}: {each.what}." for each in beats_in_words(stage.rhythm))
    told.append(("While they are silent", "\n".join(rhythm)))
    told += [(_label(_part(parts, "ask"), key), text) for key, text in fields.items() if key.startswith(ASK)]
    return [(label, text) for label, text in told if text]


def _earlier(desk: Desk, page_key: str) -> tuple[AnswerShown, ...]:
    asked = _question(page_key)
    if asked is None:
        return ()
    said = [each for each in answer_history(desk, page_key) if each.answered_on < desk.today]
    if not asked.ticks:
        return tuple(said)
    labels = {tick.key: tick.label for tick in asked.ticks}
    return tuple(each._replace(text="\n".join(labels[key] for key in ticks_in(asked, each.text))) for each in said)
