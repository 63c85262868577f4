"""Writes ../resources/keras/training.json: what Keras, scikit-learn and scipy make of optimizers, schedules, losses and metrics.

Usage: KERAS_BACKEND=jax python training.py ../resources/keras/training.json
"""
import json
import sys

import jax
import keras
import numpy as np
from keras import callbacks, losses, metrics, optimizers
from keras.optimizers import schedules
from scipy import stats
from sklearn import metrics as scores

random = np.random.default_rng(5)
numbers = {}


def single(values):
    return np.asarray(values, "float32")


def plain(values):
    """As JSON has them: a float32 with as many digits as tell it from its neighbours."""
    values = np.asarray(values)
    digits = 9 if values.dtype == np.float32 else 17
    return [None if np.isnan(v) else float(f"{v:.{digits}g}") for v in values.reshape(-1).astype("float64")]


# --- Optimizers: steps of a small network. Its second input is always 0, so that a row of the kernel has a gradient of 0.

INPUTS = single(random.normal(0, 1, (4, 3)))
INPUTS[:, 1] = 0
LABELS = np.array([0, 2, 1, 2])
START = {
    "hidden/kernel": single(random.normal(0, 0.7, (3, 4))),
    "hidden/bias": single(random.normal(0, 0.3, 4)),
    "logits/kernel": single(random.normal(0, 0.7, (4, 3))),
    "logits/bias": single(random.normal(0, 0.3, 3)),
}
STEPS = [1, 3, 10]
OPTIMIZERS = {
    "sgd": lambda: optimizers.SGD(0.1),
    "momentum": lambda: optimizers.SGD(0.1, momentum=0.9),
    "nesterov": lambda: optimizers.SGD(0.1, momentum=0.9, nesterov=True),
    "rmsprop": lambda: optimizers.RMSprop(0.02),
    "rmsprop_momentum": lambda: optimizers.RMSprop(0.02, rho=0.8, momentum=0.5),
    "rmsprop_centered": lambda: optimizers.RMSprop(0.02, momentum=0.5, centered=True),
    "adam": lambda: optimizers.Adam(0.02),
    "adam_betas": lambda: optimizers.Adam(0.02, beta_1=0.8, beta_2=0.9, epsilon=1e-3),
    "amsgrad": lambda: optimizers.Adam(0.02, beta_2=0.7, amsgrad=True),
    "adamw": lambda: optimizers.AdamW(0.02),
    "adamw_decay": lambda: optimizers.AdamW(0.02, weight_decay=0.5),
    "adagrad": lambda: optimizers.Adagrad(0.05),
    "nadam": lambda: optimizers.Nadam(0.02),
    "clip_value": lambda: optimizers.SGD(0.1, momentum=0.9, clipvalue=0.05),
    "clip_norm": lambda: optimizers.Adagrad(0.05, clipnorm=0.1),
    "global_clip_norm": lambda: optimizers.SGD(0.1, momentum=0.9, global_clipnorm=0.2),
    "decay": lambda: optimizers.SGD(0.1, momentum=0.9, weight_decay=0.3),
    "average": lambda: optimizers.SGD(0.1, use_ema=True, ema_momentum=0.7),
    "average_overwrites": lambda: optimizers.Adam(0.02, use_ema=True, ema_momentum=0.7, ema_overwrite_frequency=4),
    "schedule": lambda: optimizers.Nadam(schedules.CosineDecay(0.01, 6, 0.1, warmup_target=0.05, warmup_steps=3)),
}


def after(optimizer, steps):
    hidden = keras.layers.Dense(4, activation="tanh", name="hidden")
    model = keras.Sequential([keras.Input((3,)), hidden, keras.layers.Dense(3, name="logits")])
    for weight in model.weights:
        weight.assign(START["/".join(weight.path.split("/")[-2:])])
    if optimizer.weight_decay:
        optimizer.exclude_from_weight_decay(var_names=["bias"])
    model.compile(optimizer, losses.SparseCategoricalCrossentropy(from_logits=True))
    model.fit(INPUTS, LABELS, batch_size=4, epochs=steps, shuffle=False, verbose=0)
    return plain(np.concatenate([np.asarray(weight).reshape(-1) for weight in model.weights]))


numbers["network"] = {"inputs": plain(INPUTS), "labels": LABELS.tolist(), **{name: plain(value) for name, value in START.items()}}
numbers["optimizers"] = {
    name: {str(steps): after(optimizer(), steps) for steps in STEPS} for name, optimizer in OPTIMIZERS.items()
}

