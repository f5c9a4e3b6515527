from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stancekit.quotes import AttributedText, find_statements

#: Text made of what the rules look at, so that hypothesis meets them.
PIECES = st.sampled_from(
    "“ ” „ « » ‘ ’ ' \" — – , . : ; ? ! ( ) \n \n\n he she they the minister said argued that called for according to "
    "Li Petrov Anna Ms Q: A: Li: and letter signed by I sanctions talks who but opposes was Comments Read also By "
    "asked".split(" ")
)
newsish = st.lists(PIECES, max_size=60).map(" ".join) | st.lists(PIECES, max_size=60).map("".join)


def found(text: str) -> list[tuple[str, str, str]]:
    return [(s.kind, s.holder.name, s.text) for s in find_statements(text)]


def attributed(text: str) -> list[tuple[str, str]]:
    return [(s.holder.name, s.text) for s in find_statements(text) if s.kind != "author"]


# --- properties ------------------------------------------------------------------------------------------------------


@given(st.text(max_size=300) | newsish)
@example("\x00“\ud800 said”")
@example("“They came at last.” *")
@example("— They came at last , he said")
@example("The agency quoted , as saying")
@example("A letter by , said no.")
def test_any_text_gives_statements_that_index_back(text):
    statements = find_statements(text)
    assert all(text[s.start : s.end] == s.text and s.text.strip() == s.text != "" for s in statements)
    for s in statements:
        assert 0 <= s.context[0] <= s.start < s.end <= s.context[1] <= len(text)
        if s.mention is not None:
            assert 0 <= s.mention[0] < s.mention[1] <= len(text)


@given(newsish)
def test_statements_are_ordered_and_disjoint_unless_nested(text):
    statements = find_statements(text)
    assert [s.start for s in statements] == sorted(s.start for s in statements)
    for at, one in enumerate(statements):
        for other in statements[at + 1 :]:
            assert other.start >= one.end or other.end <= one.end


@given(newsish)
def test_unknown_holders_and_the_author_have_no_mention(text):
    for s in find_statements(text):
        assert (s.mention is None) or s.holder.name not in {"author", "unknown"}


@pytest.mark.parametrize(
    "unit",
    [
        '"',
        "“",
        "”",
        "‘",
        "'",
        "«",
        "„",
        "— a, he said. ",
        "he said that ",
        "Li, ",
        "“A b,” he said. ",
        "(",
        "\n",
        "a\n\n",
        "Li, who said, ",
        "he said, ",
        "“A b.” Li. ",
        "‘a ",
        "Ab Cd ",
        "the ",
        "A: b\n\n",
        "Ab. ",
        "- a ",
        "said “a b. ",
        "Q: a?\n\nA: b\n\n",
        "Why?\n\nI do.\n\n",
        "“‘a b,’ he said” ",
        "Ab Cd and Ef Gh ",
        "Li: a is b c ",
        "The Abc Ab Cd ",
        "when he said ",
        "one of them, ",
        "as he put ",
        "in Ab where ",
        "told the ab in the Cd ",
    ],
)
def test_time_is_linear_on_hostile_text(unit):
    text = unit * (100_000 // len(unit))
    started = time.perf_counter()
    find_statements(text)
    assert time.perf_counter() - started < 10


# --- direct quotations -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "marks", ["“%s,” ", '"%s," ', "‘%s,’ ", "'%s,' ", "«%s», ", "„%s“, ", "„%s”, ", "“%s”, ", "‘%s’, ", '"%s", ']
)
def test_every_kind_of_marks(marks):
    text = "Anna Li came late. " + marks % "We don't need the workers’ talks" + "Anna Li said."
    assert [(h, t.rstrip(",")) for h, t in attributed(text)] == [("Anna Li", "We don't need the workers’ talks")]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Li said: “We want talks now.”",
        "Anna Li said, “We want talks now.”",
        "“We want talks now.” Anna Li said.",
        "“We want talks now,” said Anna Li.",
        "“We want talks now,” Anna Li told reporters on Monday.",
        "“We want talks now,” said Anna Li, a member of the council.",
        "Anna Li: “We want talks now.”",
        "“We want talks now,” according to Anna Li.",
        "Asked about it, Anna Li, who left in 2021, replied: “We want talks now.”",
        "— We want talks now, said Anna Li.",
        "“We want talks now, said Anna Li. She left.",
    ],
)
def test_the_speaker_before_behind_and_inverted(text):
    (statement,) = (s for s in find_statements(text) if s.kind == "direct")
    assert statement.holder.name == "Anna Li"
    assert statement.text.rstrip(".,") == "We want talks now"
    assert statement.context == (statement.start, statement.end)


