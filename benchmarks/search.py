"""How long search takes: made reports, indexed, one more added, questions asked.

Reports have 4 to 24 sentences of 8 to 30 words; words are drawn by rank (Zipf) from 30,000 made
ones, seeded. Medians; renewing and searching are timed in this process, all files looked at.

python benchmarks/search.py          # 5,000 and 50,000 reports, some minutes
python benchmarks/search.py 5000
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from measure import machine, median_time, peak_memory

from goodoffices.search.find import Asked, search
from goodoffices.search.index import FOLDER, NAME
from goodoffices.search.listed import read_listed
from goodoffices.search.query import parse_query
from goodoffices.search.renew import look

WORDS = 30_000
SEED = 20_261_122
QUERIES = (
    ("a rare word", ["{rare}"]),
    ("two words", ["{middle}", "{common}"]),
    ("a phrase", ["{first} {second}"]),
    ("a beginning", ["{start}*"]),
    ("a word in two of five sentences", ["{common}"]),
    ("a word misspelt", ["{rare}q"]),
)


def main() -> None:
    sizes = [int(one) for one in sys.argv[1:]] or [5_000, 50_000]
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            measure(Path(name), size)
    print(f"peak memory {peak_memory() / 2**20:,.0f} MB; {machine()}")


def measure(folder: Path, size: int) -> None:
    texts, words = reports(size)
    (folder / "sources").mkdir()
    for at, text in enumerate(texts):
        (folder / "sources" / f"report-{at}.txt").write_text(text, encoding="utf-8")
    listing = folder / "sources" / "sources.yaml"
    listing.write_text("".join(entry(at) for at in range(size)), encoding="utf-8")
    characters = sum(map(len, texts))
    nothing = Asked(parse_query([words[20_000]]))

    start, busy = time.perf_counter(), time.process_time()
    answer = search(folder, nothing)
    made, busy = time.perf_counter() - start, time.process_time() - busy
    assert answer.reports == size
    kept = (folder / FOLDER / NAME).stat().st_size
    print(f"{size:,} reports, {characters / 1e6:.0f} MB of text")
    rate = characters / 1e6 / busy
    print(f"  index made in {made:.1f} s, {busy:.1f} s of one core ({rate:.1f} MB/s)")
    print(f"  index of {kept / 1e6:.0f} MB")

    time.sleep(2.1)  # files written in the last two seconds are looked at by their hash
    search(folder, nothing)
    taken = []
    for more in range(3):
        key = size + more
        (folder / "sources" / f"report-{key}.txt").write_text(texts[more], encoding="utf-8")
        with listing.open("a", encoding="utf-8") as out:
            out.write(entry(key))
        start = time.perf_counter()
        assert search(folder, nothing).reports == key + 1
        taken.append(time.perf_counter() - start)
    print(f"  renewed after one new report in {statistics.median(taken):.2f} s")

    time.sleep(2.1)
    search(folder, nothing)
    looking = median_time(lambda: look(folder))
    busy = time.process_time()
    read_listed(listing)
    busy = time.process_time() - busy
    print(
        f"  of it looking at the files {looking * 1000:.0f} ms, sources.yaml {busy:.1f} s of a core"
    )
    first, second = texts[0].split()[2:4]
    named = {"rare": words[20_000], "middle": words[300], "common": words[1]}
    named |= {"first": first, "second": second, "start": words[5_000][:4]}
    every = []
    for what, pieces in QUERIES:
        asked = Asked(parse_query([one.format(**named) for one in pieces]))
        taken = []
        for _ in range(7):
            start = time.perf_counter()
            answer = search(folder, asked)
            taken.append(time.perf_counter() - start)
        every += taken
        middle = statistics.median(taken)
        print(f"  {what}: {middle * 1000:.0f} ms ({answer.total:,} sentences)")
    print(f"  median of all questions {statistics.median(every) * 1000:.0f} ms")


def entry(at: int) -> str:
    """A report in ``sources.yaml``."""
    day = f"2024-{at % 12 + 1:02d}-{at % 28 + 1:02d}"
    head = f'report-{at}:\n  title: "Situation report {at}"\n'
    return head + f'  publisher: "Desk {at % 40}"\n  date: {day}\n  sha256: "{at:064x}"\n'


def reports(size: int) -> tuple[list[str], list[str]]:
    """Texts, and the words by rank, the most frequent first."""
    chance = np.random.default_rng(SEED)
    letters = np.array(list("etaoinshrdlucmwfgypbvk"))
    made: dict[str, None] = {}
    while len(made) < WORDS:
        made.setdefault("".join(chance.choice(letters, chance.integers(2, 11))))
    words = list(made)
    weight = 1 / (np.arange(WORDS) + 2.7)
    table = np.array(words)
    texts = []
    for _ in range(size):
        lengths = chance.integers(8, 31, chance.integers(4, 25))
        drawn = table[chance.choice(WORDS, lengths.sum(), p=weight / weight.sum())]
        parts = np.split(drawn, np.cumsum(lengths)[:-1])
        texts.append(" ".join(" ".join(one).capitalize() + "." for one in parts) + "\n")
    return texts, words


if __name__ == "__main__":
    main()
