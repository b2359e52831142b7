"""What is written to a file is for its owner alone, whole or not there, and never over something by accident."""

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from coach.errors import Misused, Refused
from coach.exchange.private_file import write_private


@pytest.fixture(params=[0o000, 0o022, 0o077, 0o777])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.usefixtures("umask")
@pytest.mark.parametrize("over", [False, True])
def test_a_file_is_readable_by_its_owner_alone_whatever_the_umask(tmp_path: Path, over: bool) -> None:
    path = tmp_path / "page.html"
    assert write_private(path, b"page", over=over) == path
    assert path.read_bytes() == b"page"
    assert path.stat().st_mode & 0o777 == 0o600
    assert names(tmp_path) == ["page.html"]


def test_what_is_there_stays_unless_it_is_to_be_written_over(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("mine")
    path.chmod(0o644)
    with pytest.raises(Refused, match=r"page\.html is there already"):
        write_private(path, b"page")
    assert path.read_text() == "mine"
    write_private(path, b"page", over=True)
    assert path.read_text() == "page"
    assert path.stat().st_mode & 0o777 == 0o600
    assert names(tmp_path) == ["page.html"]


def test_a_name_that_is_taken_while_the_file_is_written_stays_with_whoever_took_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "page.html"
    monkeypatch.setattr(os, "fsync", lambda _handle: path.write_text("theirs"))
    with pytest.raises(Refused, match="is there already"):
        write_private(path, b"page")
    assert path.read_text() == "theirs"
    assert names(tmp_path) == ["page.html"]


@pytest.mark.parametrize("code", [errno.EPERM, errno.EOPNOTSUPP])
def test_a_disk_that_knows_no_second_names_takes_the_file_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refused(source: Path, target: Path) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "link", refused)
    path = tmp_path / "page.html"
    write_private(path, b"page")
    assert (path.read_bytes(), path.stat().st_mode & 0o777, names(tmp_path)) == (b"page", 0o600, ["page.html"])
    with pytest.raises(Refused):
        write_private(path, b"again")


@pytest.mark.parametrize("over", [False, True])
def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, over: bool) -> None:
    path = tmp_path / "page.html"
    if over:
        path.write_text("mine")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_private(path, b"page", over=over)
    assert names(tmp_path) == (["page.html"] if over else [])
    assert not over or path.read_text() == "mine"


def test_a_link_stays_a_link_and_what_it_leads_to_is_written(tmp_path: Path) -> None:
    (tmp_path / "real.html").write_text("mine")
    link = tmp_path / "link.html"
    link.symlink_to("real.html")
    with pytest.raises(Refused):
        write_private(link, b"page")
    write_private(link, b"page", over=True)
    assert link.is_symlink()
    assert (tmp_path / "real.html").read_text() == "page"


def test_what_is_no_file_is_never_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path, tmp_path / "pipe", Path(os.devnull)):
        with pytest.raises(Misused, match="no file to write to"):
            write_private(place, b"page", over=True)
    with pytest.raises(Misused, match="There is no folder"):
        write_private(tmp_path / "nowhere" / "page.html", b"page")
    assert Path(os.devnull).is_char_device()
