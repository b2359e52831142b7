"""A text leaves coach as it is, whole, where the owner wants it, and overwrites nothing."""

import os
import stat
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.errors import Misused
from screens import hand_over
from screens.hand_over import LINK_MOST, file_name, mail_address, mail_link, open_mail, save

DAY = date(2026, 11, 24)
NAME = "ben-adeyemi-2026-11-24.md"
TEXTS = st.text(max_size=300)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Ben Adeyemi", NAME),
        ("Zoë Ångström", "zoe-angstrom-2026-11-24.md"),
        ("../../etc/passwd", "etc-passwd-2026-11-24.md"),
        ("[/x] \x1b[31m", "x-31m-2026-11-24.md"),
        ("山田太郎", "山田太郎-2026-11-24.md"),
        ("***", "message-2026-11-24.md"),
        ("a_b", "a-b-2026-11-24.md"),
    ],
)
def test_a_file_is_called_by_the_name_and_the_day(name: str, called: str) -> None:
    assert file_name(name, DAY) == called


@given(st.text(max_size=600))
def test_every_name_gives_one_that_a_folder_takes(name: str) -> None:
    called = file_name(name, DAY)
    assert Path(called).name == called
    assert len(called.encode()) <= 255
    assert called.isprintable()
    assert not called.startswith((".", "-"))


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_it_is_saved_in_the_current_folder_for_its_owner_alone(here: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        path = save("Hello Ben,\nÄ\n", NAME, NAME)
    finally:
        os.umask(before)
    assert path == here / NAME
    assert path.read_bytes() == "Hello Ben,\nÄ\n".encode()
    assert mode(path) == 0o600
    assert list(here.iterdir()) == [path]


def test_what_is_there_already_stays(here: Path) -> None:
    (here / NAME).write_text("mine", encoding="utf-8")
    second, third = save("two", NAME, NAME), save("three", NAME, NAME)
    assert [second.name, third.name] == ["ben-adeyemi-2026-11-24-2.md", "ben-adeyemi-2026-11-24-3.md"]
    assert (here / NAME).read_text(encoding="utf-8") == "mine"
    assert (second.read_text(encoding="utf-8"), third.read_text(encoding="utf-8")) == ("two", "three")


def test_a_link_to_elsewhere_is_not_followed(here: Path, tmp_path: Path) -> None:
    (here / NAME).symlink_to(tmp_path / "elsewhere")
    assert save("two", NAME, NAME).name == "ben-adeyemi-2026-11-24-2.md"
    assert not (tmp_path / "elsewhere").exists()


def test_a_folder_takes_it_under_its_own_name(here: Path, tmp_path: Path) -> None:
    assert save("a", str(tmp_path), NAME) == tmp_path / NAME
    assert save("b", "", NAME) == here / NAME
    assert save("c", " notes.txt ", NAME) == here / "notes.txt"
    assert save("d", "../up.md", NAME) == tmp_path / "up.md"
    assert save("e", "~", NAME) == Path.home() / NAME


@pytest.mark.parametrize(
    "where", ["missing/x.md", "missing/", "file/x.md", "nul\0.md", "\x1b[31m/x.md", "~nobody-here/x"]
)
def test_where_it_cannot_be_saved_that_is_said_and_nothing_is_left(here: Path, where: str) -> None:
    (here / "file").write_text("", encoding="utf-8")
    with pytest.raises(Misused) as raised:
        save("a", where, NAME)
    assert "\x1b" not in raised.value.what
    assert raised.value.do
    assert [each.name for each in here.iterdir()] == ["file"]


def test_a_file_that_could_not_be_written_leaves_nothing(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Misused, match="No space left on device"):
        save("a", NAME, NAME)
    assert list(here.iterdir()) == []


def test_a_name_that_cannot_be_given_is_let_go_again(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> Path:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "link", refused)
    with pytest.raises(Misused, match="Permission denied"):
        save("a", NAME, NAME)
    assert list(here.iterdir()) == []


def test_there_is_an_end_to_numbers(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hand_over, "NAMES_MOST", 2)
    for _ in range(2):
        save("a", NAME, NAME)
    with pytest.raises(Misused, match="2 files named like"):
        save("a", NAME, NAME)
    assert len(list(here.iterdir())) == 2


def read(link: str) -> tuple[str, str, str]:
    """The address, the subject and the body of a mail link, as RFC 6068 has them read."""
    parts = urlsplit(link)
    assert parts.scheme == "mailto"
    fields = parse_qs(parts.query, keep_blank_values=True, strict_parsing=True, errors="strict")
    assert sorted(fields) == ["body", "subject"]
    return unquote(parts.path), fields["subject"][0], fields["body"][0]


@given(TEXTS, TEXTS)
def test_a_mail_link_is_read_back_as_it_was(subject: str, body: str) -> None:
    link = mail_link("ben@adeyemi.example", subject, body)
    assert link.isascii()
    assert link.isprintable()
    assert " " not in link
    assert "+" not in link
    to, told, written = read(link)
    assert to == "ben@adeyemi.example"
    assert told == " ".join(subject.split())
    assert written.replace("\r\n", "\n") == body.replace("\r\n", "\n").replace("\r", "\n")
    assert "\n" not in written.replace("\r\n", "")
    assert "\r" not in written.replace("\r\n", "")


@given(TEXTS)
def test_whatever_stands_for_an_address_writes_to_nobody_else(to: str) -> None:
    address, subject, body = read(mail_link(to, "s", "b"))
    assert address in {"", to.strip()}
    assert (subject, body) == ("s", "b")


@pytest.mark.parametrize(
    "to", ["ben@x.example", "ben+list@x.example", " ben.o'neill@x.example ", "jürgen@müller.example", "a%41?b&c@x"]
)
def test_an_address_is_taken_as_it_is_written(to: str) -> None:
    assert mail_address(to) == to.strip()
    assert read(mail_link(to, "", ""))[0] == to.strip()


@pytest.mark.parametrize(
    "to",
    [
        "", "ben", "a@b,c@d", "a@b;c@d", "a@b c@d", "a@b\nBcc: c@d", "a@b%0Abcc@c@d", "Ben <a@b>", "mailto:a@b", "a@b\x1b[31m",
        "a\u202e@b",
    ],
)  # fmt: skip
def test_what_is_not_one_plain_address_is_left_out(to: str) -> None:
    assert mail_address(to) == ""
    assert mail_link(to, "s", "b").startswith("mailto:?subject=s&body=b")


def test_no_header_comes_in_by_the_subject() -> None:
    assert mail_link("", "a\r\nBcc: c@d", "") == "mailto:?subject=a%20Bcc%3A%20c%40d&body="


def test_half_a_character_is_no_trouble() -> None:
    assert read(mail_link("", "a\udc80", "b\udc80")) == ("", "a?", "b?")


def test_a_text_too_long_for_a_link_is_refused() -> None:
    assert len(mail_link("", "", "a" * (LINK_MOST - 50))) <= LINK_MOST
    with pytest.raises(Misused, match="too long") as raised:
        mail_link("", "", "ä" * LINK_MOST)
    assert raised.value.do == "Copy it with F2, or save it as a file with F3."


def opener(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str, name: str = "xdg-open") -> Path:
    """A program of this name is the only one there is; what it was given is in the file that is returned."""
    program, given = folder / name, folder / "given"
    program.write_text(
        f"#!{sys.executable}\nimport sys\nopen({str(given)!r}, 'w').write(repr(sys.argv[1:]))\n{script}\n"
    )
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(folder))
    return given


