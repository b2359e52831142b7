"""What to write for the next step: worked on under `e`, handed over, and logged only when the owner says so."""

import os
import stat
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from textual.drivers.headless_driver import HeadlessDriver
from textual.events import Paste
from textual.widgets import Input

from coach.actions.leads import add_lead
from coach.actions.moves import stop_contact
from coach.actions.permission import note_permission
from coach.actions.steps import set_next
from coach.actions.touches import note_reply
from coach.records.desk import Desk
from screens.dialogs.draft_text import DraftText

from ..fake_editor import FakeEditor
from ..screen_reader import screen_strips
from ..story import Clock, Story, last_sentence, the_lead, told
from .people import ben, lin

FILE = "ben-adeyemi-2026-11-24.md"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeEditor:
    monkeypatch.setattr(HeadlessDriver, "can_suspend", property(lambda _: True))
    return FakeEditor(tmp_path, monkeypatch)


@pytest.fixture
def mailer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Makes the one program that opens mail; where it keeps what it was given."""
    monkeypatch.setattr(sys, "platform", "linux")
    programs = tmp_path / "programs"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))

    def make(script: str = "") -> Path:
        given, program = tmp_path / "given", programs / "xdg-open"
        program.write_text(f"#!{sys.executable}\nimport sys\nopen({str(given)!r}, 'w').write(sys.argv[1])\n{script}\n")
        program.chmod(0o700)
        return given

    return make


def text_of(story: Story) -> str:
    return story.app.screen.query_one(DraftText).text


async def handed_to_mail(story: Story) -> None:
    await story.press("f4")
    handing = [each for each in story.app.workers if each.group == "mail"]
    if handing:  # without any it would wait for all there are
        await story.app.workers.wait_for_complete(handing)
    await story.pilot.pause()


def harmless(story: Story) -> None:
    for strip in screen_strips(story.app):
        assert all(character.isprintable() for character in strip.text), repr(strip.text)
        for segment in strip:
            assert not segment.style or "@click" not in segment.style.meta


async def test_it_shows_the_framework_and_a_draft_with_their_words(
    desk: Desk, clock: Clock, size: tuple[int, int]
) -> None:
    ben(desk, clock)
    before = last_sentence(desk)
    async with told(desk, size) as story:
        await story.press("e")
        assert story.asking == "DraftMessage"
        for seen in ("To Ben Adeyemi: answer to what they wrote", "Answer them", "1. Their question", "Give them"):
            assert seen in story.seen
        assert "Hello Ben," in story.seen
        assert "You wrote: “what about the gutters?”" in story.seen
        assert "F2 copy  F3 save  F4 mail  F5 editor  F6 gap  Ctrl+S log  Esc leave  F1 help" in story.seen
        await story.press("tab", "end")
        assert "They said what about the gutters?" in story.words
        assert "Contact They were not asked yet" in story.words
        await story.press("escape")
        assert story.asking == ""
    assert last_sentence(desk) == before


async def test_what_is_typed_takes_the_place_of_the_first_brackets_and_f6_goes_to_the_next(
    desk: Desk, clock: Clock
) -> None:
    ben(desk, clock)
    async with told(desk) as story:
        await story.press("e")
        await story.type("We fix the gutters first.")
        await story.press("f6")
        await story.type("a photo")
        assert "We fix the gutters first." in text_of(story)
        assert "What I need from you for that: a photo." in text_of(story)
        assert "[The straight answer" not in text_of(story)
        await story.press("f6", "f6")
        await story.type("Maya")
        await story.press("f6")  # past the end it begins at the top again
        await story.type("ours.")
        assert "What happens next: ours." in text_of(story)
        assert text_of(story).endswith("Best wishes\nMaya")
        assert "[" not in text_of(story)
        await story.press("f6")
        assert text_of(story).endswith("Best wishes\nMaya")


async def test_a_draft_that_was_begun_is_kept_for_this_lead_and_can_be_begun_again(
    desk: Desk, clock: Clock, size: tuple[int, int]
) -> None:
    ben(desk, clock)
    lin(desk, clock)
    async with told(desk, size) as story:
        name = story.under_cursor
        await story.press("e")
        fresh = text_of(story)
        await story.type("We fix them.")
        await story.press("escape")
        assert story.asking == ""
        assert story.under_cursor == name
        assert "what you wrote is kept until you leave coach." in story.words
        assert "takes it back" not in story.seen
        await story.press("j", "e")
        assert "We fix them." not in story.seen
        await story.press("escape", "k", "e")
        assert "We fix them." in story.seen
        assert "This is the draft you began. F8 begins again." in story.seen
        await story.press("f8")
        assert text_of(story) == fresh
        await story.press("ctrl+z")
        assert "We fix them." in text_of(story)
        await story.press("f8", "escape", "e")
        assert "the draft you began" not in story.seen
        assert text_of(story) == fresh


async def test_it_is_copied_and_says_that_not_every_terminal_takes_it(
    desk: Desk, clock: Clock, size: tuple[int, int]
) -> None:
    ben(desk, clock)
    async with told(desk, size) as story:
        await story.press("e", "f2")
        assert story.app.clipboard == text_of(story)
        assert "Not every one does: F3 saves a file instead." in story.words
        assert "Still in brackets: [The straight answer" in story.words
        assert "and 2 more." in story.words
        assert "Once you have sent it, Ctrl+S logs it as a touch." in story.words


async def test_it_is_saved_as_a_file_for_its_owner_alone_and_nothing_is_overwritten(
    desk: Desk, clock: Clock, here: Path, size: tuple[int, int]
) -> None:
    ben(desk, clock)
    async with told(desk, size) as story:
        await story.press("e", "f3")
        assert "Save as" in story.seen
        assert FILE in story.seen
        await story.press("enter")
        assert f"Savedas{here / FILE}." in "".join(story.seen.split())
        assert (here / FILE).read_text(encoding="utf-8") == text_of(story) + "\n"
        assert stat.S_IMODE((here / FILE).stat().st_mode) == 0o600
        await story.press("f3", "enter")
        assert (here / "ben-adeyemi-2026-11-24-2.md").exists()
        await story.press("f3", "ctrl+u")
        await story.type("nowhere/x.md")
        await story.press("enter")
        assert "There is no folder" in story.words
        assert story.app.screen.query_one("#write-where Input", Input).value == "nowhere/x.md"
        await story.press("escape")
        assert story.asking == "DraftMessage"
        assert not story.app.screen.query_one("#write-where").display
        await story.press("escape")
        assert "is kept" not in story.seen  # it stands in the file
    assert sorted(os.listdir(here)) == ["ben-adeyemi-2026-11-24-2.md", FILE]  # noqa: PTH208


async def test_it_is_handed_to_the_mail_program(
    desk: Desk, clock: Clock, mailer: Callable[[str], Path], size: tuple[int, int]
) -> None:
    given = mailer("print('LOUD')")
    ben(desk, clock)
    before = last_sentence(desk)
    async with told(desk, size) as story:
        await story.press("e")
        await handed_to_mail(story)
        link = urlsplit(given.read_text(encoding="utf-8"))
        fields = parse_qs(link.query, strict_parsing=True)
        assert unquote(link.path) == "ben@adeyemi.example"
        assert fields["subject"] == ["Your question"]
        assert fields["body"] == [text_of(story).replace("\n", "\r\n")]
        assert "Handed to your mail program, to ben@adeyemi.example: it is sent there, by you." in story.words
        await story.press("escape")
    assert last_sentence(desk) == before


async def test_without_an_address_and_with_a_long_text_that_is_said(
    desk: Desk, clock: Clock, mailer: Callable[[str], Path]
) -> None:
    mailer("")
    lin(desk, clock)
    async with told(desk) as story:
        await story.press("e")
        story.app.screen.query_one(DraftText).put("Ä" * 400)
        await handed_to_mail(story)
        assert "write there whom it is for" in story.words
        assert "It is long for a mail link, 2,4" in story.words
        story.app.screen.query_one(DraftText).put("Ä" * 20_000)
        await handed_to_mail(story)
        assert "too long to be handed to a mail program. Copy it with F2, or save it as a file with F3." in story.words


async def test_without_a_mail_program_the_other_ways_are_offered(
    desk: Desk, clock: Clock, mailer: Callable[[str], Path]
) -> None:
    ben(desk, clock)
    async with told(desk) as story:
        await story.press("e")
        await handed_to_mail(story)
        assert "There is nothing here that opens mail" in story.words
        assert "Copy it with F2, or save it as a file with F3." in story.words
        mailer("sys.exit(4)")
        await handed_to_mail(story)
        assert "xdg-open found no mail program (it ended with 4)." in story.words


async def test_it_is_worked_on_in_the_owners_editor(
    desk: Desk, clock: Clock, editor: FakeEditor, size: tuple[int, int]
) -> None:
    editor.does("put(was.replace(b'[The straight answer', b'Yes, both \\x1b[31m sides. [Or')[:-1] + b'\\tand more\\n')")
    ben(desk, clock)
    async with told(desk, size) as story:
        await story.press("e")
        fresh = text_of(story)
        await story.press("f5")
        assert editor.seen["text"] == fresh + "\n"
        assert editor.seen["path"].endswith(".md")
        assert not editor.left_behind
        assert "Yes, both \ufffd[31m sides." in text_of(story)
        assert text_of(story).endswith("    and more")
        assert "As your editor left it. Ctrl+Z takes that back." in story.words
        harmless(story)
        await story.press("ctrl+z")
        assert text_of(story) == fresh
        editor.does("")
        await story.press("f5")
        assert "Nothing was changed there." in story.words
        editor.does("put(b'x'); sys.exit(3)")
        await story.press("f5")
        assert text_of(story) == fresh
        assert "ended with an error (3). The text is as it was." in story.words


async def test_without_an_editor_it_says_how_to_name_one(desk: Desk, clock: Clock) -> None:
    ben(desk, clock)
    async with told(desk) as story:
        await story.press("e", "f5")
        assert "No editor is named. Set EDITOR before you start coach" in story.words


async def test_it_is_logged_as_a_touch_only_when_the_owner_says_so(
    either_desk: Desk, clock: Clock, size: tuple[int, int]
) -> None:
    ben(either_desk, clock)
    async with told(either_desk, size) as story:
        await story.press("e")
        await story.type("We fix them.")
        await story.press("f2", "ctrl+s")
        assert story.asking == "LogSent"
        assert "Log the message you sent: Ben Adeyemi" in story.seen
        await story.press("escape")
        assert story.asking == "DraftMessage"
        assert "We fix them." in text_of(story)
        assert the_lead(either_desk, "Ben Adeyemi").unanswered == 0
        await story.press("ctrl+s", "enter")
        assert story.asking == ""
        assert "takes it back" in story.words
    card = the_lead(either_desk, "Ben Adeyemi")
    assert (card.timeline[0].kind, card.timeline[0].via, card.timeline[0].note) == (
        "touch",
        "email",
        "Answer to what they wrote",
    )
    assert card.unanswered == 1


async def test_who_asked_for_another_way_has_it_logged_that_way(desk: Desk, clock: Clock) -> None:
    note_permission(desk, ben(desk, clock), via="message")
    async with told(desk) as story:
        await story.press("e", "ctrl+s", "enter")
        assert story.asking == ""
    assert the_lead(desk, "Ben Adeyemi").timeline[0].via == "message"


async def test_that_they_named_a_way_that_is_no_writing_is_told(desk: Desk, clock: Clock) -> None:
    note_permission(desk, ben(desk, clock), via="call", words="call me, I read no mail")
    async with told(desk, (120, 40)) as story:
        await story.press("e")
        assert "A message is not the way they named." in story.words
        assert "call me, I read no mail" in story.words


async def test_after_it_is_logged_the_draft_is_done_with(desk: Desk, clock: Clock) -> None:
    lead = ben(desk, clock)
    async with told(desk, start="leads") as story:
        await story.press("e")
        await story.type("We fix them.")
        await story.press("escape", "e", "ctrl+s", "enter")
        note_reply(desk, lead, note="and the roof?")
        await story.press("e")
        assert "You wrote: “and the roof?”" in text_of(story)
        assert "We fix them." not in text_of(story)


async def test_a_draft_for_another_step_is_another_draft(desk: Desk, clock: Clock) -> None:
    lead = ben(desk, clock)
    async with told(desk, start="leads") as story:
        await story.press("e")
        await story.type("We fix them.")
        await story.press("escape")
        set_next(desk, lead, "send the article", date(2026, 11, 26))
        await story.press("e")
        assert "something useful" in story.seen
        assert "We fix them." not in text_of(story)


async def test_a_promise_that_is_late_has_its_own_words(desk: Desk, clock: Clock, size: tuple[int, int]) -> None:
    lin(desk, clock)
    async with told(desk, size) as story:
        await story.press("e")
        assert "To Lin Wei: our promise, late" in story.seen
        assert "I promised you something for Monday 23 November: send the checklist." in text_of(story)


async def test_help_says_what_the_keys_do_while_letters_are_typed(desk: Desk, clock: Clock) -> None:
    ben(desk, clock)
    async with told(desk) as story:
        await story.press("e", "f1")
        assert story.asking == "Help"
        assert "coach sends nothing, and logs nothing by itself." in story.words
        await story.press("escape")
        assert story.asking == "DraftMessage"


async def test_a_click_on_a_hint_is_as_good_as_its_key(desk: Desk, clock: Clock) -> None:
    ben(desk, clock)
    async with told(desk) as story:
        await story.press("e")
        for column, row in ((2, 23), (10, 23)):
            await story.pilot.click(offset=(column, row))
            await story.pilot.pause()
        assert story.app.clipboard == text_of(story)
        assert "Save as" in story.seen


async def test_a_message_is_for_one_lead(desk: Desk, clock: Clock) -> None:
    ben(desk, clock)
    lin(desk, clock)
    async with told(desk) as story:
        await story.press("space", "j", "space", "e")
        assert story.asking == ""
        assert "A message is written to one person." in story.words


async def test_nothing_is_written_to_somebody_who_asked_for_no_contact(desk: Desk) -> None:
    lead = add_lead(desk, "Ada Brook").lead_id
    assert lead is not None
    stop_contact(desk, lead, reason="asked us to stop")
    async with told(desk, start="leads") as story:
        await story.press("e")
        assert story.asking == ""
        assert "Ada Brook asked for no contact." in story.seen


@pytest.mark.parametrize(
    "words",
    [
        "[/x]",
        "[red]Ada[/red] [@click=app.quit]x[/]",
        "\x1b[31mAda\x1b]0;title\x07 \x9b2J",
        "\u202eevil\u202c \u200fname\u2028x",
        "山田太郎 👩\u200d👩\u200d👧 한국어",
        "a\tb\vc",
        "W" * 500,
        "{sender} {0} %s",
    ],
)
async def test_hostile_words_are_only_words(desk: Desk, size: tuple[int, int], words: str) -> None:
    lead = add_lead(desk, words, company=words, owner=f"Owner {words}"[:400]).lead_id
    assert lead is not None
    note_reply(desk, lead, note=words)
    async with told(desk, size) as story:
        await story.press("e")
        assert story.asking == "DraftMessage"
        harmless(story)
        story.app.screen.query_one(DraftText).post_message(Paste(f"{words}\n{words}"))
        await story.pilot.pause()
        harmless(story)
        await story.press("f2")
        harmless(story)
        await story.press("f3", "enter", "ctrl+s")
        assert story.asking == "LogSent"
        harmless(story)
        await story.press("escape", "escape")
        harmless(story)
        assert story.asking == ""


async def test_keys_that_come_too_late_do_nothing(desk: Desk, clock: Clock) -> None:
    ben(desk, clock)
    async with told(desk) as story:
        await story.press("e")
        for key in ("escape", "escape", "ctrl+s"):
            story.app.simulate_key(key)
        await story.pilot.pause()
        assert story.asking == ""
