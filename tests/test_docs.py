from __future__ import annotations

import json
import re
import subprocess
import sys

import datasets
import pytest

import stancekit
from stancekit.corpus import load_corpus

from .conftest import REPOSITORY

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")


def test_readme_names_every_command_and_no_other():
    from stancekit.cli import app, corpus_app

    names = {(c.name or c.callback.__name__).replace("_", "-") for c in app.registered_commands}
    names |= {f"corpus {command.name}" for command in corpus_app.registered_commands}
    assert set(re.findall(r"^\| `stancekit ((?:corpus )?\w+)", README, re.MULTILINE)) == names


def test_readme_python_runs_as_written():
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert code
    scope: dict[str, object] = {}
    exec(code[1], scope)
    assert str(scope["p"]["sanctions"].stance) == "favor"  # type: ignore[index]


def test_figures_in_the_docs_are_those_of_the_results():
    command = [sys.executable, str(REPOSITORY / "experiments" / "render.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("path", sorted((REPOSITORY / "experiments" / "results").glob("*.json")), ids=lambda p: p.stem)
def test_results_belong_to_the_present_corpus(path):
    record = json.loads(path.read_text(encoding="utf-8"))
    assert record["corpus_digest"] == load_corpus(REPOSITORY / "data" / "corpus").digest
    assert {"seed", "versions"} <= set(record)


def test_every_experiment_is_in_the_table():
    table = (REPOSITORY / "experiments" / "README.md").read_text(encoding="utf-8")
    for script in (REPOSITORY / "experiments").glob("*.py"):
        assert script.name == "common.py" or f"`{script.name}`" in table, script.name


def test_changelog_has_an_open_section_and_the_citation_the_version():
    assert "## Unreleased" in (REPOSITORY / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"version: {stancekit.__version__}" in (REPOSITORY / "CITATION.cff").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("config", "split", "columns"),
    [
        ("corpus", "train", {"id", "text", "sanctions", "negotiation", "episode", "voice", "group", "phenomena"}),
        ("heldout", "test", {"holder_role", "date", "source"}),
        ("heldout", "dev", {"holder_role", "date", "source"}),
        ("behaviour", "test", {"capability", "kind", "case"}),
    ],
)
def test_datasets_loads_the_folder(config, split, columns, tmp_path):
    data = datasets.load_dataset(str(REPOSITORY / "data"), config, cache_dir=str(tmp_path))[split]
    assert columns <= set(data.column_names)
    assert len(data) > 100


def test_held_out_episodes_are_apart():
    dev, quotes = (load_corpus(REPOSITORY / "data" / "heldout" / f"{name}.jsonl") for name in ("dev", "quotes"))
    assert {s.episode for s in dev}.isdisjoint({s.episode for s in quotes})
    assert all(s.source and s.date and s.holder_role for s in [*dev, *quotes])


def test_codebook_is_the_shared_one():
    shared = REPOSITORY.parent / "shared" / "CODEBOOK.md"
    if not shared.exists():
        pytest.skip("../shared is not here: the codebook cannot be compared")
    assert (REPOSITORY / "data" / "CODEBOOK.md").read_bytes() == shared.read_bytes()


def test_benchmark_script_runs_on_the_bundled_model(tmp_path):
    import os
    from pathlib import Path

    script = REPOSITORY.parent / "shared" / "tools" / "benchmark.py"
    if not script.exists():
        pytest.skip("../shared is not here: the benchmark cannot be run")
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    out = tmp_path / "figures.json"
    subprocess.run([sys.executable, str(script), "--json", str(out)], env=environment, check=True, capture_output=True)
    assert "arguments/sanctions" in json.loads(out.read_text())
