"""Words and phrases that a stance is built from, whatever the target.

"Lift the embargo" and "the ban should be scrapped" share hardly a word and are one thought: less of the
target. The classes stand for what a word does to a target, so that a seldom verb counts as its kin do, and
`composition` can work out what "nobody opposes easing it" comes to. The idea is that of polarity shifters
(Polanyi and Zaenen 2006, https://doi.org/10.1007/1-4020-4102-0_1) and of sentiment composition (Moilanen and
Pulman 2007, in Proceedings of RANLP); the lists are our own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

#: Class to phrases; a phrase stands in the first class that names it.
OPERATORS: Final[Mapping[str, tuple[str, ...]]] = {
    name: tuple(phrase.strip() for phrase in phrases.split(","))
    for name, phrases in {
        "NOT": "not, no, never, nobody, nothing, none, neither, nor, hardly, nowhere, scarcely, no longer, no "
        "reason, far from, no one, not any, no need, no point, no sense, anything but, few, not the time, not the "
        "moment, why should, why would, what good, what use, what is the point, how can you, how can anyone, how do "
        "you, as if, why must, why do we, why did we, why keep, why lift, why talk,"
        "whynegotiate, who would, who wants, no use",
        "INSTEAD": "instead of, rather than, in place of, better than, preferable to, beat, more useful than, more "
        "effective than",
        "CON": "oppose, opposition to, opponent of, opposed, reject, rejection of, refuse, refusal, decline to, "
        "resist, resistance to, block, veto, criticise, criticize, criticism of, condemn, denounce, regret, deplore, "
        "dismiss, disagree, object to, objection to, decry, spurn, rule out, ruled out, warn against, warn of, deny, "
        "doubt, sceptical, skeptical, scepticism, skepticism, caution against, unacceptable, inadmissible, out of "
        "the question, premature, too early, too soon, mistake, error, blunder, wrong, misguided, foolish, unwise, "
        "folly, naive, stupid, madness, crazy, absurd, betrayal, treason, capitulation, surrender, disgrace, shame, "
        "scandal, insult, reckless, irresponsible, dangerous, disaster, indefensible, speak out against, spoke out "
        "against, vote against, voted against, myth, illusion, false, nonsense, untrue, unwilling, turn down, turned "
        "down, walk out of, walked out of, stay away from, give up on, enough of, tired of, fed up with, no to, "
        "hands off, down with, argue against, be against, is against, are against, am against, come out against, "
        "came out against, unimpressed, appalled, done with, not true, not the case, contradict, dispute, object, "
        "plot, farce, traitor, complain of, complain about, complaint about, worried about, have none of, will not "
        "hear of, laugh at, sick of, lobby against, campaign against, march against, protest against, rail against, "
        "scold, shun, forbade, forbidden, forbid, withstood, stoodagainst, throw out, have had enough, no room, "
        "leave out, question the, questioned the,"
        "doubtful, objection, reservation",
        "LESS": "lift, ease, end, end to, put an end to, remove, removal, drop, scrap, abolish, relax, relaxation, "
        "loosen, suspend, suspension, waive, waiver, halt, stop, cancel, terminate, termination, repeal, revoke, "
        "undo, weaken, soften, unfreeze, reduce, reduction, scale back, scale down, reverse, withdraw, withdrawal, "
        "delist, fewer, less, softer, milder, shorter, narrower, lighter, rid of, do away with, exempt, exemption, "
        "abandon, quit, break off, break up, rupture, cease, lapse, expire, call off, wind down, roll back, "
        "rollback, cut back, take off, come off, taken off, came off, coming off, let go of, strike from, "
        "dismantle, shorten, dilute, mitigate, alleviate, relief from, relief, free of, phase out, pull out of, "
        "tear up, tore up, torn up, annul, nullify, discontinue, curtail, unwind, rescind, walk away from, "
        "adjourn, postpone, delay, derail, sabotage, shelve, retreat from, cut short, give up, forgo, refrain "
        "from, hold off on, avoid, prevent, relieve, take away, taken away, outlaw, strike out, clean up, let go, "
        "put on hold, left out, let lapse, withdrawn, withdrew, undone, given up, gave up, broken off, broke off, "
        "took off, struckoff, forgone, shrunk, torn down, took away",
        "MORE": "keep, maintain, maintenance, extend, extension, renew, renewal, prolong, prolongation, uphold, "
        "preserve, tighten, toughen, strengthen, stronger, reinforce, expand, expansion, widen, broaden, intensify, "
        "impose, imposition, introduce, introduction, enforce, enforcement, apply, add, adopt, slap, enact, step up, "
        "retain, continue, continuation of, resume, resumption of, open, start, begin, launch, restart, reopen, "
        "hold, pursue, return to, more, further, additional, new, tougher, stricter, harsher, harder, wider, "
        "broader, longer, increase, implement, reimpose, join, ramp up, ratchet up, escalate, escalation, hold on "
        "to, stick to, stick with, double down, press ahead, press on, bolster, sharpen, stiffen, deepen, revive, "
        "sit down, enter into, engage in, conduct, take part in, put in place, leave in place, step, insist on, "
        "mobilise, mobilize, double, redouble, build on, carry out, push into, draw into, bring into, set up, "
        "arrange, keep up, kept up, keep on, put on, stay in, leave on, left on, held, upheld, begun, began, sat "
        "down, stuck to, grown,"
        "strengthened, kept",
        "STAY": "stay, remain, continue, go on, go ahead, carry on, stay in force, remain in force, in force, in "
        "place, hold, persist, intact",
        "ON": "should go on, should go ahead, must go on, must go ahead, will go on, will go ahead, can go ahead, "
        "should go to, must go to, will go to, would go on, ready to go, go back to, should continue, must "
        "continue, to go on, to go ahead",
        "GONE": "should go, must go, have to go, has to go, can go, will go, would go, should end, must end, be "
        "over, is over, are over, go away, lapse, expire, collapse, come to an end, run out, gone, past",
        "WEAK": "not enough, not sufficient, insufficient, too weak, too little, too few, too soft, too late, too "
        "lenient, too mild, too timid, too slow, too narrow, inadequate, half measure, not go far enough, "
        "not far enough, nowhere near enough, not nearly enough, far from enough, full of hole",
        "TOO": "too harsh, too much, too many, too severe, too broad, too far, too wide, overreaction, "
        "disproportionate, excessive, is enough, are enough, enough of, more than enough, go too far",
        "FOR": "support, back, backing, welcome, endorse, approve of, favor, favour, in favor of, in favour of, "
        "urge, call for, called for, call on, demand, want, advocate, praise, hail, push for, defend, agree to, "
        "agree with, applaud, recommend, plead for, insist on, ask for, prefer, propose, need, right, wise, correct, "
        "pleased, glad, happy, proper, committed to, ready, willing, prepared, open to, appeal for, deserve, "
        "deserved, necessary, indispensable, vital, essential, justified, overdue, must, should, yes to, seek, vow, "
        "promise, pledge, legitimate, lawful, step in the right direction, time to, time for, stand by, accept, "
        "press for, pressed for, campaign for, plead, beg, lobby for, argue for, vote for, voted for, stand for, "
        "side with, hope for, long for, believe in, full support, why not, let us, let s, ought, will, shall, going "
        "to, willingness, readiness, is for, are for, was for, were for, am for, be for, sought, fought for, stood "
        "up for, stand up for, swear by, meant it, every reason to, right to, strike a, reach a, make a, do a, try, "
        "choose, thank, noalternative to, no substitute for, no other way than, no way around, nothing but, "
        "confidence in,"
        "faith in, trust in, blessing",
        "GOOD": "work, effective, effectively, succeed, success, successful, achieve, deter, contain, solution, "
        "hope, chance, progress, bite, worth, bear fruit, borne fruit, bring result, brought result, bring peace, "
        "save life, saved life, save, pay off, paid off, make a difference, made a difference, yield, productive, "
        "constructive, fruitful, leverage, force the, force him, force them, forced, bring him to, brought him to, "
        "bring them to, brought them to, compel, persuade, impress, deliver, protect, way out, bring home, brought "
        "home, only way, the answer, best way, great deal, essential, better, only show in town, only thing that, "
        "get somewhere, lead somewhere, got somewhere, settle, belong together, moral choice, right place, right "
        "answer, in the interest, get result, quickest way, is the way, was the way, be the way, is needed, are "
        "needed, be needed, was needed, wereneeded, did well, good deal, common sense, on our side, least that, "
        "right signal, right"
        "message, good idea, merit, make sense, made sense",
        "BAD": "fail, failure, useless, futile, illegal, unlawful, counterproductive, unfair, unjust, immoral, "
        "inhumane, destroy, pointless, ineffective, weakness, misery, hunger, poverty, collective punishment, "
        "backfire, bully, trap, waste, waste of time, worse, pay the price, suffer, suffering, cruel, senseless, "
        "meaningless, play for time, buy time, dead end, leads nowhere, lead nowhere, get nowhere, go nowhere, "
        "toothless, leak, crime, criminal, war crime, genocide, bankrupt, outdated, relic, harmful, devastate, "
        "devastating, ruin, cripple, strangle, starve, powerless, unable, charade, circus, theatre, sham, hollow, "
        "trick, blackmail, worthless, unjustified, prop up, ridiculous, self-defeating, shoot ourselves, cheat, in "
        "vain, cosmetic, joke, come home with nothing, mean more, worsen, reward, embolden, legitimise, appease, "
        "entrench, play into the hand of, gift to, gift for, prize for, prize, present to, broken, broke, break "
        "promise, broke promise, cost life, nobody profits, made no sense, obscene, horrible, robbery, theft, "
        "attack on, sold out, bought silence, terrible, awful, evil, hypocrisy, petty, humiliating, humiliation, "
        "ashamed, my foot, in the way, cost too much, no remedy, throw out of job, close door, out of work, risk, "
        "risky, gamble, wrong signal, wrong message, bad idea, sellout, wrong people",
        "HARM": "hurt, harm, punish, hit, damage, squeeze, affect, kill, burden, cost, pain, penalise, penalize, "
        "deprive, isolate, weaken, target",
        "HELP": "help, benefit, serve, strengthen, feed, fund, enrich, encourage, rescue, comfort, recognise, "
        "recognize, lifeline, free, release, freed",
        "WITHOUT": "without",
        "AGAINST": "against",
        "MAKE": "make, made, drive, drove, driven, push, leave, left",
        "CUT": "close, shut, seal, cut, cut off, withhold, shut down, switch off, turn off, bar, choke off, go "
        "without, frozen, closed, barred, shut off, shut up",
        "OPEN": "unblock, give back, hand back, return, sell, buy, lend, grant, restore, let in, let through, pay out",
        "BRING": "bring, brought, get, got, lead to, led to, open the way",
    }.items()
}

#: Classes that turn a stance round.
TURNING: Final = frozenset({"NOT", "CON", "LESS", "BAD", "GONE", "TOO", "INSTEAD", "WITHOUT", "HARM", "IF"})

#: Phrases that would be misread word by word, or as the start of a shorter phrase.
NEUTRAL: Final[tuple[str, ...]] = tuple(
    (
        "not only, not just, not merely, no doubt, nothing but, not to mention, whether or not, or not, no matter, "
        "so called, so far, at all, open letter, right now, human right, right to, civil right, work with, work for, "
        "work on, working group, end of the year, in the end, by the end, at the end, back to, come back, back home, "
        "back in, hold back, push back, send back, give back, fight back, turn back, trade union, no wonder, no "
        "less, a new, new york, new government, new president, new zealand, free trade, at a time, question of, in "
        "question, without any doubt, in the past, need to know, as soon as, further notice, one more, more than, "
        "aid worker, aid agency, new delhi, the right, peace deal, peace talk, hard to, left wing, right wing, the "
        "protest, protester, the resistance, resistance fighter, block of, not mean, no accident, no weakness, no "
        "contradiction, no harm in"
    ).split(", ")
)

#: Those for whose sake sanctions are blamed, and those whom they are meant for.
PEOPLE: Final = (
    "people civilian citizen poor innocent ordinary child children woman women mother family families population "
    "farmer worker patient sick public everyone everybody consumer weak vulnerable villager refugee us ourselves "
    "ourself household pensioner old village jobs job my our me them"
)
RULERS: Final = (
    "regime government leader ruler general dictator elite minister president official oligarch tyrant guilty junta "
    "rich commander army crony cronies palace officer leadership those responsible culprit perpetrator kremlin "
    "powerful militia party chief banker war machine thief thieves crook criminal terrorist terrorism killer killers "
    "torturer hardliner warlord gang kidnapper captor aggressor enemy rebel guerrilla tyranny repression oppressor "
    "dictatorship smuggler profiteer extremist militant jihadist cartel"
)

#: What makes a position one side of a trade, or names a time.
CONDITIONS: Final[tuple[str, ...]] = tuple(
    (
        "if, unless, until, once, provided, provided that, as long as, on condition, on the condition, condition, in "
        "exchange, in return, depending, depend on, only after, only when, only if, before, after, step by step, "
        "gradually, phased, in stages, tied to, linked to, hinge on, hang on, hangs on, in step with, reciprocal, "
        "for each, for every, as soon as, when, in response to, conditional, reversible, guarantee, precondition, "
        "first"
    ).split(", ")
)

#: What ought to be.
DUTY: Final = "must should ought let time"

#: What people do when they do not name the target: the target to doings and undoings.
ACTS: Final[Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "sanctions": (
        tuple(
            (
                "punish, punishment, penalise, penalize, squeeze, shut out, cut off, lock out, throw out, kick out, "
                "keep out, freeze out, stay away, stay home, blacklist, expel, expulsion, exclude, exclusion, "
                "outlaw, turn the screw, tighten the screw, make him pay, make them pay, hit him, hit them, hit "
                "where it hurts, cut its aid, aid cut, cut aid, cost him, cost them, stop buying, quit buying, stop "
                "selling, do not buy, no longer buy, price cap, curb, shun, ostracise, ostracize, terror tag, "
                "terrorist label, terror label, designate, designation, article 7, recall the ambassador, recall our "
                "ambassador, strip of, choke, limit on, control on, cap on, block on, restriction on, export control"
            ).split(", ")
        ),
        tuple(
            (
                "unfreeze, unfreezing, readmit, readmission, let back in, welcome back, take back, taken back, take "
                "off the list, off the list, off the terror list, reinstate, unblock"
            ).split(", ")
        ),
    ),
    "negotiation": (
        tuple(
            (
                "sit down, sat down, sit across, sit with, sit at, sit together, at the table, to the table, a "
                "table, round table, roundtable, negotiating table, speak with, speak to, speak directly, on "
                "speaking terms, discuss, bargain, conversation, converse, invite, invitation, receive him, receive "
                "them, hear out, hear them out, listen to, come to terms, reach out, shake hand, shake his hand, "
                "hotline, telephone, make peace, made peace, reconcile, reconciliation, normalise, normalize, "
                "normalisation, normalization, normal ties, normal relations, truce, accord, pact, trade prisoner, "
                "trade them, pay up, buy back, bought back, pay kidnapper, pay the kidnapper, pay terrorist, pay the "
                "terrorist, pay pirate, pay the pirate, pay them, pay what, give them what, give him what, channel, "
                "back channel, envoy, in touch, chat, parley, conference, get them out, get him out, get her out, "
                "arrangement, good office, intermediary, go between, consultation, common ground, work with them, "
                "work with him"
            ).split(", ")
        ),
        tuple(
            (
                "hang up, slam the door, show him the door, turn our back, turn your back, break off relation, sever "
                "relation, break relation, sever tie, cut tie, break with, never forgive, give in, give in to, "
                "appease, appeasement, make nice, giving in"
            ).split(", ")
        ),
    ),
}

#: What sanctions withhold: less of it is more of them.
WITHHELD: Final[Mapping[str, str]] = {
    "sanctions": (
        "aid loan credit fund visa border crossing airspace sky flight port embassy account asset membership "
        "preference privilege licence license export import gas oil grain weapon weapons arms potash coal coltan "
        "gold trade sale sales contract tie relation currency bank route pipeline fuel sponsorship seat status "
        "purchase delivery wallet"
    ),
}

#: Evils and goods that a target may bring or prevent.
ILLS: Final = (
    "war violence killing bloodshed fighting attack bomb missile kidnapping abuse crackdown corruption aggression "
    "invasion conflict genocide massacre torture terror hostage-taking"
)
BOONS: Final = (
    "peace freedom democracy right economy trust stability security release prisoner hostage captive detainee life "
    "live job school medicine hospital"
)

#: Verdicts on what somebody else claims.
REJECTIONS: Final[tuple[str, ...]] = tuple(
    (
        "is wrong, are wrong, was wrong, were wrong, be wrong, wrong about, mistaken, nonsense, not true, untrue, "
        "false, disagree, not agree, not share, not believe, cannot share, rubbish, not my view, think otherwise, "
        "see it differently, myth, lie, fool, naive, absurd, reject this, reject that, nobody believe, no one "
        "believe, not so"
    ).split(", ")
)

#: Parted verbs: "take the ban off" is less of it, "put it back" more.
PARTED: Final[Mapping[str, tuple[str, ...]]] = {
    "LESS": (
        "take off",
        "took off",
        "taken off",
        "take away",
        "took away",
        "throw out",
        "call off",
        "leave out",
        "get rid",
    ),
    "MORE": ("put back", "put on", "leave on", "left on", "keep on", "kept on", "keep up", "slap on"),
}

#: Conditions that nobody can meet who is to talk afterwards: a refusal, after the codebook.
SURRENDER: Final[tuple[str, ...]] = tuple(
    (
        "surrender, lay down, laid down, lays down, disarm, disband, dissolve, step down, stepped down, resign, "
        "resignation, leave office, left office, leave the country, left the country, hand over power, handed over "
        "power, give up power, given up power, hand over the government, abandon his post, abandoned his post, in "
        "jail, behind bar, are dead, is dead, last gun, last rifle, last weapon, every gun, every weapon, every "
        "rifle, all its weapon, all their weapon, entire arsenal, gave up arm, give up arm, given up arm, hand in, "
        "handed in, turn in, turned in, turned himself in, ceased to exist, cease to exist, renounce the throne, "
        "recognise the annexation, new government, new leader, gone for good, left power, leave power, quit, out of "
        "the palace, been defeated, is defeated, are defeated, capitulate, capitulated, given back everything, all "
        "of the territory, every inch, step aside"
    ).split(", ")
)
