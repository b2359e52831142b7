"""Pipelines as the records hold them, for the tests of the written page."""

from datetime import date

from coach import playbook
from coach.rules.cadence import Beat, Rhythm
from coach.rules.returns import Follow
from coach.rules.written_pipeline import AnswerKept, PipelineKept, StageKept

TUESDAY = date(2026, 11, 24)
PLAN = "On Friday at 15:00, after lunch at the desk, I open the review."


def stages_as_they_came() -> tuple[StageKept, ...]:
    """The six stages of the playbook."""
    return tuple(
        StageKept(
            number, each.key, each.name, each.kind, each.meaning, each.entry, each.exit_evidence, each.normal_stay,
            Rhythm(tuple(Beat(*beat) for beat in each.beats), each.anchors, each.decide_after, each.decide_text),
            tuple(Follow(*follow) for follow in each.follows),
        )
        for number, each in enumerate(playbook.stages(), 1)
    )  # fmt: skip


def own_stage(name: str = "Trial", *, meaning: str = "", entry: str = "", exit_evidence: str = "") -> StageKept:
    """A stage of the owner's own, with a rhythm of two touches."""
    rhythm = Rhythm((Beat(0, "Begin the trial", ""), Beat(1, "Ask how it went", "")), (), 1)
    return StageKept(7, "", name, "open", meaning, entry, exit_evidence, 1, rhythm, ())


def kept(
    *answers: tuple[str, str], stages: tuple[StageKept, ...] | None = None, on: date = TUESDAY, **settings: object
) -> PipelineKept:
    """A pipeline with these answers, all of one day."""
    held = PipelineKept(
        stages_as_they_came() if stages is None else stages,
        tuple(AnswerKept(question, text, on) for question, text in answers),
        "",
        "friday",
        "15:00",
        False,
    )
    return held._replace(**settings)  # type: ignore[arg-type]  # the fields of a pipeline as they are called