# --- Schedules, 20 steps each, and what a plateau makes of the rate

SCHEDULES = {
    "step": schedules.PiecewiseConstantDecay([3, 9], [0.1, 0.05, 0.01]),
    "exponential": schedules.ExponentialDecay(0.1, 6, 0.5),
    "exponential_stairs": schedules.ExponentialDecay(0.1, 6, 0.5, staircase=True),
    "inverse_time": schedules.InverseTimeDecay(0.1, 6, 0.5),
    "polynomial": schedules.PolynomialDecay(0.1, 11, 0.01, power=2),
    "polynomial_cycle": schedules.PolynomialDecay(0.1, 7, 0.01, power=0.5, cycle=True),
    "cosine": schedules.CosineDecay(0.1, 13, 0.05),
    "cosine_warm_up": schedules.CosineDecay(0.02, 9, 0.05, warmup_target=0.2, warmup_steps=4),
    "cosine_restarts": schedules.CosineDecayRestarts(0.1, 4, 1.5, 0.7, 0.02),
    "cosine_restarts_alike": schedules.CosineDecayRestarts(0.1, 4, 1, 1, 0),
}
numbers["schedules"] = {name: plain(single([float(rate(step)) for step in range(20)])) for name, rate in SCHEDULES.items()}


class Followed:
    """As much of a model as the callback looks at."""

    def __init__(self):
        self.optimizer = optimizers.SGD(1.0)


WATCHED = [round(float(v), 3) for v in np.minimum.accumulate(random.uniform(0.3, 1, 40)) + random.integers(0, 3, 40) * 0.004]
PLATEAUS = {
    "plain": lambda: callbacks.ReduceLROnPlateau("val_loss", factor=0.5, patience=3),
    "patient": lambda: callbacks.ReduceLROnPlateau("val_loss", factor=0.3, patience=4, min_delta=0.01, cooldown=2, min_lr=0.02),
    "cooling": lambda: callbacks.ReduceLROnPlateau("val_loss", factor=0.5, patience=1, cooldown=3, min_lr=1e-3),
    "upwards": lambda: callbacks.ReduceLROnPlateau("val_loss", factor=0.7, patience=2, mode="max"),
}


def followed(callback):
    callback.set_model(Followed())
    callback.on_train_begin()
    rates = []
    for epoch, value in enumerate(WATCHED):
        callback.on_epoch_end(epoch, {"val_loss": value})
        rates.append(float(callback.model.optimizer.learning_rate))
    return plain(single(rates))


numbers["plateaus"] = {"watched": WATCHED, "rates": {name: followed(make()) for name, make in PLATEAUS.items()}}

# --- Losses of each example and their gradients; a row of ties, one that is sure and right, one that is sure and wrong

LOGITS = single(random.normal(0, 2, (6, 4)))
LOGITS[0] = 0.5
LOGITS[1] = [6, -6, -5, -7]
LOGITS[2] = [-6, 5, 6, -6]  # further, and Keras' focal losses bound probabilities: LossValuesTest and ExtremeLossTest go on
CLASSES = np.array([3, 0, 0, 2, 2, 0])  # 1 occurs nowhere
ONE_HOT = single(np.eye(4)[CLASSES])
YES = single(random.integers(0, 2, (6, 4)))
VALUES = single(random.normal(0, 2, (6, 4)))
EACH = dict(reduction="none")
LOSSES = {
    "categorical": (losses.CategoricalCrossentropy(from_logits=True, **EACH), ONE_HOT),
    "categorical_smoothed": (losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.1, **EACH), ONE_HOT),
    "sparse": (losses.SparseCategoricalCrossentropy(from_logits=True, **EACH), CLASSES),
    "binary": (losses.BinaryCrossentropy(from_logits=True, **EACH), YES),
    "binary_smoothed": (losses.BinaryCrossentropy(from_logits=True, label_smoothing=0.2, **EACH), YES),
    "categorical_focal": (losses.CategoricalFocalCrossentropy(alpha=0.25, gamma=2, from_logits=True, **EACH), ONE_HOT),
    "binary_focal": (losses.BinaryFocalCrossentropy(gamma=2, from_logits=True, **EACH), YES),
    "binary_focal_balanced": (
        losses.BinaryFocalCrossentropy(apply_class_balancing=True, alpha=0.3, gamma=1.5, from_logits=True, **EACH), YES),
    "mean_squared": (losses.MeanSquaredError(**EACH), VALUES),
    "mean_absolute": (losses.MeanAbsoluteError(**EACH), VALUES),
    "huber": (losses.Huber(1.5, **EACH), VALUES),
}


