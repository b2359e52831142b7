"""The coaching assignment: its six questions and other pages, what Enter alone accepts, the plan for the weekly review."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from coach.playbook.tables import FOLDER, Table, read_table
from coach.playbook.weekly_review import AGENDA

QUESTIONS = ("stuck", "follow_up", "owner", "reviewed", "stages", "commit")
PAGES = ("stage", "ends", "first_leads", "finish")
"""The pages that are no question."""
_QUESTION = ("key", "title", "why", "example", "gap", "ask_again_after", "parts", "ticks")


class Choice(NamedTuple):
    """One of the things a part can be."""

    key: str
    label: str


class AssignmentPart(NamedTuple):
    """One thing to fill in. `default` is what Enter accepts; "" leaves it open, since only the owner can know.

    With `choices` it is one of them, or open; `is_long` says that more than a few words are written.
    """

    key: str
    label: str
    default: str
    choices: tuple[Choice, ...]
    is_long: bool


class Tick(NamedTuple):
    """One thing that can be reviewed weekly: the key of a step of the review, and whether Enter alone takes it."""

    key: str
    label: str
    ticked: bool


class AssignmentQuestion(NamedTuple):
    """One page of the assignment: why it matters in two lines, an example, and the `gap` shown when it was left open.

    `ask_again_after` is in calendar days, 0 for never. A page has parts to fill in, ticks, or neither: then it shows the stages.
    """

    key: str
    title: str
    why: tuple[str, str]
    example: str
    gap: str
    ask_again_after: int
    parts: tuple[AssignmentPart, ...]
    ticks: tuple[Tick, ...]


class AssignmentPage(NamedTuple):
    """A page that is no question: what stands on it, and the labels of what is filled in there."""

    key: str
    title: str
    why: tuple[str, str]
    example: str
    parts: tuple[AssignmentPart, ...]

    def label(self, key: str) -> str:
        """The label of a part. Raises KeyError when there is none."""
        return {part.key: part.label for part in self.parts}[key]


class PlanText(NamedTuple):
    """The pieces of the plan for the review, each with its own word in braces where the owner's goes."""

    moment: str
    after: str
    place: str
    action: str


class AssignmentText(NamedTuple):
    """The whole assignment. `shared_names` are the names that own nothing, in lower case, and what to say to them.

    `cannot_say` is chosen by whoever leaves a choice open. What begins with `read_` is the answer kept once the stages were read.
    """

    opening: str
    cannot_say: str
    read_as_they_came: str
    read_in_own_words: str
    questions: tuple[AssignmentQuestion, ...]
    pages: tuple[AssignmentPage, ...]
    plan: PlanText
    shared_names: tuple[str, ...]
    shared_names_text: str


@cache
def assignment(folder: Path = FOLDER) -> AssignmentText:
    """The coaching assignment, its questions in order. Raises BadContent."""
    file = read_table(folder, "assignment.toml", ("question", "page", *AssignmentText._fields))
    for many, one in (("questions", "question"), ("pages", "page")):
        file.refuse((many,), f"is written as one table '{one}' for each")
    plan = file.table("plan", PlanText._fields)
    names = file.texts("shared_names")
    if any(name != name.casefold() for name in names):
        raise file.wrong("shared_names", "must be in lower case")
    return AssignmentText(
        opening=file.text("opening"),
        cannot_say=file.text("cannot_say"),
        read_as_they_came=file.text("read_as_they_came"),
        read_in_own_words=file.text("read_in_own_words"),
        questions=tuple(_question(row) for row in file.rows("question", _QUESTION, exactly=QUESTIONS)),
        pages=tuple(_page(row) for row in file.rows("page", AssignmentPage._fields, exactly=PAGES)),
        plan=PlanText(
            _piece(plan, "moment", "weekday", "time"),
            _piece(plan, "after", "after"),
            _piece(plan, "place", "place"),
            _piece(plan, "action"),
        ),
        shared_names=names,
        shared_names_text=file.text("shared_names_text"),
    )


def question(key: str) -> AssignmentQuestion:
    """A question of the assignment. Raises KeyError when there is none of this key."""
    return {each.key: each for each in assignment().questions}[key]


def page(key: str) -> AssignmentPage:
    """A page that is no question. Raises KeyError when there is none of this key."""
    return {each.key: each for each in assignment().pages}[key]


def written_plan(weekday: str, time: str, after: str = "", place: str = "", *, folder: Path = FOLDER) -> str:
    """The if-then plan in one sentence; the cue (after what, where) may be left out. The owner's words are kept as they are."""
    plan = assignment(folder).plan
    moment = plan.moment.format(weekday=weekday, time=time)
    cue = [plan.after.format(after=after)] if after else []
    cue += [plan.place.format(place=place)] if place else []
    return ", ".join(part for part in (moment, " ".join(cue), plan.action) if part) + "."


def owner_is_shared(name: str, folder: Path = FOLDER) -> bool:
    """Whether this name stands for everybody, and so for nobody; capitals and spaces do not matter."""
    return " ".join(name.casefold().split()) in assignment(folder).shared_names


def _question(row: Table) -> AssignmentQuestion:
    ticks = row.rows("ticks", Tick._fields, noun="tick", required=False, exactly=AGENDA)
    return AssignmentQuestion(
        key=row.text("key"),
        title=row.text("title"),
        why=_two_lines(row),
        example=row.text("example"),
        gap=row.text("gap"),
        ask_again_after=row.whole("ask_again_after", above=-1),
        parts=_parts(row),
        ticks=tuple(Tick(each.text("key"), each.text("label"), each.flag("ticked")) for each in ticks),
    )


def _page(row: Table) -> AssignmentPage:
    return AssignmentPage(
        key=row.text("key"),
        title=row.text("title"),
        why=_two_lines(row),
        example=row.text("example", required=False),
        parts=_parts(row),
    )


def _two_lines(row: Table) -> tuple[str, str]:
    why = row.texts("why")
    if len(why) != 2:
        raise row.wrong("why", "must have two lines")
    return why[0], why[1]


def _parts(row: Table) -> tuple[AssignmentPart, ...]:
    known = ("key", "label", "default", "choices", "long")
    return tuple(_part(each) for each in row.rows("parts", known, noun="part", required=False))


def _part(row: Table) -> AssignmentPart:
    choices = tuple(
        Choice(each.text("key"), each.text("label"))
        for each in row.rows("choices", Choice._fields, noun="choice", required=False)
    )
    default = row.text("default", required=False)
    if choices and default and default not in [choice.key for choice in choices]:
        raise row.wrong("default", "must be the key of one of the choices")
    is_long = row.has("long") and row.flag("long")
    return AssignmentPart(row.text("key"), row.text("label"), default, choices, is_long)


def _piece(plan: Table, key: str, *words: str) -> str:
    """A piece of the plan in which each of these words stands once in braces, and no other brace."""
    piece = plan.text(key)
    rest = piece
    for word in words:
        rest = rest.replace(f"{{{word}}}", "", 1)
    if "{" in rest or "}" in rest or any(f"{{{word}}}" not in piece for word in words):
        named = " and ".join(f"{{{word}}}" for word in words)
        raise plan.wrong(key, f"must have {named} once, and no other brace" if words else "must have no braces")
    return piece
