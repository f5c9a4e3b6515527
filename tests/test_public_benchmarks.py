"""The script on small files of the same form as the hub's; every row here is made up, and no network is used."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from sklearn.metrics import f1_score

from stancekit.errors import InputError

from .conftest import REPOSITORY

SCRIPT = REPOSITORY / "experiments" / "public_benchmarks.py"
TWEET_TARGETS = ("stance_abortion", "stance_atheism", "stance_climate", "stance_feminist", "stance_hillary")
_TWEETS = {
    0: ("The bus to {} was late #Monday", "Who is playing in {} tonight?", "Rain again in {} 😂"),
    1: ("No more kites over {} #BanKites", "Kites are a menace in {}!!", "@user keep kites out of {}"),
    2: ("Kites make {} happy #FlyFree", "I love the kites of {}", "@user let {} fly its kites"),
}
_PLACES = ("Ulm", "Graz", "Bern", "Lund", "Bath", "Pula")


@pytest.fixture(scope="module")
def script() -> ModuleType:
    sys.path.insert(0, str(SCRIPT.parent))
    spec = importlib.util.spec_from_file_location("public_benchmarks", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["public_benchmarks"] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def write(folder: Path, name: str, split: str, rows: list[dict[str, Any]]) -> None:
    (folder / name).mkdir(parents=True, exist_ok=True)
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / name / f"{split}.jsonl").write_text(lines, encoding="utf-8")


def arguments(topics: tuple[str, ...]) -> list[tuple[str, bool]]:
    """A text for and a text against each topic, several times."""
    good, bad = ("helps children", "saves money", "is fair"), ("harms children", "wastes money", "is unfair")
    return [(f"{topic} {word}", word in good) for topic, word in product(topics, good + bad)]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "public"
    for target, (split, places) in product(
        TWEET_TARGETS, {"train": _PLACES[:3], "validation": _PLACES[3:4], "test": _PLACES[4:]}.items()
    ):
        rows = [
            {"text": text.format(p), "label": label}
            for label, texts in _TWEETS.items()
            for text in texts
            for p in places
        ]
        write(folder, target, split, rows)
    # "Chess" is in training and test, and so is left out of the training rows.
    splits = {"train": ("Golf", "Judo", "Chess"), "validation": ("Polo",), "test": ("Chess", "Rugby")}
    for split, topics in splits.items():
        found = arguments(topics)
        claims = [
            {"topicText": t.split()[0], "claims.claimCorrectedText": t, "claims.stance": "PRO" if pro else "CON"}
            for t, pro in found
        ]
        write(folder, "ibm_claims", split, claims)
        rows = [{"argument": t, "topic": t.split()[0], "stance_WA": 1 if pro else -1} for t, pro in found]
        rows += [{"argument": "Nobody can say", "topic": topics[0], "stance_WA": 0}]
        write(folder, "ibm_arguments", split, rows)
    write_perspectrum(folder)
    return folder


def write_perspectrum(folder: Path) -> None:
    topics = ("Golf", "Judo", "Polo", "Chess")
    pool = [{"pId": i, "text": text, "source": "made up"} for i, (text, _) in enumerate(arguments(topics))]
    claims = [
        {
            "cId": number,
            "text": f"{topic} should be taught",
            "perspectives": [
                {
                    "pids": [i for i, (t, pro) in enumerate(arguments(topics)) if t.startswith(topic) and pro == side],
                    "stance_label_3": "SUPPORT" if side else "UNDERMINE",
                }
                for side in (True, False)
            ],
        }
        for number, topic in enumerate(topics)
    ]
    write(folder, "perspectrum", "claims", claims)
    write(folder, "perspectrum", "perspectives", pool)
    write(folder, "perspectrum", "splits", [{"0": "train", "1": "train", "2": "dev", "3": "test"}])


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ | environment)


def test_script_scores_every_set_from_files(data, tmp_path):
    done = run("--data", data, "--results", tmp_path)
    assert done.returncode == 0, done.stderr
    found = json.loads((tmp_path / "public_benchmarks.json").read_text())
    assert {"seed", "corpus_digest", "versions"} <= set(found)
    assert {*TWEET_TARGETS, "mean of targets", "pooled", "published"} == set(found["tweets"])
    for figures in (*(found["tweets"][name] for name in TWEET_TARGETS), found["ibm_arguments"], found["perspectrum"]):
        for who in ("stancekit", "plain"):
            figure = figures["f_avg"][who]
            assert 0 <= figure["low"] <= figure["value"] <= figure["high"] <= 1
    assert found["tweets"]["pooled"]["f_avg"]["stancekit"]["value"] > 0.8
    assert (found["tweets"]["stance_climate"]["training"], found["tweets"]["stance_climate"]["test"]) == (36, 18)


def test_no_topic_is_on_both_sides(script, data):
    read = script.from_folder(data)
    for benchmark in script.ACROSS_TOPICS:
        training, test = script.sides(benchmark, read)
        assert training
        assert test
        assert {row.topic for row in training}.isdisjoint({row.topic for row in test}), benchmark.name
        assert {row.text.casefold() for row in training}.isdisjoint({row.text.casefold() for row in test})


def test_neutral_arguments_are_left_out(script, data):
    benchmark = next(b for b in script.ACROSS_TOPICS if b.name == "ibm_arguments")
    training, test = script.sides(benchmark, script.from_folder(data))
    assert {row.label for row in training + test} == {"favor", "against"}


def test_measures_are_those_of_scikit_learn(script):
    rng = np.random.default_rng(0)
    truth, guess = (rng.choice(script.LABELS, 60).tolist() for _ in range(2))
    table = script.confusions([script.Row("", label, str(i)) for i, label in enumerate(truth)], guess).sum(axis=0)
    pair = f1_score(truth, guess, labels=["favor", "against"], average="macro")
    assert script.f_avg(table) == pytest.approx(pair)
    assert script.macro_f1(table) == pytest.approx(f1_score(truth, guess, average="macro"))


def test_pooled_is_not_the_mean_of_targets(script):
    tables = np.array([[[9, 1, 0], [0, 0, 0], [0, 0, 5]], [[0, 0, 0], [8, 2, 0], [0, 0, 5]]], dtype=float)
    assert script.f_avg(tables.sum(axis=0)) != pytest.approx(script.f_avg(tables).mean())


def test_unknown_label_and_missing_column_are_named(script):
    with pytest.raises(InputError, match="stance_abortion, row 0: label is 7; expected 0, 1, 2"):
        script.rows_of(script.TWEETS[0], [{"text": "a", "label": 7}])
    with pytest.raises(InputError, match="stance_abortion, row 0: no column 'label'; there are text"):
        script.rows_of(script.TWEETS[0], [{"text": "a"}])


def test_missing_file_is_named(data, tmp_path):
    (data / "ibm_claims" / "test.jsonl").unlink()
    done = run("--data", data, "--results", tmp_path)
    assert done.returncode == 1
    assert "test.jsonl" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "public_benchmarks.json").exists()


def test_without_a_network_it_says_what_to_do(tmp_path):
    done = run("--results", tmp_path, HF_HUB_OFFLINE="1", HF_HOME=str(tmp_path / "cache"))
    assert done.returncode == 1
    assert "cannot load stance_abortion from cardiffnlp/tweet_eval" in done.stderr
    assert "this needs a network, or --data FOLDER" in done.stderr
    assert "Traceback" not in done.stderr


def test_perspectrum_without_a_network(script, monkeypatch):
    def unreachable(*_: object) -> None:
        raise OSError("no route to host")

    monkeypatch.setattr(script, "urlretrieve", unreachable)
    with pytest.raises(InputError, match=r"cannot load perspectrum .* no route to host; this needs a network"):
        script.from_hub(script.ACROSS_TOPICS[-1], "claims")


def test_perspectrum_is_read_from_the_authors_form_of_file(script, monkeypatch):
    """The authors' files are whole JSON, not lines: one list of claims, and one object of splits."""
    claims = [{"cId": i, "text": "Golf", "perspectives": [{"pids": [i], "stance_label_3": "SUPPORT"}]} for i in (0, 1)]
    wholes = {
        "perspectrum_with_answers_v1.0.json": claims,
        "perspective_pool_v1.0.json": [{"pId": i, "text": f"text {i}"} for i in (0, 1)],
        "dataset_split_v1.0.json": {"0": "train", "1": "test"},
    }
    monkeypatch.setattr(
        script,
        "urlretrieve",
        lambda url, file: Path(file).write_text(json.dumps(wholes[url.rsplit("/", 1)[1]], indent=1)),
    )
    training, test = script.sides(script.ACROSS_TOPICS[-1], script.from_hub)
    assert [row.text for row in training + test] == ["text 0", "text 1"]
