"""How fast a long ACLED table is read, and in how much memory: rows a second, peak of the process.

    python benchmarks/events.py [ROWS …]

The rows are made up, in the form of an export with 31 columns and notes of some 40 words; half of
them and the whole are read, so that what grows with the length can be told from what does not.
"""

from __future__ import annotations

import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

NAMES = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 "
    "assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region "
    "country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale "
    "notes fatalities tags timestamp"
)
HEADS = NAMES.split()
TYPES = (
    ("Battles", "Armed clash"),
    ("Protests", "Peaceful protest"),
    ("Riots", "Mob violence"),
    ("Explosions/Remote violence", "Shelling/artillery/missile attack"),
)
COMMANDS = (["--by", "month"], [], ["--format", "csv"])


def write(path: Path, rows: int) -> None:
    """A table of so many events."""
    chance = random.Random(1)
    actors = [f"Armed Group {number} (Mali)" for number in range(2000)]
    note = 'On that day a clash took place, and the report said "so". ' + "word " * 30
    with path.open("w", newline="", encoding="utf-8") as file:
        out = csv.writer(file)
        out.writerow(HEADS)
        for number in range(rows):
            day = date(2010, 1, 1) + timedelta(days=chance.randrange(5000))
            kind = chance.choice(TYPES)
            sides = (chance.choice(actors), "", 1, chance.choice(actors), "", 2)
            place = ("Mali", chance.choice("ABCDEF"), "", "", f"Town {chance.randrange(900)}")
            head = (f"MLI{number}", day.strftime("%d %B %Y"), day.year, 1, "Political violence")
            tail = (12.5, 3.5, 1, "Paper; Radio", "National", note, chance.randrange(9), "", 17)
            row = (*head, *kind, *sides, 12, "", 466, "Western Africa", *place, *tail)
            assert len(row) == len(HEADS)
            out.writerow(row)


def measured(path: Path, options: list[str]) -> tuple[float, float]:
    """Seconds of a cold process, and its peak of memory in MB."""
    command = [sys.executable, "-m", "goodoffices", "events", str(path), *options]
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return time.perf_counter() - start, used.ru_maxrss / 1000


def main() -> None:
    """Print a table."""
    sizes = [int(one) for one in sys.argv[1:]] or [100_000, 200_000]
    print("| rows | MB | options | seconds | rows a second | peak, MB |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for rows in sizes:
            path = Path(folder) / f"{rows}.csv"
            write(path, rows)
            size = path.stat().st_size / 1e6
            for options in COMMANDS:
                seconds, peak = min(measured(path, options) for _ in range(3))
                told = " ".join(options) or "(list)"
                speed = f"{rows / seconds:,.0f}"
                print(f"| {rows:,} | {size:.0f} | {told} | {seconds:.1f} | {speed} | {peak:.0f} |")


if __name__ == "__main__":
    main()
