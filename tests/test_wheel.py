"""What a user gets: a built wheel, installed elsewhere, used from another folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from .conftest import REPOSITORY

TEXT = "Lift the embargo, it starves children."


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(REPOSITORY)]
    subprocess.run(command, check=True, capture_output=True)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def run(installed: Path, *arguments: str, cwd: Path) -> str:
    # The wheel's folder comes first on the path; its dependencies are those of this environment.
    command = [sys.executable, "-c", "import sys; from stancekit.cli import main; main()", *arguments]
    environment = os.environ | {"PYTHONPATH": str(installed)}
    return subprocess.run(command, cwd=cwd, env=environment, check=True, capture_output=True, text=True).stdout


def test_wheel_holds_the_model_the_corpus_and_the_type_marker(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in (
        "models/default/manifest.json",
        "data/CODEBOOK.md",
        "data/heldout/quotes.jsonl",
        "py.typed",
        "templates/article.html.j2",
        "templates/article.css",
    ):
        assert f"stancekit/{name}" in names
    assert any(name.startswith("stancekit/data/corpus/") for name in names)
    entry_points = next(name for name in names if name.endswith("entry_points.txt"))
    assert b"stancekit = stancekit.cli:main" in zipfile.ZipFile(wheel).read(entry_points)


def test_installed_wheel_predicts_with_its_own_model(installed, tmp_path, bundled_model):
    program = "import stancekit, stancekit.bundle as b; print(stancekit.__file__); print(b.bundled('models'))"
    environment = os.environ | {"PYTHONPATH": str(installed)}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, check=True, capture_output=True, text=True
    )
    assert all(line.startswith(str(installed)) for line in done.stdout.splitlines())
    record = json.loads(run(installed, "predict", TEXT, "--json", cwd=tmp_path))[0]
    assert record["sanctions"]["stance"] == str(bundled_model.predict([TEXT])[0]["sanctions"].stance)


def test_installed_wheel_evaluates_on_its_own_held_out_quotes(installed, tmp_path):
    held_out = installed / "stancekit" / "data" / "heldout" / "dev.jsonl"
    report = json.loads(run(installed, "evaluate", str(held_out), "--json", cwd=tmp_path))
    assert "plain scikit-learn" in report["targets"]["sanctions"]["baselines"]