def measured(loss, targets):
    gradient = jax.grad(lambda outputs: loss(targets, outputs).sum())(jax.numpy.asarray(LOGITS))
    return {"losses": plain(np.asarray(loss(targets, LOGITS))), "gradient": plain(np.asarray(gradient))}


numbers["losses"] = {
    "logits": plain(LOGITS), "classes": CLASSES.tolist(), "yes": plain(YES), "values": plain(VALUES),
    "of": {name: measured(*case) for name, case in LOSSES.items()},
}

# --- Metrics over 60 examples of five classes of which one occurs nowhere, with ties among the scores, plain and weighted

OUTPUTS = single(np.round(random.normal(0, 1.5, (60, 5)), 1))
RIGHT = random.choice([0, 1, 2, 4], 60)
OUTPUTS[np.arange(60), RIGHT] += single(random.integers(0, 3, 60))
OUTPUTS[:, 3] -= 9  # nor is it ever said
SCORES = single(np.round(random.normal(0, 1, 60), 1))
LABEL = (SCORES + random.normal(0, 1, 60) > 0).astype(int)
RETURNS = single(np.round(SCORES + random.normal(0, 1, 60), 1))
WEIGHTS = single(random.integers(0, 4, 60))


def five(weights):
    said = OUTPUTS.argmax(1)
    probabilities = np.exp(OUTPUTS.astype("float64"))
    probabilities /= probabilities.sum(1, keepdims=True)
    seen = [0, 1, 2, 4]
    areas = [scores.roc_auc_score(RIGHT == c, probabilities[:, c], sample_weight=weights) for c in seen]
    precise = [scores.average_precision_score(RIGHT == c, probabilities[:, c], sample_weight=weights) for c in seen]
    found = {
        "accuracy": scores.accuracy_score(RIGHT, said, sample_weight=weights),
        "macro_auc": np.mean(areas),
        "macro_pr_auc": np.mean(precise),
    }
    for k in (2, 3):  # Keras' own, which counts ties for the right class
        top = metrics.SparseTopKCategoricalAccuracy(k)
        top.update_state(RIGHT, OUTPUTS, weights)
        found[f"top_{k}_accuracy"] = float(top.result())
    for average in ("macro", "micro", "weighted"):
        precision, recall, f1, _ = scores.precision_recall_fscore_support(
            RIGHT, said, average=average, sample_weight=weights, zero_division=0)
        found |= {f"{average}_precision": precision, f"{average}_recall": recall, f"{average}_f1_score": f1}
    return found


def exactly(values):
    return values.astype("float64")


def one(weights):
    said = SCORES > 0
    repeated = np.repeat(np.arange(60), np.ones(60, int) if weights is None else weights.astype(int))
    precision, recall, f1, _ = scores.precision_recall_fscore_support(
        LABEL, said, average="binary", sample_weight=weights, zero_division=0)
    return {
        "binary_accuracy": scores.accuracy_score(LABEL, said, sample_weight=weights),
        "auc": scores.roc_auc_score(LABEL, SCORES, sample_weight=weights),
        "pr_auc": scores.average_precision_score(LABEL, SCORES, sample_weight=weights),
        "precision": precision, "recall": recall, "f1_score": f1,
        "mse": scores.mean_squared_error(exactly(RETURNS), exactly(SCORES), sample_weight=weights),
        "mae": scores.mean_absolute_error(exactly(RETURNS), exactly(SCORES), sample_weight=weights),
        "spearman": stats.spearmanr(RETURNS[repeated], SCORES[repeated]).statistic,
    }


def exact(found):
    return {name: float(value) for name, value in found.items()}


numbers["metrics"] = {
    "outputs": plain(OUTPUTS), "right": RIGHT.tolist(), "scores": plain(SCORES), "label": LABEL.tolist(),
    "returns": plain(RETURNS), "weights": plain(WEIGHTS),
    "of_five": exact(five(None)), "of_five_weighted": exact(five(WEIGHTS)),
    "of_one": exact(one(None)), "of_one_weighted": exact(one(WEIGHTS)),
    "confusion": scores.confusion_matrix(RIGHT, OUTPUTS.argmax(1), labels=range(5)).tolist(),
}

with open(sys.argv[1], "w") as file:
    file.write("{\n" + ",\n".join(f'"{part}": {json.dumps(value)}' for part, value in numbers.items()) + "\n}\n")
