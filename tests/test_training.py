from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import stancekit
from stancekit.corpus import load_corpus
from stancekit.errors import InputError
from stancekit.labels import Stance
from stancekit.training import cluster_by, fit_temperature, grouped_folds, out_of_fold

names = st.lists(st.sampled_from(["a", "b", "c", "d", "e", "f", None]), min_size=4, max_size=40)


@given(groups=names, episodes=names, folds=st.integers(2, 4), seed=st.integers(0, 3))
def test_folds_never_separate_what_belongs_together(groups, episodes, folds, seed):
    rows = [
        {"text": "a", "t": "favor", "group": group, "episode": episode}
        for group, episode in zip(groups, episodes, strict=False)
    ]
    corpus = load_corpus(rows)
    fold_of = grouped_folds(corpus, folds, seed)
    kinds = ["group", "episode"] if cluster_by(corpus) == "episode" else ["group"]
    for clusters in map(corpus.clusters, kinds):
        assert all(len(set(fold_of[clusters == cluster])) == 1 for cluster in clusters)
    assert set(fold_of) == set(range(int(fold_of.max()) + 1))


def test_temperature_recovers_an_overconfident_scale():
    rng = np.random.default_rng(0)
    decisions = rng.normal(size=(20_000, 3))
    shares = np.exp(decisions) / np.exp(decisions).sum(axis=1, keepdims=True)
    truth = (shares.cumsum(axis=1) > rng.random((len(shares), 1))).argmax(axis=1)
    temperature, _ = fit_temperature(decisions * 3, truth)
    assert temperature == pytest.approx(3, rel=0.05)


def test_out_of_fold_predictions_know_nothing_of_their_own_group(small_rows):
    # One group has a word of its own; if the group were in training, its label would follow the word.
    odd = [
        {
            "id": f"odd{i}",
            "text": f"Zyzzyva zyzzyva {i}",
            "sanctions": "favor",
            "negotiation": "neither",
            "group": "odd",
        }
        for i in range(4)
    ]
    corpus = load_corpus([row | {"episode": None} for row in small_rows] + odd)
    found = out_of_fold(corpus, C=[1.0], folds=3)["sanctions"]
    inside = found.decisions[1.0][-4:]
    assert np.ptp(inside, axis=0).max() < 0.2


def test_same_corpus_and_settings_give_the_same_model(small_rows, small_model):
    again = stancekit.train(small_rows, folds=3, n_jobs=2)
    for target, head in small_model.heads.items():
        np.testing.assert_array_equal(head.coef, again.heads[target].coef)
    assert again.card == small_model.card


def test_targets_and_labels_of_somebody_else():
    rows = [
        {"tweet": text, "wind power": label, "bikes": bikes}
        for text, label, bikes in [
            ("Build the wind farm", "favor", "neither"),
            ("Stop the wind farm", "against", "neither"),
            ("Bikes for all", "against", "favor"),
            ("More wind, more bikes", "favor", "favor"),
        ]
        * 5
    ]
    model = stancekit.train(rows, text_column="tweet", folds=2)
    assert model.targets == ("wind power", "bikes")
    assert model.heads["bikes"].labels == (Stance.FAVOR, Stance.NEITHER)


def test_statement_coded_for_one_target_only_trains_that_one(small_rows):
    rows = [row | {"negotiation": None} if index % 4 == 0 else row for index, row in enumerate(small_rows)]
    model = stancekit.train(rows, folds=3)
    assert model.card["cross_validation"]["negotiation"]["n"] < model.card["cross_validation"]["sanctions"]["n"]


