"""Word classes that a stance is built from, whatever the target.

"The embargo must be scrapped" and "the ban should be dropped" share hardly a word and are one thought:
must, less, target. With classes, a verb that the corpus has seldom seen counts as its kin do. The idea is
that of lexicon features for stance and polarity shifters (Polanyi and Zaenen 2006,
https://doi.org/10.1007/1-4020-4102-0_1); the lists are our own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

#: Class to words; a word stands in the first class that names it.
WORD_CLASSES: Final[Mapping[str, str]] = {
    "NOT": "not no never without neither nor nobody nothing none nowhere cannot hardly barely little few",
    "LESS": "lift lifting ease easing end ended ending remove removal drop scrap abolish relax relaxation loosen "
    "loosening suspend suspension waive waiver halt stop cancel terminate repeal revoke undo weaken soften unfreeze "
    "reduce reduction scale reverse reversal withdraw withdrawal delist fewer less softer milder shorter narrower "
    "lighter rid freed exempt exemption abandon quit leave break rupture walk cease go gone away lapse expire",
    "MORE": "keep kept maintain maintenance extend extension renew renewal prolong prolongation uphold preserve stay "
    "remain tighten toughen strengthen stronger strengthening expand expansion widen widening broaden intensify "
    "impose imposition introduce introduction enforce enforcement apply add adopt slap enact step retain continue "
    "continuation resume resumption open start begin launch restart reopen hold pursue return returning more further "
    "additional new tougher stricter harsher harder wider broader longer increase place implement reimpose join full "
    "firm ramp",
    "FOR": "support back welcome endorse approve favor favour favourable urge call demand want advocate praise hail "
    "push defend agree applaud recommend plead insist ask prefer propose need right wise correct pleased glad happy "
    "proper committed",
    "CON": "oppose opposition opponent reject rejection refuse refusal resist block veto criticise criticize "
    "criticism condemn denounce regret deplore dismiss disagree object objection decry protest spurn rule warn wrong "
    "mistake mistaken error blunder misguided unhappy foolish folly unwise naive dispute deny against premature myth "
    "illusion false nonsense",
    "GOOD": "work effective effect effectively succeed success successful help deserve deserved necessary needed "
    "justified justify useful only best better protect save force bring brought achieve deter contain punish "
    "peaceful solution benefit hope chance progress bite powerful worth",
    "BAD": "hurt harm fail failure failed useless futile illegal unlawful counterproductive suffer suffering starve "
    "punishing cruel unfair unjust immoral inhumane damage destroy pointless ineffective weak weakness reward worse "
    "misery hunger poverty collective backfire bully trap waste appease appeasement surrender legitimise legitimize "
    "legitimacy encourage embolden dangerous capitulation betrayal trust",
    "MUST": "must should ought let time",
    "IF": "if once when unless until provided condition exchange depend before after as",
    "RULER": "regime government leader ruler general dictator elite minister president official oligarch tyrant "
    "guilty junta rich commander",
    "PEOPLE": "people civilian citizen poor innocent ordinary child woman family population farmer worker patient "
    "sick public everyone",
}

#: Classes that turn a stance round.
TURNING: Final = frozenset({"NOT", "LESS", "CON", "BAD"})
