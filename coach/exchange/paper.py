"""The written pipeline as one HTML page that is fit for paper: it needs no other file, runs nothing and links nowhere."""

import html
from collections.abc import Sequence
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

_STYLE = """
:root { color-scheme: light; }
@page {
  margin: 16mm 17mm 17mm;
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #555; }
}
* { box-sizing: border-box; }
body {
  max-width: 46rem;
  margin: 2rem auto;
  padding: 0 1.25rem;
  color: #1a1a1a;
  background: #fff;
  font: 1rem/1.45 "Source Sans 3", "Segoe UI", "Helvetica Neue", "Liberation Sans", Arial, sans-serif;
  overflow-wrap: anywhere;
}
h1 { margin: 0 0 .2em; font-size: 1.75em; line-height: 1.2; }
h1 + p { margin: 0 0 1em; color: #555; }
h2 { margin: 1.8em 0 .6em; padding-bottom: .15em; border-bottom: 1px solid #999; font-size: 1.25em; }
h3 { margin: 1.3em 0 .3em; font-size: 1.05em; }
p { margin: 0 0 .6em; }
ul { margin: 0 0 .6em; padding-left: 1.1em; }
li { margin: .1em 0; }
ul.facts, ul.facts > li > ul { list-style: none; padding-left: 0; }
ul.facts > li { position: relative; padding-left: 8.5em; }
ul.facts > li > strong:first-child { position: absolute; left: 0; width: 8.5em; font-weight: 600; }
ul.facts > li > ul { margin: .05em 0 .35em; }
ul.facts > li > ul > li { padding-left: 1em; text-indent: -1em; }
ul.facts > li > ul > li::before { content: "\\2013"; display: inline-block; width: 1em; text-indent: 0; color: #555; }
@media screen and (max-width: 32rem) {
  ul.facts > li { padding-left: 0; }
  ul.facts > li > strong:first-child { position: static; }
}
@media print {
  body { max-width: none; margin: 0; padding: 0; font-size: 9pt; line-height: 1.3; }
  h1, h2, h3 { break-after: avoid; }
  h3 + ul.facts, li, p { break-inside: avoid; }
  h2 { margin-top: 1.4em; }
}
"""


def as_paper(text: str) -> str:
    """The page that this Markdown is, as HTML. Whatever stands in it is text: HTML in it is shown, not obeyed."""
    reader = MarkdownIt("commonmark", {"html": False, "xhtmlOut": True})
    tokens = reader.parse(text)
    _name_the_lists_of_facts(tokens)
    body = reader.renderer.render(tokens, reader.options, {})
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8" />\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1" />\n'
        f"<title>{html.escape(_title(tokens))}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )


def _title(tokens: Sequence[Token]) -> str:
    """The words of the first heading."""
    for heading, words in pairwise(tokens):
        if heading.type == "heading_open":
            return "".join(each.content for each in words.children or ())
    return ""


def _name_the_lists_of_facts(tokens: Sequence[Token]) -> None:
    """Mark the lists whose items begin with a label, so that labels and texts stand in two columns."""
    opened: list[Token] = []
    for token in tokens:
        if token.type == "bullet_list_open":
            opened.append(token)
        elif token.type == "bullet_list_close":
            opened.pop()
        elif token.type == "inline" and opened:
            first = next((each for each in token.children or () if each.type != "text" or each.content), None)
            if first is not None and first.type == "strong_open":
                opened[-1].attrSet("class", "facts")
