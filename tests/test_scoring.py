from __future__ import annotations

import json

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from stancekit.errors import InputError
from stancekit.rows import read_rows
from stancekit.scoring import output_columns, score_chunk, score_file

ROWS = [
    {"id": "1", "text": "Lift the embargo, it hurts children.", "note": "ä"},
    {"id": "2", "text": "No talks until the hostages are free.", "note": ""},
]


def test_columns_stay_and_the_stances_follow(bundled_model):
    row = score_chunk(bundled_model, ROWS)[0]
    expected = ["id", "text", "note"]
    for target in ("sanctions", "negotiation"):
        expected += [f"{target}_stance", f"{target}_confidence"]
        expected += [f"{target}_p_{label}" for label in ("favor", "against", "conditional", "neither")]
    assert list(row) == expected
    assert expected[3:] == output_columns(bundled_model)
    assert row["sanctions_confidence"] == row[f"sanctions_p_{row['sanctions_stance']}"]


def test_given_rows_are_untouched(bundled_model):
    rows = [dict(row) for row in ROWS]
    score_chunk(bundled_model, rows)
    assert rows == ROWS


@pytest.mark.parametrize("source", [".csv", ".jsonl", ".parquet"])
@pytest.mark.parametrize("destination", [".csv", ".jsonl", ".parquet"])
def test_every_pair_of_kinds(bundled_model, tmp_path, source, destination):
    from stancekit.rows import write_rows

    write_rows(tmp_path / f"in{source}", [ROWS])
    assert score_file(bundled_model, tmp_path / f"in{source}", tmp_path / f"out{destination}") == 2
    found = [row for _, row in read_rows(tmp_path / f"out{destination}")]
    for row, expected in zip(found, score_chunk(bundled_model, ROWS), strict=True):
        assert list(row) == list(expected)
        assert float(row["sanctions_p_favor"]) == pytest.approx(expected["sanctions_p_favor"])


def test_processes_give_the_same_rows_in_the_same_order(bundled_model, tmp_path, write_jsonl):
    source = write_jsonl([{"id": i, "text": f"Statement {i} on sanctions"} for i in range(4_500)])
    score_file(bundled_model, source, tmp_path / "one.jsonl")
    score_file(bundled_model, source, tmp_path / "two.jsonl", n_jobs=2)
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()


def test_types_of_parquet_columns_survive(bundled_model, tmp_path):
    table = pa.table({"text": ["Lift them."], "n": pa.array([7], pa.int16()), "tags": pa.array([["x"]])})
    pq.write_table(table, tmp_path / "in.parquet")
    score_file(bundled_model, tmp_path / "in.parquet", tmp_path / "out.parquet")
    assert pq.read_table(tmp_path / "out.parquet").select(["text", "n", "tags"]).equals(table)


def test_rows_with_different_keys_get_all_columns(bundled_model, tmp_path, write_jsonl):
    source = write_jsonl([{"text": "Lift them."}, {"text": "Keep them.", "late": 1}])
    score_file(bundled_model, source, tmp_path / "out.csv")
    assert [row["late"] for _, row in read_rows(tmp_path / "out.csv")] == ["", "1"]


def test_all_bad_rows_are_named_and_nothing_is_written(bundled_model, tmp_path, write_jsonl):
    source = write_jsonl([{"text": "fine"}, {"text": 5}, {"text": " "}, {"text": None}])
    with pytest.raises(InputError, match="expected text, got the number 5") as caught:
        score_file(bundled_model, source, tmp_path / "out.csv")
    assert [problem.line for problem in caught.value.problems] == [2, 3, 4]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["rows.jsonl"]