@pytest.fixture
def on_linux(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")


@pytest.mark.usefixtures("on_linux")
async def test_the_link_reaches_the_program_that_opens_mail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = opener(tmp_path, monkeypatch, "")
    link = mail_link("ben@x.example", "a b", "$(touch x) `y`; &\n%41")
    await open_mail(link)
    assert given.read_text() == repr([link])


@pytest.mark.usefixtures("on_linux")
async def test_another_program_is_used_where_that_one_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = opener(tmp_path, monkeypatch, "", name="gio")
    await open_mail("mailto:?subject=&body=")
    assert given.read_text() == repr(["open", "mailto:?subject=&body="])


async def test_a_mac_has_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    given = opener(tmp_path, monkeypatch, "", name="open")
    await open_mail("mailto:?subject=&body=")
    assert given.read_text() == repr(["mailto:?subject=&body="])


@pytest.mark.usefixtures("on_linux")
async def test_where_nothing_opens_mail_the_other_ways_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Misused, match="nothing here that opens mail") as raised:
        await open_mail("mailto:")
    assert raised.value.do == "Copy it with F2, or save it as a file with F3."


@pytest.mark.usefixtures("on_linux")
async def test_a_program_that_cannot_is_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opener(tmp_path, monkeypatch, "sys.exit(3)")
    with pytest.raises(Misused, match=r"xdg-open found no mail program \(it ended with 3\)"):
        await open_mail("mailto:")


@pytest.mark.usefixtures("on_linux")
async def test_a_program_that_cannot_be_started_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opener(tmp_path, monkeypatch, "")
    (tmp_path / "xdg-open").write_text("#!/no/such/program\n")
    with pytest.raises(Misused, match="xdg-open could not be started"):
        await open_mail("mailto:")


@pytest.mark.usefixtures("on_linux")
@pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")
async def test_a_mail_program_that_stays_open_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hand_over, "PATIENCE", 0.2)
    opener(tmp_path, monkeypatch, "import time; time.sleep(5)")
    before = time.monotonic()
    await open_mail("mailto:")
    assert time.monotonic() - before < 4


def test_what_it_prints_does_not_reach_the_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when it looks for the terminal itself: it has none any more."""
    loud = "print('LOUD'); print('LOUD', file=sys.stderr)\ntry:\n open('/dev/tty', 'w').write('LOUD')\nexcept OSError: pass"
    given = opener(tmp_path, monkeypatch, loud)
    script = (
        "import asyncio; from screens.hand_over import open_mail; asyncio.run(open_mail('mailto:x')); print('quiet')"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert given.exists()
    assert (ended.stdout, ended.stderr, ended.returncode) == ("quiet\n", "", 0)
