from __future__ import annotations

import pytest

from stancekit.bundle import bundled
from stancekit.checks import check_corpus
from stancekit.corpus import load_corpus


def row(text: str, label: str = "favor", **more: object) -> dict[str, object]:
    return {"text": text, "sanctions": label, **more}


def messages(rows: list[dict[str, object]], held_out: list[dict[str, object]] | None = None) -> str:
    kept = None if held_out is None else load_corpus(held_out)
    return "\n".join(problem.message for problem in check_corpus(load_corpus(rows), kept))


def test_bundled_corpus_is_clean():
    found = check_corpus(load_corpus(bundled("data", "corpus")), load_corpus(bundled("data", "heldout")))
    assert [str(problem) for problem in found] == []


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([row("Keep it.", voice="shouted")], "unknown voice 'shouted'; expected debate"),
        ([row("Keep it.", phenomena=["rhyme"])], "unknown phenomenon 'rhyme'"),
        ([row("Keep it.", group="g")], "group 'g' has this statement only"),
        ([row("Keep it.", group="g"), row("Hold on to it.", group="g")], "group 'g' has the same labels throughout"),
        (
            [row("Keep it.", group="g", episode="a"), row("Drop it.", "against", group="g", episode="b")],
            "group 'g' lies in two episodes",
        ),
        (
            [row("They should keep the ban on flights."), row("They should keep the ban on flights!", "against")],
            r"nearly the same text as row:1 \(likeness 1.00\)",
        ),
        (
            [row(f"the ban number {i} must stay {'x' * i}") for i in range(40)],
            "the word 'ban' gives sanctions favor away",
        ),
        ([row(f"{i} in the end of the day {'x' * i}") for i in range(30)], "'the end of the day' recur in 30 groups"),
    ],
)
def test_each_kind_of_problem(rows, message):
    import re

    assert re.search(message, messages(rows))


def test_likeness_inside_a_group_is_what_a_minimal_pair_is():
    text = "They should keep the ban on flights over the sea"
    assert messages([row(f"{text} now", group="g"), row(f"{text} never", "against", group="g")]) == ""


def test_held_out_text_in_the_corpus_is_found():
    text = "They should keep the ban on flights over the sea"
    assert "nearly the same text as the held-out row:1" in messages([row(text)], [row(text)])


def test_unlabelled_target_is_named():
    rows = [row("Keep it.") | {"negotiation": "favor"}, row("Drop it.", "against") | {"negotiation": None}]
    assert "no negotiation label" in messages(rows)
