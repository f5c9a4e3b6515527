from __future__ import annotations

import json

import pytest

from stancekit.behaviour import behave, load_cases, load_predictions, predict_cases
from stancekit.bundle import bundled
from stancekit.corpus import load_corpus
from stancekit.errors import InputError

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
    with pytest.raises(InputError, match="no behaviour cases"):
        load_cases(tmp_path / "none")


def test_direction_survives_json():
    direction = json.loads(json.dumps(MOVED[1]))["direction"]
    assert set(direction) == {"target", "label", "moves"}
