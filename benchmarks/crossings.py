"""How honest forecast intervals are on the daily counts of six crossings.

At every third day after the first sixty the past alone is fitted and the total of the next 14 and
30 days forecast as a 90 % interval, by each model of ``forecast.py``. Printed: in how many cases
what happened lay inside, with Wilson's 95 % interval, and the mean interval score.

python benchmarks/crossings.py              # a quarter of a minute
python benchmarks/crossings.py FILE.csv     # another table: a column of dates, a column a crossing
"""

from __future__ import annotations

import sys
from pathlib import Path

from goodoffices.series.backtest import HORIZONS, Backtest, backtest
from goodoffices.series.forecast import MODELS
from goodoffices.series.proportion import Proportion
from goodoffices.series.read import read_series
from goodoffices.series.sheet import read_sheet

SEED = 20_240_930
LINES = Path(__file__).parents[1] / "examples" / "series" / "unrwa_lines_per_day.csv"


def main() -> None:
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else LINES
    print(f"{'crossing':<16}{'days':>5}  {''.join(f'{model:<24}' for model in MODELS)}mean scores")
    kept: list[Backtest] = []
    for head in read_sheet(path).heads[1:]:
        kept.append(backtest(read_series(path, head), SEED))
        for horizon in HORIZONS:
            told(kept[-1].name, horizon, [kept[-1]])
        if kept[-1].too_early:
            print(f"{'':<23}{kept[-1].too_early} origins left out: fewer than five open days")
    for horizon in HORIZONS:
        told("all", horizon, kept)


def told(name: str, horizon: int, tests: list[Backtest]) -> None:
    cells, scores = [], []
    for model in MODELS:
        trials = [trial for test in tests for trial in test.of(horizon, model)]
        share = Proportion(sum(trial.covered for trial in trials), len(trials))
        cells.append(shown(share))
        mean = sum(trial.score for trial in trials) / len(trials) if trials else 0.0
        scores.append("-" if not trials else f"{mean:,.0f}")
    print(f"{name:<16}{horizon:>5}  {''.join(f'{cell:<24}' for cell in cells)}{' '.join(scores)}")


def shown(share: Proportion) -> str:
    if share.share is None:
        return "no trial"
    return f"{share.share:.0%} {share.count}/{share.of} {share.low:.0%}-{share.high:.0%}"


if __name__ == "__main__":
    main()
