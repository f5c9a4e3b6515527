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


@pytest.mark.parametrize("number", [FORMAT + 1, "1", None, 0])
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
