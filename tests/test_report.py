from __future__ import annotations

import base64
import hashlib
import itertools
import json
import re
import sys
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stancekit import article as module
from stancekit.article import analyze_article
from stancekit.plot import WIDTH, plot_record
from stancekit.quotes import AttributedText, Holder
from stancekit.report import MissingReportPackageError, _escaped, article_record, render_html, render_markdown

HOSTILE = (
    "<script>alert(1)</script> </style></title><img src=x onerror=alert(2)> {{ 7 * 7 }} {% raw %} \"'> &lt;b&gt; "
    "]]> --> \u202eevil\u202c \u2067 \x1b[31m \x00 javascript:x [a](http://x) | `c` **d** # e"
)
NAME = '"><script>x</script>\u202e'
# Elements that run, load or leave the page.
FORBIDDEN = {"script", "img", "iframe", "object", "embed", "link", "base", "form", "input", "image", "use", "audio"}


class Page(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.text, self.ids, self.open = [], [], [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, *pair) for pair in attrs]
        self.ids += [value for name, value in attrs if name == "id"]

    def handle_data(self, data):
        self.text.append(data)


def analysis_of(text, pieces, monkeypatch, model):
    found, start = [], 0
    for number, (piece, kind, holder) in enumerate(pieces):
        start = text.index(piece, start)
        span = (start, start + len(piece))
        found.append(
            AttributedText(piece, *span, kind, Holder(holder, "chair" if number else None), None, span, number)
        )
    monkeypatch.setattr(module, "find_statements", lambda given: tuple(found))
    return analyze_article(text, model)


@pytest.fixture
def hostile(bundled_model, monkeypatch):
    text = f"{NAME} said: “Lift the sanctions now {HOSTILE}.”\n\nKeep the embargo. {HOSTILE}\n"
    quote = f"Lift the sanctions now {HOSTILE}"
    pieces = [(quote, "direct", NAME), ("Keep the embargo.", "author", "author")]
    return article_record(analysis_of(text, pieces, monkeypatch, bundled_model), name=HOSTILE, title=HOSTILE)


@pytest.fixture
def plain(bundled_model, monkeypatch):
    text = "The ministry insists that talks must resume, and that sanctions are theft. The bus was late.\n"
    pieces = [
        ("talks must resume, and that sanctions are theft", "reported", "ministry"),
        ("sanctions are theft", "reported", "unknown"),
        ("The bus was late.", "direct", "Bo Tan"),
    ]
    return article_record(analysis_of(text, pieces, monkeypatch, bundled_model), name="a.txt", date="2021-05-03")


def test_record_is_plain_and_holds_the_whole_text(plain):
    assert json.loads(json.dumps(plain)) == plain
    assert "".join(part["text"] + part["after"] for part in plain["paragraphs"][0]) == (
        "The ministry insists that talks must resume, and that sanctions are theft. The bus was late."
    )


def test_of_nested_statements_the_inner_one_is_marked(plain):
    numbers = [part["statement"] and part["statement"]["number"] for part in plain["paragraphs"][0]]
    assert numbers == [None, 1, 2, None, 3]


def test_hostile_text_stays_text(hostile):
    html = render_html(hostile)
    page = Page(html)
    assert not FORBIDDEN & set(page.tags)
    assert page.tags.count("style") == page.tags.count("main") == 1
    assert not [pair for pair in page.attributes if pair[1].startswith("on") or pair[1] == "style"]
    links = [value for _, name, value in page.attributes if name in ("href", "src", "xlink:href", "action")]
    assert links
    assert all(link.startswith("#") for link in links)
    shown = "".join(page.text)
    for part in ("<script>alert(1)</script> </style></title><img src=x onerror=alert(2)>", "{{ 7 * 7 }}", "{% raw %}"):
        assert part in shown
    assert "\x1b" not in html
    assert "\x00" not in html


def test_no_text_turns_round_what_follows(hostile):
    for page in (render_html(hostile), render_markdown(hostile)):
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", page)
        assert "�evil�" in page


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.one_of(st.sampled_from(["<script>", "</style>", "“", "”", " said Ann Lee. ", "\n", "\ud800"]), st.text())
    )
)
def test_any_text_has_a_report(small_model, pieces):
    text = "".join(pieces)
    record = article_record(analyze_article(text, small_model), title=text)
    html = render_html(record)
    assert not FORBIDDEN & set(Page(html).tags)
    (html + render_markdown(record)).encode()


