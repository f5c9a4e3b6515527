from __future__ import annotations

import json
from pathlib import Path

import datasets
import pandas as pd
import pyarrow as pa
import pytest

from stancekit.corpus import Corpus, load_corpus, summary
from stancekit.errors import InputError
from stancekit.labels import LABELS, Stance
from stancekit.rows import write_rows

ROWS = [
    {"id": "a", "text": "Keep them.", "sanctions": "favor", "mood": "calm", "group": "g", "episode": "x"},
    {"id": "b", "text": "Lift them.", "sanctions": "against", "mood": "angry", "group": "g", "episode": "x"},
    {"id": "c", "text": "It rained.", "sanctions": "neither", "mood": "calm", "group": None, "episode": "y"},
]


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet"])
def test_every_kind_of_file_gives_the_same_corpus(tmp_path, suffix):
    path = tmp_path / f"c{suffix}"
    write_rows(path, [ROWS])
    corpus = load_corpus(path)
    assert corpus.targets == ("sanctions",)
    assert corpus.digest == load_corpus(ROWS).digest


def test_dataset_and_dataset_dict_give_the_same_corpus():
    dataset = datasets.Dataset.from_list(ROWS)
    assert load_corpus(dataset).digest == load_corpus(ROWS).digest
    parts = datasets.DatasetDict({"train": dataset.select([0]), "test": dataset.select([1, 2])})
    assert load_corpus(parts).digest == load_corpus(ROWS).digest


def test_data_frame_and_arrow_table_give_the_same_corpus():
    frame = pd.DataFrame(ROWS)
    assert load_corpus(frame).digest == load_corpus(ROWS).digest
    assert load_corpus(frame.set_index("mood")).digest == load_corpus(ROWS).digest
    assert load_corpus(pa.table(frame)).digest == load_corpus(ROWS).digest


def test_empty_cells_of_a_data_frame_are_no_labels_groups_or_ids():
    rows = [{"text": "a", "t": "favor", "group": "g", "id": "x"}, {"text": "b", "t": "against"}, {"text": "c"}]
    for source in (pd.DataFrame(rows), [dict(row) for row in pd.DataFrame(rows).to_dict("records")]):
        corpus = load_corpus(source, targets=["t"])
        assert corpus.labels("t") == [Stance.FAVOR, Stance.AGAINST, None]
        assert [statement.group for statement in corpus] == ["g", None, None]
        assert [statement.id_given for statement in corpus] == [True, False, False]


def test_data_frame_with_two_columns_of_one_name():
    frame = pd.DataFrame([["a", "b", "favor"]], columns=["text", "text", "t"])
    with pytest.raises(InputError, match="columns named twice in the DataFrame: 'text'"):
        load_corpus(frame)


def test_ids_made_up_never_meet_given_ones():
    rows = [{"text": "a", "t": "favor"}, {"id": "1", "text": "b", "t": "favor"}, {"id": "row 1", "text": "c"}]
    ids = [statement.id for statement in load_corpus(rows)]
    assert len(set(ids)) == 3
    assert ids[1:] == ["1", "row 1"]


@pytest.mark.parametrize(
    ("values", "line", "value"),
    [
        (["favor", "favour", "favour", "favour", "against"], 2, "favour"),
        (["FAVOR", "AGAINST", "NONE"], 1, "FAVOR"),
        (["Favor ", "Against ", "Favor "], 1, "Favor "),
        (["favor", "against", "conditional", "unsure", "unsure", "unsure", "unsure", "unsure"], 4, "unsure"),
    ],
)
def test_misspelt_labels_are_errors_and_hide_no_column(write_jsonl, values, line, value):
    path = write_jsonl([{"text": "a", "sound": "favor", "t": value} for value in values])
    with pytest.raises(InputError, match=f":{line}: unknown t label '{value}'; expected favor, .* if t is no target"):
        load_corpus(path)


@pytest.mark.parametrize(
    "values",
    [["for", "yes", "no"], ["either", "either"], [1, 2], ["It is in their favor.", "Keep it.", "against"], [None, ""]],
)
def test_other_columns_are_no_targets(values):
    rows = [{"text": "a", "sound": "favor", "other": value} for value in values]
    assert load_corpus(rows).targets == ("sound",)


@pytest.mark.parametrize("name", ["source", "date", "group", "voice", "episode"])
def test_labels_in_a_column_named_like_context_are_labels(name):
    corpus = load_corpus([{"text": "a", name: "favor"}, {"text": "b", name: "against"}])
    assert corpus.targets == (name,)
    assert corpus.labels(name) == [Stance.FAVOR, Stance.AGAINST]


def test_corpus_with_some_of_its_targets_is_that_of_these_columns_alone(small_rows):
    corpus = load_corpus(small_rows)
    assert (
        load_corpus(corpus, targets=["negotiation"]).digest == load_corpus(small_rows, targets=["negotiation"]).digest
    )
    assert load_corpus(corpus, targets=corpus.targets) is corpus
    with pytest.raises(InputError, match="no target 'trade' in the given list; its targets are sanctions, negotiation"):
        load_corpus(corpus, targets=["trade"])


def test_target_named_twice_is_one():
    assert load_corpus(ROWS, targets=["sanctions", "sanctions"]).targets == ("sanctions",)


