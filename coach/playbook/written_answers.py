"""The owner's answers of the assignment as one text to keep and to read, and back into the parts they were written in."""

import re
from collections.abc import Collection, Mapping
from pathlib import Path

from coach.playbook.first_run import AssignmentQuestion, assignment
from coach.playbook.tables import FOLDER


def answer_text(question: AssignmentQuestion, parts: Mapping[str, str]) -> str:
    """One line for each part that was filled in, its label before it; empty when none was."""
    lines = ((part.label, " ".join(parts.get(part.key, "").split())) for part in question.parts)
    return "\n".join(f"{label}: {words}" for label, words in lines if words)


def answer_parts(question: AssignmentQuestion, text: str) -> dict[str, str]:
    """The parts of an answer. Lines that begin with no label go to the last part, so that nothing written is lost."""
    found: dict[str, str] = {}
    loose: list[str] = []
    for line in filter(str.strip, text.split("\n")):
        part = next((part for part in question.parts if line.startswith(f"{part.label}: ")), None)
        if part is None:
            loose.append(line)
        else:
            found[part.key] = line.removeprefix(f"{part.label}: ")
    if loose and question.parts:
        last = question.parts[-1].key
        found[last] = " ".join(filter(None, (found.get(last, ""), *loose)))
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


def _shape(piece: str) -> str:
    """A piece of the plan as a pattern; what stands in braces takes as much as it can."""
    return re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(piece))
