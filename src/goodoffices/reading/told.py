"""Causes that a sentence tells as having happened, for items and what is suggested of them.

1. Only markers that say that one thing brought the other about count: *because of, due to, led to,
   sparked, was caused by*. Order in time (*after, when, as*), a purpose (*to demand*) and what
   somebody protests against are found by ``causes`` too, and are no reason to expect the one after
   the other again.
2. What *if* supposes, and what may only come ("could lead to"), is condition and consequence; what
   is asked, denied, or only feared or rumoured is not told.
3. A side is taken without who says it, and without auxiliaries at its end.
"""

from __future__ import annotations

import re

from goodoffices.reading.attribution_rules import SAYING
from goodoffices.reading.cause_cues import CAUSE_FOLLOWS, EFFECT_FOLLOWS
from goodoffices.reading.causes import Causal, causes
from goodoffices.reading.cue import Cues
from goodoffices.reading.limits import REACH, Span, behind, clauses, trimmed
from goodoffices.reading.words import any_of, word_set

PRECISE = {
    "cause-because": r"because(?: of)?|due(?: \w+)? to|owing to|as a (?:direct )?(?:result|"
    r"consequence) of|on account of",
    "cause-by": r"(?:caused|triggered|sparked|prompted|provoked|fuell?ed)(?: \w+)? by|"
    r"(?:stem|result|aris)\w* from",
    "effect-led-to": r"(?:led|leads?) to|result(?:ed|s) in|g[ai]ves? rise to|culminated in|"
    r"paved the way",
    "effect-caused": r"caus(?:es|ed)|trigger(?:s|ed)|spark(?:s|ed)|prompt(?:s|ed)|provok(?:es|ed)|"
    r"fuell?(?:ed|s)",
}
"""Rule of reading → the markers of it that count."""
MARKERS = {rule: re.compile(pattern, re.IGNORECASE) for rule, pattern in PRECISE.items()}
TOLD = tuple(one for one in (*CAUSE_FOLLOWS, *EFFECT_FOLLOWS) if one.id in PRECISE)
BACKWARD = Cues(tuple(one for one in CAUSE_FOLLOWS if one.id in PRECISE))
FORWARD = Cues(tuple(one for one in EFFECT_FOLLOWS if one.id in PRECISE))
MAYBE = re.compile(
    r"(?:\b(?:may|might|could|would|will|can|cannot|shall|should|must|to|potentially|possibly|"
    r"perhaps|not|never)|n['’]t)(?: (?:also|then|even|only|not|yet|be|been|being|have|eventually|"
    r"well|\w{2,20}ly))*\s+\Z",
    re.IGNORECASE,
)
"""What stands before a marker of what may come, or did not come."""
TO_COME = re.compile(
    r"\s+(?:be|become|begin|start|open|reopen|close|end|expire|meet|vote|sign|take|hold|visit|"
    r"arrive|return|leave|resume|go|come|report|speak|publish|appear|last|face|join|receive|run)\b",
    re.IGNORECASE,
)
"""What follows *due to* where it means what is to come ("is due to open")."""
OPEN = re.compile(
    r"(?:.*\b)?what|(?:nothing|nobody|none|no|few|little|neither)\b.*", re.IGNORECASE | re.DOTALL
)
"""A cause that is asked for, or that there was not."""
SUPPOSED = re.compile(
    r"\b(?:if|unless|whether)\b|(?:\A|\b(?:the|no|any|of|denied|rejected|despite)\s+)"
    r"(?:fear|claim|rumou?r|allegation|suggestion|report)s?\s+that\b",
    re.IGNORECASE,
)
"""What stands before a marker in a clause that is only supposed, or held by somebody."""
NOT_SO = re.compile(
    r"(?:\bnot\b|n['’]t\b).{0,200}\bbut (?:rather |mainly )?(?:because|due|by)\b",
    re.IGNORECASE | re.DOTALL,
)
"""One cause denied for another: what belongs to which is not told apart."""
NONE = re.compile(
    r"(?:no|nothing|nobody|none|little|few|hardly|neither|to)\b(?! less)", re.IGNORECASE
)
"""How an effect begins that there was not; "prompted to leave" has none that is told."""
BE = re.compile(r"\b(?:is|are|was|were|be|been|being)(?: \w+ly)*\s+\Z", re.IGNORECASE)
WAY = re.compile(
    r"(?:\A|\W)(?:roads?|paths?|streets?|stairs|steps|stairways?|doors?|gates?|bridges?|trails?|"
    r"tracks?|lanes?|tunnels?|corridors?|routes?|passages?|railways?|lines?)"
    r"(?:\s+(?:that|which))?\Z",
    re.IGNORECASE,
)
"""What leads to a place."""
GOES_ON = re.compile(
    r",(?!\d)|\s(?:is|are|was|were|has|have|had|will|would|can|could|may|might)\s", re.IGNORECASE
)
"""Where the main clause goes on behind "the flood, caused by rain, …" or "a plan that led to …"."""
RELATIVE = re.compile(r",\s+(?:which|who)\s+\Z", re.IGNORECASE)
ASIDE = re.compile(rf",\s+(?:with\s|not\s|{any_of(SAYING)}\b)", re.IGNORECASE)
TAKES_OBJECT = "effect-caused"
PARTICIPLE = "cause-by"
THAT = re.compile(r"[^\W_]\s+that\s+\Z")
FORWARDS = ("effect-led-to", "effect-caused")
CLAUSES = "cause-because"
"""Whose sides may be clauses."""
NO_OBJECT = re.compile(r"(?:because|due|on|in|at|by|after|before|when|as|and|with|for)\b", re.I)
"""What stands behind a verb that has nothing for its object ("the strike ended on Friday")."""
NEAR = 60
"""Characters before a marker in which they are looked for."""
LAST = word_set(
    "has have had was were is are been being also which that who thus even so far "
    "largely mainly partly primarily directly indirectly reportedly"
)
"""Words that are no part of a cause or effect that they end."""


