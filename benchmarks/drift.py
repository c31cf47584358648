"""How well drift is told apart from day-to-day noise, and how honest intervals are where the model
is true, on simulated crossings (a chain that opens at 0.3 and closes at 0.1 a day, 300 days).

First table: mean and root mean square error of σ by the likelihood and by the variances of
differences, with clean noise and where one count in twenty is a tenth of what it should be.
Second: how often 90 % intervals for totals cover, origins a horizon apart.

python benchmarks/drift.py        # two minutes
"""

from __future__ import annotations

import numpy as np

from goodoffices.series.backtest import backtest
from goodoffices.series.crossing import Drift, fit_crossing
from goodoffices.series.forecast import MODELS
from goodoffices.series.observed import Series
from goodoffices.series.proportion import Proportion

SEED = 314
DAYS = 300
RUNS = 100
OPENS, CLOSES = 0.3, 0.1
GRID = [(sigma, noise) for sigma in (0.0, 0.05, 0.15, 0.3) for noise in (0.3, 0.6)]


def crossing(sigma: float, noise: float, spoilt: float, chance: np.random.Generator) -> Series:
    """One simulated crossing; ``spoilt``: the share of counts that are a tenth."""
    drawn = chance.random(DAYS)
    is_open = np.empty(DAYS, dtype=np.bool_)
    state = bool(chance.random() < OPENS / (OPENS + CLOSES))
    for day in range(DAYS):
        state = bool(drawn[day] >= CLOSES) if state else bool(drawn[day] < OPENS)
        is_open[day] = state
    walk = np.cumsum(sigma * chance.standard_normal(DAYS) - sigma**2 / 2)
    count = 100 * np.exp(walk + noise * chance.standard_normal(DAYS))
    count[chance.random(DAYS) < spoilt] /= 10
    dates = np.datetime64("2024-01-01", "D") + np.arange(DAYS)
    return Series("simulated", dates, np.where(is_open, count, 0.0))


def sigmas(drift: Drift) -> tuple[float, float, float]:
    """By the likelihood, robustly, plainly."""
    lines = [line.sigma if line else np.nan for line in (drift.robust, drift.plain)]
    return drift.sigma, lines[0], lines[1]


def recovery() -> None:
    print("sigma  noise  spoilt   likelihood      robust          plain           5-95 % covers")
    for spoilt in (0.0, 0.05):
        for at, (sigma, noise) in enumerate(GRID):
            key = SEED + at + 1000 * (spoilt > 0)
            fits = [
                fit_crossing(crossing(sigma, noise, spoilt, philox(key, run))).drift
                for run in range(RUNS)
            ]
            drifts = [fit for fit in fits if fit is not None]
            table = np.array([sigmas(drift) for drift in drifts])
            errors = np.sqrt(np.nanmean((table - sigma) ** 2, axis=0))
            cells = zip(np.nanmean(table, axis=0), errors, strict=True)
            row = "".join(f"{mean:.3f} ± {error:.3f}   " for mean, error in cells)
            inside = sum(drift.low <= sigma <= drift.high for drift in drifts)
            share = f"{inside}/{len(drifts)}" if sigma else "-"  # 0 is the end of what is possible
            print(f"{sigma:<7}{noise:<7}{spoilt:<9.0%}{row}{share}")


def coverage() -> None:
    print("\nsigma  days   " + "".join(f"{model:<24}" for model in MODELS))
    for sigma in (0.0, 0.05, 0.15):
        for horizon in (14, 30):
            tests = [
                backtest(
                    crossing(sigma, 0.5, 0.0, philox(SEED + horizon, run)),
                    SEED,
                    horizons=(horizon,),
                    every=horizon,
                    draws=1000,
                )
                for run in range(RUNS // 2)
            ]
            cells = []
            for model in MODELS:
                shares = [test.coverage(horizon, model) for test in tests]
                share = Proportion(sum(s.count for s in shares), sum(s.of for s in shares))
                cells.append(f"{share.share:.0%} {share.low:.0%}-{share.high:.0%}")
            print(f"{sigma:<7}{horizon:<7}" + "".join(f"{cell:<24}" for cell in cells))


def philox(seed: int, run: int) -> np.random.Generator:
    return np.random.Generator(np.random.Philox(key=(seed, run)))


if __name__ == "__main__":
    recovery()
    coverage()