def test_pieces_of_a_broken_quotation_share_an_utterance():
    statements = find_statements("“We came,” said Omar Sy, “and we waited.” It rained. “Nobody opened,” said Ann Roe.")
    direct = [s for s in statements if s.kind == "direct"]
    assert [s.holder.name for s in direct] == ["Omar Sy", "Omar Sy", "Ann Roe"]
    assert direct[0].utterance == direct[1].utterance != direct[2].utterance


def test_a_quotation_of_several_paragraphs():
    text = "“We came early,” said Omar Sy. “Nobody was there.\n\n“We waited for hours.\n\n“Then we left.”\n\nIt rained."
    direct = [s for s in find_statements(text) if s.kind == "direct"]
    assert [s.text for s in direct] == ["We came early,", "Nobody was there.", "We waited for hours.", "Then we left."]
    assert {s.holder.name for s in direct} == {"Omar Sy"}
    assert len({s.utterance for s in direct}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "The meeting, entitled “Road to Freedom”, ended early on Monday.",
        "They call it a “special operation” and nothing more.",
        "Her book “A House Without a Meter” has sold well.",
        "So much for the “heart of the matter”.",
    ],
)
def test_titles_and_scare_quotes_are_no_statements(text):
    assert found(text) == [("author", "author", text)]


# --- reported speech -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Anna Li argued that the embargo had failed.", "the embargo had failed"),
        ("Anna Li said the embargo had failed.", "the embargo had failed"),
        ("Anna Li told the hall on Monday that the embargo had failed.", "the embargo had failed"),
        ("According to Anna Li, the embargo had failed.", "the embargo had failed"),
        ("The embargo had failed, according to Anna Li.", "The embargo had failed"),
        ("The embargo had failed, Anna Li said.", "The embargo had failed"),
        ("Anna Li called for new talks.", "new talks"),
        ("Anna Li opposes lifting sanctions.", "lifting sanctions"),
        ("Anna Li warned of a long war.", "a long war"),
        ("Anna Li, who left in 2021, warned that winter was near.", "winter was near"),
        ("Anna Li voiced scepticism about the embargo.", "the embargo"),
        ("Anna Li has always rejected talks.", "talks"),
        ("Anna Li ruled out any contact.", "any contact"),
        ("Anna Li urged both sides to talk.", "both sides to talk"),
        ("Anna Li accused the army of hiding.", "hiding"),
        ("It was claimed by Anna Li that the embargo had failed.", "the embargo had failed"),
        ("In Anna Li's view, the embargo had failed.", "the embargo had failed"),
        ("Anna Li does not believe that talks will help.", "talks will help"),
        ("Anna Li went on to say that talks would help.", "talks would help"),
        ("Anna Li was quoted as saying that talks would help.", "talks would help"),
        ("Anna Li says the ban is “a gift to smugglers” and useless.", "the ban is “a gift to smugglers” and useless"),
    ],
)
def test_forms_of_reported_speech(text, content):
    (statement,) = find_statements(text)
    assert (statement.kind, statement.holder.name, statement.text) == ("reported", "Anna Li", content)
    assert statement.context == (0, len(text))
    assert statement.mention is not None
    assert text[slice(*statement.mention)].startswith("Anna Li")


def test_two_announcements_in_a_sentence():
    text = "Anna Li argued that talks were overdue, suggesting a flexible approach, and called for a summit."
    assert [t for _, t in attributed(text)] == ["talks were overdue", "a flexible approach", "a summit"]


def test_the_innermost_holder_has_the_statement():
    assert attributed("The minister said the rebels had demanded talks.") == [("the rebels", "talks")]


