from __future__ import annotations

import json

import pytest

import stancekit
from stancekit.behaviour import behave, load_cases, load_predictions, predict_cases
from stancekit.bundle import bundled
from stancekit.corpus import load_corpus
from stancekit.errors import InputError
from stancekit.rows import write_rows

PAIR = [
    {"id": "a", "case": "1", "capability": "lift", "kind": "minimal_pair", "text": "Lift it.", "sanctions": "against"},
    {"id": "b", "case": "1", "capability": "lift", "kind": "minimal_pair", "text": "Keep it.", "sanctions": "favor"},
]
SAME = [
    {"id": "c", "case": "2", "capability": "country", "kind": "invariance", "text": "Lift it, says Cuba."},
    {"id": "d", "case": "2", "capability": "country", "kind": "invariance", "text": "Lift it, says Mali."},
]
MOVED = [
    {"id": "e", "case": "3", "capability": "harm", "kind": "direction", "text": "It is in force."},
    {
        "id": "f",
        "case": "3",
        "capability": "harm",
        "kind": "direction",
        "text": "It is in force and hurts.",
        "direction": {"target": "sanctions", "label": "against", "moves": "up"},
    },
]


def answer(sanctions: str, p_against: float = 0.5) -> dict[str, object]:
    return {"sanctions_stance": sanctions, "negotiation_stance": "neither", "sanctions_p_against": p_against}


@pytest.fixture
def cases(write_jsonl):
    return load_cases(write_jsonl(PAIR + SAME + MOVED))


@pytest.mark.parametrize(
    ("changed", "failing"),
    [
        ({}, []),
        ({"b": answer("against")}, ["1"]),
        ({"d": answer("favor")}, ["2"]),
        ({"f": answer("against", 0.4)}, ["3"]),
        ({"f": answer("against", 0.5)}, ["3"]),
    ],
)
def test_each_kind_of_case_is_judged_by_its_rule(cases, changed, failing):
    rows = {name: answer("against") for name in "acde"} | {"b": answer("favor"), "f": answer("against", 0.6)}
    report = behave(cases, rows | changed)
    assert [case.name for case in report.failed] == failing
    assert report.kinds["minimal_pair"].value == ("1" not in failing)


def test_interval_is_inside_the_unit_range_and_holds_the_share(cases):
    rows = {name: answer("against", 0.5) for name in "abcdef"}
    for figure in behave(cases, rows).capabilities.values():
        assert 0 <= figure.low <= figure.value <= figure.high <= 1


def test_bundled_suite_is_large_named_and_apart_from_the_corpus():
    suite = load_cases(bundled("data", "behaviour"))
    assert len(suite) >= 1_000
    assert len({case.capability for case in suite}) >= 20
    corpus = {statement.text.casefold() for statement in load_corpus(bundled("data", "corpus"))}
    assert not [member.text for case in suite for member in case.members if member.text.casefold() in corpus]
    ids = [member.id for case in suite for member in case.members]
    assert len(ids) == len(set(ids))


def test_predictions_of_a_file_are_judged_as_those_of_a_model(cases, bundled_model, write_jsonl):
    rows = predict_cases(bundled_model, cases)
    path = write_jsonl(list(rows.values()), "predictions.jsonl")
    assert behave(cases, load_predictions(path, cases)) == behave(cases, rows)


def test_missing_prediction_is_named(cases, write_jsonl):
    path = write_jsonl([{"id": "a"}], "predictions.jsonl")
    with pytest.raises(InputError, match="5 ids have no prediction, for instance 'b'"):
        load_predictions(path, cases)


