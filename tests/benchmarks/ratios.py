"""Timed ratios: what whole programs cost beside each other, taken in turn (A B C A B C ...) on one machine in one run.

Milliseconds inform; ratios are what a gate holds. A ratio is taken round by round against the first program and the median
of the rounds is kept, so that a machine that is busy for a while slows both sides of it.
"""

import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from statistics import median
from typing import NamedTuple

ROUNDS = 11


class Sample(NamedTuple):
    """One run: seconds of CPU (user and system) and seconds by the wall clock."""

    cpu: float
    wall: float


class Cost(NamedTuple):
    """What a program cost over all rounds: medians and the least, in milliseconds of CPU; ratios to the first program."""

    label: str
    cpu_ms: float
    least_ms: float
    wall_ms: float
    ratio: float
    wall_ratio: float


def environment(**also: str) -> dict[str, str]:
    """The environment a program is timed in: ours without what makes a Python other than its user's.

    That is what the tests put on the path of every Python they start, and a wish to keep no bytecode: an installed program
    has it.
    """
    left_out = {"PYTHONPATH", "PYTHONDONTWRITEBYTECODE"}
    return {name: value for name, value in os.environ.items() if name not in left_out} | also


def whole_program(argv: Sequence[str], env: Mapping[str, str]) -> Sample:
    """Run a program to its end without input and output. Raises AssertionError when it does not end well."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        argv, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert process.stderr is not None
    complaint = process.stderr.read().decode(errors="replace")
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    process.stderr.close()
    assert process.returncode == 0, f"{' '.join(argv)} ended with {process.returncode}: {complaint}"
    return Sample(used.ru_utime + used.ru_stime, wall)


def in_turn(runs: Mapping[str, Callable[[], Sample]], rounds: int = ROUNDS) -> list[Cost]:
    """Take one sample of each in turn, `rounds` times after a first round that warms the file cache. The first is the floor."""
    samples: dict[str, list[Sample]] = {label: [] for label in runs}
    for number in range(-1, rounds):
        for label, run in runs.items():
            sample = run()
            if number >= 0:
                samples[label].append(sample)
    floor = next(iter(samples.values()))
    return [_cost(label, taken, floor) for label, taken in samples.items()]


def of_programs(programs: Mapping[str, Sequence[str]], env: Mapping[str, str], rounds: int = ROUNDS) -> list[Cost]:
    """`in_turn` for whole programs in one environment, by label; the first is the floor."""
    return in_turn({label: partial(whole_program, argv, env) for label, argv in programs.items()}, rounds)


def table(title: str, costs: Sequence[Cost]) -> str:
    """The costs as lines of text under a title."""
    lines = [title, f"{'cpu ms':>9}{'least':>9}{'wall ms':>9}{'x cpu':>8}{'x wall':>8}"]
    lines += [
        f"{cost.cpu_ms:9.1f}{cost.least_ms:9.1f}{cost.wall_ms:9.1f}{cost.ratio:8.2f}{cost.wall_ratio:8.2f}  {cost.label}"
        for cost in costs
    ]
    return "\n".join(lines)


def _cost(label: str, taken: Sequence[Sample], floor: Sequence[Sample]) -> Cost:
    return Cost(
        label,
        1000 * median(sample.cpu for sample in taken),
        1000 * min(sample.cpu for sample in taken),
        1000 * median(sample.wall for sample in taken),
        median(sample.cpu / first.cpu for sample, first in zip(taken, floor, strict=True)),
        median(sample.wall / first.wall for sample, first in zip(taken, floor, strict=True)),
    )
