from __future__ import annotations

import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancekit.errors import InputError
from stancekit.features import DEFAULT_WEIGHTS, TARGET_WORDS, StanceFeatures, topical_words
from stancekit.tokens import tokens

TEXTS = ["Don't lift the sanctions, they work.", "Talks, not sanctions!", "no deal?", "", "Καλά — 制裁 sanctions"]
any_text = st.text(max_size=120)
# Letters that are written with marks of their own, Hangul and Indic ones among them, and signs that fold.
marked_text = st.text(
    st.sampled_from("aeo\u0301\u0308\u0323\u0328é각각\u0915\u093c\u0958\u0b47\u0b57Åﬁﷺ½ '.`"), max_size=30
)


@pytest.fixture(scope="module")
def fitted() -> StanceFeatures:
    return StanceFeatures(min_df=1, target_words=TARGET_WORDS).fit(TEXTS)


@given(any_text)
def test_tokens_stand_in_order_inside_the_text(text):
    places = [(token.start, token.end) for token in tokens(text)]
    assert places == sorted(places)
    assert all(0 <= start < end <= len(text) for start, end in places)


@given(st.one_of(marked_text, any_text))
def test_letters_and_their_marks_are_read_alike_as_one_character_or_two(text):
    composed, apart = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    found, expected = tokens(apart), tokens(composed)
    assert [token.stem for token in found] == [token.stem for token in expected]
    for one, other in zip(found, expected, strict=True):
        covered = unicodedata.normalize("NFC", apart[one.start : one.end])
        assert covered.startswith(composed[other.start : other.end])


@given(st.one_of(marked_text, any_text))
def test_no_stem_holds_a_space_and_passes_for_a_pair(text):
    assert not any(any(map(str.isspace, token.stem)) for token in tokens(text))


def test_text_of_a_token_is_what_was_given():
    text = unicodedata.normalize("NFD", "Les résistances: naïve 각 sanctions")
    found = [text[token.start : token.end] for token in tokens(text)]
    assert [unicodedata.normalize("NFC", word) for word in found] == [
        "Les", "résistances", ":", "naïve", "각", "sanctions"
    ]  # fmt: skip


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


@given(text=any_text)
def test_a_row_holds_what_analyze_names(fitted, text):
    row = fitted.transform([text])
    named = {feature.name for feature in fitted.analyze(text)}
    assert {fitted.names[column] for column in row.indices} == named & fitted.vocabulary_.keys()


def test_a_row_is_the_same_alone_and_in_a_batch(fitted):
    batch = fitted.transform(TEXTS)
    for text, row in zip(TEXTS, batch, strict=True):
        alone = fitted.transform([text])
        np.testing.assert_array_equal(alone.indices, row.indices)
        np.testing.assert_array_equal(alone.data, row.data)


def test_columns_of_a_block_stand_together(fitted):
    block_of = {feature.name: feature.block for text in TEXTS for feature in fitted.analyze(text)}
    assert list(dict.fromkeys(block_of[name] for name in fitted.names)) == list(DEFAULT_WEIGHTS)


def test_a_name_belongs_to_one_block_only(fitted):
    blocks: dict[str, set[str]] = {}
    for text in TEXTS:
        for feature in fitted.analyze(text):
            blocks.setdefault(feature.name, set()).add(feature.block)
    assert all(len(found) == 1 for found in blocks.values())


@pytest.mark.parametrize(
    "written",
    ["do not lift", "don't lift", "don’t lift", "dont lift", "DON'T LIFT", "don‘t lift", "don`t lift", "don´t lift"],
)
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


@pytest.mark.parametrize(
    ("written", "stems"),
    [
        ("#EndTheEmbargo", ["endtheembargo", "end", "the", "embargo"]),
        ("#endtheembargo #Embargo", ["endtheembargo", "embargo"]),
        ("#DontLift2025", ["dontlift2025", "do", "not", "lift", "<number>"]),
        ("#IStandWithEU", ["istandwitheu", "i", "stand", "with", "eu"]),
        ("#end_the_embargo", ["end_the_embargo", "end", "the", "embargo"]),
        ("#1 #_ #", ["<number>", "#_"]),
        ("noooo way, sooo bad, goood", ["no", "way", ",", "soo", "bad", ",", "good"]),
        ("Title III and XXIII", ["titl", "iii", "and", "xxiii"]),
        ("lift it 😂😂🇻🇪 ☮", ["lift", "it", "😂", "😂", "<name>", "☮"]),
    ],
)
def test_ways_of_writing_on_social_media(written, stems):
    assert [token.stem for token in tokens(written)] == stems


def test_hashtag_is_composed_as_its_words_are():
    spoken, tagged = (
        {f.name for f in StanceFeatures(target_words=TARGET_WORDS).analyze(text) if f.block == "composed"}
        for text in ("End the embargo", "#EndTheEmbargo")
    )
    assert spoken == tagged


def test_names_and_flags_are_masked_only_if_asked():
    text = "We all met Olga in the town of Ulm 🇻🇪"
    assert [t.stem for t in tokens(text)].count("<name>") == 3
    assert "<name>" not in [t.stem for t in tokens(text, mask_names=False)]


def test_words_of_the_topic_are_neither_common_nor_rare():
    texts = ["The mayor wants kites, not toys", "No to kites", "Kites for the mayor", "Balloons, not toys"]
    assert topical_words(texts) == ("kite", "mayor", "toy")
    assert topical_words(texts, count=1) == ("kite",)
    assert topical_words([]) == ()


def test_unknown_block_is_refused():
    with pytest.raises(ValueError, match=r"unknown feature blocks \['words'\]; expected some of word"):
        StanceFeatures(weights={"words": 1}).fit(TEXTS)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"weights": {"word": -1}}, "expected a weight of 0 or more for the block 'word', got -1"),
        ({"weights": {"word": float("nan")}}, "expected a weight of 0 or more for the block 'word', got nan"),
        ({"char_ngrams": (5, 3)}, r"expected char_ngrams as \(shortest, longest\), at least 1, got \(5, 3\)"),
        ({"char_ngrams": 3}, "expected char_ngrams as .* got 3"),
        ({"window": -1}, "expected a window of 0 words or more, got -1"),
        ({"min_df": 0}, "expected a min_df of 1 text or more, got 0"),
        ({"target_words": {"t": "sanction"}}, r"list of stems that name 't', got 'sanction'; write \['sanction'\]"),
        ({"mask_names": "no"}, "expected mask_names as True or False, got 'no'"),
        ({"target_words": ["sanction"]}, "expected target_words as target to list of stems"),
    ],
)
def test_settings_out_of_range_are_refused(settings, message):
    with pytest.raises(InputError, match=message):
        StanceFeatures(**settings).fit(TEXTS)


def test_near_block_needs_target_words():
    assert not [f for f in StanceFeatures().analyze("Lift the sanctions") if f.block == "near"]


def test_kin_of_a_verb_come_to_the_same():
    readings = [
        {f.name for f in StanceFeatures(target_words=TARGET_WORDS).analyze(text) if f.block == "composed"}
        for text in ("The embargo must be scrapped", "The embargo should be dropped", "The embargo must be kept")
    ]
    assert readings[0] == readings[1] != readings[2]


def test_two_turns_come_to_plus():
    names = {f.name for f in StanceFeatures(target_words=TARGET_WORDS).analyze("They oppose lifting sanctions")}
    assert "[sanctions] +" in names
    assert "[sanctions] CON LESS »" in names
