"""The written pipeline: its stages are laid down, and changed, in the owner's words."""

from collections.abc import Mapping
from typing import Any

from coach import playbook
from coach.actions.done import Done, done
from coach.actions.pipeline_versions import changing_the_pipeline
from coach.actions.replan import replan_leads
from coach.errors import Misused, Refused
from coach.records.desk import Desk
from coach.records.journal import Journal
from coach.records.models import Lead, Stage, StageQuestion
from coach.records.stages import OPEN, StageOnFile, stages_on_file, stored_rhythm
from coach.rules.cadence import Beat, Rhythm
from coach.rules.counting import counted
from coach.rules.returns import Follow
from coach.rules.rhythm_change import with_gaps
from coach.rules.text import clean_line, clean_text, fold, quoted


def write_pipeline(desk: Desk) -> Done:
    """Lay down the six stages of the playbook where there are none yet; else nothing happens."""
    if desk.rows("SELECT 1 FROM stage LIMIT 1"):
        return Done("")
    with changing_the_pipeline(desk, "pipeline") as journal:
        for position, stage in enumerate(playbook.stages()):
            rhythm = Rhythm(
                tuple(Beat(*beat) for beat in stage.beats), stage.anchors, stage.decide_after, stage.decide_text
            )
            journal.insert(
                Stage,
                key=stage.key,
                name=stage.name,
                kind=stage.kind,
                position=position,
                meaning=stage.meaning,
                entry=stage.entry,
                exit_evidence=stage.exit_evidence,
                normal_stay=stage.normal_stay,
                rhythm=stored_rhythm(rhythm, tuple(Follow(*follow) for follow in stage.follows)),
            )
        journal.say("wrote down the pipeline")
    return done(journal)


def rename_stage(desk: Desk, stage_id: int, name: str) -> Done:
    """Another name for a stage; its history stays. Raises Misused for no name, Refused for one that is taken."""
    with changing_the_pipeline(desk, "stage") as journal:
        stage = _stage(desk, stage_id)
        new = _free_name(desk, name, but=stage_id)
        journal.update(Stage, stage_id, name=new)
        journal.say(f"renamed the stage {stage.name} to {new}")
    return done(journal)


def edit_stage(
    desk: Desk,
    stage_id: int,
    *,
    name: str | None = None,
    meaning: str | None = None,
    entry: str | None = None,
    exit_evidence: str | None = None,
    normal_stay: int | None = None,
    gaps: tuple[int, ...] | None = None,
    questions: Mapping[str, str] | None = None,
) -> Done:
    """Change what a stage says, as one change; what is None stays. `normal_stay` and `gaps` are in business days.

    New gaps re-plan the steps of the rhythm of its open leads; the warning says how many. `questions` are by lens: one that is
    empty, or as the playbook asks it, is asked as the playbook does from then on; a lens that is not named keeps its own.
    Raises Misused for a number that cannot be kept and for no name, Refused for a name that is taken.
    """
    with changing_the_pipeline(desk, "stage") as journal:
        stage = _stage(desk, stage_id)
        changed = _texts(meaning=meaning, entry=entry, exit_evidence=exit_evidence)
        if name is not None:
            changed["name"] = _free_name(desk, name, but=stage_id)
        if normal_stay is not None:
            _open_only(stage)
            changed["normal_stay"] = _count(normal_stay, "normal stay")
        if gaps is not None:
            _open_only(stage)
            changed["rhythm"] = stored_rhythm(with_gaps(stage.rhythm, gaps), stage.follows)
        if changed:
            journal.update(Stage, stage_id, **changed)
        _put_questions(journal, stage_id, stage.key, questions or {})
        moved = replan_leads(journal, stage_id=stage_id) if gaps is not None else 0
        journal.say(_changed(stage, changed, is_only_name=set(changed) == {"name"} and not questions))
    return done(journal, f"{counted(moved, 'step').capitalize()} planned anew." if moved else "")


def add_stage(
    desk: Desk,
    name: str,
    *,
    after: int | None = None,
    meaning: str = "",
    entry: str = "",
    exit_evidence: str = "",
    normal_stay: int = 10,
    gaps: tuple[int, ...] | None = None,
    questions: Mapping[str, str] | None = None,
) -> Done:
    """A stage of the owner's own, placed behind the stage `after` (the last open one when None).

    Without `gaps`, in business days as `normal_stay` is, it has the rhythm of the stage before it. Raises as `edit_stage`.
    """
    with changing_the_pipeline(desk, "stage") as journal:
        write_pipeline(desk)
        stages = stages_on_file(desk)
        opens = [stage for stage in stages if stage.kind == OPEN]
        before = _stage(desk, after) if after is not None else opens[-1]
        _open_only(before)
        _shift(journal, desk, before.position + 1, 1)
        clean = _free_name(desk, name)
        stage_id = journal.insert(
            Stage,
            name=clean,
            kind=OPEN,
            position=before.position + 1,
            **_texts(meaning=meaning, entry=entry, exit_evidence=exit_evidence),
            normal_stay=_count(normal_stay, "normal stay"),
            rhythm=stored_rhythm(before.rhythm if gaps is None else with_gaps(before.rhythm, gaps)),
        )
        _put_questions(journal, stage_id, "", questions or {})
        journal.say(f"added the stage {clean}")
    return done(journal)