def test_broken_suites(write_jsonl, tmp_path):
    with pytest.raises(InputError, match=":1: no column case"):
        load_cases(write_jsonl([{k: v for k, v in PAIR[0].items() if k != "case"}]))
    with pytest.raises(InputError, match="case '1' has one member"):
        load_cases(write_jsonl(PAIR[:1]))
    (tmp_path / "none").mkdir()
    with pytest.raises(InputError, match="file in this folder"):
        load_cases(tmp_path / "none")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([PAIR[0] | {"kind": "pair"}, PAIR[1]], r":1: unknown kind 'pair'; expected minimal_pair, invariance"),
        ([PAIR[0], PAIR[1] | {"sanctions": "favour"}], r":2: unknown sanctions label 'favour'; expected favor"),
        ([PAIR[0], PAIR[1] | {"id": "a"}], r":2: id 'a' stands already at .*:1"),
        ([PAIR[0], PAIR[1] | {"id": None}], ":2: no id; every member needs one"),
        ([PAIR[0], PAIR[1] | {"text": 7}], ":2: expected text, got the number 7"),
        ([PAIR[0], PAIR[1] | {"sanctions": None}], "case '1' has a member without a label"),
        ([PAIR[0], PAIR[1] | {"capability": "other"}], "case '1' has members of more than one capability: lift, other"),
        ([MOVED[0], MOVED[1] | {"direction": "up"}], r":2: expected a direction such as \{.*\}, got 'up'"),
        ([MOVED[0], MOVED[1] | {"direction": ["up"]}], r":2: expected a direction such as .*, got \['up'\]"),
        (
            [MOVED[0], MOVED[1] | {"direction": {"target": "sanctions", "label": "pro", "moves": "up"}}],
            ":2: expected a",
        ),
        ([MOVED[0], MOVED[1] | {"direction": None}], "case '3' needs a direction for every member but the first"),
    ],
)
def test_rows_that_cannot_be_judged_are_named(write_jsonl, rows, message):
    with pytest.raises(InputError, match=message):
        load_cases(write_jsonl(rows))


def test_every_kind_of_file_gives_the_same_cases(cases, tmp_path):
    for suffix in (".csv", ".parquet"):
        write_rows(tmp_path / f"cases{suffix}", [PAIR + SAME + MOVED])
        assert load_cases(tmp_path / f"cases{suffix}") == cases


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"id": "b"}, r":2: id 'b' stands already at line 1"),
        ({"id": None}, ":2: no id; predictions are matched by the ids of the cases"),
        ({"sanctions_stance": "pro"}, ":2: unknown label 'pro' in sanctions_stance"),
        ({"negotiation_stance": None}, ":2: unknown label None in negotiation_stance"),
    ],
)
def test_predictions_that_cannot_be_judged_are_named(cases, write_jsonl, changed, message):
    rows = [{"id": name} | answer("against") for name in "bcadef"]
    path = write_jsonl([rows[0], rows[1] | changed, *rows[2:]], "predictions.jsonl")
    with pytest.raises(InputError, match=message):
        load_predictions(path, cases)


@pytest.mark.parametrize("value", ["high", None, float("nan"), 1.5])
def test_probabilities_that_are_none_are_named(cases, value):
    rows = {name: answer("against") for name in "abcdef"} | {"f": answer("against") | {"sanctions_p_against": value}}
    with pytest.raises(InputError, match="prediction of 'f': expected a probability from 0 to 1"):
        behave(cases, rows)


def test_column_that_no_prediction_has_is_named_once(cases, write_jsonl):
    rows = [{"id": name, "sanctions_stance": "against", "negotiation_stance": "neither"} for name in "abcdef"]
    with pytest.raises(InputError, match="no column 'sanctions_p_against'") as caught:
        load_predictions(write_jsonl(rows, "predictions.jsonl"), cases)
    assert len(caught.value.problems) == 1


def test_model_of_other_targets_is_refused(cases):
    rows = [{"text": text, "bikes": label} for text, label in [("More bikes", "favor"), ("No bikes", "against")] * 3]
    model = stancekit.train(rows, folds=2, C=1.0)
    with pytest.raises(InputError, match="about sanctions, negotiation, and the model's targets are bikes"):
        predict_cases(model, cases)


def test_direction_survives_json():
    direction = json.loads(json.dumps(MOVED[1]))["direction"]
    assert set(direction) == {"target", "label", "moves"}
