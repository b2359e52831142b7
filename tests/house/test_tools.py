"""The tools that watch the house, as one of its tests: lint, format, types and the arrows between the rooms."""

import os
import subprocess
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOOLS = {
    "types": ["mypy"],
    "arrows": ["lint-imports"],
    "lint": ["ruff", "check", "--quiet"],
    "format": ["ruff", "format", "--check", "--quiet"],
}


@pytest.mark.parametrize("tool", TOOLS)
def test_the_house_is_clean(tool: str) -> None:
    program, *arguments = TOOLS[tool]
    argv = [f"{sysconfig.get_path('scripts')}/{program}", *arguments]
    environment = {**os.environ, "NO_COLOR": "1", "PYTHONPATH": ""}
    run = subprocess.run(argv, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, f"{' '.join(TOOLS[tool])}\n{run.stdout}{run.stderr}"