def test_page_loads_and_runs_nothing(plain):
    html = render_html(plain)
    assert re.search(
        r"default-src 'none'; style-src 'sha256-[\w+/]+=*'", html.replace("&#39;", "'").replace("&#43;", "+")
    )
    assert "http://" not in html
    assert "https://" not in html
    assert "url(" not in html


def test_page_is_accessible(plain):
    page = Page(render_html(plain))
    assert ("html", "lang", "en") in page.attributes
    assert ("svg", "role", "img") in page.attributes
    assert len(page.ids) == len(set(page.ids))
    named = {part for _, name, value in page.attributes if name == "aria-labelledby" for part in value.split()}
    targets = {value[1:] for _, name, value in page.attributes if name == "href"}
    assert named | targets <= set(page.ids)
    assert page.tags.count("table") == page.tags.count("caption")
    levels = [int(tag[1]) for tag in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_stance_is_shown_by_word_and_mark_too(plain):
    text = " ".join("".join(Page(render_html(plain)).text).split())
    shown = [found for statement in plain["statements"] for found in statement["stances"] if found["takes"]]
    assert shown
    for found in shown:
        assert f"{found['mark']} {found['target']} {found['stance']} {found['confidence']:.2f}" in text


def test_style_fits_its_hash_as_a_browser_counts_it(plain):
    html = unescape(render_html(plain))
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1]
    assert base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() in html


def test_markdown_shows_hostile_text_as_it_is(hostile):
    page = render_markdown(hostile)
    assert "<script" not in page
    assert not re.search(r"(?<!\\)\[a", page)
    assert not re.search(r"(?<!\\)\*\*d", page)
    assert "\x00" not in page


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("- a", r"\- a"),
        ("# a", r"\# a"),
        ("1. a", "&#49;. a"),
        ("a *b* _c_ | d", r"a \*b\* \_c\_ \| d"),
        ("<b>&amp;", "&lt;b>&amp;amp;"),
        ("[a](http://b)", r"\[a\](http\://b)"),
        ("Lines\nand (plain) words - 0.5!", "Lines and (plain) words - 0.5!"),
    ],
)
def test_markdown_escapes_what_it_must_and_no_more(text, shown):
    assert _escaped(text) == shown


def test_markdown_of_an_article(plain):
    page = render_markdown(plain)
    assert "## Who stands where" in page
    assert "| holder | statements | sanctions | negotiation |" in page
    assert "+ favor" in page
    assert "(reported, 26–73)" in page


def test_an_article_of_nothing_has_a_report(bundled_model, monkeypatch):
    record = article_record(analysis_of("Nothing.", [], monkeypatch, bundled_model))
    assert "Nobody in this article takes a position" in render_html(record)
    assert render_markdown(record).startswith("# article")


def test_without_jinja_the_message_says_what_to_install(plain, monkeypatch):
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(MissingReportPackageError, match=r"needs the package jinja2; .* 'stancekit\[report\]'"):
        render_html(plain)


def test_plot_places_everybody_apart_and_inside(bundled_model, monkeypatch):
    sentence = "Lift the sanctions and talk. "
    names = [f"Holder Number {number}" for number in range(7)] + ["N" * 90, "silent"]
    text = sentence * 8 + "The bus was late."
    pieces = [(sentence.strip(), "direct", name) for name in names[:-1]] + [("The bus was late.", "direct", "silent")]
    holders = analysis_of(text, pieces, monkeypatch, bundled_model).holders
    plot = plot_record(holders, bundled_model.targets)
    assert plot["silent"] == ["silent"]
    places = [(point["x"], point["y"]) for point in plot["points"]]
    assert len(places) == len(set(places)) == 8
    assert all(0 <= x <= WIDTH and 0 <= y <= plot["height"] for x, y in places)
    assert plot_record(holders, ("sanctions",))["axes"] == ["sanctions"]