def told_causes(sentence: str, teller: Span | None = None) -> list[Causal]:
    """Those that are told as having happened, without auxiliaries at the end of a side.

    ``teller``: where it stands who says it, and that they do; a side begins behind that.
    """
    told = []
    every = [one for one in causes(sentence, BACKWARD, FORWARD) if _counts(sentence, one)]
    for one in every:
        if not _happened(sentence, one):
            continue
        cause, effect = (
            _bare(sentence, _apart(sentence, behind(sentence, side, teller), one.cue))
            for side in _sides(sentence, one, every)
        )
        done = one.rule == TAKES_OBJECT and NO_OBJECT.match(sentence, effect[0])
        if cause[0] < cause[1] and effect[0] < effect[1] and not done:
            told.append(Causal(cause, effect, one.cue, one.rule))
    return told


def _counts(sentence: str, one: Causal) -> bool:
    return bool(MARKERS[one.rule].fullmatch(" ".join(sentence[slice(*one.cue)].split())))


def _happened(sentence: str, one: Causal) -> bool:
    """Whether nothing says that it may only be, is supposed or is not so."""
    at, end = one.cue
    if MAYBE.search(sentence[max(0, at - NEAR) : at]):
        return False
    if sentence[at:end].lower().startswith("due") and TO_COME.match(sentence, end):
        return False
    if one.rule != CLAUSES and OPEN.fullmatch(sentence, *one.cause):
        return False
    if one.rule in FORWARDS and (
        NONE.match(sentence, one.effect[0])
        or BE.search(sentence[max(0, at - NEAR) : at])
        or (sentence[at : at + 2].lower() == "le" and WAY.search(sentence[slice(*one.cause)]))
    ):
        return False
    left = min(one.cause, one.effect)
    if left[1] <= at and SUPPOSED.search(sentence, left[0], at):
        return False
    return NOT_SO.search(sentence[max(0, at - REACH) : end + REACH]) is None


def _sides(sentence: str, one: Causal, every: list[Causal]) -> tuple[Span, Span]:
    """Cause and effect, each without another cause that is told beside it.

    "The shortage, which resulted from the strike, led to a rise": the shortage led to it. "The rise
    led to a strike, which led to a closure": the strike did.
    """
    at, end = one.cue
    left, right = sorted((one.cause, one.effect))
    if left[1] > at:
        return one.cause, one.effect
    inside = [other.cue for other in every if left[0] <= other.cue[0] and other.cue[1] < at]
    clause = RELATIVE.search(sentence, max(0, left[0] - 20), left[0])
    if inside and RELATIVE.search(sentence, inside[-1][1], at):
        left = trimmed(sentence, (inside[-1][1], left[1]))
    elif clause and sentence[:at].rstrip().endswith(","):
        left = clauses(sentence[: clause.start()]).before(clause.start())
    if one.rule != CLAUSES or sentence[at:end].lower().split()[-1] in ("of", "to"):
        later = [other.cue[0] for other in every if right[0] < other.cue[0] < right[1]]
        right = trimmed(sentence, (right[0], min(later, default=right[1])))
    before = sentence[max(0, at - NEAR) : at]
    by = one.rule == PARTICIPLE and sentence[:end].lower().endswith("by")
    if (by and not BE.search(before)) or THAT.search(before):
        more = GOES_ON.search(sentence, *right)
        right = trimmed(sentence, (right[0], more.start())) if more else right
    return (left, right) if one.cause < one.effect else (right, left)


def _apart(sentence: str, side: Span, cue: Span) -> Span:
    """Without who says it behind a comma ("…, saying that") and what it was not ("…, not by …"),
    where the side is behind the cue."""
    found = ASIDE.search(sentence, *side) if side[0] >= cue[0] else None
    return trimmed(sentence, (side[0], found.start())) if found else side


def _bare(sentence: str, span: Span) -> Span:
    """Without auxiliaries, *which* and the like at its end."""
    start, end = span
    while start < end:
        word = max(start, sentence.rfind(" ", start, end) + 1)
        if sentence[word:end].lower() not in LAST:
            break
        start, end = trimmed(sentence, (start, word))
    return start, end
