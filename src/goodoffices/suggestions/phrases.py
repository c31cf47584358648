"""The words of a proposition: those that carry what it is about, its steps, and an id of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

from goodoffices.model.expression import WORDS
from goodoffices.reading.words import word_set

STOP = word_set(
    "a an the this that these those its their his her our of in on for to with by at from as into "
    "and or be is are was were been being has have had do does did will would could can may might "
    "should shall must more most less further significant significantly large scale new increased "
    "increasing continued continuing ongoing future possible potential effort efforts reached "
    "achieved established made took take taken place place happen happens happened agreed upon "
    "it they them which who whom there then also deal agreement arrangement arrangements both all "
    "any some between among under over after before during about through"
)
"""Words that say nothing of what a proposition is about."""
HEADS = (
    r"(?:negotiations?|talks|discussions?|stances?|positions?|views?|debates?|decisions?|effects?|"
    r"influence|impact|violations?|proposals?|plans?|demands?)"
)
BEFORE_HEAD = re.compile(rf"(?:[\w’'-]+\s+){{1,4}}(?={HEADS}\b)", re.IGNORECASE)
BEHIND_HEAD = re.compile(
    rf"\b({HEADS})\s+(?:on|over|about|of|for|to|with|against)\b.*", re.I | re.S
)
"""Ceasefire negotiations, and a stance on a ceasefire, are no ceasefire."""
NEGATED = re.compile(
    r"\b(?:no|not|never|nobody|nothing|without|lack|absence|fail\w*|collaps\w*|brok\w+|"
    r"break(?:s|ing)?\s+down|breakdown|ends?|ended|ending|violat\w*|refus\w*|reject\w*|den(?:y|ies|"
    r"ied)|abandon\w*|withdraw\w*|suspend\w*|halt\w*|stop\w*|clos(?:e[sd]?|ing|ure)|shut\w*|"
    r"cancel\w*|oppos\w*)\b|n['’]t\b",
    re.IGNORECASE,
)
"""Words after which a phrase may say the opposite of what its other words name."""
ENDS = re.compile(
    r"\b(?:clos(?:e[sd]?|ing|ure)|shut\w*|ends?|ended|ending|halt\w*|stop\w*|suspend\w*)\b", re.I
)
"""Words by which something that comes and goes goes."""
STEP = re.compile(
    r"[,;]\s*(?:and\s+)?(?:then|potentially|possibly|eventually|thereby|thus|in\s+turn|ultimately)"
    r"\s+(?:(?:leading\s+to|resulting\s+in|paving\s+the\s+way\s+for|to)\s+)?|"
    r"[,;]\s*(?:and\s+)?(?:leading\s+to|resulting\s+in|paving\s+the\s+way\s+for)\s+|"
    r"[,;]\s*which\s+(?:may|might|could|would|will|can)\s+(?:then\s+)?(?:(?:lead\s+to|result\s+in)"
    r"\s+)?|\s+and\s+then\s+",
    re.IGNORECASE,
)
"""What follows from what follows."""
MOST_WORDS = 4
LONGEST_NAME = 80


def steps(text: str) -> list[str]:
    """What follows, one after the other: ``aid, then stability`` has two."""
    parts = [part.strip(" ,;.") for part in STEP.split(text)]
    return [part for part in parts if part]


@lru_cache(maxsize=4096)
def content(text: str) -> tuple[str, ...]:
    """The words that say what a phrase is about, in order, each without its ending."""
    text = BEHIND_HEAD.sub(r"\1", BEFORE_HEAD.sub("", text))
    return tuple(stem(word) for word in _words(text) if word not in STOP)


def stem(word: str) -> str:
    """A word without the ending that a plural or another form of a verb has."""
    for ending, put in (("ies", "y"), ("ings", ""), ("ing", ""), ("ed", ""), ("es", ""), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) > 2 and not word.endswith("ss"):
            return word[: len(word) - len(ending)] + put
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def negated(text: str, said: Collection[str] = ()) -> bool:
    """Whether a phrase may say that something is not there or comes to an end, in words that what
    is ``said`` of the model does not have."""
    known = {word for one in said for word in content(one)}
    found = (word for match in NEGATED.findall(text) for word in _words(match) or [match])
    return any(stem(word) not in known for word in found)


def named(text: str) -> str:
    """A phrase as the name of an event, on one line and not too long."""
    text = " ".join(text.split())
    if len(text) <= LONGEST_NAME:
        return text
    return text[:LONGEST_NAME].rsplit(" ", 1)[0] + " …"


def id_of(text: str, taken: Collection[str], otherwise: str) -> str:
    """An id of the words of a phrase that is not ``taken``; ``otherwise`` where none is left."""
    flat = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    kept = [word for word in _words(flat) if word not in STOP] or _words(flat)
    plain = "_".join(re.sub(r"[^a-z0-9]", "", word) for word in kept[:MOST_WORDS])
    plain = re.sub(r"_+", "_", plain).strip("_")
    found = plain if plain[:1].isalpha() and len(plain) > 1 else otherwise
    number, free = 2, found
    while free in taken or free in WORDS or free == "null":
        free, number = f"{found}_{number}", number + 1
    return free


def _words(text: str) -> list[str]:
    text = re.sub(r"['’]s\b", "", text.lower())
    return re.findall(r"[^\W_]+", text)