def test_unreadable_files_and_folders_are_named_with_all_else(tmp_path, monkeypatch):
    write_rows(tmp_path / "good.jsonl", [ROWS])
    (tmp_path / "gone.csv").symlink_to(tmp_path / "nowhere.csv")
    (tmp_path / "locked.jsonl").write_text("x", encoding="utf-8")
    genuine = Path.open

    def refuse(path, *arguments, **options):
        if path.name == "locked.jsonl":
            raise PermissionError(13, "Permission denied", str(path))
        return genuine(path, *arguments, **options)

    monkeypatch.setattr(Path, "open", refuse)  # a test that runs as root may read everything
    with pytest.raises(InputError, match=r"(?s)gone\.csv: no such file.*locked\.jsonl: .*Permission denied"):
        load_corpus(tmp_path)


def test_round_trip_through_a_dataset():
    corpus = load_corpus(ROWS)
    assert load_corpus(corpus.to_dataset()) == corpus


def test_folder_is_read_in_the_order_of_its_file_names(tmp_path):
    write_rows(tmp_path / "b.jsonl", [ROWS[1:]])
    write_rows(tmp_path / "a.csv", [ROWS[:1]])
    assert [statement.id for statement in load_corpus(tmp_path)] == ["a", "b", "c"]


def test_targets_and_text_column_of_somebody_else():
    rows = [
        {"tweet": "Build it.", "atheism": "against", "author": "x"},
        {"tweet": "No.", "atheism": "favor", "author": "y"},
    ]
    corpus = load_corpus(rows, text_column="tweet")
    assert corpus.targets == ("atheism",)
    assert corpus.labels("atheism") == [Stance.AGAINST, Stance.FAVOR]


def test_uncoded_statement_has_no_label():
    corpus = load_corpus([{"text": "a", "t": "favor"}, {"text": "b", "t": None}, {"text": "c", "t": ""}])
    assert corpus.labels("t") == [Stance.FAVOR, None, None]


def test_all_problems_at_once_with_file_and_line(tmp_path):
    path = tmp_path / "bad.jsonl"
    lines = [
        '{"id": "1", "text": "fine", "sanctions": "favor"}',
        '{"id": "1", "text": "twice", "sanctions": "favor"}',
        '{"id": "3", "text": " ", "sanctions": "favor"}',
        '{"id": "4", "text": 7, "sanctions": "favor"}',
        '{"id": "5", "text": "x", "sanctions": "favour"}',
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match="unknown sanctions label 'favour'") as caught:
        load_corpus(path)
    assert [(problem.file, problem.line) for problem in caught.value.problems] == [
        (str(path), line) for line in (2, 3, 4, 5)
    ]


def test_broken_lines_of_one_file_and_an_empty_other_are_both_named(tmp_path):
    (tmp_path / "a.jsonl").write_text("{\n", encoding="utf-8")
    (tmp_path / "b.csv").write_bytes(b"")
    with pytest.raises(InputError, match=r"(?s)a\.jsonl:1: broken JSON.*b\.csv: the file is empty"):
        load_corpus(tmp_path)


@pytest.mark.parametrize(
    ("rows", "options", "message"),
    [
        ([{"tekst": "a", "t": "favor"}], {}, "no column 'text'; columns are tekst, t"),
        ([{"text": "a", "t": "yes"}], {}, "no target column"),
        ([{"text": "a", "t": "favor"}], {"targets": ["u"]}, "no target column 'u'; columns are text, t"),
        ([{"text": "a", "sanctions": "Favor", "t": "favor"}], {}, "unknown sanctions label 'Favor'"),
        ([], {}, "no rows"),
        (["just a text"], {}, "no such file|unknown file ending"),
        ([{"text": "a \ud83d", "t": "favor"}], {}, r"row:1: half a character, \\ud83d, in the text"),
        (3, {}, "expected a file, a folder, rows or a data frame, got int 3"),
        ({"text": ["a"], "t": ["favor"]}, {}, r"got a dict with 'text': \['a'\]; write a list of dicts"),
        ({"text": "a", "t": "favor"}, {}, "got a dict with 'text': 'a'; write a list of dicts"),
        ([3], {}, "expected a row with named columns, got 3"),
    ],
)
def test_wrong_columns_are_named(rows, options, message):
    with pytest.raises(InputError, match=message):
        load_corpus(rows, **options)


def test_empty_folder(tmp_path):
    with pytest.raises(InputError, match="file in this folder"):
        load_corpus(tmp_path)


def test_clusters_keep_groups_together_and_leave_the_rest_alone():
    corpus = load_corpus(ROWS)
    assert corpus.clusters("group").tolist() == [0, 0, 1]
    assert corpus.clusters("episode").tolist() == [0, 0, 1]


def test_digest_sees_labels_and_order():
    corpus = load_corpus(ROWS)
    assert corpus.select([1, 0, 2]).digest != corpus.digest
    changed = [ROWS[0] | {"sanctions": "neither"}, *ROWS[1:]]
    assert load_corpus(changed).digest != corpus.digest


def test_summary_can_be_written_as_json():
    facts = summary(load_corpus(ROWS))
    assert json.loads(json.dumps(facts))["minimal groups"] == 1


def test_every_label_has_a_definition():
    assert all(label.definition for label in LABELS)


def test_a_corpus_is_returned_as_it_is():
    corpus = load_corpus(ROWS)
    assert isinstance(corpus, Corpus)
    assert load_corpus(corpus) is corpus
