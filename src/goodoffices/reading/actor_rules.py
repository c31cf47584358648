"""The rules by which actors are found, each with examples that are its tests.

``fires``: sentences with the span that the rule must have a part in between «»; ``silent``: those
in which it must find nobody. A rule of the situation is tested with the parties Israel (Benjamin
Netanyahu) and Hamas, also called the Movement (Khalil Al-Hayya).
"""

from __future__ import annotations

from goodoffices.reading.rule import FunctionRule

ACTOR_RULES = (
    FunctionRule(
        "actor-party",
        "a party of the situation, by its name or an alias",
        ("Talks with «Israel» go on.", "«Hamas leaders» spoke.", "«The Movement» agreed."),
        ("The movement of troops went on.", "Israelis voted."),
    ),
    FunctionRule(
        "actor-person",
        "a person of one of the situation's parties, by the full name",
        ("«Khalil Al-Hayya» arrived.", "This is «Benjamin Netanyahu»'s plan."),
        ("Benjamin arrived.",),
    ),
    FunctionRule(
        "actor-surname",
        "a person of one of the situation's parties, by the surname that nobody else there has",
        ("«Netanyahu» left.", "A letter to «Al-Hayya».", "It is «Netanyahu»’s view."),
        ("Benjamin left.",),
    ),
    FunctionRule(
        "actor-country",
        "a country or territory of the list",
        (
            "«Chad» and Mali signed.",
            "He lives in «Guinea-Bissau».",
            "«Turkey» may wait.",
            "«Jordan's King Abdullah» spoke.",
            "«U.S. officials» left.",
            "«Georgia» Wednesday closed the border.",
        ),
        (
            "They ate turkey and a guinea fowl.",
            "Michael Jordan met Chad Smith.",
            "The anti-Syria bloc won.",
            "New Mexico and New Guinea are far away.",
            "It happened in the Gulf of Guinea in May.",
            "Give us time.",
        ),
    ),
    FunctionRule(
        "actor-nationality",
        "a word for the people of a country",
        ("«Egyptian intelligence» knew.", "The «Israelis» and the Swiss met.", "A «Dane» spoke."),
        ("They polish shoes.", "Latin American states agreed.", "A pro-Iranian group denied it."),
    ),
    FunctionRule(
        "actor-capital",
        "a capital, for a state or as a place",
        ("«Moscow» objected.", "They met in «Cairo».", "«Jerusalem» is quiet."),
        ("The Oslo Accords and the Paris Agreement hold.", "The Washington Post and Jack London."),
    ),
    FunctionRule(
        "actor-seat",
        "a seat or an organ of a state that stands for it",
        ("The «White House» declined.", "The «Kremlin» denied it."),
        ("The white house burned.",),
    ),
    FunctionRule(
        "actor-organisation",
        "a well-known organisation of no one country",
        (
            "The «United Nations» called.",
            "«NATO forces» left.",
            "The «African Union's envoy» came.",
        ),
        ("A union of African states.",),
    ),
    FunctionRule(
        "actor-group",
        "a well-known movement or armed group, with the country where it acts",
        ("«Hezbollah» replied.", "The «Taliban» met them."),
    ),
    FunctionRule(
        "actor-role",
        'words for what somebody is, after a name or before it with "of", with the name',
        (
            "«Israeli Prime Minister Benjamin Netanyahu» spoke.",
            "«Sudanese government forces» left.",
            "The «president of Chad» signed.",
            "«Egypt's foreign minister, Badr Abdelatty», agreed.",
        ),
        ("Egypt forces nobody.", "In Mali, talks began."),
    ),
    FunctionRule(
        "actor-apposed",
        "the name before a comma and a role",
        ("«Ana Lopes», the president of Chad, spoke.",),
        ("Today, the president of Chad spoke.",),
    ),
    FunctionRule(
        "actor-title",
        "a title or form of address with a name",
        (
            "«Foreign Minister Badr Abdelatty» spoke.",
            "«Prime Minister Theresa May» left in May.",
            "«King Hassan of Morocco» agreed.",
        ),
        ("The minister spoke.",),
    ),
    FunctionRule(
        "actor-carried-name",
        "a person who was named before with a title or a party",
        (
            "Egyptian Foreign Minister Badr Abdelatty spoke. Then «Abdelatty» left.",
            "UN envoy Ana Lopes came. «Lopes» spoke.",
        ),
        (
            "Then Abdelatty left.",
            "Egyptian President Hosni Mubarak came. Gamal Mubarak did not.",
            "British Prime Minister Theresa May left in May.",
        ),
    ),
    FunctionRule(
        "actor-carried-title",
        '"the" with a title, for the last person who was named with it',
        ("Egyptian Foreign Minister Badr Abdelatty spoke. «The minister» left.",),
        (
            "The minister left.",
            "Egyptian Foreign Minister Badr Abdelatty and the president of Chad.",
        ),
    ),
    FunctionRule(
        "actor-joined",
        "a name that a hyphen joins to another word: less than an actor",
        ("The «Israeli»-occupied area.", "«U.S.»-led forces."),
        ("«Israeli»-Palestinian talks.",),
    ),
    FunctionRule(
        "actor-ethnic",
        '"ethnic" with a nationality: a people and not a state, so no country',
        ("Ethnic «Albanians» fled.",),
        ("Albanians fled.",),
    ),
)
