"""`coach stages`: the stages of the pipeline, listed and edited."""

from typing import Any

import click

from coach.commands.after import tell_done
from coach.commands.front_door import ask, at_a_terminal, open_desk, open_to_change
from coach.commands.verb import Verbs
from coach.errors import Misused
from coach.records.desk import Desk
from coach.rules.rhythm_change import read_gaps
from coach.rules.text import quoted


@click.group(cls=Verbs)
@click.option("--leads", is_flag=True, help="The board: the leads of each stage, in the order of the day.")
@click.pass_context
def stages(context: click.Context, leads: bool) -> None:
    """List the stages of your pipeline, or edit them. STAGE is any part of a name that only one stage has."""
    if context.invoked_subcommand is not None:
        return
    from coach.commands import stage_list

    desk = open_desk()
    if leads:
        stage_list.tell_board(desk)
    else:
        stage_list.tell_stages(desk)


@stages.command()
@click.argument("stage")
@click.argument("name")
def rename(stage: str, name: str) -> None:
    """Give STAGE another NAME; its history stays."""
    _change("rename_stage", stage, name)


@stages.command()
@click.argument("stage")
@click.option("--meaning", help="What it means that a lead is here.")
@click.option("--entry", help="What brings a lead here.")
@click.option("--exit-evidence", help="What they did that shows they are ready to move on.")
@click.option("--normal-stay", type=int, metavar="DAYS", help="Business days after which a lead counts as stuck.")
@click.option("--gaps", metavar="DAYS", help="Business days between the touches while nobody answers: 0,2,3,5.")
@click.option(
    "--question", "questions", multiple=True, metavar="LENS=TEXT",
    help="What it asks through a lens, as fit='Who else has a say?'; without a text it asks as coach does.",
)  # fmt: skip
@click.option(
    "--dry-run", is_flag=True, help="Say what new gaps and another normal stay would change, and write nothing."
)
def edit(stage: str, gaps: str | None, questions: tuple[str, ...], dry_run: bool, **texts: Any) -> None:
    """Change what STAGE says; what is not named stays. New gaps plan the steps of its leads anew."""
    if gaps is None and not questions and all(text is None for text in texts.values()):
        raise Misused("Nothing to change was named.", "Add one, such as --normal-stay: coach stages edit --help")
    numbers = None if gaps is None else read_gaps(gaps)
    if dry_run:
        from coach.commands.stage_preview import tell_preview

        desk = open_desk()
        tell_preview(desk, _stage_id(desk, stage), numbers, texts["normal_stay"])
    else:
        _change("edit_stage", stage, gaps=numbers, questions=_asked(questions), **texts)


@stages.command()
@click.argument("name")
@click.option("--after", default="", metavar="STAGE", help="The stage it comes after; the last open one without it.")
@click.option("--meaning", default="", help="What it means that a lead is here.")
@click.option("--exit-evidence", default="", help="What they did that shows they are ready to move on.")
@click.option("--normal-stay", type=int, default=10, metavar="DAYS", help="Business days; 10 without it.")
def add(name: str, after: str, meaning: str, exit_evidence: str, normal_stay: int) -> None:
    """Add a stage of your own. It begins with the rhythm of the stage before it."""
    desk = _desk_with_stages()
    from coach.actions.pipeline import add_stage

    before = _stage_id(desk, after) if after else None
    tell_done(
        desk,
        add_stage(desk, name, after=before, meaning=meaning, exit_evidence=exit_evidence, normal_stay=normal_stay),
    )


@stages.command()
@click.argument("stage")
@click.argument("number", type=click.IntRange(1), metavar="N")
def place(stage: str, number: int) -> None:
    """Move STAGE to place N among the open stages, counted from 1."""
    _change("place_stage", stage, number - 1)


@stages.command()
@click.argument("stage")
@click.option("--to", default="", metavar="STAGE", help="Where its leads go.")
def retire(stage: str, to: str) -> None:
    """Take STAGE out of use; its history stays. Say with --to where its leads go, if it has any."""
    desk = _desk_with_stages()
    from coach.actions.pipeline import retire_stage
    from coach.views.stages import find_stage

    found = find_stage(desk, stage)
    if found.leads and not to and at_a_terminal():
        to = ask(f"Where do the leads of {found.name} go ({found.leads})?")
    tell_done(desk, retire_stage(desk, found.id, _stage_id(desk, to) if to else None))


def _desk_with_stages() -> Desk:
    desk = open_to_change(create=True)
    from coach.actions.pipeline import write_pipeline

    write_pipeline(desk)
    return desk


def _stage_id(desk: Desk, text: str) -> int:
    from coach.views.stages import find_stage

    return find_stage(desk, text).id


def _change(action: str, stage: str, *args: Any, **kwargs: Any) -> None:
    desk = _desk_with_stages()
    from coach.actions import pipeline

    change = getattr(pipeline, action)
    tell_done(desk, change(desk, _stage_id(desk, stage), *args, **kwargs))


def _asked(questions: tuple[str, ...]) -> dict[str, str]:
    """The questions by lens. Raises Misused for one that is not written as LENS=TEXT, and for a lens that is named twice."""
    asked: dict[str, str] = {}
    for each in questions:
        lens, sign, text = each.partition("=")
        lens = lens.strip().casefold()
        if not sign or lens in asked:
            what = "names a lens a second time" if sign else "is not written as LENS=TEXT"
            raise Misused(f"{quoted(each)} {what}.", "Write it as --question fit='Who else has a say?'.")
        asked[lens] = text
    return asked
