"""The installed program, as a user calls it: by subprocess, never in-process."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

import pytest

PROGRAM = shutil.which("stancekit", path=str(Path(sys.executable).parent)) or "stancekit"


def run(*arguments: object, stdin: str | bytes | None = None) -> subprocess.CompletedProcess[str]:
    data = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [PROGRAM, *map(str, arguments)],
        input=b"" if data is None else data,
        capture_output=True,
        env=os.environ | {"COLUMNS": "120", "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def refused(done: subprocess.CompletedProcess[str], message: str) -> bool:
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    return message in done.stderr


def test_help_names_every_command():
    done = run("--help")
    assert done.returncode == 0
    for command in ("predict", "analyze", "score", "train", "evaluate", "explain", "corpus", "info"):
        assert command in done.stdout


def test_predict_prints_a_table():
    done = run("predict", "Lift the embargo, it starves children.")
    assert done.returncode == 0
    assert "− against" in done.stdout
    assert "embargo" in done.stdout


def test_predict_json_from_arguments_and_input_is_the_same():
    text = "We will not lift the sanctions."
    by_argument, by_input = run("predict", text, "--json"), run("predict", "--json", stdin=f"{text}\n\n")
    record = json.loads(by_argument.stdout)[0]
    assert json.loads(by_input.stdout) == [record]
    assert record["text"] == text
    found = record["sanctions"]
    assert found["confidence"] == found["probabilities"][found["stance"]]
    assert all(text[word["start"] : word["end"]] == word["text"] for word in found["evidence"])


def test_markup_in_a_statement_stays_text():
    assert "[bold]Lift[/bold] them." in run("predict", "[bold]Lift[/bold] them.").stdout


@pytest.mark.parametrize(
    ("stdin", "message"),
    [(b"", "holds no statement"), (b"caf\xe9\n", "standard input is not UTF-8")],
)
def test_predict_without_usable_input(stdin, message):
    assert refused(run("predict", stdin=stdin), message)


def test_predict_empty_argument():
    assert refused(run("predict", "fine", " "), "statement 2: empty text")


def test_explain_adds_up():
    for found in json.loads(run("explain", "Do not lift the sanctions.", "--json").stdout):
        total = found["intercept"] + sum(word["contribution"] for word in found["words"])
        assert total == pytest.approx(found["decision"], abs=1e-6)


def test_explain_one_target_as_a_table():
    done = run("explain", "Do not lift the sanctions.", "--target", "sanctions", "--label", "against")
    assert "sanctions: − against" in done.stdout
    assert "decision value" in done.stdout


def test_score_keeps_columns_and_says_how_many(tmp_path):
    (tmp_path / "in.csv").write_text("id,text\n7,Lift the embargo.\n", encoding="utf-8")
    done = run("score", tmp_path / "in.csv", tmp_path / "out.csv")
    assert done.returncode == 0
    assert "1 row written" in done.stderr
    assert (
        (tmp_path / "out.csv").read_text(encoding="utf-8").startswith("id,text,sanctions_stance,sanctions_confidence")
    )


def test_train_then_score_with_the_new_model(tmp_path, small_rows, write_jsonl):
    corpus = write_jsonl(small_rows)
    done = run("train", corpus, "--out", tmp_path / "model", "--folds", 3)
    assert done.returncode == 0, done.stderr
    assert "macro-F1" in done.stdout
    again = run("train", corpus, "--out", tmp_path / "again", "--folds", 3, "--jobs", 2)
    assert again.returncode == 0, again.stderr
    for file in (tmp_path / "model").iterdir():
        assert file.read_bytes() == (tmp_path / "again" / file.name).read_bytes()
    done = run("predict", "Keep the sanctions.", "--model", tmp_path / "model", "--json")
    assert json.loads(done.stdout)[0]["sanctions"]["stance"] == "favor"


def test_evaluate_prints_figures_with_intervals_and_writes_json(small_rows, write_jsonl):
    held_out = write_jsonl(small_rows)
    table = run("evaluate", held_out)
    assert table.returncode == 0, table.stderr
    for word in ("macro-F1", "F_avg", "majority", "plain scikit-learn", "keywords", "calibration", "signature"):
        assert word in table.stdout
    assert json.loads(run("evaluate", held_out, "--json").stdout)["signature"]["seed"] == 0


def test_info_and_stats_are_json_on_request(small_rows, write_jsonl):
    assert set(json.loads(run("info", "--json").stdout)["targets"]) == {"sanctions", "negotiation"}
    stats = json.loads(run("corpus", "stats", write_jsonl(small_rows), "--json").stdout)
    assert stats["statements"] == len(small_rows)
    assert "sanctions" in run("corpus", "stats", write_jsonl(small_rows)).stdout
    assert "features" in run("info").stdout


def test_agreement_lists_disagreements_by_rule(write_jsonl):
    rows = [{"id": str(i), "text": f"text {i}", "t": "favor" if i % 2 else "against"} for i in range(6)]
    changed = [rows[0] | {"t": "neither"}, rows[1] | {"t": "neither"}, *rows[2:]]
    settled = [
        {"id": "0", "target": "t", "settled": "neither", "rule": "8"},
        {"id": "1", "target": "t", "settled": "favor", "rule": "12"},
    ]
    first, second = write_jsonl(rows, "first.jsonl"), write_jsonl(changed, "second.jsonl")
    done = run("corpus", "agreement", first, second, "--settled", write_jsonl(settled, "settled.jsonl"))
    assert done.returncode == 0, done.stderr
    assert done.stdout.index("[rule 12: favor] 1 t: favor / neither") < done.stdout.index("[rule 8: neither] 0 t")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"text": "a", "sanctions": "favor"}\n{"text": "b"\n', ":2: broken JSON"),
        ('{"tekst": "a", "sanctions": "favor"}\n', ":1: no column 'text'"),
        ('{"text": "a", "sanctions": "pro"}\n', ":1: unknown sanctions label 'pro'"),
        ('{"text": "", "sanctions": "favor"}\n', ":1: empty text ''"),
        ('{"text": 3, "sanctions": "favor"}\n', ":1: expected text, got the number 3"),
        ("", "the file is empty"),
        ('{"id": 1, "text": "a", "sanctions": "favor"}\n' * 2, ":2: id '1' stands already at"),
        ('{"text": "a", "sanctions": "favor"}\n', "has one label value only: favor (1)"),
    ],
)
def test_bad_corpora_are_refused_with_one_clear_line_and_no_output(tmp_path, content, message):
    corpus = tmp_path / "c.jsonl"
    corpus.write_text(content.replace('"pro"}', '"pro"}\n{"text": "b", "sanctions": "favor"}'), encoding="utf-8")
    done = run("train", corpus, "--out", tmp_path / "model")
    assert refused(done, message), done.stderr
    assert not (tmp_path / "model").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["score", "none.csv", "out.csv"], "none.csv: no such file"),
        (["score", "none.xlsx", "out.csv"], "unknown file ending '.xlsx'"),
        (["predict", "a", "--model", "nowhere"], "no model folder at nowhere"),
        (["evaluate", "none.jsonl"], "no such file"),
        (["explain", "a", "--target", "trade"], "unknown target 'trade'"),
        (["fly"], "No such command"),
        (["evaluate", "none.jsonl", "--seed", "-1"], "--seed"),
        (["train", "none.jsonl", "--out", "m", "--seed", str(2**32)], "--seed"),
        (["corpus", "agreement", "none.jsonl", "none.jsonl", "--seed", "-1"], "--seed"),
        (["train", "data"], "--out"),
    ],
)
def test_bad_usage(arguments, message, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert refused(run(*arguments), message)


def test_output_that_is_a_folder_is_refused(tmp_path):
    (tmp_path / "in.csv").write_text("text\nLift the embargo.\n", encoding="utf-8")
    (tmp_path / "out.csv").mkdir()
    assert refused(run("score", tmp_path / "in.csv", tmp_path / "out.csv"), "out.csv: this is a folder")


@pytest.mark.parametrize(
    "arguments", ["corpus --help", "predict a b c --json", "predict a b c", "explain 'Lift them.'", "info --json"]
)
def test_reader_that_goes_away_is_no_error(arguments):
    command = f"'{PROGRAM}' {arguments} | (exec <&-; true)"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("redirection", "status", "message"),
    [
        ("<&-", 2, "no statement given"),
        ("< /dev/null", 2, "holds no statement"),
        (">&- <<< 'Lift them.'", 0, ""),
        pytest.param(
            "> /dev/full <<< 'Lift them.'",
            2,
            "No space left",
            marks=pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here to fill"),
        ),
    ],
)
def test_streams_that_are_closed_empty_or_full(redirection, status, message):
    command = ["bash", "-c", f"'{PROGRAM}' predict --json {redirection}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (status, False)
    assert message in done.stderr


ASCII = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}


@pytest.mark.parametrize("variables", [ASCII, {"PYTHONIOENCODING": "latin-1"}, {"PYTHONIOENCODING": "utf-8"}])
def test_any_encoding_of_the_output_will_do(variables):
    text = "Lift “them”, says Łódź."

    def output(*arguments: str) -> bytes:
        done = subprocess.run([PROGRAM, *arguments], env=os.environ | variables, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
        return done.stdout

    found = json.loads(output("predict", text, "--json"))
    assert found[0]["text"] == text
    assert b"neither" in output("explain", text)
    assert b"statement" in output("predict", text)


def test_argument_that_is_not_utf8():
    done = subprocess.run([PROGRAM, "predict", b"caf\xe9"], capture_output=True, check=False)
    assert done.returncode == 2
    assert b"is not UTF-8; convert it" in done.stderr


@pytest.mark.parametrize("jobs", [1, 2])
def test_program_that_is_told_to_end_leaves_no_file(tmp_path, jobs):
    source = tmp_path / "in.jsonl"
    source.write_text(
        '{"text": "Lift the sanctions, says the union, or talk about them."}\n' * 200_000, encoding="utf-8"
    )
    command = [PROGRAM, "score", str(source), str(tmp_path / "out.jsonl"), "--jobs", str(jobs)]
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while len(list(tmp_path.iterdir())) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(list(tmp_path.iterdir())) == 2
    running.terminate()
    assert running.wait(timeout=60) == 128 + signal.SIGTERM
    assert [file.name for file in tmp_path.iterdir()] == ["in.jsonl"]


def test_undefined_figures_are_null_in_json(write_jsonl):
    path = write_jsonl([{"id": str(i), "text": f"text {i}", "t": "favor"} for i in range(3)])
    found = json.loads(run("corpus", "agreement", path, path, "--json").stdout, parse_constant=pytest.fail)
    assert found["alpha"]["t"] == {"value": None, "low": None, "high": None}


def test_rulings_without_their_columns_are_refused_before_anything_is_printed(write_jsonl):
    path = write_jsonl([{"id": "1", "text": "a", "t": "favor"}])
    assert refused(run("corpus", "agreement", path, path, "--settled", path), ":1: no column 'target'")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"text": "a \\ud83d b"}', ":1: half a character"),
        ('{"text": "a", "x": ' + "[" * 100_000 + "]" * 100_000 + "}", ":1: JSON nested more than 100 levels"),
        ('{"text": "a", "x": ' + "9" * 5_000 + "}", ":1: a number of more than 4300 digits"),
        ('{"text": "a", "x": ' + "9" * 30 + "}", ":1: column 'x' cannot hold 9999"),
    ],
)
def test_rows_that_no_output_can_hold(tmp_path, line, message):
    (tmp_path / "in.jsonl").write_text(line + "\n", encoding="utf-8")
    assert refused(run("score", tmp_path / "in.jsonl", tmp_path / "out.parquet"), message)
    assert not (tmp_path / "out.parquet").exists()


def test_version_and_the_module_as_a_program():
    done = subprocess.run([sys.executable, "-m", "stancekit", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == version("stancekit")


def test_columns_parted_by_semicolons_are_named(tmp_path):
    (tmp_path / "in.csv").write_text("id;text\n1;Lift the sanctions.\n", encoding="utf-8")
    done = run("score", str(tmp_path / "in.csv"), str(tmp_path / "out.csv"))
    assert done.returncode == 2
    assert "separate columns with commas" in done.stderr
