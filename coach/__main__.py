"""The script `coach`: runs one command and ends with the exit code of the contract."""

import gc
import sys


def main(argv: list[str] | None = None) -> None:
    """Run the command of `argv` (the words after `coach`; those of this process when None). Always raises SystemExit."""
    gc.disable()  # a plain command is over before a collection would pay; what runs longer turns it on again
    from coach.commands.run import run

    sys.exit(run(sys.argv[1:] if argv is None else argv))


if __name__ == "__main__":
    main()