@pytest.mark.parametrize(
    "text",
    [
        "The United States calls its allies every day.",
        "He did not say when talks would begin.",
        "The firm, said to be in debt, has closed.",
        "The sanctions imposed by the council remain.",
        "The proposal, called “Ninety Days”, runs to four pages.",
        "The government is not backing away from the plan.",
    ],
)
def test_no_announcement(text):
    assert attributed(text) == []


# --- holders ---------------------------------------------------------------------------------------------------------


def test_later_mentions_take_the_fullest_name_and_role():
    text = (
        "Council member Svetlana Mats opposed the ban. She called for talks. Mats urged restraint.\n\n"
        "Ivan Kravs, a former minister, disagreed. He defended the ban. The former minister warned of haste."
    )
    holders = [s.holder for s in find_statements(text) if s.kind == "reported"]
    assert [h.name for h in holders] == ["Svetlana Mats"] * 3 + ["Ivan Kravs"] * 2
    assert {h.role for h in holders} == {"Council member", "former minister"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The foreign ministry rejected talks.", "the foreign ministry"),
        ("Opposition groups call for talks.", "Opposition groups"),
        ("A rebel spokesman rejected talks.", "a rebel spokesman"),
        ("A spokesman for the army rejected talks.", "a spokesman for the army"),
        ("Lithuania's foreign ministry rejected talks.", "Lithuania's foreign ministry"),
        ("Its envoy, Omar Sy, rejected talks.", "Omar Sy"),
        ("US Secretary of State Ann Roe rejected talks.", "Ann Roe"),
        ("They rejected talks.", "unknown"),
        ("It is claimed that talks failed.", "unknown"),
        ("CAIRO, Feb 8 (Reuters) - Egypt's army rejected talks.", "Egypt's army"),
        ("Iraqi Vice-Admiral Omar al-Sy rejected talks.", "Omar al-Sy"),
    ],
)
def test_collectives_offices_and_unknown_holders(text, name):
    assert [holder for holder, _ in attributed(text)] == [name]


def test_an_interview():
    text = (
        "Omar Sy has waited for years.\n\nThe Ledger: Are you tired?\n\nSy: Not at all. We go on.\n\n"
        "The Ledger: And the ban?\n\nSy: It must stay."
    )
    answers = [(s.holder.name, s.text) for s in find_statements(text) if s.kind == "direct"]
    assert answers == [("Omar Sy", "Not at all. We go on."), ("Omar Sy", "It must stay.")]


def test_hard_wrapped_lines_are_one_paragraph():
    text = (
        "The council met in Vilnius on Monday and nobody had expected much of\nthe day. “We want talks now, and we "
        "want them here, in this room, with\nthe others,” said Anna Li, who has waited for years for the day to\ncome."
    )
    assert attributed(text) == [
        ("Anna Li", "We want talks now, and we want them here, in this room, with\nthe others,")
    ]


def test_a_pronoun_between_equals_is_unknown():
    text = "The talks between Ivan Petrov and Pavel Orlov ended. He rejected the deal."
    assert [holder for holder, _ in attributed(text)] == ["unknown"]


def test_the_author_speaking_of_himself_is_the_author():
    assert found("I believe that sanctions work.") == [("author", "author", "I believe that sanctions work.")]


# --- the page --------------------------------------------------------------------------------------------------------

PAGE = """Home | World | Politics

Talks fail again

By Ann Roe
12 May 2024, 10:00

The talks have failed. Nobody was surprised.

Read also: “We were never asked”
[Photo: Delegates on Monday. Credit: A. Roe]

Anna Li, a delegate, called for new talks. She left early.

The sanctions stay. That is right.

Ann Roe is a writer based in Riga.
The views expressed are the author's own.
© 2024 The Ledger. All rights reserved.
Comments (2)
tamar_b, 3 hours ago
Poor advice. Talk to them.
Share this article: Facebook | X
"""


def test_furniture_is_nobodys_and_comments_are_the_readers():
    assert found(PAGE) == [
        ("author", "author", "The talks have failed."),
        ("author", "author", "Nobody was surprised."),
        ("reported", "Anna Li", "new talks"),
        ("author", "author", "She left early."),
        ("author", "author", "The sanctions stay."),
        ("author", "author", "That is right."),
        ("author", "tamar_b", "Poor advice."),
        ("author", "tamar_b", "Talk to them."),
    ]


