"""What changed between two versions is told by the part of the page it is in, in the words of the page."""

from hypothesis import given
from hypothesis import strategies as st

from coach.rules.written_difference import CHANGED, GONE, MOVED, NEW, RENAMED, Changed, compare
from coach.rules.written_pipeline import AnswerKept, PipelineKept, write_page

from .written_worlds import PLAN, TUESDAY, kept, own_stage, stages_as_they_came

LEAD, DISCOVERY, PROPOSAL, *LATER_STAGES = stages_as_they_came()


def differ(before: PipelineKept, after: PipelineKept) -> tuple[Changed, ...]:
    return compare(write_page(before, TUESDAY).text, write_page(after, TUESDAY.replace(day=25)).text)


def test_two_days_with_the_same_content_do_not_differ() -> None:
    held = kept(("owner", "Maya"), ("commit", PLAN))
    assert differ(held, held) == ()


def test_a_changed_line_is_told_as_it_was_and_as_it_is() -> None:
    slower = kept(
        stages=(LEAD, DISCOVERY, PROPOSAL._replace(normal_stay=20, meaning="In *their* hands."), *LATER_STAGES)
    )
    assert differ(kept(), slower) == (
        Changed(
            PROPOSAL.name, CHANGED,
            (f"Means: {PROPOSAL.meaning}", "Normal stay: 15 business days"),
            ("Means: In *their* hands.", "Normal stay: 20 business days"),
        ),
    )  # fmt: skip


def test_a_renamed_stage_is_one_stage_under_another_name() -> None:
    renamed = kept(stages=(LEAD, DISCOVERY._replace(name="First talk", normal_stay=8), PROPOSAL, *LATER_STAGES))
    assert differ(kept(), renamed) == (
        Changed("First talk", RENAMED, ("Normal stay: 10 business days",), ("Normal stay: 8 business days",), DISCOVERY.name),
    )  # fmt: skip


def test_a_new_stage_and_one_that_is_gone_are_told_with_what_they_say() -> None:
    added = kept(stages=(LEAD, own_stage(meaning="They try it."), DISCOVERY, PROPOSAL, *LATER_STAGES))
    (new,) = differ(kept(), added)
    assert (new.where, new.what, new.was) == ("Trial", NEW, ())
    assert new.now[0] == "Means: They try it."
    (gone,) = differ(added, kept())
    assert (gone.where, gone.what, gone.now) == ("Trial", GONE, ())
    assert gone.was == new.now


def test_stages_in_another_order_are_told_in_both_orders_by_the_names_they_have_now() -> None:
    moved = kept(stages=(LEAD, PROPOSAL, DISCOVERY._replace(name="First talk"), *LATER_STAGES))
    renamed, order = differ(kept(), moved)
    assert renamed.what == RENAMED
    assert (order.where, order.what) == ("The stages", MOVED)
    assert order.was[:3] == (LEAD.name, "First talk", PROPOSAL.name)
    assert order.now[:3] == (LEAD.name, PROPOSAL.name, "First talk")


def test_a_new_owner_is_told_at_the_top_and_a_new_answer_where_it_was_asked() -> None:
    before = kept(("stuck", "In Proposal"), ("owner", "Maya"))
    after = before._replace(
        answers=(*before.answers, AnswerKept("owner", "Tom", TUESDAY), AnswerKept("stuck", "In Discovery", TUESDAY))
    )
    assert differ(before, after) == (
        Changed(
            "", CHANGED,
            ("Pipeline of Maya", "Owner: Maya, named Tue 24 Nov 2026"),
            ("Pipeline of Tom", "Owner: Tom, named Tue 24 Nov 2026"),
        ),
        Changed("Where do leads get stuck today?", CHANGED, ("In Proposal",), ("In Discovery",)),
    )  # fmt: skip


def test_what_only_follows_from_the_rest_is_not_told_again() -> None:
    answered = kept(("stuck", "In Proposal"))
    (told,) = differ(kept(), answered)
    assert (told.where, told.what) == ("Where do leads get stuck today?", NEW)


def test_a_stage_named_like_a_chapter_or_a_question_is_still_a_stage() -> None:
    for name in ("The weekly review", "Still open", "Earlier answers", "Where do leads get stuck today?"):
        twin = own_stage(name, meaning="a")
        before, after = (
            kept(("stuck", "x"), stages=(stage, LEAD)) for stage in (twin, twin._replace(meaning="b", normal_stay=2))
        )
        assert differ(before, after) == (
            Changed(name, CHANGED, ("Means: a", "Normal stay: 1 business day"), ("Means: b", "Normal stay: 2 business days")),
        )  # fmt: skip


STAGES = st.lists(
    st.builds(
        own_stage, st.text("ab# -*<", min_size=1, max_size=4).filter(str.strip), meaning=st.text("xy\n#-", max_size=9)
    ),
    max_size=4,
    unique_by=lambda stage: stage.name.strip(),
)


@given(STAGES, STAGES)
def test_versions_differ_exactly_when_something_changed(some: list, others: list) -> None:  # type: ignore[type-arg]
    before, after = (kept(("stages", "read"), stages=tuple(stages)) for stages in (some, others))
    told = differ(before, after)
    same = write_page(before, None).text == write_page(after, None).text
    assert (told == ()) is same
    assert {each.where for each in told if each.what == NEW} <= {" ".join(each.name.split()) for each in others}
