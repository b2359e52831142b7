"""What a merge would come to, in words: what will be known, what goes over, what the owner should know first."""

from coach.views.merging import MergeLine, MergePreview, MergeSide
from screens.lead_words import BLANK, STAGE, labelled, short_stage, shortened
from screens.safe import cell_width
from screens.widgets.cells import Span
from screens.widgets.wrap import Paragraph, paragraph

_NAME, _TEXT, _LABEL = 40, 160, 20
"""Cells of a name, of what is known, of a label."""


def told_before(preview: MergePreview, *, people: bool) -> list[Paragraph]:
    """All of it, what stands against it first. `people` as in `merge_preview`."""
    against = [preview.refused] if preview.refused else list(preview.warnings)
    shown = [paragraph(("warn", f"! {text}"), hang=2) for text in against]
    shown += [
        labelled("Stays", _named(preview.keep)),
        labelled("Stays too" if people else "Goes", _named(preview.other)),
    ]
    if preview.refused:
        return shown
    if preview.moves:
        shown.append(labelled("Over go", ", ".join(shortened(text, _TEXT) for text in preview.moves)))
    title = "What will be known of the person" if people else "What will be known"
    return [*shown, BLANK, paragraph(("strong", title)), *_lines(preview)]


def _lines(preview: MergePreview) -> list[Paragraph]:
    labels = [shortened(line.label.removeprefix("Field "), _LABEL) for line in preview.lines]
    hang = max((cell_width(label) for label in labels), default=0) + 1
    return [
        Paragraph([Span("dim", label + " " * (hang - cell_width(label))), *_outcome(line)], hang)
        for label, line in zip(labels, preview.lines, strict=True)
    ]


def _outcome(line: MergeLine) -> list[Span]:
    """What it will be, and in dim what it would replace, or where it comes from."""
    kept, other, result = (shortened(text, _TEXT) for text in line[1:])
    shown = Span("plain", result or "nothing")
    if line.result == line.kept:
        left = f" (not: {other})" if line.other and line.other != line.kept else ""
        return [shown, Span("dim", left)]
    if line.result == line.other:
        return [shown, Span("dim", f" (of the other, not: {kept})" if kept else " (of the other)")]
    if not (kept or other):
        return [shown]  # what moved here from another line
    return [shown, Span("dim", f" (from: {kept or 'nothing'}, and of the other: {other or 'nothing'})")]


def _named(side: MergeSide) -> str:
    company = f" · {shortened(side.company, _NAME)}" if side.company and side.company != side.name else ""
    return f"{shortened(side.name, _NAME)}{company}, {short_stage(side.stage, STAGE)} (number {side.id})"
