"""English words that the rules share: verbs by what they do, and nouns for those who speak."""

from __future__ import annotations

from collections.abc import Iterable

from goodoffices.reading.words import word_set

AUXILIARIES = word_set("is are was were has have had does did do am")
MODALS = word_set("may might could can will would shall should must cannot won't can't")
IRREGULAR = word_set(
    "met led held took went came made gave left began told said wrote spoke sent brought broke "
    "fell grew kept knew lost paid ran saw sought shot stood struck thought threw won withdrew "
    "chose drew drove found fought flew got hid rose sat sold spent swore became built felt hit "
    "cut"
)
"""Past forms that show a finite verb; those that are nouns as often are left out."""
PRESENT = word_set(
    "remains remain continues continue says say wants want includes include faces come comes "
    "goes go takes take makes make brings bring leads lead means requires require needs need "
    "becomes shows"
)
STATIVE = word_set(
    "be have know want need seem remain contain own belong mean exist depend like prefer "
    "understand consist resemble deserve matter appear hate love involve include"
)
"""Verbs that tell a state and no event."""

SPEAKING = word_set(
    "announce warn claim declare insist argue confirm deny stress emphasize emphasise reiterate "
    "explain acknowledge admit concede allege assert reaffirm affirm remark caution vow pledge "
    "promise urge demand accuse condemn denounce criticize criticise praise welcome complain "
    "testify contend disclose proclaim lament hail blame threaten deplore decry ask propose "
    "underline underscore highlight describe tweet retort quip joke brag applaud chide rebuke slam "
    "deride mock scold scoff bemoan tout chant shout yell exclaim remind assure reassure concur "
    "apologise apologize congratulate thank liken characterise characterize portray rail confess "
    "recount renounce disavow repudiate interject plead reassert cite counter lambast lambaste "
    "berate chastise opine elaborate endorse predict recommend encourage mention"
)
"""Verbs by which somebody who can speak says something, whatever follows."""
TELLING = word_set(
    "maintain suggest signal indicate report add note state reveal estimate hope believe think "
    "fear find conclude predict recall respond reply expect hint imply show observe comment "
    "write assess consider doubt speculate boast post quote agree disagree feel guess "
    "joke worry forecast decide determine rule learn realise realize recognise recognize calculate "
    "surmise reason reckon remember ask wonder answer repeat echo understand know say"
)
"""Verbs that say something only with what is said after them."""
THINKING = word_set(
    "want hope wish prefer oppose favor favour doubt fear believe think expect worry feel regret"
)
"""Verbs of a mind: whose it is comes before them, and "does not" may stand between."""
TWO_SIDED = word_set("underline underscore highlight show suggest indicate signal reveal imply")
"""Verbs that report where somebody speaks, and judge where a thing is the subject."""
PAST = {
    "tell": "told", "write": "wrote", "swear": "swore", "think": "thought",
    "find": "found", "admit": "admitted", "show": "showed", "imply": "implied", "deny": "denied",
    "reply": "replied", "testify": "testified", "decry": "decried", "put": "put",
    "feel": "felt", "know": "knew", "say": "said", "plead": "pleaded", "worry": "worried",
    "forecast": "forecast", "brag": "bragged", "chat": "chatted", "understand": "understood",
    "quip": "quipped", "slam": "slammed", "regret": "regretted", "prefer": "preferred",
}  # fmt: skip

