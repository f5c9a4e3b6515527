from __future__ import annotations

import subprocess
import sys

import pytest

import stancekit

HEAVY = ("sklearn", "datasets", "pandas", "scipy")


@pytest.mark.parametrize("statement", ["import stancekit", "import stancekit.cli"])
def test_import_loads_nothing_heavy(statement):
    program = (
        f"{statement}; import sys; print([m for m in ('sklearn', 'datasets', 'pandas', 'scipy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_public_name_exists_and_is_documented():
    for name in stancekit.__all__:
        found = getattr(stancekit, name)
        if name not in {"__version__", "LABELS"}:
            assert found.__doc__, name
    assert set(stancekit.__all__) <= set(dir(stancekit))


def test_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="has no attribute 'stance'"):
        stancekit.stance  # noqa: B018


def test_version_is_the_installed_one():
    from importlib.metadata import version

    assert stancekit.__version__ == version("stancekit")
