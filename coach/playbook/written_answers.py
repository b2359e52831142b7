"""The owner's answers of the assignment as one text to keep and to read, and back into the parts they were written in."""

import re
from collections.abc import Collection, Mapping
from pathlib import Path

from coach.playbook.first_run import AssignmentPart, AssignmentQuestion, assignment
from coach.playbook.tables import FOLDER


def answer_text(question: AssignmentQuestion, parts: Mapping[str, str]) -> str:
    """One line for each part that was filled in, its label before it; empty when none was. A choice is told by its label."""
    lines = ((part.label, _told(part, " ".join(parts.get(part.key, "").split()))) for part in question.parts)
    return "\n".join(f"{label}: {words}" for label, words in lines if words)


def answer_parts(question: AssignmentQuestion, text: str) -> dict[str, str]:
    """The parts of an answer, what was chosen as its key.

    Lines that begin with no label, and choices that are none, go to the last part, so that nothing written is lost.
    """
    found: dict[str, str] = {}
    loose: list[str] = []
    for line in filter(str.strip, text.split("\n")):
        part = next((part for part in question.parts if line.startswith(f"{part.label}: ")), None)
        words = _read(part, line.removeprefix(f"{part.label}: ")) if part else ""
        if part is None or not words:
            loose.append(line)
        else:
            found[part.key] = words
    if loose and question.parts:
        last = question.parts[-1].key
        found[last] = _run_on([*filter(None, (found.get(last, ""),)), *loose])
    return found


def ticks_text(question: AssignmentQuestion, ticked: Collection[str]) -> str:
    """The ticked things by their keys, in the order of the review."""
    return ", ".join(tick.key for tick in question.ticks if tick.key in ticked)


def ticks_in(question: AssignmentQuestion, text: str) -> list[str]:
    """The keys that are ticked in an answer; unknown words are passed over."""
    words = set(text.replace(",", " ").split())
    return [tick.key for tick in question.ticks if tick.key in words]


def plan_parts(words: str, folder: Path = FOLDER) -> dict[str, str]:
    """The words of the owner in a written plan for the review; empty when it was written another way."""
    plan = assignment(folder).plan
    moment, after, place = (_shape(piece) for piece in (plan.moment, plan.after, plan.place))
    for cue in (f", {after} {place}", f", {after}", f", {place}", ""):
        match = re.fullmatch(f"{moment}{cue}, {re.escape(plan.action)}\\.", words)
        if match:
            return match.groupdict()
    return {}


def _told(part: AssignmentPart, words: str) -> str:
    return next((choice.label for choice in part.choices if choice.key == words), words)


def _read(part: AssignmentPart, words: str) -> str:
    """What is in a part; empty for a choice that is none."""
    if not part.choices:
        return words
    return next((choice.key for choice in part.choices if choice.label == words), "")


def _run_on(lines: list[str]) -> str:
    """Lines in one, each told apart from the one before it."""
    *before, last = lines
    return " ".join([*(line if line.endswith((".", "?", ";", ":", "…", "!")) else f"{line};" for line in before), last])


def _shape(piece: str) -> str:
    """A piece of the plan as a pattern; what stands in braces takes as much as it can."""
    return re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(piece))
