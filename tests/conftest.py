from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import stancekit
from stancekit.model import StanceModel

REPOSITORY = Path(__file__).resolve().parents[1]

_FAVOR = ["Keep the sanctions.", "The embargo must stay.", "We need tougher sanctions.", "Sanctions work."]
_AGAINST = ["Lift the sanctions.", "The embargo must go.", "We need fewer sanctions.", "Sanctions fail."]
_NEITHER = ["The bus was late.", "The council met on Monday.", "Prices rose in May.", "She read a book."]


@pytest.fixture(scope="session")
def small_rows() -> list[dict[str, Any]]:
    """Thirty-six rows, two targets, six episodes: enough to train in a moment."""
    rows = []
    for episode in range(3):
        for texts, label in ((_FAVOR, "favor"), (_AGAINST, "against"), (_NEITHER, "neither")):
            for position, text in enumerate(texts):
                talks = "favor" if position % 2 else "neither"
                ending = " Talks should resume now." if position % 2 else ""
                rows.append(
                    {
                        "id": f"{episode}-{label}-{position}",
                        "text": f"{text}{ending} ({episode})",
                        "sanctions": label,
                        "negotiation": talks,
                        "episode": f"episode {episode}{position % 2}",
                        "group": f"g{episode}{position}{label}",
                    }
                )
    return rows


@pytest.fixture(scope="session")
def small_model(small_rows: list[dict[str, Any]]) -> StanceModel:
    return stancekit.train(small_rows, folds=3)


@pytest.fixture(scope="session")
def bundled_model() -> StanceModel:
    return stancekit.load_model()


@pytest.fixture
def write_jsonl(tmp_path: Path):
    def write(rows: list[dict[str, Any]], name: str = "rows.jsonl") -> Path:
        path = tmp_path / name
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        return path

    return write
