import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancekit.composition import condition_mark, mentions
from stancekit.features import TARGET_WORDS
from stancekit.operators import split_clauses
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


@pytest.mark.parametrize(
    ("plus", "minus"),
    [
        ("Sit down with them.", "Do not sit down with them."),
        ("We should speak to the rebels.", "We should never speak to the rebels."),
        ("Hear them out.", "Hang up on them."),
    ],
)
def test_talks_are_read_from_what_people_do(plus, minus):
    assert (sign(plus, "negotiation"), sign(minus, "negotiation")) == ("+", "-")


@pytest.mark.parametrize(
    ("plus", "minus"),
    [
        ("Shut out its banks.", "Readmit its banks."),
        ("Punish the generals.", "Stop punishing the generals."),
        ("Cut off the aid to the army.", "Resume the aid to the army."),
        ("The border stays closed.", "The border must be reopened."),
        ("The export controls should stay.", "The export controls should go."),
    ],
)
def test_sanctions_are_read_from_what_is_withheld(plus, minus):
    assert (sign(plus), sign(minus)) == ("+", "-")


def test_trade_that_nobody_stops_is_no_mention():
    assert mentions(tokens("The trade with the country grew by a tenth."), TARGETS) == []


@pytest.mark.parametrize(
    ("plus", "minus"),
    [
        ("Sanctions prevent wars.", "Sanctions bring war."),
        ("Sanctions made the regime sign.", "Sanctions made the people poor."),
        (
            "Some say that the embargo should be lifted. They are wrong.",
            "Some say that it is good to keep the embargo. They are wrong.",
        ),
        ("Put the ban back on.", "Take the ban off."),
        ("Sanctions, yes.", "Sanctions, no."),
        ("Do not regret the sanctions.", "She wants the sanctions on its banks lifted."),
        ("If sanctions were useless, he would laugh.", "If sanctions were useful, he would be gone."),
    ],
)
def test_effects_verdicts_and_parted_verbs(plus, minus):
    assert (sign(plus), sign(minus)) == ("+", "-")


def test_a_long_list_without_marks_takes_no_square_of_time():
    """Each clause is read in the square of its length, so none may be long; as one clause this text takes minutes."""
    words = tokens("they oppose lifting the sanctions and talks " * 20_000)
    assert max(map(len, split_clauses(words, TARGETS))) <= 150
    assert len(mentions(words, TARGETS)) > 20_000


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


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Lift them.", ""),
        ("Lift them if he goes.", "c"),
        ("Lift them?", "q"),
        ("We talk once the rebels have laid down their arms.", "cs"),
        ("The rebels have laid down their arms.", ""),
    ],
)
def test_conditions_surrender_and_questions_are_marked(text, mark):
    assert condition_mark(tokens(text)) == mark


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
