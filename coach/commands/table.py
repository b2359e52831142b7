"""All commands by name. Each is a module that is imported when its command runs: start-up time is a promise."""

from importlib import import_module
from typing import Any, NamedTuple

import click

from coach.commands.verb import shared_options


class Entry(NamedTuple):
    """Where a command is, as `module:attribute` under `coach.commands`, and its one line of help."""

    where: str
    help: str


SECTIONS: dict[str, dict[str, Entry]] = {
    "Each day": {
        "due": Entry("due:due", "Who waits for you today, in order."),
        "add": Entry("add:add", "A new lead; a name is enough."),
        "log": Entry("log:log", "A touch, or their reply, and the next step agreed in it."),
        "next": Entry("steps:next_", "Set the next step by hand."),
        "snooze": Entry("steps:snooze", "Not before a day."),
        "show": Entry("show:show", "One lead: what is known, what comes next, what was."),
        "note": Entry("note:note", "Write something down about a lead."),
        "spread": Entry("spread:spread", "Spread what piled up while you were away."),
        "find": Entry("find:find", "Search names, addresses, numbers and what was written."),
    },
    "Conversation": {
        "ask": Entry("lenses:ask", "What to ask next, and what is known."),
        "answer": Entry("lenses:answer", "Keep what they said about a lens."),
        "recap": Entry("recap:recap", "What you heard, on one page, ready to send."),
        "message": Entry("message:message", "A draft for the next step."),
        "permission": Entry("permission:permission", "How and how often they are fine with hearing from you."),
    },
    "Outcomes": {
        "move": Entry("move:move", "To another stage."),
        "won": Entry("outcomes:won", "They said yes."),
        "not-yet": Entry("outcomes:not_yet", "Not now, with the reason and perhaps a day to return."),
        "reopen": Entry("outcomes:reopen", "Take a closed lead up again."),
        "do-not-contact": Entry("outcomes:do_not_contact", "Stop every proposal for a person, at once and for good."),
        "edit": Entry("edit:edit", "Put right what is known of a lead."),
        "tag": Entry("tag:tag", "Give a lead tags, or take them away; without any, list them."),
        "merge": Entry("merge:merge", "Two leads that are one, or are of one person."),
        "resting": Entry("resting:resting", "Not yet, and nothing planned: whom to think of once a year."),
    },
    "Pipeline": {
        "setup": Entry("setup:setup", "The coaching assignment, by plain prompts."),
        "pipeline": Entry("pipeline:pipeline", "The written pipeline, and its earlier versions."),
        "review": Entry("app:review", "The weekly review, on the full screen."),
        "stages": Entry("stages:stages", "The stages of the pipeline: list and edit them."),
        "days-off": Entry("days_off:days_off", "The working calendar: weekdays, holidays, quiet days."),
        "settings": Entry("settings:settings", "How coach works for you."),
    },
    "Records": {
        "import": Entry("bring_in:import_", "Bring in leads from a file."),
        "undo": Entry("journal:undo", "Take back your last change."),
        "log-book": Entry("journal:log_book", "Who changed what, and when."),
        "where": Entry("where:where", "Where the records are."),
        "demo": Entry("app:demo", "Look around in a made-up pipeline that leaves nothing behind."),
    },
}


class FrontDoor(click.Group):
    """`coach` itself: looks commands up in the table, and opens the app when none is named."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        return [name for section in SECTIONS.values() for name in section]

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, imported now."""
        for section in SECTIONS.values():
            if cmd_name in section:
                module, _, attribute = section[cmd_name].where.partition(":")
                found: click.Command = getattr(import_module(f"coach.commands.{module}"), attribute)
                return found
        return None

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The table with its lines of help, without importing any command."""
        for title, section in SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(f"{name:14}", entry.help) for name, entry in section.items()])


def _tell_version(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        from coach import __version__

        click.echo(f"coach {__version__}")
        context.exit()


def _open_the_app(**_nothing: Any) -> None:
    if click.get_current_context().invoked_subcommand is None:
        from coach.commands.app import open_app

        open_app()


root = FrontDoor(
    "coach",
    callback=_open_the_app,
    invoke_without_command=True,
    subcommand_metavar="[COMMAND]",
    params=[
        *shared_options(),
        click.Option(
            ["--version"], is_flag=True, expose_value=False, is_eager=True, callback=_tell_version, help="The version."
        ),
    ],
    help=(
        "Keep in touch with the people who asked for you, and know who is next.\n\n"
        "Without a command, coach opens on the full screen."
    ),
    epilog=(
        "LEAD is a number, or any part of a name, company or e-mail that only one lead has. DATE is 2026-12-01, tomorrow, "
        "fri, next fri, +3d, +2w, +3bd (business days) or 12 dec."
    ),
)
"""The whole command line."""