def test_a_hopeless_file_is_given_up_early(bundled_model, tmp_path, write_jsonl):
    source = write_jsonl([{"text": ""}] * 500)
    with pytest.raises(InputError, match="stopped after 100 problems") as caught:
        score_file(bundled_model, source, tmp_path / "out.jsonl")
    assert len(caught.value.problems) == 101


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{"tekst": "a"}], "no column 'text'; columns are tekst"),
        ([{"text": "a", "sanctions_stance": "favor"}], ":1: column 'sanctions_stance' is there already"),
        ([{"text": "a"}, {"text": "b", "sanctions_stance": "favor"}], ":2: column 'sanctions_stance' is there already"),
        ([{"text": "a"}, {"tekst": "b"}], ":2: no column 'text'; columns are tekst"),
    ],
)
def test_wrong_columns(bundled_model, tmp_path, write_jsonl, rows, message):
    with pytest.raises(InputError, match=message):
        score_file(bundled_model, write_jsonl(rows), tmp_path / "out.jsonl")


def test_column_that_a_whole_csv_lacks_is_named_once(bundled_model, tmp_path):
    (tmp_path / "in.csv").write_text("tekst\na\nb\n", encoding="utf-8")
    with pytest.raises(InputError, match="no column 'text'") as caught:
        score_file(bundled_model, tmp_path / "in.csv", tmp_path / "out.jsonl")
    assert len(caught.value.problems) == 1


@pytest.mark.parametrize("destination", [".csv", ".jsonl", ".parquet"])
@pytest.mark.parametrize("content", [b"PAR1 no footer PAR1", b"text"])
def test_broken_parquet_to_any_kind(bundled_model, tmp_path, content, destination):
    (tmp_path / "in.parquet").write_bytes(content)
    with pytest.raises(InputError, match=r"in\.parquet:1: broken Parquet file"):
        score_file(bundled_model, tmp_path / "in.parquet", tmp_path / f"out{destination}")
    assert [file.name for file in tmp_path.iterdir()] == ["in.parquet"]


def test_number_too_large_for_parquet_is_named_and_kept_elsewhere(bundled_model, tmp_path, write_jsonl):
    source = write_jsonl([{"text": "a", "n": 1}, {"text": "b", "n": 10**30}])
    with pytest.raises(InputError, match=r":2: column 'n', int64 so far, cannot hold 10+ in Parquet"):
        score_file(bundled_model, source, tmp_path / "out.parquet")
    score_file(bundled_model, source, tmp_path / "out.jsonl")
    assert json.loads((tmp_path / "out.jsonl").read_text().splitlines()[1])["n"] == 10**30


def test_data_frame_is_scored_like_rows(bundled_model):
    assert score_chunk(bundled_model, pd.DataFrame(ROWS)) == score_chunk(bundled_model, ROWS)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{"text": "a"}, {"text": None}], "row:2: no text; expected a statement"),
        ([{"text": "a", "sanctions_p_favor": 1}], "row:1: column 'sanctions_p_favor' is there already"),
        (["a"], "row:1: expected a row with named columns, got 'a'"),
    ],
)
def test_rows_that_cannot_be_scored(bundled_model, rows, message):
    with pytest.raises(InputError, match=message):
        score_chunk(bundled_model, rows)


def test_csv_with_a_header_only(bundled_model, tmp_path):
    (tmp_path / "in.csv").write_text("text\n", encoding="utf-8")
    with pytest.raises(InputError, match="no rows"):
        score_file(bundled_model, tmp_path / "in.csv", tmp_path / "out.jsonl")


def test_progress_counts_every_row(bundled_model, tmp_path, write_jsonl):
    seen: list[int] = []
    source = write_jsonl(ROWS)
    score_file(bundled_model, source, tmp_path / "out.jsonl", progress=seen.append)
    assert sum(seen) == len(ROWS)
    assert json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()[0])["note"] == "ä"


def test_input_is_never_overwritten(bundled_model, tmp_path):
    source = tmp_path / "in.csv"
    source.write_text("text\nLift them.\n", encoding="utf-8")
    with pytest.raises(InputError, match="is the file to be read; give another name"):
        score_file(bundled_model, source, source)
    assert source.read_text(encoding="utf-8") == "text\nLift them.\n"
