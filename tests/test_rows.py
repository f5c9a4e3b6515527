from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancekit.errors import InputError, Problem
from stancekit.rows import chunks, read_rows, replacing, table_schema, write_rows

# Control characters other than tab cannot be told apart from line ends by every CSV reader.
cells = st.text(st.characters(codec="utf-8", categories=("L", "M", "N", "P", "S", "Zs")), max_size=30)
tables = st.lists(st.fixed_dictionaries({"id": cells, "text": cells}), min_size=1, max_size=8)


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet"])
@given(table=tables)
def test_what_is_written_is_read_back(table, suffix, tmp_path_factory):
    path = tmp_path_factory.mktemp("rows") / f"t{suffix}"
    assert write_rows(path, [table]) == len(table)
    assert [row for _, row in read_rows(path)] == table


@given(st.lists(st.integers()), st.integers(1, 7))
def test_chunks_lose_and_reorder_nothing(items, size):
    parts = list(chunks(items, size))
    assert [item for part in parts for item in part] == items
    assert all(0 < len(part) <= size for part in parts)


def test_quoted_line_breaks_count_as_lines_of_the_file(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('id,text\n1,"two\nlines"\n2,three\n', encoding="utf-8")
    assert [line for line, _ in read_rows(path)] == [2, 4]


def test_byte_order_mark_is_no_part_of_the_first_column(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xef\xbb\xbftext\nLift them.\n")
    assert next(read_rows(path))[1] == {"text": "Lift them."}


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.jsonl", b'{"text": "a"}\n{"text": \n', r"a\.jsonl:2: broken JSON"),
        ("a.jsonl", b'{"text": "a"}\n["text"]\n', r"a\.jsonl:2: expected a JSON object"),
        ("a.jsonl", b'{"text": "caf\xe9"}\n', r"a\.jsonl:1: byte 0xe9 at position 14"),
        ("a.jsonl", b'{"text": "a \\ud83d b"}\n', r"a\.jsonl:1: half a character, \\ud83d"),
        ("a.jsonl", b'{"a": ' + b"[" * 500 + b"]" * 500 + b"}", r"a\.jsonl:1: JSON nested more than 100 levels"),
        ("a.jsonl", b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", r"a\.jsonl:1: JSON nested more than 100"),
        ("a.jsonl", b'{"a": ' + b"9" * 5_000 + b"}", r"a\.jsonl:1: a number of more than 4300 digits; write it in q"),
        ("a.parquet", b"PAR1PAR1", r"a\.parquet:1: broken Parquet file"),
        ("a.csv", b"text,,\na,b,c\n", "columns named twice in the header: one without a name"),
        ("a.csv", b"id,text\n1,caf\xe9\n", r"a\.csv:2: byte 0xe9"),
        ("a.csv", b"id,text\n1\n", r"a\.csv:2: expected 2 cells as in the header, got 1"),
        ("a.csv", b'id,text\n1,"open\n', r"a\.csv:\d: broken CSV"),
        ("a.csv", b"text,text\na,b\n", r"a\.csv:1: columns named twice in the header: text"),
        ("a.jsonl", b"", "the file is empty"),
        ("a.csv", b"\xff\xfet\x00", "UTF-16; save it as UTF-8"),
        ("a.parquet", b"PAR0 this is none", "broken Parquet file"),
        ("a.txt", b"x", r"unknown file ending '\.txt': expected \.csv, \.jsonl, \.parquet"),
    ],
)
def test_bad_files_are_named_with_line_and_value(tmp_path, name, content, message):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError, match=message):
        list(read_rows(path))


def test_parquet_columns_of_one_name_are_not_merged(tmp_path):
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table([pa.array(["a"]), pa.array(["b"])], names=["text", "text"]), path)
    with pytest.raises(InputError, match=r"a\.parquet:1: columns named twice in the header: text"):
        list(read_rows(path))


def test_parquet_text_that_is_not_utf8_is_named(tmp_path):
    path = tmp_path / "a.parquet"
    raw = pa.array([b"fine", b"caf\xe9"], pa.binary())
    pq.write_table(pa.table({"text": pa.StringArray.from_buffers(2, raw.buffers()[1], raw.buffers()[2])}), path)
    with pytest.raises(InputError, match=r"a\.parquet:1: broken Parquet file, 'utf-8' codec can't decode byte 0xe9"):
        list(read_rows(path))


