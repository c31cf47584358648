"""How long it takes to hold items against each other: made items of made reports.

Half of the items have one of 60 claims about the Cairo example, half have wordings drawn from
3,000 made words by rank (Zipf), one in twenty with a few words exchanged for others. Seeded.

Then how many sentences of news, most of them about different events, are taken to be alike, where
that corpus stands beside the project.

python benchmarks/positions.py           # 2,000 and 10,000 items
python benchmarks/positions.py --show    # only the news, and the pairs to be read
"""

from __future__ import annotations

import csv
import sys
import time
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from measure import machine, median_time, peak_memory

from goodoffices.case import load_case
from goodoffices.evidence.claim import parse_claim
from goodoffices.evidence.item import EvidenceItem, Mention
from goodoffices.evidence.source import Source
from goodoffices.positions.account import Account
from goodoffices.positions.find import positions
from goodoffices.positions.likeness import alike
from goodoffices.positions.logic import Logic

CAIRO = Path(__file__).parents[1] / "examples" / "cairo-talks"
CORPORA = Path(__file__).parents[2] / "shared" / "corpora"
SEED = 20_261_122


def main() -> None:
    if "--show" in sys.argv:
        corpus(show=True)
        return
    case = load_case(CAIRO)
    for size in [int(one) for one in sys.argv[1:]] or [2_000, 10_000]:
        made = accounts(size, [party.id for party in case.situation.parties])
        start = time.perf_counter()
        found = positions(made, case.situation, case.space)
        first = time.perf_counter() - start
        whole = median_time(lambda m=made: positions(m, case.situation, case.space), runs=3)
        logic = Logic(case.situation, case.space)
        for one in made:
            if one.item.claim is not None:
                logic.number(one.item.claim)
        loose = [one for one in made if one.item.claim is None]
        wording = median_time(lambda items=loose: list(alike(items)), runs=3)
        kinds = Counter(one.kind for one in (*found.same, *found.against))
        print(f"{size:,} items: {first:.2f} s at first, {whole:.2f} s then")
        print(f"  {len(logic.readings)} different claims, {len(list(logic.clashes()))} clashes")
        print(f"  wordings of {len(loose):,} items compared in {wording:.2f} s")
        print(f"  found: {dict(kinds)}, {len(found.model)} contradicted by the model")
    corpus()
    print(f"peak memory {peak_memory() / 2**20:,.0f} MB; {machine()}")


def corpus(show: bool = False) -> None:
    """Pairs that are alike among the sentences of the news, each taken for a source of its own."""
    file = CORPORA / "causal-news" / "train_subtask1.csv"
    if not file.is_file():
        print(f"no {file.name}: not measured on news")
        return
    with file.open(encoding="utf-8-sig", newline="") as rows:
        texts = [row["text"] for row in csv.DictReader(rows)]
    items = [
        Account(
            EvidenceItem(f"i{at}", f"s{at}", (0, len(text)), text, "fact"), Source(f"s{at}", "", "")
        )
        for at, text in enumerate(texts)
    ]
    found = sorted(alike(items), key=lambda pair: -pair.score)
    against = sum(pair.opposed for pair in found)
    print(f"news: {len(found)} pairs of {len(texts):,} sentences are alike, {against} opposed")
    for pair in found if show else ():
        told = " names or numbers differ" if pair.differ else " opposed" if pair.opposed else ""
        print(f"{pair.score}{told}")
        print(f"  {texts[pair.first]}\n  {texts[pair.second]}")


def accounts(size: int, parties: list[str]) -> list[Account]:
    """Items of ``size / 10`` reports, dated over a year."""
    chance = np.random.default_rng(SEED)
    wants = ["ceasefire", "exchange", "aid", "rafah", "joint_administration", "reconstruction"]
    claims = [f"{party} wants {e}" for party in parties[:5] for e in wants[:4]]
    claims += [f"{party} wants not ({e})" for party in parties[:5] for e in wants[:2]]
    claims += [f"{e} {end}" for e in wants for end in ("is possible", "can hold", "holds now")]
    claims += [f"not ({e})" for e in wants] + [f"not ({e}) holds now" for e in wants]
    words = [f"w{'abcdefghijklmnopqrst'[at % 20] * (at % 4)}{at:x}" for at in range(3_000)]
    weight = 1 / (np.arange(3_000) + 2.7)
    weight /= weight.sum()
    made: list[Account] = []
    for at in range(size):
        number = at % max(1, size // 10)
        source = Source(f"r{number}", f"r{number}.txt", "", "", "")
        day = date(2024, 1, 1) + timedelta(days=int(number) % 365)
        drawn = chance.choice(words, int(chance.integers(8, 31)), p=weight)
        if at % 20 == 0 and made:
            earlier = made[int(chance.integers(len(made)))].item.quote.split()
            earlier[int(chance.integers(len(earlier)))] = str(drawn[0])
            drawn = np.array(earlier)
        quote = " ".join(drawn)
        claim = parse_claim(claims[int(chance.integers(len(claims)))]) if at % 2 else None
        who = parties[int(chance.integers(len(parties)))] if at % 3 == 0 else ""
        speaker = Mention(None, who) if who else None
        kind = "statement" if who else "fact"
        item = EvidenceItem(
            f"i{at}", source.key, (0, len(quote)), quote, kind, speaker, claim, date=day
        )
        made.append(Account(item, source))
    return made


if __name__ == "__main__":
    main()
