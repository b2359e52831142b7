"""Walking through the assignment page by page, whoever asks: each field is kept as it is answered, each page as it is left."""

from collections.abc import Callable
from pathlib import Path

from coach.actions.assignment_pages import keep_page
from coach.actions.assignment_writing import WrongField, about
from coach.commands.setup_asking import Asker, Back
from coach.commands.telling import sentence
from coach.errors import CoachError
from coach.exchange.assignment_page import look_at_leads, write_any_page
from coach.records.desk import Desk
from coach.rules.assignment_pages import DONE, FINISH, FIRST_LEADS, OPENING
from coach.rules.dates import show_day
from coach.views.assignment_pages import FieldShown, PageShown, page_shown, pages, stop
from coach.views.written_pipeline import written_pipeline

WriteCalendar = Callable[[Path], str]
"""Writes the weekly review into a file, and says so in sentences."""


def walk(desk: Desk, asker: Asker, write_calendar: WriteCalendar) -> None:
    """From where it was left to its end; back from the opening of one that was done before ends it, too.

    Raises `Leave` and KeyboardInterrupt, with everything kept that was answered.
    """
    at = stop(desk).page
    if at in ("", DONE):
        at = OPENING
    elif at != OPENING:
        asker.tell("It goes on where you left it.")
        asker.keys()
    while at != DONE:
        try:
            _page(desk, asker, page_shown(desk, at), write_calendar)
        except Back:
            known = pages(desk)
            if at != OPENING:
                keep_page(desk, known[known.index(at) - 1], stop(desk).typed)
        at = stop(desk).page or OPENING


def _page(desk: Desk, asker: Asker, page: PageShown, write_calendar: WriteCalendar) -> None:
    """Show a page, ask for its fields, and write it down; what cannot be kept is asked again."""
    _show(desk, asker, page)
    values = {field.key: field.value for field in page.fields}
    if page.key == OPENING:
        asker.keys()
        asker.wait("Enter begins")
    elif page.key == FIRST_LEADS:
        _ask_for_leads(desk, asker, page, values)
    elif not page.is_read or _is_begun(page) or asker.wants_to_change():
        for field in page.fields:
            _ask(desk, asker, page, values, field)
    while not _is_written(desk, asker, page, values, write_calendar):
        pass


def _is_begun(page: PageShown) -> bool:
    """Whether something was typed on it that is not written down."""
    return any(field.value != field.proposed for field in page.fields)


def _ask(desk: Desk, asker: Asker, page: PageShown, values: dict[str, str], field: FieldShown) -> None:
    """Ask for a field, and keep what is said before anything else is asked."""

    def keep(text: str) -> None:
        values[field.key] = text
        keep_page(desk, page.key, {**stop(desk).typed, page.key: values})

    keep(asker.ask(field._replace(value=values[field.key]), keep))


def _ask_for_leads(desk: Desk, asker: Asker, page: PageShown, values: dict[str, str]) -> None:
    """The leads, what would come of them, and for a single one what comes next. Asked until they can be read."""
    leads, next_step = page.fields
    while True:
        _ask(desk, asker, page, values, leads)
        if not values[leads.key]:
            values[next_step.key] = ""
            return
        try:
            seen = look_at_leads(desk, values[leads.key])
        except WrongField as error:
            _complain(asker, error)
            values[leads.key] = ""
            continue
        asker.tell("\n".join(seen.lines))
        if not seen.is_file or asker.confirm("Bring them in?"):
            break
        values[leads.key] = ""
    if seen.is_file or seen.leads > 1:
        values[next_step.key] = ""
    else:
        _ask(desk, asker, page, values, next_step)


def _is_written(
    desk: Desk, asker: Asker, page: PageShown, values: dict[str, str], write_calendar: WriteCalendar
) -> bool:
    """Whether the page could be written down; else the field that is wrong is asked again."""
    try:
        if page.key == FINISH and values["calendar"]:
            with about("calendar"):
                told = write_calendar(Path(values["calendar"]))
            asker.tell(told)
        done = write_any_page(desk, page.key, values)
    except WrongField as error:
        _complain(asker, error)
        field = next(field for field in page.fields if field.key == error.field)
        values[field.key] = field.proposed  # Enter must not take once more what is refused
        _ask(desk, asker, page, values, field)
        return False
    if page.key == FIRST_LEADS and done.sentence:
        asker.tell(sentence(done.sentence))
    if done.warning:
        asker.tell(done.warning)
    return True


def _complain(asker: Asker, error: CoachError) -> None:
    asker.tell()
    asker.tell(f"{error.what} {error.do}".strip())


def _show(desk: Desk, asker: Asker, page: PageShown) -> None:
    asker.title(page.title, f"{page.number} of {page.total}" if page.number else "")
    for line in page.words:
        asker.tell(line)
    if page.example:
        asker.tell(f"For example: {page.example}")
    for answer in page.earlier[:1]:
        asker.tell()
        asker.tell(answer.text, label=f"You said on {show_day(answer.answered_on, desk.today)}")
    if page.told:
        asker.tell()
    for label, text in page.told:
        asker.tell(text, label=label)
    if page.key == FINISH:
        asker.tell()
        asker.tell(written_pipeline(desk).text.rstrip("\n"))