def test_a_comment_without_a_name_is_a_readers():
    text = "One thing.\n\nAnother thing.\n\nA third thing.\n\nComments (1)\n\nLift the ban."
    assert found(text)[-1] == ("author", "reader", "Lift the ban.")


def test_statements_are_values():
    (one,) = find_statements("It rained.")
    assert isinstance(one, AttributedText)
    assert one == find_statements("It rained.")[0]
    assert hash(one)


@pytest.mark.parametrize("text", ["", " \n\t", "\n\n\n", "“”", '"', "…"])
def test_nothing_to_find(text):
    assert all(s.kind == "author" for s in find_statements(text))


def test_half_a_character_is_read_over():
    text = "“Lift them,” she said. \ud800 Then they left."
    assert [s.text for s in find_statements(text) if s.kind == "direct"] == ["Lift them,"]


def test_an_invitation_to_look_at_somebody_is_no_part_of_their_role():
    found = find_statements("Take Professor Anselmo Duarte, who claims that the collapse was made abroad.")
    assert [(s.holder.name, s.holder.role) for s in found] == [("Anselmo Duarte", "Professor")]


# --- more ways to name a speaker -------------------------------------------------------------------------------------


def spoken(text: str) -> list[tuple[str, str]]:
    return [(s.holder.name, s.text) for s in find_statements(text) if s.kind == "direct"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Harbourmaster Jonas Veit came. “The port is dead,” the harbourmaster said.", "Jonas Veit"),
        ("Tom Ruud, beekeeper and father of four, came. “It is dead,” the beekeeper said.", "Tom Ruud"),
        ("Ataman Yuri Bely left. The Ataman was tired. “It is dead,” Bely said.", "Yuri Bely"),
        ("“It is dead,” said the ferry's dispatcher, Marta Oye.", "Marta Oye"),
        ("Pieter van der Merwe left. “It is dead,” said Van der Merwe.", "Pieter van der Merwe"),
        ("Rosa Vidal de la Cruz left. “It is dead,” said Dr Vidal de la Cruz.", "Rosa Vidal de la Cruz"),
        ("Beside him stood Hadda, a baker. “It is dead,” she said.", "Hadda"),
        ("A driver, who gave only his first name, Salem, said: “It is dead.”", "Salem"),
        ("Yemane Kidane left. “It is dead,” said Jemane.", "Yemane Kidane"),
        ("Ann Roe and Ben Low met the press. “It is dead,” the two said.", "Ann Roe and Ben Low"),
        ("The couple, Eva and Karl Moe, wept. “It is dead,” they said.", "Eva and Karl Moe"),
        ("Ben Low sent a letter on Monday. “It is dead,” the letter says.", "Ben Low"),
        ("A leaflet signed by the Sons of the Reef was harsher: “It is dead and gone.”", "the Sons of the Reef"),
        ("“It is dead,” Ben Low was quoted as saying by the state agency.", "Ben Low"),
        ("“It is dead,” the Tasnim agency quoted Ben Low, a deputy minister, as saying.", "Ben Low"),
        ("“It is dead,” shouted the crowd.", "the crowd"),
        ("Ann Roe shook her head. “It is dead.”", "Ann Roe"),
        ("“It is dead and gone.” Ann Roe put down her glass.", "Ann Roe"),
        ("“It is dead and gone.” That was Ann Roe.", "Ann Roe"),
        ("Ann Roe's answer was short. “It is dead.”", "Ann Roe"),
    ],
)
def test_who_speaks(text, name):
    assert [holder for holder, _ in spoken(text)] == [name]


def test_people_talking_in_turn():
    text = (
        "Ann Roe and Ben Low met in the hall.\n\n“Lift it,” Roe said.\n\n“Why should we?” Low asked.\n\n"
        "“Because children die.”\n\n“They always do.”"
    )
    assert [holder for holder, _ in spoken(text)] == ["Ann Roe", "Ben Low", "Ann Roe", "Ben Low"]


