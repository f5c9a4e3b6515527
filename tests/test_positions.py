from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancekit.labels import LABELS, Stance
from stancekit.model import Prediction
from stancekit.positions import MIXED, pool


def prediction(favor=0.0, against=0.0, conditional=0.0):
    rest = 1 - favor - against - conditional
    return Prediction(dict(zip(LABELS, (favor, against, conditional, rest), strict=True)))


SILENT = prediction(0.02, 0.02, 0.01)

shares = st.lists(st.floats(0.001, 1), min_size=4, max_size=4).map(lambda parts: [part / sum(parts) for part in parts])
predictions = st.lists(shares.map(lambda parts: Prediction(dict(zip(LABELS, parts, strict=True)))), min_size=1)


@given(predictions)
def test_figures_are_probabilities_and_the_interval_holds_the_lean(found):
    position = pool(found)
    assert sum(position.probabilities.values()) == pytest.approx(1)
    assert 0 <= position.confidence <= 1
    assert -1 <= position.interval[0] <= position.lean <= position.interval[1] <= 1
    assert position.stance in {*LABELS, MIXED}
    if position.stance != MIXED:
        assert position.confidence == position.probabilities[Stance(position.stance)]


@given(predictions)
def test_order_does_not_matter(found):
    assert pool(found).confidence == pytest.approx(pool(found[::-1]).confidence)


@given(predictions, st.integers(0, 5))
def test_statements_without_a_position_are_no_evidence_against_one(found, silent):
    if any(one.stance is not Stance.NEITHER for one in found):
        assert pool(found + [SILENT] * silent) == pool(found)
    else:
        more = pool(found + [SILENT] * silent)
        assert more.stance == Stance.NEITHER
        # Silence is as sure as its least sure statement, however many there are.
        assert more.confidence == min([pool(found).confidence] + [pool([SILENT]).confidence] * silent)


def test_agreement_makes_sure_and_narrows():
    one, three = (pool([prediction(favor=0.8)] * count) for count in (1, 3))
    assert one.stance == three.stance == Stance.FAVOR
    assert one.confidence < three.confidence
    assert three.interval[1] - three.interval[0] < one.interval[1] - one.interval[0]
    assert one.confidence < 0.8 + 1e-9


@pytest.mark.parametrize(
    ("found", "stance"),
    [
        ([prediction(favor=0.92), prediction(against=0.92)], MIXED),
        ([prediction(favor=0.8), prediction(against=0.8)], None),
        ([prediction(favor=0.9), prediction(conditional=0.9), prediction(favor=0.9)], "favor"),
        ([prediction(favor=0.92), prediction(against=0.92), prediction(conditional=0.8)], "conditional"),
        ([prediction(favor=0.9)] * 9 + [prediction(against=0.9)], "favor"),
        ([prediction(favor=0.45, against=0.1, conditional=0.05)], "favor"),
        ([SILENT, SILENT], "neither"),
    ],
)
def test_mixed_only_where_two_statements_clearly_differ(found, stance):
    position = pool(found)
    assert position.stance != MIXED if stance is None else position.stance == stance


def test_silence_is_as_sure_as_its_least_sure_statement():
    assert pool([SILENT, prediction(favor=0.2)]).confidence == pytest.approx(0.8)
    assert pool([SILENT] * 5_000).confidence == pool([SILENT]).confidence


def test_a_model_of_two_labels():
    found = [Prediction({Stance.FAVOR: 0.7, Stance.AGAINST: 0.3})]
    assert pool(found).stance == Stance.FAVOR
    assert pool([Prediction({Stance.CONDITIONAL: 0.2, Stance.NEITHER: 0.8})]).interval == (0.0, 0.0)
