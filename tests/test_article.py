from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import stancekit
from stancekit import article as module
from stancekit.article import analyze_article, statement_columns, statement_rows
from stancekit.labels import LABELS, Stance
from stancekit.quotes import AttributedText, Holder
from stancekit.rows import read_rows, write_rows
from stancekit.timeline import Timeline, timeline_columns

TEXT = (
    "“The embargo must stay,” said Ann Lee, a senator. “Without it nobody would be free.” "
    "Her rival Bo Tan argued that sanctions starve children. The bus was late. "
    "Somebody called for talks at once. We should tighten the sanctions now."
)
SENTENCE = "Her rival Bo Tan argued that sanctions starve children."
LEE, TAN = Holder("Ann Lee", "senator"), Holder("Bo Tan")


def attributed(piece, kind, holder, utterance, context=None, text=TEXT):
    start = text.index(piece)
    spot = (start, start + len(piece))
    if context:
        spot = (text.index(context), text.index(context) + len(context))
    return AttributedText(piece, start, start + len(piece), kind, holder, None, spot, utterance)


FOUND = (
    attributed("The embargo must stay,", "direct", LEE, 0),
    attributed("Without it nobody would be free.", "direct", LEE, 0),
    attributed("sanctions starve children", "reported", TAN, 1, SENTENCE),
    attributed("The bus was late.", "author", Holder("author"), 2),
    attributed("talks at once", "reported", Holder("unknown"), 3, "Somebody called for talks at once."),
    attributed("We should tighten the sanctions now.", "author", Holder("author"), 4),
)


@pytest.fixture
def analysis(bundled_model, monkeypatch):
    monkeypatch.setattr(module, "find_statements", lambda text: FOUND)
    return analyze_article(TEXT, bundled_model)


def test_statements_keep_holder_kind_and_place(analysis):
    assert [(found.text, found.holder, found.role, found.kind) for found in analysis.statements] == [
        (item.text, item.holder.name, item.holder.role, item.kind) for item in FOUND
    ]
    assert all(TEXT[found.start : found.end] == found.text for found in analysis.statements)


def test_stance_is_read_from_the_whole_utterance_and_the_whole_sentence(analysis, bundled_model):
    first, second, reported = analysis.statements[:3]
    whole = bundled_model.predict(["The embargo must stay, Without it nobody would be free."])[0]
    assert first.predictions == second.predictions == whole
    assert first.context == second.context == (FOUND[0].context, FOUND[1].context)
    assert reported.predictions == bundled_model.predict([SENTENCE])[0]


def test_one_call_of_the_model_an_article(bundled_model, monkeypatch):
    monkeypatch.setattr(module, "find_statements", lambda text: FOUND)
    calls = []

    class Counting(stancekit.StanceModel):
        def predict(self, texts, **options):
            calls.append((len(texts), options))
            return super().predict(texts)

        def explain(self, text, target, label=None):
            return bundled_model.explain(text, target, label)

    model = Counting(bundled_model.features, bundled_model.heads, bundled_model.card)
    analyze_article(TEXT, model)
    analyze_article(TEXT, model, max_error=0.1)
    assert calls == [(5, {"max_error": None}), (5, {"max_error": 0.1})]


def test_evidence_points_into_the_article_where_a_position_is_taken(analysis):
    for found in analysis.statements:
        for target, prediction in found.predictions.items():
            words = found.evidence[target]
            assert bool(words) == (prediction.stance != "neither")
            assert all(TEXT[word.start : word.end] == word.text for word in words)
            assert all(any(a <= word.start and word.end <= b for a, b in found.context) for word in words)


def test_holders_are_pooled_the_author_last_and_the_unknown_left_out(analysis):
    assert [holder.holder for holder in analysis.holders] == ["Ann Lee", "Bo Tan", "author"]
    lee, tan, author = analysis.holders
    assert (lee.role, lee.statements, lee.positions["sanctions"].statements) == ("senator", 2, 1)
    assert lee.positions["sanctions"].stance == author.positions["sanctions"].stance == "favor"
    assert tan.positions["sanctions"].stance == "against"
    assert (author.statements, author.positions["sanctions"].statements) == (2, 1)


def test_as_dict_is_the_documented_json(analysis):
    record = json.loads(json.dumps(analysis.as_dict()))
    assert set(record) == {"statements", "holders", "text"}
    for found in record["statements"]:
        assert record["text"][found["start"] : found["end"]] == found["text"]
        assert {"holder", "text", "start", "end", "kind", "sanctions", "negotiation"} <= set(found)
        assert found["kind"] in {"direct", "reported", "author"}
        stance = found["sanctions"]
        assert stance["confidence"] == stance["probabilities"][stance["stance"]]
        assert all(set(word) == {"text", "start", "end"} for word in stance["evidence"])
    holder = record["holders"][0]
    assert holder["statements"] == 2
    assert {"stance", "confidence", "interval", "probabilities"} <= set(holder["negotiation"])


