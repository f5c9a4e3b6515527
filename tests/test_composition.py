import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancekit.composition import condition_mark, mentions
from stancekit.features import TARGET_WORDS
from stancekit.tokens import tokens

TARGETS = {name: frozenset(stems) for name, stems in TARGET_WORDS.items()}


def sign(text: str, target: str = "sanctions") -> str:
    """The last sign of the target in the text."""
    return [mention.sign for mention in mentions(tokens(text), TARGETS) if mention.target == target][-1]


@pytest.mark.parametrize(
    ("plus", "minus"),
    [
        ("Keep the sanctions.", "Lift the sanctions."),
        ("Do not lift the sanctions.", "Do not extend the sanctions."),
        ("She opposes lifting the sanctions.", "She supports lifting the sanctions."),
        ("Nobody should ease the embargo.", "Nobody opposes easing the embargo."),
        ("Lifting the embargo would be a mistake.", "Extending the embargo would be a mistake."),
        ("The sanctions should not be lifted.", "The sanctions should be lifted."),
        ("The sanctions have not failed.", "The sanctions have failed."),
        ("The sanctions are not enough.", "The sanctions are too harsh."),
        ("Sanctions hurt the generals.", "Sanctions hurt the poor."),
        ("The sanctions are cruel? No, keep them.", "The sanctions are right? No, lift them."),
        ("We stop refusing to keep the sanctions.", "We stop refusing to lift the sanctions, and then lift them."),
    ],
)
def test_same_words_other_conclusion(plus, minus):
    assert (sign(plus), sign(minus)) == ("+", "-")


def test_a_verb_belongs_to_the_nearer_target():
    text = "Drop the talks and keep the sanctions."
    assert (sign(text), sign(text, "negotiation")) == ("+", "-")


def test_a_target_that_is_a_verb_is_not_the_object_of_another_verb():
    text = "There were calls to ease sanctions and negotiate with the dictator."
    assert (sign(text), sign(text, "negotiation")) == ("-", "0")


def test_two_targets_may_share_a_verb():
    text = "Stop the talks and the sanctions."
    assert (sign(text), sign(text, "negotiation")) == ("-", "-")


def test_what_the_target_is_for_does_not_turn_it():
    assert sign("We need sanctions to end the war.") == "+"


def test_nothing_found_is_no_sign():
    assert sign("The sanctions committee met on Monday.") == "0"


def test_conditions_and_questions_are_marked():
    assert [condition_mark(tokens(text)) for text in ("Lift them.", "Lift them if he goes.", "Lift them?")] == [
        "",
        "c",
        "q",
    ]


@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from("not lift oppose the sanctions , and who talks if".split())).map(" ".join)
)
def test_places_lie_within_the_text(text):
    for mention in mentions(tokens(text), TARGETS):
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.sign in {"+", "-", "0"}


@given(st.text(max_size=100))
def test_without_targets_there_are_no_mentions(text):
    assert mentions(tokens(text), {}) == []
