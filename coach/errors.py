"""What coach says when it cannot do a thing: what happened, and what to do about it."""


class CoachError(Exception):
    """Something a user can cause or meet. `what` is one sentence, `do` says what to do next; `exit_code` is the contract's."""

    exit_code = 3

    def __init__(self, what: str, do: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.do = do


class Refused(CoachError):
    """A rule of the pipeline says no. Nothing was changed."""

    exit_code = 1


class Misused(CoachError):
    """The command, date, amount or file could not be understood. Nothing was changed."""

    exit_code = 2


class Broken(CoachError):
    """The data or the database is at fault."""

    exit_code = 3
