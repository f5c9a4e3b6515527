"""`stancekit analyze`, as a user calls it."""

from __future__ import annotations

import json

import pytest

from stancekit.rows import read_rows

from .test_cli import refused, run

ARTICLE = (
    "Ann Lee, a senator, said: “We must keep the sanctions until every prisoner is free.”\n\n"
    "The council met on Monday.\n"
)
OTHER = "Bo Tan said: “The embargo starves children and must be lifted at once.”\n"


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "2021-05-03.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "2021-05-03.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "in" / "2021-05-04.html").write_text(f"<html><body><p>{OTHER}</p></body></html>", encoding="utf-8")
    return tmp_path / "in"


def test_table_shows_who_says_what_and_the_holders(article):
    done = run("analyze", article)
    assert done.returncode == 0, done.stderr
    assert "Ann Lee" in done.stdout
    assert "+ favor" in done.stdout
    assert "until every prisoner" in done.stdout
    assert "The council met" not in done.stdout
    assert "holder" in done.stdout


def test_json_is_one_line_an_article_and_the_same_from_input(article):
    done = run("analyze", article, "--json")
    record = json.loads(done.stdout)
    assert done.stdout.count("\n") == 1
    assert (record["article"], record["date"]) == (str(article), "2021-05-03")
    for found in record["statements"]:
        assert ARTICLE[found["start"] : found["end"]] == found["text"] == record["text"][found["start"] : found["end"]]
    for arguments in (["-"], []):
        other = json.loads(run("analyze", "--json", *arguments, stdin=ARTICLE).stdout)
        assert (other["statements"], other["holders"]) == (record["statements"], record["holders"])
    page = f"<!DOCTYPE html><p>{ARTICLE}"
    assert json.loads(run("analyze", "--json", stdin=page).stdout)["text"].startswith("Ann Lee, a senator")


def test_reports_and_tables_of_one_article(article, tmp_path):
    html, markdown, table = tmp_path / "a.html", tmp_path / "a.md", tmp_path / "a.csv"
    done = run("analyze", article, "--html", html, "--markdown", markdown, "--csv", table)
    assert done.returncode == 0, done.stderr
    assert done.stdout == ""
    assert "report written to" in done.stderr
    assert "Ann Lee" in html.read_text(encoding="utf-8")
    assert str(tmp_path) not in html.read_text(encoding="utf-8")
    assert "Ann Lee" in markdown.read_text(encoding="utf-8")
    rows = [row for _, row in read_rows(table)]
    assert list(rows[0])[:4] == ["article", "date", "holder", "role"]
    assert all(ARTICLE[int(row["start"]) : int(row["end"])] == row["text"] for row in rows)


@pytest.mark.parametrize("ending", ["csv", "jsonl", "parquet"])
def test_a_folder_becomes_a_table_and_a_timeline(folder, tmp_path, ending):
    out, timeline = tmp_path / f"out.{ending}", tmp_path / f"timeline.{ending}"
    done = run("analyze", folder, "--out", out, "--timeline", timeline)
    assert done.returncode == 0, done.stderr
    assert "statements of 2 articles" in done.stderr
    rows = [row for _, row in read_rows(out)]
    assert {row["article"] for row in rows} == {str(file) for file in folder.iterdir()}
    lee = next(row for row in rows if row["holder"] == "Ann Lee")
    assert (lee["date"], lee["sanctions_stance"]) == ("2021-05-03", "favor")
    places = {row["holder"]: row for _, row in read_rows(timeline)}
    assert places["Ann Lee"]["sanctions_stance"] == "favor"
    assert places["Bo Tan"]["date"] == "2021-05-04"


def test_many_articles_in_the_terminal_are_one_table_of_holders(folder):
    done = run("analyze", folder)
    assert "2 articles" in done.stdout
    assert "Ann Lee" in done.stdout
    assert "Bo Tan" in done.stdout


def test_a_table_of_articles(tmp_path):
    rows = [{"id": "x", "body": ARTICLE, "day": "2021-05-03"}, {"id": "y", "body": OTHER, "day": "2021-05-03"}]
    source = tmp_path / "in.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    out = tmp_path / "out.jsonl"
    done = run("analyze", source, "--text-column", "body", "--date-column", "day", "--out", out)
    assert done.returncode == 0, done.stderr
    assert next(row["article"] for _, row in read_rows(out)) == "x"
    assert {row["date"] for _, row in read_rows(out)} == {"2021-05-03"}


def test_one_broken_file_does_not_stop_the_rest_and_is_named(folder, tmp_path):
    (folder / "2020-01-01.txt").write_bytes(b"\x00")
    out = tmp_path / "out.csv"
    done = run("analyze", folder, tmp_path / "none.txt", "--out", out, "--json")
    assert done.returncode == 2
    assert "2020-01-01.txt: byte 0x00 at position 1: this is no text" in done.stderr
    assert "none.txt: no such file" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stdout.splitlines()) == 2
    assert len({row["article"] for _, row in read_rows(out)}) == 2


def test_nothing_readable_writes_nothing(tmp_path):
    outputs = [tmp_path / name for name in ("out.csv", "t.csv")]
    done = run("analyze", tmp_path / "none.txt", "--out", outputs[0], "--timeline", outputs[1])
    assert refused(done, "none.txt: no such file")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none.txt"], "none.txt: no such file"),
        (["a.pdf"], "cannot read files ending in '.pdf'"),
        (["."], "no article in this folder"),
        (["a.txt", "--csv", "a.parquet"], "--csv writes a file ending in .csv"),
        (["a.txt", "--csv", "a.csv", "--out", "b.csv"], "give one of them"),
        (["a.txt", "b.txt", "--html", "a.html"], "a report shows one article"),
        (["a.txt", "--html", "no/a.html"], "the folder no does not exist"),
        (["a.txt", "--out", "a.txt"], "unknown file ending '.txt'"),
        (["a.txt", "--model", "nowhere"], "no model folder at nowhere"),
        ([], "no text in it"),
    ],
)
def test_bad_usage(arguments, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert refused(run("analyze", *arguments), message)


def test_an_article_cannot_speak_to_the_terminal():
    done = run("analyze", stdin="Bo \x1b[31mTan said: “Lift \x1b]0;x\x07the [bold]embargo\x1b[0m now.”\n")
    assert done.returncode == 0, done.stderr
    assert "\x1b" not in done.stdout
    assert "[bold]" in done.stdout
