"""The five lenses of a conversation, their questions, and which one to ask next."""

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from coach.playbook.tables import FOLDER, Table, read_table

LENSES = ("problem", "impact", "urgency", "outcome", "fit")
FORMS = ("text", "amount", "day", "choice", "list")
"""What is typed into a field beside an answer: free text, a number, a day, one of the choices, several names."""


class LensField(NamedTuple):
    """Something kept beside an answer. `form` is one of `FORMS`; `choices` are there for `choice` alone.

    `told` is what the coach says once a choice was made, for those of the choices that mean something to do.
    """

    key: str
    label: str
    form: str
    choices: tuple[str, ...]
    told: Mapping[str, str]


class Lens(NamedTuple):
    """One lens: the bank of questions, probes, what good answers and red flags sound like, and the question per stage key."""

    key: str
    name: str
    about: str
    questions: tuple[str, ...]
    probes: tuple[str, ...]
    good: tuple[str, ...]
    red_flags: tuple[str, ...]
    stage_questions: Mapping[str, str]
    fields: tuple[LensField, ...]


class Question(NamedTuple):
    """A question to ask, and the key of the lens it belongs to."""

    lens: str
    text: str


@cache
def lenses(folder: Path = FOLDER) -> tuple[Lens, ...]:
    """The five lenses, in the order of the file. Raises BadContent."""
    return tuple(_read(folder)[0].values())


def questions_for(stage_key: str, clear: Collection[str], folder: Path = FOLDER) -> tuple[Question, ...]:
    """One question for each lens that is not in `clear`, in the order that fits the stage.

    A stage the owner added has no questions of its own: it takes each lens's first one, in the order of the file.
    """
    by_key, orders = _read(folder)
    asked = (by_key[key] for key in orders.get(stage_key, by_key) if key not in clear)
    return tuple(Question(lens.key, lens.stage_questions.get(stage_key, lens.questions[0])) for lens in asked)


def next_question(stage_key: str, clear: Collection[str], folder: Path = FOLDER) -> Question | None:
    """The question to ask next: of the first lens that is not clear yet, in the order of the stage; None when all are."""
    return next(iter(questions_for(stage_key, clear, folder)), None)


@cache
def _read(folder: Path) -> tuple[Mapping[str, Lens], Mapping[str, tuple[str, ...]]]:
    file = read_table(folder, "lenses.toml", ("order", "lens"))
    order = file.table("order")
    orders = {stage: order.texts(stage) for stage in order.names()}
    for stage, keys in orders.items():
        if sorted(keys) != sorted(LENSES):
            raise order.wrong(stage, f"must name each lens once: {', '.join(LENSES)}")
    read = (_lens(row, tuple(orders)) for row in file.rows("lens", Lens._fields, exactly=LENSES))
    return MappingProxyType({lens.key: lens for lens in read}), MappingProxyType(orders)


def _lens(row: Table, stage_keys: tuple[str, ...]) -> Lens:
    asked = row.table("stage_questions", stage_keys)
    return Lens(
        key=row.text("key"),
        name=row.text("name"),
        about=row.text("about"),
        questions=row.texts("questions"),
        probes=row.texts("probes"),
        good=row.texts("good"),
        red_flags=row.texts("red_flags"),
        stage_questions=MappingProxyType({stage: asked.text(stage) for stage in stage_keys}),
        fields=tuple(_field(each) for each in row.rows("fields", LensField._fields, noun="field")),
    )


def _field(row: Table) -> LensField:
    form = row.one_of("form", FORMS)
    if form != "choice":
        row.refuse(("choices", "told"), "belongs to the form 'choice'")
    choices = row.texts("choices", required=form == "choice")
    told = row.table("told", choices) if row.has("told") else None
    said = {choice: told.text(choice) for choice in told.names()} if told else {}
    return LensField(row.text("key"), row.text("label"), form, choices, MappingProxyType(said))
