"""What every command has in common: --json and --db are understood after it as well as before it."""

from typing import Any

import click

from coach.commands.said import said


def _take_db(_context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value:
        said().db = value


def _take_json(_context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value:
        said().as_json = True


def _show_help(context: click.Context, _parameter: click.Parameter, value: bool) -> None:
    if value and not context.resilient_parsing:
        click.echo(context.get_help())
        context.exit()


def shared_options() -> list[click.Parameter]:
    """--db and --json, which tell the front door and not the function of the command, and --help.

    click's own --help looks for a translation first, which costs a short command more than its query.
    """
    return [
        click.Option(
            ["--db"],
            metavar="PATH|URL",
            expose_value=False,
            callback=_take_db,
            help="The database, a file or a postgresql:// address, instead of COACH_DB.",
        ),
        click.Option(
            ["--json", "as_json"], is_flag=True, expose_value=False, callback=_take_json, help="Answer in JSON."
        ),
        click.Option(
            ["--help"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_help,
            help="Show this message and exit.",
        ),
    ]


class Verb(click.Command):
    """A command of coach."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.extend(shared_options())


class Verbs(click.Group):
    """A command of coach that has commands of its own, and does something without them."""

    command_class = Verb

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"invoke_without_command": True, "subcommand_metavar": "[COMMAND]", **kwargs})
        self.params.extend(shared_options())