def test_targets_are_those_of_the_model(monkeypatch):
    monkeypatch.setattr(module, "find_statements", lambda text: FOUND)
    rows = [{"text": f"{word} wind {i}.", "wind power": label, "episode": str(i), "group": str(i) + label}
            for i in range(9) for word, label in (("More", "favor"), ("Less", "against"))]  # fmt: skip
    found = analyze_article(TEXT, stancekit.train(rows, targets=["wind power"], folds=3))
    assert found.targets == ("wind power",)
    assert set(found.holders[0].positions) == {"wind power"}
    assert "wind power_stance" in statement_rows(found)[0]


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.parquet"])
def test_rows_fit_their_columns(analysis, bundled_model, name, tmp_path):
    columns = statement_columns(bundled_model)
    rows = statement_rows(analysis, "a.txt", "2021-05-03")
    assert all(list(row) == list(columns) for row in rows)
    assert [column for column in columns if column.endswith("_stance")] == ["sanctions_stance", "negotiation_stance"]
    write_rows(tmp_path / name, [rows])
    assert [row["holder"] for _, row in read_rows(tmp_path / name)] == [row["holder"] for row in rows]


def test_timeline_pools_by_holder_and_date(analysis):
    timeline = Timeline()
    for date in ("2021-05-04", "2021-05-03", "2021-05-03", None):
        timeline.add(analysis, date)
    rows = timeline.rows()
    assert [(row["holder"], row["date"], row["articles"], row["statements"]) for row in rows] == [
        ("Ann Lee", None, 1, 2),
        ("Ann Lee", "2021-05-03", 2, 4),
        ("Ann Lee", "2021-05-04", 1, 2),
        ("Bo Tan", None, 1, 1),
        ("Bo Tan", "2021-05-03", 2, 2),
        ("Bo Tan", "2021-05-04", 1, 1),
    ]
    assert list(rows[0]) == list(timeline_columns(analysis.targets))
    assert rows[1]["sanctions_confidence"] > rows[2]["sanctions_confidence"]
    assert [(holder.holder, holder.statements) for holder in timeline.holders()] == [("Ann Lee", 8), ("Bo Tan", 4)]


def test_abstentions_take_no_position(bundled_model, monkeypatch):
    from stancekit import positions

    class Abstaining:
        stance, probabilities, abstained = LABELS[0], dict.fromkeys(LABELS, 0.25), True

    assert not positions.takes_position(Abstaining())
    assert positions.pool([Abstaining()]).stance == "abstained"


def test_what_is_no_text_is_refused():
    with pytest.raises(stancekit.InputError, match="expected the text of an article, got bytes b'abc'"):
        analyze_article(b"abc")


def test_an_empty_article_has_nothing(bundled_model):
    assert analyze_article("", bundled_model) == stancekit.ArticleAnalysis("", (), (), bundled_model.targets)


PIECES = [
    "“",
    "”",
    '"',
    "'",
    "«",
    "»",
    " said ",
    "She ",
    "Ann Lee ",
    "argued that ",
    ". ",
    "\n",
    "\n\n",
    "— ",
    "\ud800",
]


@settings(max_examples=60, deadline=None)
@given(text=st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12))).map("".join))
def test_never_raises_and_always_indexes_back(small_model, text):
    found = analyze_article(text, small_model)
    for statement in found.statements:
        assert text[statement.start : statement.end] == statement.text
        for words in statement.evidence.values():
            assert all(text[word.start : word.end] == word.text for word in words)
    json.dumps(found.as_dict())


def test_running_prose_needs_more_to_count_as_a_position(bundled_model):
    sentence = "Sanctions should perhaps be kept."
    quoted = stancekit.analyze_article(f'Ann Lee, a senator, said: "{sentence}"', bundled_model).statements[0]
    own = next(s for s in stancekit.analyze_article(sentence, bundled_model).statements if s.kind == "author")
    before, after = (s.predictions["sanctions"].probabilities for s in (quoted, own))
    assert after[Stance.NEITHER] > before[Stance.NEITHER]
    assert sum(after.values()) == pytest.approx(1)


@pytest.mark.parametrize("repeats", [1, 50, 600])
def test_a_long_text_without_a_position_still_has_none(bundled_model, repeats):
    found = stancekit.analyze_article("The dog ate grass. " * repeats, bundled_model).holders[0]
    assert {position.stance for position in found.positions.values()} == {"neither"}
    assert all(position.confidence > 0.5 for position in found.positions.values())


def test_evidence_leaves_out_the_words_of_others_in_the_sentence(bundled_model):
    text = "Ann Lee wants the sanctions kept in place, and Bo Tan called for an end to the embargo and the sanctions."
    found = analyze_article(text, bundled_model).statements
    assert [statement.holder for statement in found] == ["Ann Lee", "Bo Tan"]
    for own, other in (found, found[::-1]):
        words = [word for evidence in own.evidence.values() for word in evidence]
        assert words
        assert not any(other.start <= word.start < other.end for word in words)


def test_the_sentence_before_says_what_they_means():
    text = "Ann Lee, a senator, voiced doubts about the sanctions. She said they would bring hunger."
    first, second = stancekit.analyze_article(text).statements
    assert [text[start:end] for start, end in second.context] == [
        "Ann Lee, a senator, voiced doubts about the sanctions.",
        "She said they would bring hunger.",
    ]
    assert first.context == second.context[:1]


def test_another_speaker_s_sentence_says_nothing_about_they():
    text = "Ann Lee, a senator, voiced doubts about the sanctions. Bob Ray, a farmer, said they would bring hunger."
    assert [len(statement.context) for statement in stancekit.analyze_article(text).statements] == [1, 1]
