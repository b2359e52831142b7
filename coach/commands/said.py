"""What is said about the whole command, before or after its name."""

import click


class Said:
    """What was said about the whole command: which database, and whether the answer is for a program."""

    def __init__(self) -> None:
        self.db = ""
        self.as_json = False


def said() -> Said:
    """What was said for the command that runs."""
    found: Said = click.get_current_context().find_root().obj
    return found
