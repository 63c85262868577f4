"""Writes reference.csv and reference.json: what other people's code says of the same signals. See reference.json for the versions.

apt-get install python3-pandas python3-sklearn python3-statsmodels && /usr/bin/python3 reference.py
"""
import importlib.metadata as installed
import json

import numpy as np
import pandas as pd
import statsmodels.api as sm
from scipy import stats
from sklearn.calibration import calibration_curve
from sklearn.metrics import accuracy_score, roc_auc_score

PERIODS, NAMES, OF, QUANTILES, HORIZON, COST_BPS = 30, 15, 18, 5, 2, 25
random = np.random.default_rng(30)


def draw():
    rows = []
    for period in range(PERIODS):
        for name in sorted(random.choice(OF, NAMES, replace=False)):
            future = random.normal(0.002, 0.03)
            score = 1 / (1 + np.exp(-(5 * future + 0.6 * random.normal())))
            rows.append((f"I{name:02d}", period, round(score, 1), round(score, 9), round(0.1 * (score - 0.5), 9), round(future, 2)))
    return pd.DataFrame(rows, columns=["instrument", "period", "tied", "distinct", "predicted", "forward_return"])


def mean(values, lag):
    fit = sm.OLS(values, np.ones(len(values))).fit(cov_type="HAC", cov_kwds={"maxlags": lag, "use_correction": False}, use_t=True)
    return {"mean": fit.params[0], "standardError": fit.bse[0], "t": fit.tvalues[0], "p": fit.pvalues[0]}


def ic(frame, score):
    values = np.array([stats.spearmanr(part[score], part.forward_return).statistic for _, part in frame.groupby("period")])
    # 3: floor(4 (30 / 100)^(2/9)), longer than the horizon less one
    return {"values": list(values), **mean(values, 3), "icir": pd.Series(values).mean() / pd.Series(values).std(), "positive": (values > 0).mean()}


def portfolio(frame):
    """Parts by pandas.qcut; turnover as alphalens' quantile_turnover has it: the share of a part's names that are new, of both legs."""
    frame = frame.assign(part=frame.groupby("period").distinct.transform(lambda scores: pd.qcut(scores, QUANTILES, labels=False)))
    returns = frame.groupby(["period", "part"]).forward_return.mean().unstack()
    spread = (returns[QUANTILES - 1] - returns[0]).to_numpy()
    sets = frame.groupby(["part", "period"]).instrument.agg(set)
    size = NAMES // QUANTILES
    new = [len(sets[leg][now] - sets[leg][now - HORIZON]) / size for leg in (0, QUANTILES - 1) for now in range(HORIZON, PERIODS)]
    signs = frame.part.map({QUANTILES - 1: 1 / size, 0: -1 / size}).fillna(0)
    weights = frame.assign(weight=signs).pivot(index="period", columns="instrument", values="weight").fillna(0)
    traded = (weights - weights.shift(HORIZON).fillna(0)).abs().sum(axis=1)
    return {
        "returns": list(returns.mean()),
        "spread": spread.mean(),
        "spreadT": mean(spread, 3)["t"],
        "turnover": float(np.mean(new)),
        "spreadAfterCost": spread.mean() - traded.mean() * COST_BPS / 10_000,
    }


def probabilities(frame):
    up = frame.forward_return > 0
    came, said = calibration_curve(up, frame.tied, n_bins=10, strategy="uniform")
    counts = np.histogram(np.ceil(frame.tied * 10) - 1, bins=np.arange(11) - 0.5)[0]
    counts = counts[counts > 0]
    return {
        "accuracy": accuracy_score(up, frame.tied > 0.5),
        "majority": max(up.mean(), 1 - up.mean()),
        "auc": roc_auc_score(up, frame.tied),
        "said": list(said),
        "came": list(came),
        "counts": [int(count) for count in counts],
        "expectedError": float((counts * np.abs(said - came)).sum() / counts.sum()),
        "slope": stats.linregress(frame.tied, up.astype(float)).slope,
    }


def returns(frame):
    bins = pd.qcut(frame.predicted, 10, labels=False)
    parts = frame.groupby(bins)
    said, came = parts.predicted.mean(), parts.forward_return.mean()
    return {
        "accuracy": accuracy_score(frame.forward_return > 0, frame.predicted > 0),
        "said": list(said),
        "came": list(came),
        "expectedError": float((said - came).abs().mean()),
        "slope": stats.linregress(frame.predicted, frame.forward_return).slope,
    }


signals = draw()
signals.to_csv("reference.csv", index=False)
packages = ["numpy", "scipy", "statsmodels", "scikit-learn", "pandas"]
json.dump(
    {
        "versions": {name: installed.version(name) for name in packages},
        "tied": {"ic": ic(signals, "tied"), **probabilities(signals)},
        "distinct": portfolio(signals),
        "predicted": {"ic": ic(signals, "predicted"), **returns(signals)},
    },
    open("reference.json", "w"),
    indent=1,
    default=float,
)
