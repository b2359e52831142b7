"""A text goes to the owner's editor and comes back; whatever goes wrong there, the text is as it was and nothing is left over."""

import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver

from coach.errors import Misused
from screens.editor import edit_outside

from .fake_editor import FakeEditor


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeEditor:
    return FakeEditor(tmp_path, monkeypatch)


@pytest_asyncio.fixture
async def app(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[App[None]]:
    """An app that can step aside, as it can in a terminal."""
    monkeypatch.setattr(HeadlessDriver, "can_suspend", property(lambda _: True))
    made: App[None] = App()
    async with made.run_test():
        yield made


async def test_what_was_written_there_comes_back(app: App[None], editor: FakeEditor) -> None:
    editor.does("put(was + 'and Ä\\n'.encode())")
    assert edit_outside(app, "Hello") == "Hello\nand Ä"
    assert editor.seen["text"] == "Hello\n"
    assert not editor.left_behind


@pytest.mark.parametrize("umask", [0o000, 0o077])
async def test_nobody_else_can_read_it_meanwhile(app: App[None], editor: FakeEditor, umask: int) -> None:
    before = os.umask(umask)
    try:
        edit_outside(app, "Hello", suffix=".txt")
    finally:
        os.umask(before)
    assert (editor.seen["mode"], editor.seen["folder"]) == (0o600, 0o700)
    assert editor.seen["path"].endswith(".txt")


@pytest.mark.parametrize("text", ["Hello", "Hello\n", "", "a\n\n", "Ä 山 \x1b[31m\u202e"])
@pytest.mark.parametrize(
    "script", ["", "put(was)", "put(was.replace(b'\\n', b'\\r\\n'))", "put(b'\\xef\\xbb\\xbf' + was)"]
)
async def test_nothing_changed_is_none(app: App[None], editor: FakeEditor, text: str, script: str) -> None:
    editor.does(script)
    assert edit_outside(app, text) is None
    assert not editor.left_behind


async def test_a_text_may_be_emptied(app: App[None], editor: FakeEditor) -> None:
    editor.does("put(b'')")
    assert edit_outside(app, "Hello") == ""


async def test_visual_counts_before_editor_and_both_may_have_arguments(app: App[None], editor: FakeEditor) -> None:
    editor.does("put(b'x')", arguments="--wait 'two words'", variable="VISUAL")
    os.environ["EDITOR"] = "/no/such/editor"
    assert edit_outside(app, "Hello") == "x"
    assert editor.seen["arguments"] == ["--wait", "two words"]


async def test_no_shell_reads_what_is_named(app: App[None], editor: FakeEditor) -> None:
    editor.does("put(b'x')", arguments="'$(touch /tmp/x)' ';' '|'")
    edit_outside(app, "Hello")
    assert editor.seen["arguments"] == ["$(touch /tmp/x)", ";", "|"]


@pytest.mark.parametrize(
    ("named", "what"),
    [
        ("", "No editor is named."),
        ("   ", "No editor is named."),
        ("'vim", "The editor in EDITOR cannot be read: ''vim'."),
        ("/no/such/editor", "The editor '/no/such/editor' could not be started: No such file or directory."),
        ("/etc", "The editor '/etc' could not be started: Permission denied."),
        ("a\x1b[31mb", "The editor 'a\ufffd[31mb' could not be started: No such file or directory."),
    ],
)
async def test_an_editor_that_cannot_be_had_is_told(
    app: App[None], monkeypatch: pytest.MonkeyPatch, named: str, what: str
) -> None:
    monkeypatch.setenv("EDITOR", named)
    with pytest.raises(Misused) as raised:
        edit_outside(app, "Hello")
    assert raised.value.what == what
    assert raised.value.do


@pytest.mark.parametrize(
    ("script", "what"),
    [
        ("put(b'x'); sys.exit(1)", "ended with an error (1)"),
        ("put(b'x'); os.kill(os.getpid(), 9)", "was ended by signal 9"),
        ("put(b'caf\\xe9')", "is not UTF-8"),
        ("os.remove(path)", "No such file or directory"),
        ("os.remove(path); os.mkdir(path)", "Is a directory"),
        ("put(b'x' * 400_001)", "more than 400,000 bytes"),
    ],
)
async def test_what_goes_wrong_there_changes_nothing(
    app: App[None], editor: FakeEditor, script: str, what: str
) -> None:
    editor.does(script)
    with pytest.raises(Misused) as raised:
        edit_outside(app, "Hello")
    assert what in raised.value.what
    assert "The text is as it was." in raised.value.do
    assert not editor.left_behind
    assert app.is_running


async def test_ctrl_c_in_the_editor_is_not_for_the_app(app: App[None], editor: FakeEditor) -> None:
    before = [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGQUIT)]
    editor.does("import signal; os.kill(os.getppid(), signal.SIGINT); os.kill(os.getppid(), signal.SIGQUIT); put(b'x')")
    assert edit_outside(app, "Hello") == "x"
    assert [signal.getsignal(each) for each in (signal.SIGINT, signal.SIGQUIT)] == before


async def test_the_editor_itself_may_be_stopped_with_ctrl_c(app: App[None], editor: FakeEditor) -> None:
    editor.does("import signal; put(str(signal.getsignal(signal.SIGQUIT)).encode())")
    assert edit_outside(app, "Hello") == str(signal.SIG_DFL)


async def test_where_the_app_cannot_step_aside_that_is_said(editor: FakeEditor) -> None:
    async with App[None]().run_test() as pilot:
        with pytest.raises(Misused, match="cannot make room for an editor"):
            edit_outside(pilot.app, "Hello")