def test_missing_file_and_folder_are_told_apart(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        list(read_rows(tmp_path / "a.csv"))
    (tmp_path / "b.csv").mkdir()
    with pytest.raises(InputError, match="this is a folder"):
        list(read_rows(tmp_path / "b.csv"))


def test_all_broken_lines_are_gathered_and_the_good_ones_still_read(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "a"}\nnope\n{"text": "\xe9"}\n{"text": "b"}\n')
    problems: list[Problem] = []
    assert [row["text"] for _, row in read_rows(path, problems)] == ["a", "b"]
    assert [problem.line for problem in problems] == [2, 3]


def test_failed_write_leaves_the_old_file_and_no_other(tmp_path):
    path = tmp_path / "out.jsonl"
    path.write_text("old", encoding="utf-8")

    def parts():
        yield [{"a": 1}]
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        write_rows(path, parts())
    assert path.read_text(encoding="utf-8") == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["out.jsonl"]


def test_new_file_is_as_readable_as_any_other(tmp_path):
    (tmp_path / "plain").write_text("x", encoding="utf-8")
    with replacing(tmp_path / "made") as temporary:
        temporary.write_text("x", encoding="utf-8")
    assert (tmp_path / "made").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_mode_of_an_existing_file_stays(tmp_path):
    path = tmp_path / "private.jsonl"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o600)
    write_rows(path, [[{"a": 1}]])
    assert path.stat().st_mode & 0o777 == 0o600


def test_link_stays_and_what_it_names_is_written(tmp_path):
    (tmp_path / "folder").mkdir()
    for name in ("old.jsonl", "new.jsonl"):
        (tmp_path / f"link-{name}").symlink_to(tmp_path / "folder" / name)
    (tmp_path / "folder" / "old.jsonl").write_text("old", encoding="utf-8")
    for name in ("old.jsonl", "new.jsonl"):
        write_rows(tmp_path / f"link-{name}", [[{"a": 1}]])
        assert (tmp_path / f"link-{name}").is_symlink()
        assert (tmp_path / "folder" / name).read_text(encoding="utf-8") == '{"a": 1}\n'


def test_outputs_that_are_no_files(tmp_path):
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(InputError, match=r"cannot write .*a\.csv: this is a folder"):
        write_rows(tmp_path / "a.csv", [[{"a": 1}]])
    (tmp_path / "b.csv").symlink_to("/dev/null")
    with pytest.raises(InputError, match=r"cannot write .*b\.csv: this is a device"):
        write_rows(tmp_path / "b.csv", [[{"a": 1}]])
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_column_that_comes_after_the_header_is_not_lost(tmp_path, suffix):
    with pytest.raises(InputError, match="row 2 has the column 'b', which the first rows lack"):
        write_rows(tmp_path / f"a{suffix}", [[{"a": 1}], [{"a": 1, "b": 2}]])
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("suffix", [".csv", ".jsonl", ".parquet"])
def test_half_a_character_cannot_be_written(tmp_path, suffix):
    with pytest.raises(InputError, match=r"half a character, \\udc00; mend that row"):
        write_rows(tmp_path / f"a{suffix}", [[{"a": "x\udc00"}]])
    assert not list(tmp_path.iterdir())


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters()), lambda inner: st.lists(inner), max_leaves=5
)


@given(value=json_values, line=st.text(st.characters(codec="utf-8"), max_size=20), ascii_only=st.booleans())
def test_any_line_of_json_is_read_or_named(tmp_path_factory, value, line, ascii_only):
    path = tmp_path_factory.mktemp("rows") / "a.jsonl"
    good = json.dumps({"a": value}, ensure_ascii=ascii_only)
    path.write_bytes(f"{good}\n{line}\n".encode("utf-8", "surrogatepass"))
    problems: list[Problem] = []
    rows = [row for _, row in read_rows(path, problems)]
    write_rows(path.with_name("b.jsonl"), [rows])
    assert len(rows) + len(problems) >= 1
    assert not rows or rows[0] == {"a": value} or problems


def test_missing_output_folder_is_an_error_of_the_user(tmp_path):
    with pytest.raises(InputError, match="does not exist; make it first"):
        write_rows(tmp_path / "no" / "a.csv", [[{"a": 1}]])


def test_schema_of_json_lines_covers_columns_that_come_late(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"a": None}) + "\n" + json.dumps({"a": 1.5, "b": "x"}) + "\n", encoding="utf-8")
    schema = table_schema(path)
    assert schema.names == ["a", "b"]
    assert schema.field("a").type == pa.float64()


def test_parquet_types_survive(tmp_path):
    source, copy = tmp_path / "a.parquet", tmp_path / "b.parquet"
    table = pa.table({"n": pa.array([1, None], pa.int16()), "tags": pa.array([["x"], []], pa.list_(pa.string()))})
    pq.write_table(table, source)
    write_rows(copy, [[row for _, row in read_rows(source)]], table_schema(source))
    assert pq.read_table(copy).equals(table)


def test_lists_in_csv_are_written_as_json(tmp_path):
    path = tmp_path / "a.csv"
    write_rows(path, [[{"tags": ["a", "b"]}]])
    assert Path(path).read_text(encoding="utf-8").splitlines()[1] == '"[""a"", ""b""]"'
