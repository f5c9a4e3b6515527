from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancekit.documents import Document, document_from_bytes, find_files, read_documents
from stancekit.errors import InputError
from stancekit.rows import write_rows

PAGE = """<!doctype html><html><head><title> Talks &amp; tea </title><style>p{}</style>
<meta property="article:published_time" content="2021-05-03T10:00:00+02:00"></head>
<body><nav>Home</nav><main><article><h1>Talks</h1><p>She said:&nbsp;<q>We must
 talk.</q> <!-- no --><b>N</b>ow<br>or never.</p><script>alert("x < y")</script>
<ul><li>one<li>two</ul><aside>Read also</aside></article></main><footer>About us</footer></body></html>"""


def test_html_becomes_the_text_a_reader_sees():
    found = document_from_bytes(PAGE.encode(), "page.html")
    assert found.text == "Talks\n\nShe said: “We must talk.” Now\nor never.\n\none\n\ntwo"
    assert (found.title, found.date) == ("Talks & tea", "2021-05-03")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("“café”".encode(), "“café”"),
        ("“café”".encode("utf-8-sig"), "“café”"),
        ("“café”".encode("utf-16"), "“café”"),
        ("“café”".encode("cp1252"), "“café”"),
        (b"line\r\nline", "line\r\nline"),
        ('<html><meta charset="windows-1251"><p>“да”'.encode("cp1251"), "“да”"),
        ('<html><meta charset="latin1"><p>“é”'.encode("cp1252"), "“é”"),
        ('<html><meta charset="utf-16"><p>“é”'.encode(), "“é”"),
        ('<html><meta charset="klingon"><p>“é”'.encode(), "“é”"),
        ('<?xml version="1.0" encoding="utf-8"?><html><p>“é”'.encode(), "“é”"),
        (b"<html><p>a<template>b</template><div hidden>c</div>d<form><p>e</form>", "a\n\nd\n\ne"),
        (b"<html><body>&lt;script&gt; &#0; &amp;amp;", "<script> \N{REPLACEMENT CHARACTER} &amp;"),
    ],
)
def test_encodings(data, text):
    assert document_from_bytes(data, "a").text == text


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "a: no text in it"),
        (b" \n", "a: no text in it"),
        (b"<html><script>x</script></html>", "a: no text in it"),
        (b"<html>", "a: no text in it"),
        (b"PK\x03\x04\x00", "a: byte 0x00 at position 5: this is no text"),
        (b"caf\xe9 \x81", "byte 0xe9 at position 4 is neither UTF-8 nor Windows-1252"),
    ],
)
def test_what_is_no_article_is_refused(data, message):
    with pytest.raises(InputError, match=message):
        document_from_bytes(data, "a")


@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_are_read_or_refused(data, html):
    for content in (data, b"<html><p>" + data, b"<" + data):
        try:
            assert document_from_bytes(content, "a", html=html).text.strip()
        except InputError:
            continue


def test_files_of_a_folder_and_their_dates(tmp_path):
    (tmp_path / "sub").mkdir()
    for name in ("2021-05-03 talks.txt", "sub/b.md", "c.html", "sub/.hidden.txt", "d.pdf", "2021-99-99.txt"):
        (tmp_path / name).write_text("Talk.", encoding="utf-8")
    found = find_files([tmp_path, tmp_path / "c.html"])
    assert [file.name for file in found] == ["2021-05-03 talks.txt", "2021-99-99.txt", "c.html", "b.md"]
    dates = [document.date for file in found for document in read_documents(file)]
    assert dates == ["2021-05-03", None, None, None]
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="no article in this folder"):
        find_files([tmp_path / "empty"])


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.parquet"])
def test_tables(name, tmp_path):
    rows = [{"id": "7", "body": "Talk.", "day": "2021-05-03"}, {"id": "", "body": "Stay.", "day": ""}]
    if name == "a.parquet":
        rows = [rows[0] | {"day": datetime.date(2021, 5, 3)}, rows[1] | {"day": None}]
    write_rows(tmp_path / name, [rows])
    found = list(read_documents(tmp_path / name, text_column="body", date_column="day"))
    line = {"a.csv": 3, "a.jsonl": 2, "a.parquet": 2}[name]
    assert found == [Document("7", "Talk.", None, "2021-05-03"), Document(f"{tmp_path / name}:{line}", "Stay.")]


def test_broken_rows_and_files_do_not_stop_the_rest(tmp_path):
    table = tmp_path / "a.jsonl"
    table.write_text(
        '{"text": "one"}\n{"text": 3}\n{"text": "\\ud800"}\n{"t": "x"}\n{"text": "two", "date": "May"}\n{"text"\n'
        '{"text": "six"}\n',
        encoding="utf-8",
    )
    problems = []
    assert [found.text for found in read_documents(table, problems)] == ["one", "six"]
    messages = [
        ":2: expected the text of an article, got 3",
        ":3: half a character, \\ud800, which UTF-8 cannot hold",
        ":4: no column 'text'; columns are t",
        ":5: expected a date as 2021-05-03, got 'May'",
        ":6: broken JSON",
    ]
    assert len(problems) == len(messages)
    assert all(message in str(problem) for message, problem in zip(messages, problems, strict=True))
    (tmp_path / "head.csv").write_text("text\n", encoding="utf-8")
    for name, message in [("no.txt", "no such file"), ("no.pdf", "cannot read files ending in '.pdf'"),
                          ("head.csv", "no rows; expected at least one article")]:  # fmt: skip
        assert not list(read_documents(tmp_path / name, problems))
        assert message in str(problems[-1])
        with pytest.raises(InputError, match=message):
            list(read_documents(tmp_path / name))
