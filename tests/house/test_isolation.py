"""The ground the tests stand on: nothing of the developer's own, no network, and two databases that start empty."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import peewee
import psycopg
import pytest
from playhouse.db_url import connect

from ..offline.sitecustomize import NetworkForbidden
from ..postgres import Server

ELSEWHERE = "192.0.2.1"
"""An address set aside for documentation: nobody answers there, and nobody is meant to be asked."""


def test_the_home_is_empty_and_ours(tmp_path_factory: pytest.TempPathFactory) -> None:
    home = Path.home()
    assert home.is_relative_to(tmp_path_factory.getbasetemp())
    assert list(home.iterdir()) == []
    assert all(
        Path(os.environ[f"XDG_{kind}_HOME"]).is_relative_to(home) for kind in ("CACHE", "CONFIG", "DATA", "STATE")
    )


def test_the_clock_is_utc_and_the_environment_says_nothing_of_coach() -> None:
    assert time.tzname[0] == "UTC"
    assert [name for name in os.environ if name.startswith(("COACH_", "PG"))] == []
    assert "NO_COLOR" not in os.environ


def test_textual_does_not_animate() -> None:
    from textual.constants import TEXTUAL_ANIMATIONS

    assert TEXTUAL_ANIMATIONS == "none"


def test_no_socket_leaves_this_machine() -> None:
    with socket.socket() as stream, pytest.raises(NetworkForbidden):
        stream.connect((ELSEWHERE, 80))
    with socket.socket(type=socket.SOCK_DGRAM) as datagram, pytest.raises(NetworkForbidden):
        datagram.sendto(b"ask", (ELSEWHERE, 53))
    with pytest.raises(NetworkForbidden):
        socket.getaddrinfo("example.org", 443)


def test_no_program_of_ours_leaves_this_machine() -> None:
    ask = f"import socket; socket.create_connection(('{ELSEWHERE}', 80))"
    asked = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=False)
    assert asked.returncode == 1
    assert "NetworkForbidden" in asked.stderr


def test_the_loopback_and_unix_sockets_stay_open(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()
    with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
        server.bind(str(tmp_path / "here"))
        server.listen()
        client.connect(str(tmp_path / "here"))


@pytest.mark.parametrize("times", [1, 2])
def test_a_database_starts_empty_every_time(database_url: str, times: int) -> None:
    server = "://" in database_url
    database = connect(database_url) if server else peewee.SqliteDatabase(database_url)
    with database:
        assert database.get_tables() == []
        database.execute_sql("CREATE TABLE trace (id INTEGER)")
        assert database.get_tables() == ["trace"]


def test_the_server_listens_to_this_machine_only_and_speaks_utf8(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert connection.execute("SHOW server_encoding").fetchone() == ("UTF8",)


def test_the_server_copies_a_database_from_a_filled_template(postgres_server: Server) -> None:
    def fill(url: str) -> None:
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE kept (id INTEGER)")

    template = postgres_server.template("filled", fill)
    urls = [postgres_server.fresh_database(template) for _ in range(2)]
    for url in urls:
        with psycopg.connect(url) as connection:
            connection.execute("INSERT INTO kept VALUES (1)")
            assert connection.execute("SELECT count(*) FROM kept").fetchone() == (1,)
        postgres_server.finished_with(url)


def test_a_killed_test_process_leaves_no_server_behind() -> None:
    """The server's holder keeps the error stream of the one that started it, so `run` returns when the holder is gone."""
    begin = (
        "import os, sys; from tests.postgres import Server; print(Server().folder, flush=True); os.kill(os.getpid(), 9)"
    )
    root = Path(__file__).parents[2]
    begun = subprocess.run([sys.executable, "-c", begin], capture_output=True, text=True, check=False, cwd=root)
    assert begun.returncode == -9, begun.stderr
    assert begun.stdout.startswith("/")
    assert not Path(begun.stdout.strip()).exists()
