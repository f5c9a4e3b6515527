from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancekit.features import DEFAULT_WEIGHTS, TARGET_WORDS, StanceFeatures, tokens

TEXTS = ["Don't lift the sanctions, they work.", "Talks, not sanctions!", "no deal?", "", "Καλά — 制裁 sanctions"]
any_text = st.text(max_size=120)


@pytest.fixture(scope="module")
def fitted() -> StanceFeatures:
    return StanceFeatures(min_df=1, target_words=TARGET_WORDS).fit(TEXTS)


@given(any_text)
def test_tokens_stand_in_order_inside_the_text(text):
    places = [(token.start, token.end) for token in tokens(text)]
    assert places == sorted(places)
    assert all(0 <= start < end <= len(text) for start, end in places)


@given(any_text)
def test_every_feature_covers_part_of_the_text(text):
    for feature in StanceFeatures(target_words=TARGET_WORDS).analyze(text):
        assert 0 <= feature.start < feature.end <= len(text)
        assert feature.name


@given(text=any_text)
def test_rows_are_finite_and_blocks_have_the_length_of_their_weight(fitted, text):
    row = fitted.transform([text])
    assert np.isfinite(row.data).all()
    assert (row.data >= 0).all()
    assert row.multiply(row).sum() <= sum(weight**2 for weight in DEFAULT_WEIGHTS.values()) + 1e-9


def test_transform_repeats_what_fit_transform_gave():
    features = StanceFeatures(min_df=1, target_words=TARGET_WORDS)
    first = features.fit_transform(TEXTS)
    assert (first != features.transform(TEXTS)).nnz == 0


def test_a_name_belongs_to_one_block_only(fitted):
    blocks: dict[str, set[str]] = {}
    for text in TEXTS:
        for feature in fitted.analyze(text):
            blocks.setdefault(feature.name, set()).add(feature.block)
    assert all(len(found) == 1 for found in blocks.values())


@pytest.mark.parametrize("written", ["do not lift", "don't lift", "don’t lift", "dont lift", "DON'T LIFT"])
def test_spellings_of_a_negation_are_one(written):
    assert [(token.stem, token.negated) for token in tokens(written)] == [("do", False), ("not", False), ("lift", True)]


@pytest.mark.parametrize("text", ["not today. Lift it", "not today, but lift it", "not a b c d e lift it"])
def test_negation_ends_with_its_clause_or_after_five_words(text):
    assert not next(token for token in tokens(text) if token.stem == "lift").negated


def test_curly_and_straight_typography_give_the_same_row(fitted):
    straight, curly = fitted.transform(["Don't lift 'em"]), fitted.transform(["Don’t lift ‘em"])
    assert (straight != curly).nnz == 0


def test_numbers_addresses_and_users_are_masked():
    assert [token.stem for token in tokens("@you https://a.b/c 1,200 3%")] == [
        "<user>",
        "<url>",
        "<number>",
        "<number>",
    ]


def test_unknown_block_is_refused():
    with pytest.raises(ValueError, match=r"unknown feature blocks \['words'\]; expected some of word"):
        StanceFeatures(weights={"words": 1}).fit(TEXTS)


def test_near_block_needs_target_words():
    assert not [f for f in StanceFeatures().analyze("Lift the sanctions") if f.block == "near"]


def test_kin_of_a_verb_make_the_same_frame():
    frames = [
        {f.name for f in StanceFeatures(target_words=TARGET_WORDS).analyze(text) if f.block == "frame"}
        for text in ("The embargo must be scrapped", "The embargo should be dropped", "The embargo must be kept")
    ]
    assert frames[0] == frames[1] != frames[2]


def test_two_turns_make_an_even_frame():
    names = {f.name for f in StanceFeatures(target_words=TARGET_WORDS).analyze("They oppose lifting sanctions")}
    assert "+ [sanctions]" in names
    assert "CON LESS » [sanctions] 2" in names
