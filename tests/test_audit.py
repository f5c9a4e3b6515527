from __future__ import annotations

from stancekit.audit import as_rows, audit
from stancekit.corpus import load_corpus


def test_planted_errors_are_found(small_rows):
    planted = {"0-favor-0", "1-against-2"}
    flipped = {"favor": "against", "against": "favor", "neither": "favor"}
    rows = [r | {"sanctions": flipped[r["sanctions"]]} if r["id"] in planted else r for r in small_rows]
    doubts = [doubt for doubt in audit(load_corpus(rows), folds=3) if doubt.target == "sanctions"]
    assert planted <= {doubt.id for doubt in doubts}
    assert all(doubt.p_suggested > doubt.p_given for doubt in doubts)


def test_sheet_has_room_for_the_new_label(small_rows):
    doubts = audit(load_corpus(small_rows), folds=3)
    assert all(row["settled"] == "" and row["rule"] == "" for row in as_rows(doubts))
