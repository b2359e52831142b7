"""The script `coach`: runs one command and ends with the exit code of the contract."""

import gc
import os
import sys


def main(argv: list[str] | None = None) -> None:
    """Run the command of `argv` (the words after `coach`; those of this process when None). Always raises SystemExit.

    As a script it ends the process itself: everything is written and closed by then, and taking every module apart again
    would cost a tenth of a short command.
    """
    gc.disable()  # a plain command is over before a collection would pay; what runs longer turns it on again
    from coach.commands.run import run

    code = run(sys.argv[1:] if argv is None else argv)
    if argv is None:
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


if __name__ == "__main__":
    main()
