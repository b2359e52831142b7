"""The page for paper: it stands alone, says what the Markdown says, and nothing in it is obeyed."""

from html.parser import HTMLParser

from hypothesis import given

from coach.exchange.paper import as_paper
from coach.rules.written_pipeline import write_page

from ..rules.test_markdown import LINES, WORDS
from ..rules.written_worlds import PLAN, TUESDAY, kept, own_stage, stages_as_they_came

EMPTY = {"meta", "br"}
HOSTILE = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style><script>1</script>", "</title><b>", "&lt;b&gt;",
    "[click](javascript:alert(1))", "![x](https://x.y/z.png)", "https://x.y", "<https://x.y>", "<!-- -->", "\x1b[31m",
    "\u202egnp", "# x", "- x",
]  # fmt: skip


class Page(HTMLParser):
    """What is in a page: its tags with their attributes, in order, balanced; and its words by the tag they are in."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.said: list[tuple[str, str]] = []
        self._within: list[str] = []
        self.feed(text)
        self.close()
        assert self._within == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in EMPTY:
            self._within.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self._within.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.said.append((self._within[-1], data.strip()))

    def words(self, tag: str) -> list[str]:
        return [text for within, text in self.said if within == tag]


def hostile_page(word: str) -> Page:
    held = kept(
        ("stuck", f"{word}\n{word}"), ("owner", f"{word} x"), ("commit", f"{word} x"),
        stages=(own_stage(f"{word} x", meaning=word, exit_evidence=f"{word}\n{word}"),),
    )  # fmt: skip
    return Page(as_paper(write_page(held, TUESDAY).text))


def test_the_page_stands_alone_and_is_read_in_order() -> None:
    text = as_paper(write_page(kept(("owner", "Maya"), ("commit", PLAN), review_is_set=True), TUESDAY).text)
    page = Page(text)
    assert text.startswith('<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8" />\n')
    assert page.words("title") == page.words("h1") == ["Pipeline of Maya"]
    headings = [tag for tag in page.tags if tag in {"h1", "h2", "h3", "h4"}]
    assert (headings.count("h1"), headings[0], headings[1:3]) == (1, "h1", ["h2", "h3"])
    assert page.tags.count("main") == 1
    assert {"script", "link", "a", "img", "iframe", "object", "form", "base"}.isdisjoint(page.tags)
    assert {name for name, _ in page.attributes} <= {"lang", "charset", "name", "content", "class"}
    style = page.words("style")[0]
    assert "@page" in style
    assert "url(" not in style
    assert "@import" not in style
    assert "http" not in text


def test_the_page_says_all_that_the_markdown_says() -> None:
    page = Page(as_paper(write_page(kept(("owner", "Maya")), TUESDAY).text))
    assert page.words("h3")[:2] == ["1. Lead received", "2. Discovery conversation"]
    said = page.words("li")
    for stage in stages_as_they_came():
        assert stage.meaning in said
    assert "After 3 more business days: Send one useful thing for what they asked about" in said
    assert page.words("strong").count("Rhythm:") == 4


def test_labels_and_texts_stand_in_two_columns_and_plain_lists_do_not() -> None:
    page = Page(as_paper(write_page(kept(("owner", "Maya")), TUESDAY).text))
    assert page.attributes.count(("class", "facts")) == 1 + len(stages_as_they_came())


def test_whatever_somebody_wrote_is_shown_and_not_obeyed() -> None:
    plain = hostile_page("plain")
    for word in HOSTILE:
        page = hostile_page(word)
        assert page.tags == plain.tags, word
        assert page.attributes == plain.attributes, word
        shown = word.replace("\x1b", "\ufffd").replace("\u202e", "\ufffd")
        assert page.words("title") == [f"Pipeline of {shown} x"], word
        assert f"1. {shown} x" in page.words("h3")


@given(name=WORDS, text=LINES)
def test_no_text_breaks_out_of_the_page(name: str, text: str) -> None:
    held = kept(("stuck", f"x{text}"), ("owner", f"x{name}"), stages=(own_stage(f"x{name}", meaning=f"x{text}"),))
    plain = kept(("stuck", "x"), ("owner", "x"), stages=(own_stage("x", meaning="x"),))
    page, usual = (Page(as_paper(write_page(each, TUESDAY).text)) for each in (held, plain))
    assert [tag for tag in page.tags if tag != "br"] == [tag for tag in usual.tags if tag != "br"]
    assert page.attributes == usual.attributes
