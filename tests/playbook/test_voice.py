"""The voice of everything that is taught: no pressure, no trade jargon, no statistics, no shouting, no placeholders."""

import re
from collections.abc import Iterator

import pytest

from coach import playbook
from coach.playbook.page_text import page_text

BANNED = (
    r"chas(e[ds]?|ing)", r"crush\w*", r"hygiene", r"hot", r"hustle", r"guru", r"pushy", r"nurtur\w+",
    r"deals?", r"prospects?", r"opportunit\w+", r"funnels?", r"accounts?", r"clients?", r"campaigns?", r"drips?", r"reps?",
    r"lost", r"dead", r"cold", r"rotten", r"stalled", r"break-?up", r"SLA", r"velocity", r"conversion", r"to-dos?", r"tasks?",
    r"snooz\w+", r"archived?", r"activit\w+", r"qualif\w+", r"objections?",
)  # fmt: skip
SELLING_CLOSE = re.compile(r"\bclos(e|es|ed|er|ers|ing)\b(?! the loop\b)(?!-the-loop\b)", re.IGNORECASE)
TRICKS = re.compile(
    r"\b(act now|last chance|limited|only today|hurry|expires?|before it is too late|don't miss|scarc\w+|guaranteed?)\b",
    re.IGNORECASE,
)
STATISTIC = re.compile(
    r"%|\bper ?cent\b|\d+ ?x\b|\d+ times\b|\d+ in \d+|\b(studies|research|statistics?)\b", re.IGNORECASE
)


def shown(value: object, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text within a value that the owner may read, with its place. Keys and codes are not read."""
    if isinstance(value, str):
        yield place, value
    elif hasattr(value, "_asdict"):
        for name, inner in value._asdict().items():
            if name not in ("key", "kind", "message", "unit", "form", "lens"):
                yield from shown(inner, f"{place}.{name}")
    elif isinstance(value, tuple):
        for at, inner in enumerate(value):
            yield from shown(inner, f"{place}[{getattr(inner, 'key', at)}]")
    elif hasattr(value, "items"):
        for name, inner in value.items():
            yield from shown(inner, f"{place}.{name}")


EVERYTHING = {
    "stages": playbook.stages(),
    "lenses": playbook.lenses(),
    "messages": playbook.messages(),
    "assignment": playbook.assignment(),
    "review": (playbook.review_agenda(), playbook.review_questions()),
    "decisions": playbook.decisions(),
    "reasons": playbook.reasons(),
    "lessons": playbook.lessons(),
    "reframes": playbook.reframes(),
    "written pipeline": page_text(),
    "recap": playbook.recap_pieces(),
}
TEXTS = [text for name, value in EVERYTHING.items() for text in shown(value, name)]


def said(pattern: re.Pattern[str], texts: list[tuple[str, str]]) -> list[str]:
    return [
        f"{place}: {found.group()!r} in {text!r}" for place, text in texts for found in [pattern.search(text)] if found
    ]


def test_the_tests_of_the_voice_read_every_text() -> None:
    places = {place for place, _ in TEXTS}
    assert len(TEXTS) > 350
    assert {"lenses[fit].stage_questions.won", "messages[recap].never", "stages[lead].beats[0].text"} <= places


@pytest.mark.parametrize("word", BANNED)
def test_no_text_speaks_the_language_of_pressure_or_of_the_trade(word: str) -> None:
    assert said(re.compile(rf"\b{word}\b", re.IGNORECASE), TEXTS) == []


def test_not_even_a_comment_in_a_file_speaks_that_way() -> None:
    files = [path for path in playbook.FOLDER.rglob("*") if path.suffix in (".toml", ".md")]
    lines = [(path.name, line) for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(files) == 22
    assert said(re.compile(r"chas(e|ing)\b|\bhot leads?\b|crush|hygiene|!", re.IGNORECASE), lines) == []
    assert said(SELLING_CLOSE, lines) == []


def test_nothing_is_closed_but_the_loop() -> None:
    assert said(SELLING_CLOSE, TEXTS) == []
    assert SELLING_CLOSE.search("Close the sale")
    assert not SELLING_CLOSE.search("Close the loop")


def test_no_text_hurries_anybody() -> None:
    """What a message never has may name the trick; nothing else does."""
    warned = ("messages[close_loop].never", "lessons[close-the-loop].text")
    assert said(TRICKS, [(place, text) for place, text in TEXTS if place not in warned]) == []


def test_no_text_shows_a_statistic() -> None:
    assert said(STATISTIC, TEXTS) == []


def test_no_text_shouts() -> None:
    capitals = re.compile(r"\b[A-Z]{4,}\b")
    assert [place for place, text in TEXTS if "!" in text] == []
    assert said(capitals, TEXTS) == []


def test_titles_and_names_are_in_sentence_case() -> None:
    names = [text for place, text in TEXTS if place.endswith((".name", ".title", ".label"))]
    assert len(names) > 60
    assert [name for name in names if not name[0].isupper() or re.search(r" [A-Z]", name)] == []


def test_the_thoughts_of_a_message_have_no_placeholders_and_no_markup() -> None:
    thoughts = [(place, text) for place, text in TEXTS if place.startswith("messages") and ".draft[" not in place]
    assert len(thoughts) > 110
    assert said(re.compile(r"[\[\]{}<>$%*_`|#@]|\.\.\.|…"), thoughts) == []


def test_steps_are_short_enough_to_read_in_a_list() -> None:
    steps = [beat.text for stage in playbook.stages() for beat in stage.beats]
    steps += [follow.text for stage in playbook.stages() for follow in stage.follows]
    assert len(steps) == 21
    assert all(len(step) <= 60 and not step.endswith(".") for step in steps)