@pytest.mark.parametrize(
    ("rows", "options", "message"),
    [
        ([{"text": "a", "t": "favor"}] * 3, {}, r"target 't' has one label value only: favor \(3\); expected two"),
        ([{"text": "a", "t": "favor", "group": "g"}, {"text": "b", "t": "against", "group": "g"}], {}, "in one group"),
        (
            [{"text": "a", "t": "favor"}, {"text": "b", "t": "against"}],
            {"folds": 1},
            "expected at least 2 folds, got 1",
        ),
        ([{"text": "a", "t": "favor"}, {"text": "b", "t": "against"}], {"C": []}, "at least one value of C"),
        ([{"text": "a", "t": "favor"}, {"text": "b", "t": "against"}], {"C": -1}, "values of C above 0, got -1"),
        ([{"text": "a", "t": "favor"}, {"text": "b", "t": "against"}], {"C": [1, float("nan")]}, "above 0, got nan"),
        ([{"text": "a", "t": "favor"}, {"text": "b", "t": "against"}], {"C": "x"}, "expected C as a number or a list"),
        ([{"text": "a", "t": "favor"}, {"text": "b", "t": "against"}], {"seed": -1}, "seed from 0 to 4294967295"),
        ([{"text": "a", "t": "favor"}, {"text": "b", "t": "against"}], {"seed": 2**32}, "got 4294967296"),
        ([{"text": "a", "t": "favor"}, {"text": "b", "t": "against"}], {"class_weight": "b"}, "'balanced' or None"),
        ([{"text": "a", "t": "favor"}, {"text": "b", "t": "against"}], {"targets": "t"}, r"got one str 't'; write"),
        (
            [{"text": "a", "t": "favor"}, {"text": "b", "t": "against"}],
            {"target_words": {"u": ["a"]}},
            "target words for 'u', which is no target; the targets are t",
        ),
        (
            [{"text": "a", "t": "favor"}, {"text": "b", "t": "against"}],
            {"target_words": {"t": "a"}},
            r"list of stems that name 't', got 'a'",
        ),
        (
            [{"text": "+" * i, "t": label} for i, label in enumerate(["favor", "against"] * 4, 1)],
            {},
            "no word occurs often enough in the 8 texts",
        ),
    ],
)
def test_corpora_that_cannot_be_trained_on(rows, options, message):
    with pytest.raises(InputError, match=message):
        stancekit.train(rows, **options)


def test_one_strength_may_be_a_number(small_rows, small_model):
    model = stancekit.train(small_rows, folds=3, C=1.0)
    assert model.card["settings"]["C_grid"] == [1.0]


def test_card_names_the_folds_that_ran(small_rows):
    rows = [row | {"episode": None, "group": str(index % 3)} for index, row in enumerate(small_rows)]
    assert stancekit.train(rows, folds=5, C=1.0).card["settings"]["folds"] == 3


def test_fold_without_a_feature_is_no_error():
    rows = [{"text": text, "t": label, "group": group} for text, label, group in [
        ("keep it", "favor", "words"), ("drop it", "against", "words"), ("keep it", "favor", "words"),
        ("drop it", "against", "words"), ("+", "favor", "signs"), ("$", "against", "signs"),
    ]]  # fmt: skip
    assert stancekit.train(rows, folds=2, C=1.0).card["cross_validation"]["t"]["n"] == 6


def test_bundled_model_was_trained_on_the_bundled_corpus(bundled_model):
    from stancekit.bundle import bundled

    assert bundled_model.card["corpus"]["digest"] == load_corpus(bundled("data", "corpus")).digest


def test_other_targets_get_words_of_their_topic_and_keep_their_names(small_rows, tmp_path):
    rows = [{"text": row["text"], "trade": row["sanctions"], "group": row["group"]} for row in small_rows]
    model = stancekit.train(rows, folds=3)
    assert "sanction" in model.features.target_words
    assert not model.features.mask_names
    again = stancekit.load_model(stancekit.save_model(model, tmp_path / "model"))
    assert not again.features.mask_names
    assert np.array_equal(again.predict_proba(["Lift it."])["trade"], model.predict_proba(["Lift it."])["trade"])


def test_own_targets_have_their_own_words_only(small_model):
    assert set(small_model.features.target_words) == {"sanctions", "negotiation"}
    assert small_model.features.mask_names


def test_temperature_can_come_from_statements_kept_apart():
    rows = [
        {"text": f"{verb} the sanctions {number}", "sanctions": label, "group": f"{verb}{number}"}
        for number in range(30)
        for verb, label in (("Keep", "favor"), ("Lift", "against"))
    ]
    wrong_half = [r | {"sanctions": "favor"} if i % 4 == 1 else r for i, r in enumerate(rows)]
    plain = stancekit.train(rows, folds=2)
    cooled = stancekit.train(rows, folds=2, calibrate_on=wrong_half)
    text = ["Keep the sanctions 3"]
    assert cooled.predict(text)[0]["sanctions"].confidence < plain.predict(text)[0]["sanctions"].confidence
    assert cooled.card["settings"]["calibrated_on"]["statements"] == len(rows)


def test_too_few_statements_to_calibrate_on():
    rows = [
        {"text": f"{w} it", "sanctions": s, "group": str(i)}
        for i in range(4)
        for w, s in (("Keep", "favor"), ("Lift", "against"))
    ]
    with pytest.raises(InputError, match="expected at least 30 to calibrate on"):
        stancekit.train(rows, folds=2, calibrate_on=rows)
