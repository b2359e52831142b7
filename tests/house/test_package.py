"""What people install holds everything the program reads at run time."""

import subprocess
import sys
import zipfile
from pathlib import Path

from .source_tree import ROOMS, ROOT, files


def test_the_wheel_carries_every_file_of_the_rooms(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    built = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (wheel,) = tmp_path.glob("*.whl")
    inside = set(zipfile.ZipFile(wheel).namelist())
    kept = {path.relative_to(ROOT).as_posix() for room in ROOMS for path in files(room)}
    assert kept - inside == set()
    assert {name for name in inside if ".dist-info/" not in name} <= kept
    for what in ("coach/records/migrations/0001_pipeline.py", "content/stages.toml", "coach/py.typed"):
        assert what in inside