def place_stage(desk: Desk, stage_id: int, position: int) -> Done:
    """Move an open stage to another place among the open ones; `position` counts from 0."""
    with changing_the_pipeline(desk, "stage") as journal:
        stage = _stage(desk, stage_id)
        _open_only(stage)
        opens = [each for each in stages_on_file(desk) if each.kind == OPEN and each.id != stage_id]
        if not 0 <= position <= len(opens):
            raise Misused(f"There is no place {position + 1} among the open stages.", "Count the places from 1.")
        opens.insert(position, stage)
        closed = [each for each in stages_on_file(desk) if each.kind != OPEN]
        for place, each in enumerate([*opens, *closed]):
            _place(journal, desk, each, place)
        journal.say(f"moved the stage {stage.name} to place {position + 1}")
    return done(journal)


def retire_stage(desk: Desk, stage_id: int, leads_to: int | None = None) -> Done:
    """Take a stage out of use; its history stays. A stage with leads needs to be told where they go (`leads_to`).

    Raises Refused when leads are left in it, or when it is the last open stage or one that closes leads.
    """
    from coach.actions.moves import rehome_lead  # noqa: PLC0415  # moving needs the pipeline, and retiring needs moving

    with changing_the_pipeline(desk, "stage") as journal:
        stage = _stage(desk, stage_id)
        if stage.kind != OPEN:
            raise Refused(f"{stage.name} is where leads end up; it cannot be retired.", "Rename it if you like.")
        if sum(each.kind == OPEN for each in stages_on_file(desk)) == 1:
            raise Refused(f"{stage.name} is the last open stage.", "Add another one first.")
        leads = [row[0] for row in desk.rows("SELECT id FROM lead WHERE stage_id = ? ORDER BY id", (stage_id,))]
        if leads and leads_to is None:
            many = "1 lead is" if len(leads) == 1 else f"{len(leads)} leads are"
            raise Refused(f"{many} in {stage.name}.", "Say which stage they go to.")
        for lead_id in leads:
            rehome_lead(desk, lead_id, leads_to or 0, why=f"the stage {stage.name} was retired")
        journal.update(Stage, stage_id, retired_on=desk.today)
        journal.say(f"retired the stage {stage.name}")
    return done(journal)


def _stage(desk: Desk, stage_id: int) -> StageOnFile:
    for stage in stages_on_file(desk):
        if stage.id == stage_id:
            return stage
    raise Misused(f"There is no stage {stage_id}.", "Choose one of those there are (coach stages lists them).")


def _open_only(stage: StageOnFile) -> None:
    if stage.kind != OPEN:
        raise Refused(f"Leads end in {stage.name}: it has no rhythm and no normal stay.", "Choose an open stage.")


def _free_name(desk: Desk, name: str, but: int | None = None) -> str:
    name = clean_line(name, "name of the stage", limit=60)
    if not name:
        raise Misused("A stage needs a name.", "Give it one.")
    for stage in stages_on_file(desk, retired=True):
        if stage.id != but and fold(stage.name) == fold(name):
            raise Refused(f"There is a stage called {stage.name} already.", "Choose another name.")
    return name


def _count(number: int, what: str) -> int:
    if not 1 <= number <= 260:
        raise Misused(f"A {what} is 1 to 260 business days.", "Give a number of business days.")
    return number


def _texts(**texts: str | None) -> dict[str, Any]:
    """The texts that were given, as they are kept. Raises Misused."""
    given = {key: text for key, text in texts.items() if text is not None}
    return {key: clean_text(text, key.replace("_", " ")).strip() for key, text in given.items()}


def _put_questions(journal: Journal, stage_id: int, stage_key: str, questions: Mapping[str, str]) -> None:
    """Write what the stage asks through these lenses. Raises Misused for a lens there is not."""
    unknown = [lens for lens in questions if lens not in playbook.LENSES]
    if unknown:
        raise Misused(
            f"{quoted(unknown[0])} is not one of the five lenses.", f"Use one of: {', '.join(playbook.LENSES)}."
        )
    found = journal.desk.rows("SELECT lens, id FROM stage_question WHERE stage_id = ?", (stage_id,))
    kept, ours = dict(found), {each.lens: each.text for each in playbook.questions_for(stage_key, ())}
    for lens, typed in questions.items():
        text = clean_line(typed, f"question about {lens}")
        if text in ("", ours[lens]):
            if lens in kept:
                journal.delete(StageQuestion, kept[lens])
        elif lens in kept:
            journal.update(StageQuestion, kept[lens], text=text)
        else:
            journal.insert(StageQuestion, stage=stage_id, lens=lens, text=text)


def _changed(stage: StageOnFile, changed: Mapping[str, Any], *, is_only_name: bool) -> str:
    """What the log-book says of a change."""
    if is_only_name:
        return f"renamed the stage {stage.name} to {changed['name']}"
    return f"changed the stage {changed.get('name', stage.name)}"


def _shift(journal: Journal, desk: Desk, from_position: int, by: int) -> None:
    for stage in stages_on_file(desk, retired=True):
        if stage.position >= from_position:
            _place(journal, desk, stage, stage.position + by)


def _place(journal: Journal, desk: Desk, stage: StageOnFile, position: int) -> None:
    if stage.position == position:
        return
    journal.update(Stage, stage.id, position=position)
    leads = [lead_id for (lead_id,) in desk.rows("SELECT id FROM lead WHERE stage_id = ? ORDER BY id", (stage.id,))]
    journal.update_all(Lead, leads, stage_position=position)