def test_a_quotation_in_a_quotation_is_the_inner_speakers():
    text = "“My brother told me: ‘Never trust them.’ I do,” said Ann Roe."
    assert spoken(text) == [
        ("Ann Roe", "My brother told me: ‘Never trust them.’ I do,"),
        ("brother", "Never trust them."),
    ]


def test_the_last_line_needs_no_full_stop():
    text = "The talks ended. Nobody spoke.\n\n“We shall see who lasts longer”, said Ann Roe"
    assert spoken(text) == [("Ann Roe", "We shall see who lasts longer")]


QUESTIONS = [
    ("Should talks resume?", "Yes, and we all know it."),
    ("When?", "Tomorrow."),
    ("And the ban?", "It stays."),
]


@pytest.mark.parametrize(
    ("question", "answer"),
    [("Q: ", "A: "), ("TO: ", "AR: "), ("Tim Orr: ", "Ann Roe: "), ("The Ledger: ", ""), ("", "")],
)
def test_interviews_with_and_without_labels(question, answer):
    text = "Ann Roe leads the party. She spoke to Tim Orr.\n\n" + "\n\n".join(
        f"{question}{asked}\n\n{answer}{said}" for asked, said in QUESTIONS
    )
    assert spoken(text) == [("Ann Roe", said) for _, said in QUESTIONS]


def test_minutes_of_a_sitting():
    text = (
        "The President: Mrs Roe has the floor.\n\nMrs Ann Roe (Ghent): I was wrong.\n\nThe lake must be opened.\n\n"
        "Mr Ben el-Low, rapporteur: (laughing) Never. (Uproar)\n\nMrs Roe: Shame!\n\nThe President: Order, please."
    )
    assert spoken(text)[1:5] == [
        ("Ann Roe", "I was wrong."),
        ("Ann Roe", "The lake must be opened."),
        ("Ben el-Low", "Never."),
        ("Ann Roe", "Shame!"),
    ]


def test_headings_that_ask_are_no_interview():
    text = "Why now?\n\nThe bank is empty.\n\nWho pays?\n\nThe state pays.\n\nWhat next?\n\nThe vote is on Friday."
    assert spoken(text) == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Anna Li replied by letter that the ban had failed.", "the ban had failed"),
        ("Anna Li told us yesterday that the ban had failed.", "the ban had failed"),
        ("Anna Li made known that the ban had failed.", "the ban had failed"),
        ("Anna Li used to say that the ban had failed.", "the ban had failed"),
        ("The ban had failed, Anna Li said when she was asked.", "The ban had failed"),
        ("Anna Li was blunt: the ban had failed.", "the ban had failed"),
        ("For Anna Li, the ban is a mistake.", "the ban is a mistake"),
        ("As Anna Li puts it, the ban is a mistake.", "the ban is a mistake"),
        ("Anna Li made an offer: the ban would be lifted.", "the ban would be lifted"),
        ("Anna Li came here to demand that the ban be lifted.", "the ban be lifted"),
        ("Anna Li demanded of the council that the ban be lifted.", "the ban be lifted"),
        ("Anna Li asked why the ban had failed.", "why the ban had failed"),
        ("The ban had failed, Anna Li went on.", "The ban had failed"),
        ("Anna Li asked last month for the ban to go.", "the ban to go"),
        ("Anna Li condemned the siege in a letter on Sunday.", "the siege"),
        ("It was claimed by Anna Li that the ban had failed; nobody replied.", "the ban had failed"),
        ("Anna Li added, in Dutch, that the ban had failed.", "the ban had failed"),
        ("Anna Li told The Courier, a weekly, that the ban had failed.", "the ban had failed"),
        ("Anna Li told dockers in the Danish port of Aarhus that the ban had failed.", "the ban had failed"),
        ("Anna Li has maintained for two years that the ban had failed.", "the ban had failed"),
        ("Anna Li said to me over coffee that the ban had failed.", "the ban had failed"),
        ("Anna Li on Monday ruled out a new ban.", "a new ban"),
        ("Anna Li has asked the council to lift the ban.", "the council to lift the ban"),
        ("Anna Li is among those who have urged the council to lift the ban.", "the council to lift the ban"),
        ("The ban had failed, as Anna Li put it.", "The ban had failed"),
        ("The ban had failed, its critic, Anna Li, told reporters.", "The ban had failed"),
        ("The ban would hurt Ben Low, Anna Li chanted.", "The ban would hurt Ben Low"),
        ("When Anna Li complained that the ban had failed, they laughed.", "the ban had failed"),
        ("Anna Li, who warned on Friday that the ban had failed, was arrested.", "the ban had failed"),
        ("Anna Li said the ban had failed, but would not give details.", "the ban had failed"),
        ("Anna Li thinks the ban has failed, and I agree.", "the ban has failed"),
        ("Anna Li opposed the ban, too.", "the ban"),
        ("Anna Li wants no more bans before the vote.", "no more bans before the vote"),
        ("Anna Li would rather see the ban lifted.", "the ban lifted"),
        ("Anna Li would like the ban to be lifted.", "the ban to be lifted"),
        ("Anna Li could imagine a shorter ban.", "a shorter ban"),
        ("In Oslo, where a ban is before a committee, Anna Li said it had failed.", "it had failed"),
        ("Anna Li says nine in ten bakers live on flour.", "nine in ten bakers live on flour"),
    ],
)
def test_more_forms_of_reported_speech(text, content):
    assert attributed(text) == [("Anna Li", content)]