ROLES = word_set(
    "elders inhabitants network forum clans tribes youths guerrillas paramilitaries insurgents "
    "minister ministers ministry president premier leader leaders official officials spokesman "
    "spokeswoman spokesperson spokespeople spokesmen government governments army military "
    "police agency agencies group groups movement faction factions party parties resident "
    "residents witness witnesses report reports statement statements source sources media "
    "newspaper newspapers he she they doctor doctors medic medics worker workers diplomat "
    "diplomats envoy envoys mediator mediators negotiator negotiators ambassador ambassadors "
    "chief chiefs head heads commander commanders general generals council committee commission "
    "court judge judges parliament lawmaker lawmakers senator senators deputy deputies office "
    "authority authorities organisation organization organisations organizations union unions "
    "opposition rebels militia militias militants fighters analyst analysts expert experts "
    "observer observers monitor monitors economist economists activist activists protester "
    "protesters families relatives prisoner prisoners refugees people voters farmers traders "
    "company companies bank banks charity charities ngo ngos delegation delegations side sides "
    "secretary chairman chairwoman director governor mayor king prince princess emir sultan "
    "embassy embassies consulate "
    "pope bishop bishops cleric clerics coalition alliance bloc cabinet administration "
    "spokesperson's hospital hospitals lawyer lawyers prosecutor prosecutors survivors soldiers "
    "troops guards kremlin foreign who everyone nobody somebody many some others most both "
    "journalist journalists broadcaster channel channels study survey paper assessment "
    "communique communiqué letter resolution document documents aide aides adviser advisers "
    "advisor advisors inspectors investigators researchers scientists scholars teachers "
    "students women citizens civilians villagers it another one pm premier team teams mission "
    "unrwa staff "
    "ally allies backers supporter supporters critic critics opponent opponents rival rivals "
    "candidate candidates campaign nominee member members colleague colleagues friend friends "
    "strategist strategists advocate advocates pundits insiders operatives consultant consultants "
    "columnist editor editors reporter reporters professor author authors historian historians "
    "attorney attorneys executive executives manager owner owners boss employee employees "
    "father mother brother sister wife husband son daughter parents man woman men person folks "
    "host anchor moderator veteran veterans businessman billionaire organiser organisers organizer "
    "organizers detective sheriff colonel captain lieutenant imam imams rabbi rabbis priest "
    "patriarch ayatollah dissident dissidents exiles hostage hostages captives victims envoys "
    "poll polls pollsters editorial article memo email lawsuit filing magazine website blog "
    "book investigation inquiry watchdog percent pct majority majorities half thirds quarters "
    "respondents none few several all anyone someone somebody fellow neighbour neighbours "
    "neighbors tribesmen elder speaker speakers spokesperson's statesman commissioner counsel "
    "auditor auditors rapporteur chancellor congressman congresswoman congressmen republican "
    "democrat republicans democrats americans fourths fifths tenths filings records statistics "
    "projections surveys studies investigations emails memos files minutes transcripts outlets "
    "two three four five six seven eight nine ten dozens hundreds thousands jury juries narrator "
    "reader readers caller callers viewers listeners peers leaks"
)
"""Nouns and pronouns for somebody, or something written, that can say something."""
TIMES = word_set(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight "
    "earlier later recently again meanwhile late early january february march april june july "
    "august september october november december however still nevertheless"
)
ABSTRACT = word_set(
    "situation task process reconstruction problem job work closure shortage law treaty text "
    "peace talks meeting meetings discussion discussions negotiations deal agreement ceasefire "
    "truce attack attacks incident incidents war conflict crisis role outcome situation move "
    "decision visit vote election elections strike strikes violence fighting escalation absence "
    "lack need delay delays failure success results result figures data events killing killings "
    "progress implications developments development response proposal plan policy pressure step "
    "steps the this that there"
)
"""Nouns that begin a sentence with a capital and yet name nobody who could speak."""

FIRST = word_set("i we you i'm i've i'll i'd we're we've we'll we'd you're you've you'll you'd")
"""Whoever says this is no source of the sentence: the author, or somebody quoted at length."""
MANY = word_set(
    "they people police men women media some many most both all few several others who percent "
    "pct half majority staff these those none folks youth spokespeople clergy neither"
)
"""Words for several that do not end in s."""


def finite(lemma: str) -> tuple[str, ...]:
    """The finite forms of a verb: base, third person, past."""
    if lemma.endswith(("s", "sh", "ch", "x")):
        third = lemma + "es"
    elif lemma.endswith("y") and lemma[-2] not in "aeiou":
        third = lemma[:-1] + "ies"
    else:
        third = lemma + "s"
    past = PAST.get(lemma) or (lemma + "d" if lemma.endswith("e") else lemma + "ed")
    return lemma, third, past


def forms(lemmas: Iterable[str]) -> frozenset[str]:
    """The finite forms of several verbs."""
    return frozenset(form for lemma in lemmas for form in finite(lemma))


ASIDE = frozenset(("said", "says", "say")) | forms(
    word_set(
        "add note write tweet explain recall conclude reply suggest argue report observe post "
        "recount predict comment caution concede acknowledge admit insist warn continue respond "
        "joke quip ask declare claim assert contend complain remark announce estimate reveal "
        "boast confirm believe think hope wonder answer find show maintain"
    )
)
"""Verbs that may close a sentence, or stand between commas, with their subject alone."""
