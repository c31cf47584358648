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
    "underline underscore highlight describe"
)
"""Verbs by which somebody who can speak says something, whatever follows."""
TELLING = word_set(
    "maintain suggest signal indicate report add note state reveal estimate hope believe think "
    "fear find conclude predict recall respond reply expect hint imply show observe comment "
    "recommend point write assess consider doubt speculate boast tweet post quote"
)
"""Verbs that say something only with what is said after them."""
TWO_SIDED = word_set("underline underscore highlight show suggest indicate signal reveal imply")
"""Verbs that report where somebody speaks, and judge where a thing is the subject."""
PAST = {
    "say": "said", "tell": "told", "write": "wrote", "swear": "swore", "think": "thought",
    "find": "found", "admit": "admitted", "show": "showed", "imply": "implied", "deny": "denied",
    "reply": "replied", "testify": "testified", "decry": "decried", "put": "put",
}  # fmt: skip

ROLES = word_set(
    "elders inhabitants network forum clans tribes youths guerrillas paramilitaries insurgents "
    "minister ministers ministry president premier leader leaders official officials spokesman "
    "spokeswoman spokesperson spokespeople spokesmen government governments army military "
    "police agency agencies group groups movement faction factions party parties resident "
    "residents witness witnesses report reports statement statements source sources media "
    "newspaper newspapers he she they we i doctor doctors medic medics worker workers diplomat "
    "diplomats envoy envoys mediator mediators negotiator negotiators ambassador ambassadors "
    "chief chiefs head heads commander commanders general generals council committee commission "
    "court judge judges parliament lawmaker lawmakers senator senators deputy deputies office "
    "authority authorities organisation organization organisations organizations union unions "
    "opposition rebels militia militias militants fighters analyst analysts expert experts "
    "observer observers monitor monitors economist economists activist activists protester "
    "protesters families relatives prisoner prisoners refugees people voters farmers traders "
    "company companies bank banks charity charities ngo ngos delegation delegations side sides "
    "secretary chairman chairwoman director governor mayor king prince princess emir sultan "
    "pope bishop bishops cleric clerics coalition alliance bloc cabinet administration "
    "spokesperson's hospital hospitals lawyer lawyers prosecutor prosecutors survivors soldiers "
    "troops guards kremlin foreign who everyone nobody somebody many some others most both "
    "journalist journalists broadcaster channel channels study survey paper assessment "
    "communique communiqué letter resolution document documents aide aides adviser advisers "
    "advisor advisors inspectors investigators researchers scientists scholars teachers "
    "students women citizens civilians villagers it another one pm premier team teams mission "
    "unrwa staff"
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
    "steps the this that these those there"
)
"""Nouns that begin a sentence with a capital and yet name nobody who could speak."""


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
