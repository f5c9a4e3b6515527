from __future__ import annotations

import hashlib
import json
import os
import pickle
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import pytest

from stancekit.errors import ModelFileError
from stancekit.storage import FORMAT, load_model, save_model

TEXTS = ["Keep the sanctions.", "Talks should resume now.", "Nothing of the kind.", ""]
OLD_MODELS = Path(__file__).parent / "old_models"


@pytest.fixture
def folder(small_model, tmp_path):
    return save_model(small_model, tmp_path / "model")


def edit_manifest(folder: Path, **changes: object) -> None:
    file = folder / "manifest.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | changes), encoding="utf-8")


def test_saved_model_predicts_the_very_same(small_model, folder):
    loaded = load_model(folder)
    for target, table in small_model.predict_proba(TEXTS).items():
        np.testing.assert_array_equal(table, loaded.predict_proba(TEXTS)[target])
    assert loaded.card == json.loads(json.dumps(small_model.card))


def test_saving_twice_and_saving_a_loaded_model_give_the_same_bytes(small_model, folder, tmp_path):
    for model, name in ((small_model, "again"), (load_model(folder), "loaded")):
        copy = save_model(model, tmp_path / name)
        for file in folder.iterdir():
            assert file.read_bytes() == (copy / file.name).read_bytes(), file.name


def test_another_process_with_another_hash_seed_predicts_and_trains_the_same(small_rows, small_model, folder, tmp_path):
    (tmp_path / "rows.json").write_text(json.dumps(small_rows), encoding="utf-8")
    program = (
        "import json, pathlib, sys, stancekit\n"
        "folder, rows, out = map(pathlib.Path, sys.argv[1:])\n"
        "model = stancekit.load_model(folder)\n"
        f"tables = model.predict_proba({TEXTS!r})\n"
        "stancekit.save_model(stancekit.train(json.loads(rows.read_text()), folds=3), out)\n"
        "print(json.dumps({name: table.tolist() for name, table in tables.items()}))\n"
    )
    command = [sys.executable, "-c", program, str(folder), str(tmp_path / "rows.json"), str(tmp_path / "out")]
    done = subprocess.run(
        command, env=os.environ | {"PYTHONHASHSEED": "12345"}, capture_output=True, text=True, check=True
    )
    expected = {name: table.tolist() for name, table in small_model.predict_proba(TEXTS).items()}
    assert json.loads(done.stdout) == expected
    for file in folder.iterdir():
        assert file.read_bytes() == (tmp_path / "out" / file.name).read_bytes(), file.name


@pytest.mark.parametrize("name", ["vocabulary.json", "weights.npz"])
def test_changed_file_is_refused(folder, name):
    content = bytearray((folder / name).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / name).write_bytes(content)
    with pytest.raises(ModelFileError, match=f"{name} was changed since the model was written"):
        load_model(folder)


@pytest.mark.parametrize("name", ["vocabulary.json", "weights.npz"])
def test_missing_file_is_refused(folder, name):
    (folder / name).unlink()
    with pytest.raises(ModelFileError, match=f"{name} is missing"):
        load_model(folder)


@pytest.mark.parametrize("number", [FORMAT + 1, "1", None, 0, True, 1.0, [1], {}])
def test_unknown_format_is_refused(folder, number):
    edit_manifest(folder, format=number)
    with pytest.raises(ModelFileError, match="install a newer stancekit"):
        load_model(folder)


def test_manifest_that_does_not_fit_the_weights_is_refused(folder):
    edit_manifest(folder, targets={"sanctions": ["favor", "against"], "negotiation": ["favor", "neither"]})
    with pytest.raises(ModelFileError, match="does not fit together"):
        load_model(folder)


def test_manifest_without_entries_is_refused(folder):
    (folder / "manifest.json").write_text(json.dumps({"format": FORMAT}), encoding="utf-8")
    with pytest.raises(ModelFileError, match="lacks some of its entries"):
        load_model(folder)