@pytest.mark.parametrize(
    "text",
    [
        "Anna Li would not comment on the note.",
        "Anna Li asked not to be named.",
        "Anna Li did not want her surname to be published.",
        "Anna Li repeats it with a sigh.",
        "The central states have failed Anna Li.",
        "They met for what organisers called a vigil at the gate.",
    ],
)
def test_nothing_said(text):
    assert attributed(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Women waiting at the only tap shouted: “We want talks now.”", "Women"),
        ("Pilots' union: “We want talks now.”", "Pilots' union"),
        ("The first speaker was Anna Li, a nurse. “We want talks now,” she said.", "Anna Li"),
        ("Ben Low looks up. Across from him sits Anna Li. “We want talks now,” she says.", "Anna Li"),
        ("Anna Li came. “We want talks now,” said the 46-year-old mother of five.", "Anna Li"),
        ("Anna Li met Ben Low. The nurse who cleans here came. “We want talks now,” she said.", "the nurse"),
        ("Two diplomats were angry. “We want talks now,” snapped one.", "two diplomats"),
        ("I have a cousin there. It was this same cousin who said to me: “We want talks now.”", "a cousin"),
        ("My aunt, who distrusts lists, came. “We want talks now,” she said.", "aunt"),
        (
            "Low was tired. Mr van Dyk left. Piet van Dyk came back. “We want talks now,” said Mr van Dyk.",
            "Piet van Dyk",
        ),
        ("The two guards, one of them deaf, left. “We want talks now,” said one of them.", "unknown"),
    ],
)
def test_who_speaks_without_a_name_beside_it(text, name):
    assert [s.holder.name for s in find_statements(text) if s.kind == "direct"] == [name]


def test_names_in_what_is_said_are_not_who_says_it():
    text = "Anna Roe met reporters. The army would go on seeing Ms Clara Low, she said."
    assert attributed(text) == [("Anna Roe", "The army would go on seeing Ms Clara Low")]


def test_a_relative_clause_and_its_main_clause_both_report():
    text = "France, which announced last week that it would leave, backs the embargo."
    assert attributed(text) == [("France", "it would leave"), ("France", "the embargo")]


def test_several_countries_are_one_holder():
    text = "Ghana, Nigeria and Senegal have pleaded in private for talks."
    assert attributed(text) == [("Ghana, Nigeria and Senegal", "talks")]


def test_somebody_who_interrupts_speaks_next():
    text = "“Sit down,” said Anna Li. Her neighbour, who sells rope, interrupted her. “We want talks now.”"
    assert [s.holder.name for s in find_statements(text) if s.kind == "direct"] == ["Anna Li", "her neighbour"]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("— A door is open, the sheikh said. Let us go in and see.", "Let us go in and see."),
        ("— A door is open, the sheikh said. The rain went on until noon.", "A door is open"),
    ],
)
def test_speech_behind_a_dash_may_go_on(text, last):
    assert [s.text for s in find_statements(text) if s.kind == "direct"][-1] == last
