"""Word lists of names, offices and the grammar around them, for the English of news."""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


HE: Final = _words("he him his himself")
SHE: Final = _words("she her hers herself")
PRONOUNS: Final = _words("he she they it i we you who one")
DETERMINERS: Final = _words(
    "the a an this that these those some any many several most all both another each every no two three four five six "
    "seven eight nine ten my our your his her its their one few other others"
)
NUMBERS: Final = _words("two three four five six seven eight nine ten few many several other others")
#: Behind the noun these say where somebody is, not who.
PLACING: Final = _words("in at near outside inside close on under behind")
POSSESSIVES: Final = _words("his her its their my our your")
DAYS: Final = _words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december yesterday today tomorrow tonight jan feb mar apr jun jul aug sept oct nov dec"
)
#: Words that end a noun phrase to the left of a verb.
STOPS: Final = (
    _words(
        "but or while because although though whereas if when whether as so yet than that which who whom whose where "
        "how why what not never also then later again now still even only just once already too however meanwhile "
        "instead otherwise nevertheless therefore is was are were be been being am has have had do does did will would "
        "can could may might must shall should he she they it i we you him them me us there here nor since until "
        "before after without despite speaking yes no"
    )
    | DAYS
)
AUXILIARIES: Final = _words(
    "is was are were be been being has have had do does did will would can could may might must shall should "
    "isn't wasn't aren't weren't hasn't haven't hadn't doesn't don't didn't won't wouldn't can't couldn't not never"
)
LINKS: Final = _words("of for from at in with on near behind under to among between inside outside against")
#: A sentence may open with these and a comma before its subject comes.
INTRODUCTIONS: Final = _words(
    "at on in during after before speaking asked according later earlier meanwhile yesterday today however still "
    "instead since while when as if by with without for from despite to under over following across amid among like "
    "unlike although though because once until even then now nevertheless also contradicting addressing writing "
    "talking responding replying standing sitting reached contacted pressed questioned confronted near outside inside "
    "behind there here again but and or so yet finally first second third privately publicly officially separately "
    "afterwards indeed moreover furthermore besides throughout not only two three last this next that within upon "
    "about between"
)
#: Endings of adjectives made from countries: "the Iranian team" goes on behind one.
DEMONYMS: Final = ("ian", "ean", "can", "ese", "ish", "ern", "nch", "utch", "qi", "ni", "di", "li", "rman")
#: Titles: a name begins after the last of them ("US Secretary of State | Antony Blinken").
TITLES: Final = _words(
    "mr mrs ms miss dr prof gen lt col maj sgt sen rep gov brig adm capt rev hon mr. mrs. ms. dr. prof. gen. lt. "
    "col. maj. sgt. sen. rep. gov. brig. adm. capt. rev. sr. sir dame lord lady king queen prince princess sheikh "
    "sheik ayatollah imam pope cardinal archbishop bishop father sister brother president vice-president minister "
    "premier chancellor vice-chancellor secretary ambassador envoy senator congressman congresswoman representative "
    "governor mayor deputy general colonel major captain lieutenant lieutenant-general major-general brigadier "
    "admiral marshal herr frau señor señora senhor senhora signor signora monsieur madame pani gospodin salai duwa "
    "sayadaw hajji haji hajj hajja hadja alhaji alhaja el-hadj sayyid sayed seyyed syed hojatoleslam hojjatoleslam "
    "maulana mawlana moulana cheikh sheikha moulay lalla mzee mwalimu ato woizero dejazmach chief oba coach "
    "comandante subcomandante padre fray abbé archimandrite archdeacon archpriest hieromonk igumen pandit swami "
    "datuk datin tun tunku tengku vice-admiral rear-admiral cde air-marshal brigadier-general staff-sergeant "
    "sergeant-major warrant officer seaman detective solicitor advocate magistrate notary engineer surgeon nurse "
    "midwife pastor deacon curate parson prioress abbess auntie widow poet sculptor novelist historian economist "
    "sociologist anthropologist archaeologist commodore sharif monsignor doña rabbi mullah mufti patriarch "
    "metropolitan abbot quartermaster rapporteur ombudsman treasurer skipper foreman inspector superintendent "
    "constable corporal elder chargé attaché consul nuncio vicar dean provost comrade citizen cllr councillor "
    "alderman baron baroness count countess duke duchess earl viscount emir sultan shah bey pasha tsar hetman "
    "marquis commander sergeant professor doctor judge justice chairman chairwoman chair spokesman spokeswoman "
    "spokesperson director leader head mp adviser advisor coordinator commissioner council member former retired "
    "prime foreign defence defense finance interior opposition state vice speaker analyst lawyer emeritus "
    "politician activist mediator negotiator delegate attorney madam daw u ko diplomat journalist researcher fellow "
    "reverend undersecretary ex mademoiselle senora don uncle grand canon private ensign marquess under-secretary "
    "secretary-general unionist trade dissident writer"
)
MALE: Final = _words(
    "mr mr. sir lord king prince sheikh sheik ayatollah imam pope cardinal father brother congressman chairman "
    "spokesman man boy husband son widower fisherman businessman policeman gentleman priest emir sultan mufti rabbi "
    "grandfather uncle nephew tsar"
)
FEMALE: Final = _words(
    "mrs mrs. ms ms. miss dame lady queen princess sister congresswoman chairwoman spokeswoman woman girl wife "
    "daughter widow mother businesswoman policewoman grandmother aunt niece nun daw madam"
)
#: Titles only before a name of two words: they are names themselves.
SHORT_TITLES: Final = _words("ko u daw naw saw sai sao nai pan ras lama mother uncle aunt private prior don san")
#: A capitalised run with one of these is an institution, no person.
INSTITUTIONS: Final = _words(
    "council party ministry union committee front movement army force forces bank group assembly parliament government "
    "cabinet commission agency association university institute post times street house nations states republic sea "
    "court cross watch regiment institution centre center conference congress senate department office network news "
    "service services league federation coalition alliance bloc guard police company corporation ltd inc plc line "
    "square palace court church fund foundation society club international organisation organization treaty accord "
    "agreement act law plan north south east west river lake island islands mountain valley city region province "
    "kingdom emirates campaign press radio television tv board authority chamber navy shield front wire link "
    "courier herald gazette tribune daily journal review union's convention summit forum initiative bar committee "
    "administration secretariat directorate bureau brigade battalion command wing workers teachers station airport "
    "hotel hospital school college street road park war revolution day crescent broadcaster"
)
#: A person or a body with a voice, in lower case; ends a noun phrase and takes up an earlier mention ("the minister").
VOICES: Final = _words(
    "spokesman spokeswoman spokesperson spokespeople official officials minister ministers ministry president "
    "premier chancellor ambassador envoy senator governor mayor deputy general colonel major captain officer "
    "commander soldier judge lawyer chairman chairwoman chair director chief leader leaders head adviser advisor "
    "coordinator commissioner economist analyst analysts expert experts activist activists diplomat diplomats "
    "journalist professor doctor nurse teacher farmer trader shopkeeper owner owners driver engineer worker "
    "workers student students resident residents delegate delegates delegation critic critics supporter supporters "
    "opponent opponents opposition rebel rebels government regime junta army party parties union unions group "
    "groups council committee commission assembly parliament cabinet agency association charity company firm bank "
    "church bishop archbishop priest politician politicians lawmaker lawmakers member members mediator mediators "
    "negotiator negotiators protester protesters demonstrators veteran veterans refugee refugees prisoner "
    "exile exiles businessman businesswoman man woman girl boy mother father widow brother sister wife husband son "
    "daughter aunt uncle neighbour neighbor candidate secretary speaker representative representatives crowd "
    "author authors writer historian novelist poet researcher "
    "scholar scientist merchant miner fisherman pensioner villager villagers elder elders palace office "
    "administration states bloc coalition alliance movement front faction source sources person people "
    "voices organisation organization organisations organizations ngo ngos newspaper broadcaster tribunal "
    "court police guard youth wing camp side capital capitals host hosts organiser organisers organizer organizers "
    "authorities authority king queen prince emir pastor imam exporter exporters importer prosecutor electrician "
    "pilot friend friends colleague cousin nephew niece clerk cook "
    "guest guide relative parent parents hostage captive "
    "conscript recruit architect athlete mechanic insider insiders tycoon magnate "
    "relatives families shopkeepers monk monks cleric candidate report statement letter bulletin unionist"
)
#: Words of a role.
ROLES: Final = TITLES | VOICES
#: Of those, and of institutions, what is no single person.
GROUPS: Final = _words(
    "ministry government regime junta army party union group council committee commission assembly parliament cabinet "
    "agency association charity company firm bank church delegation opposition crowd palace office administration "
    "bloc coalition alliance movement front faction people organisation organization ngo newspaper broadcaster "
    "tribunal court police guard youth wing camp side capital authority family public embassy consulate"
)
#: "the statement said": whose it is stands before, so it is taken up like a pronoun.
PAPERS: Final = _words(
    "statement communique communiqué bulletin letter note declaration message report leaflet pamphlet petition tweet "
    "post telegram memorandum e-mail email appeal resolution manifesto"
)
NO_VOICE: Final = _words(
    "this these that those such which what nothing nobody it evidence data figures history question questions story "
    "talks sanctions embargo measures paper fact facts result results polls poll numbers there everything all "
    "anyone anybody whoever point "
    "reason answer it's that's one matter issue view argument problem law treaty constitution text draft deal plan "
    "discrepancy actions action landscape awareness"
)
PARTICLE_NAMES: Final = _words(
    "de da del della di dos du van von der den bin bint ibn al el abu ben la le ul ur ter zu y e ap san"
)
#: There is one at a time: "the president" need be nobody who was named before.
HEADS_OF_STATE: Final = _words("president king queen pope emir premier chancellor tsar sultan shah emperor")
#: With an adjective ("the Spanish ambassador") these are somebody of their own.
OFFICES: Final = HEADS_OF_STATE | _words(
    "minister secretary ambassador envoy governor mayor prince princess chairman chairwoman director speaker head "
    "chief leader spokesman spokeswoman spokesperson commissioner general judge bishop archbishop consul"
)
#: First names that tell he from she where nothing else does; only names of one sex in the countries of the news.
FEMALE_NAMES: Final = _words(
    "anna maria marta olga elena alena natalia natalya irina tatiana svetlana sviatlana volha maryna marina nina nino "
    "vera larisa ludmila oksana yulia julia daria sofia helena helga fatima aisha amina leila layla lala maryam "
    "parvaneh shirin nasrin zahra hala salma nawal samia rania delia lucia lucía carmen isabel ines inés rosa ana "
    "gabriela patricia claudia sarah rachel ruth eleanor fiona mary jane elizabeth margaret emma alice laura susan "
    "karen linda hannah ingrid astrid birgit ursula angela lieve theresa solomiia hanna kateryna iryna nadia thandi "
    "grace esther mercy mariam zainab khadija tamar ekaterina katarina ivana jelena milica vesna ann anne annie "
    "barbara catherine katherine kate christine christina caroline charlotte chloe clara diana dorothy edith ellen "
    "emily eva evelyn frances georgia gloria harriet heather irene isabella jacqueline janet jean jennifer jessica "
    "joan joanna josephine judith julie kim lily louise lucy lydia martha megan michelle miriam molly monica nancy "
    "naomi natasha nicole olivia pamela rebecca rosemary sally sandra sharon sheila stephanie sylvia teresa tracy "
    "valerie victoria virginia yvonne zoe giulia francesca chiara elisa paola silvia sofía mariana valentina camila "
    "juana luisa rocío pilar dolores mercedes beatriz brigitte françoise sylvie nathalie céline sophie hélène monique "
    "petra sabine heike ulrike anke greta renate gerda liesbeth marijke anneke ewa katarzyna małgorzata agnieszka "
    "magdalena halina zofia jadwiga danuta tamara lyudmila liudmyla galina halyna valentyna viktoria viktoriya yelena "
    "anastasia alina polina ksenia oleksandra yaroslava veronika hanneli fatma ayşe zeynep emine hatice elif khadijah "
    "mariyam noor nour huda rana dina mona yasmin yasmine farah zeinab sumaya hanan soraya mahnaz fereshteh azadeh "
    "narges zohra aya rim salwa souad hiba lubna sawsan amal wafa iman chidinma ngozi amara adaeze folake bukola "
    "wanjiru achieng atieno akinyi nomsa thandiwe lindiwe mwende halima aminata fatou mei ling yuki keiko hiroko "
    "naoko priya anita sunita lakshmi indira meera sushma kavita aung-san soe-soe"
)
MALE_NAMES: Final = _words(
    "ivan vladimir aleksandr alexander sergei siarhei mikhail mikalai nikolai pavel petr piotr dmitry dzmitry andrei "
    "aleh oleg oleh ihar igor viktor anatoly boris yuri uladzimir hlib rodion ali ahmed mohammed muhammad mohamed "
    "hassan hussein hossein reza omar osman othman ibrahim yousif yusuf idris abdelrahim abdullah mustafa khalid "
    "mahmoud hamid javad mehdi nikita ilya joshua musa isa luca juan jose josé carlos luis jorge miguel nicolas "
    "nicolás tomas tomás rafael pedro manuel john james robert michael william david richard thomas charles peter "
    "paul mark george simon colin desmond hans jürgen heiko karl joachim matthias gil themba elchin artak anselmo ray "
    "adam alan albert alfred andrew anthony arthur ben benjamin bernard brian bruce carl charlie christopher craig "
    "daniel dennis derek donald douglas edward eric ernest francis frank fred frederick gary gerald gordon graham "
    "gregory harold harry henry howard hugh ian jack jacob jason jeffrey jeremy jerry jim joe jonathan joseph keith "
    "ken kenneth kevin larry lawrence leonard lewis louis martin matthew max nathan neil nicholas nigel norman oliver "
    "oscar patrick philip ralph raymond roger ronald roy samuel scott sean stephen steven stuart ted terence theodore "
    "tim timothy toby tom tony victor vincent walter wayne andrés alejandro alberto antonio diego eduardo enrique "
    "felipe fernando francisco gonzalo guillermo gustavo héctor hugo ignacio javier joaquín julio lorenzo marcos "
    "mario martín mauricio óscar pablo ramón raúl ricardo roberto rodrigo santiago sergio víctor giovanni giuseppe "
    "marco paolo pietro stefano alain antoine françois guy jacques jean-pierre jean-claude laurent luc marc michel "
    "olivier philippe pierre rené thierry yves andreas dieter dirk ernst franz friedrich fritz günter gustav horst "
    "klaus kurt lars manfred markus otto rainer rolf stefan uwe werner wolfgang jan pieter willem hendrik johan kees "
    "joost maarten marek tomasz krzysztof wojciech jerzy zbigniew artur stanisław andrzej grzegorz jakub jiří václav "
    "miroslav zoran dragan goran slobodan milan nenad dušan vuk mate oleksandr volodymyr mykola vasyl taras bohdan "
    "yevhen serhiy pavlo stepan ostap konstantin maxim maksim alexei aleksei yegor gennady leonid stanislav vadim "
    "valery vyacheslav yaroslav giorgi levan irakli zurab davit vakhtang tigran hayk aram vartan ilham elshan rashad "
    "kemal mehmet ahmet emre murat hasan hüseyin tarek tariq walid khaled faisal nasser saad salim samir bilal hamza "
    "karim jamal adel anwar bashir fadi ghassan habib marwan nabil rashid riad sami yasser ziad akbar ali-reza behzad "
    "dariush farhad mohsen parviz saeed siavash abbas abdul kwame kofi emeka chukwu femi tunde segun moses kamau "
    "otieno odhiambo juma sipho bongani mandla thabo tendai wei jun hiroshi kenji takashi kenta raj rahul sanjay "
    "vijay arjun ravi anil sunil"
)
#: Endings of words for people.
AGENTS: Final = tuple("er ers or ors ist ists ian ians man men ee ees year-old year-olds ant ants smith folk".split())
NO_AGENTS: Final = _words(
    "answer paper letter matter winter order number power water border river weather counter quarter chapter "
    "offer corner "
    "summer october november december september centre center computer counter cover danger disaster dinner door "
    "doctor's "
    "error factor favour favor floor harbor mirror paper poster register shelter shower supper term tower trailer "
    "order "
    "never whether after under over other another further former latter later better larger smaller per tanker trawler "
    "plan ban caravan van want moment plant restaurant grant coffee committee fee degree guarantee list artist's mist"
)
PLACE_NOUNS: Final = _words("interview statement letter speech meeting article column briefing report tweet post email")
#: First names with the ending of a trade or a people.
NO_TRADES: Final = _words(
    "peter alexander walter xavier oliver roger victor viktor igor hector nestor omer ester esther jennifer "
    "christopher "
    "heather piter pieter günter gunter dieter werner rainer reiner jasper esther amber kasper oscar christian "
    "sebastian "
    "adrian fabian damian julian vivian lillian florian cyprian maximilian kilian ian"
)
PEOPLES: Final = _words(
    "german american cuban mexican chilean korean european african libyan kenyan ugandan moroccan tibetan afghan iraqi "
    "israeli yemeni kuwaiti qatari saudi omani emirati bahraini pakistani bangladeshi azeri azerbaijani greek czech "
    "french dutch swiss nigerien malian chadian burkinabe western former exiled veteran young old retired"
)
#: Titles that are also offices: "the head", "the presidency".
BODIES: Final = _words("state opposition leader head foreign interior finance council prime vice former retired")
HONORIFICS: Final = _words("mr mr. mrs mrs. ms ms. miss")
RELATIVES: Final = _words("who which whose where when that")
ADVERBS: Final = _words(
    "also then later again now still even only just once already too never always often however instead himself "
    "herself themselves itself long soon thus therefore further nevertheless earlier since repeatedly all both first "
    "not long-since meanwhile yesterday today"
)
COORDINATORS: Final = _words("and but or then yet")
OBJECTS: Final = _words("me us him her them you")
#: A clause behind one of these tells when or why somebody spoke, not what they said.
SUBORDINATORS: Final = _words("when while after before because as")


def is_person_noun(head: str) -> bool:
    """Whether a noun means people, by the list or by its ending."""
    named = head in VOICES or head in FEMALE or head in MALE or (head in TITLES and head not in BODIES)
    return named or (head.endswith(AGENTS) and head not in NO_AGENTS)