def rewrite(folder: Path, vocabulary=None, **arrays: object) -> None:
    """Change a model's files as somebody would who also mends the digests."""
    if vocabulary is not None:
        (folder / "vocabulary.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    with np.load(folder / "weights.npz") as archive:
        kept = {name: archive[name] for name in archive.files}
    np.savez(folder / "weights.npz", **{name: array for name, array in (kept | arrays).items() if array is not None})
    names = ("vocabulary.json", "weights.npz")
    edit_manifest(folder, files={name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"targets": {}}, "names no target; expected at least one"),
        ({"targets": ["sanctions"]}, "lacks some of its entries: targets"),
        ({"files": []}, "lacks some of its entries: files"),
        ({"card": None}, "lacks some of its entries: card"),
        ({"targets": {"sanctions": ["favor"]}}, r"labels of sanctions are \['favor'\], expected two or more"),
        ({"targets": {"sanctions": ["favor"] * 3}}, "expected two or more different ones"),
        ({"targets": {"sanctions": ["favor", "pro", "neither"]}}, "'pro' is not a valid Stance"),
        ({"targets": {"trade": ["favor", "against"]}}, "does not fit together"),
        ({"temperature": {"sanctions": None, "negotiation": 1.0}}, "temperature of sanctions is None"),
        ({"temperature": {"sanctions": -1, "negotiation": 1.0}}, "temperature of sanctions is -1"),
        ({"features": {}}, "does not fit together"),
        (
            {
                "features": {
                    "weights": {"word": -1},
                    "char_ngrams": [3, 5],
                    "window": 5,
                    "min_df": 2,
                    "target_words": {},
                }
            },
            "expected a weight of 0 or more",
        ),
        (
            {"features": {"weights": None, "char_ngrams": "ab", "window": 5, "min_df": 2, "target_words": {}}},
            "expected char_ngrams",
        ),
    ],
)
def test_odd_manifests_are_refused(folder, change, message):
    edit_manifest(folder, **change)
    with pytest.raises(ModelFileError, match=message):
        load_model(folder)


@pytest.mark.parametrize(
    ("part", "odd", "message"),
    [
        ("sanctions.coef", lambda array: array * np.nan, "sanctions.coef .* holds values that are not finite"),
        ("sanctions.coef", lambda array: array.astype(str), "sanctions.coef .* is no plain array of real numbers"),
        ("sanctions.coef", lambda array: array[:, :5], "weights of sanctions have shape"),
        ("negotiation.intercept", lambda array: array[:1], r"weights of negotiation have shape \(1,\), expected"),
        ("negotiation.intercept", lambda array: None, "KeyError"),
        ("idf", lambda array: array + np.inf, "idf .* holds values that are not finite"),
        ("idf", lambda array: array[:3], r"idf has shape \(3,\)"),
        ("vocabulary", lambda names: names[:-1] + names[:1], "names a feature twice"),
        ("vocabulary", lambda names: dict.fromkeys(names), "is no list of feature names"),
    ],
)
def test_odd_weights_and_words_are_refused_though_the_digests_match(folder, part, odd, message):
    with np.load(folder / "weights.npz") as archive:
        parts = {name: archive[name] for name in archive.files}
    parts["vocabulary"] = json.loads((folder / "vocabulary.json").read_text())
    rewrite(folder, **{part: odd(parts[part])})
    with pytest.raises(ModelFileError, match=f"does not fit together: .*{message}"):
        load_model(folder)


def test_broken_manifest_is_refused(folder):
    (folder / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelFileError, match="cannot be read as a manifest"):
        load_model(folder)


def test_folder_without_manifest_and_no_folder(tmp_path):
    with pytest.raises(ModelFileError, match="is no model folder"):
        load_model(tmp_path)
    with pytest.raises(ModelFileError, match="no model folder at"):
        load_model(tmp_path / "none")


def test_pickle_hidden_in_the_weights_is_never_run(folder, tmp_path):
    class Attack:
        def __reduce__(self):
            return (Path.touch, (tmp_path / "owned",))

    weights = folder / "weights.npz"
    with zipfile.ZipFile(weights, "w") as archive:
        for name in ("idf.npy", "sanctions.coef.npy"):
            archive.writestr(name, pickle.dumps(Attack()))
    manifest = json.loads((folder / "manifest.json").read_text())
    edit_manifest(folder, files=manifest["files"] | {"weights.npz": hashlib.sha256(weights.read_bytes()).hexdigest()})
    with pytest.raises(ModelFileError, match="does not fit together"):
        load_model(folder)
    assert not (tmp_path / "owned").exists()


def test_folder_that_cannot_be_written(small_model, tmp_path):
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(ModelFileError, match="cannot write the model folder"):
        save_model(small_model, tmp_path / "file")


@pytest.mark.parametrize("old", sorted(OLD_MODELS.glob("format-*")), ids=lambda path: path.name)
def test_models_of_every_past_format_load_and_predict_as_they_did(old):
    expected = json.loads((old / "expected.json").read_text())
    model = load_model(old)
    for target, table in expected["probabilities"].items():
        np.testing.assert_allclose(model.predict_proba(expected["texts"])[target], table, atol=1e-6)


def test_there_is_an_old_model_of_the_present_format():
    assert (OLD_MODELS / f"format-{FORMAT}" / "expected.json").exists()
