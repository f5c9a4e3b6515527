from __future__ import annotations

import hashlib
import json
from itertools import combinations

import datasets
import pytest

from stancekit.labels import LABELS

from .conftest import REPOSITORY

PATH = REPOSITORY / "data" / "articles" / "articles.jsonl"
ARTICLES = [json.loads(line) for line in PATH.read_bytes().splitlines()]
NOBODY = {"author", "reader", "unknown"}

each_article = pytest.mark.parametrize("article", ARTICLES, ids=[article["id"] for article in ARTICLES])


def test_there_are_enough_articles_of_both_genres():
    assert len(ARTICLES) >= 25
    assert len({article["id"] for article in ARTICLES}) == len(ARTICLES)
    assert {article["genre"] for article in ARTICLES} == {"news", "opinion"}


@each_article
def test_gold_spans_lie_in_the_text_and_hold_more_than_blanks(article):
    for row in article["statements"]:
        assert 0 <= row["start"] < row["end"] <= len(article["text"])
        span = article["text"][row["start"] : row["end"]]
        assert span == span.strip()
        assert any(character.isalnum() for character in span)


@each_article
def test_gold_spans_are_in_order_and_nested_or_disjoint(article):
    rows = article["statements"]
    assert rows == sorted(rows, key=lambda row: (row["start"], -row["end"]))
    for one, other in combinations(rows, 2):
        assert one["end"] <= other["start"] or other["end"] <= one["end"]
        assert (one["start"], one["end"]) != (other["start"], other["end"])


@each_article
def test_gold_kinds_labels_and_holders_are_known(article):
    for row in article["statements"]:
        assert row["kind"] in {"direct", "reported", "author"}
        assert {row["sanctions"], row["negotiation"]} <= set(LABELS)
        assert row["holder"] in NOBODY or row["holder"] in article["text"]
    holders: dict[int, set[str]] = {}
    for row in article["statements"]:
        holders.setdefault(row["utterance"], set()).add(row["holder"])
    assert all(len(names) == 1 for names in holders.values())


@each_article
def test_articles_are_as_long_as_news_articles(article):
    assert 400 <= len(article["text"].split()) <= 1000
    assert len(article["statements"]) >= 8


def test_results_belong_to_the_present_articles():
    record = json.loads((REPOSITORY / "experiments" / "results" / "articles.json").read_text(encoding="utf-8"))
    assert record["articles_digest"] == hashlib.sha256(PATH.read_bytes()).hexdigest()


def test_datasets_loads_the_articles(tmp_path):
    data = datasets.load_dataset(str(REPOSITORY / "data"), "articles", cache_dir=str(tmp_path))["test"]
    assert len(data) == len(ARTICLES)
    assert data[0]["text"] == ARTICLES[0]["text"]
    assert data[0]["statements"] == ARTICLES[0]["statements"]
