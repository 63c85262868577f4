"""Writes the fixtures in ../resources/keras with Keras itself, for KerasFilesTest: small models, random weights, inputs and outputs.

Usage: KERAS_BACKEND=jax python fixtures.py ../resources/keras
"""
import sys
from pathlib import Path

import h5py
import keras
import numpy as np
from keras import layers

folder = Path(sys.argv[1])
random = np.random.default_rng(3)
keras.utils.set_random_seed(3)


def randomize(model):
    for weight in model.weights:
        values = random.uniform(0.2, 0.8, weight.shape) if "variance" in weight.path else random.normal(0, 0.4, weight.shape)
        weight.assign(values.astype("float32"))


def branched():
    """Two branches of different length, so that the order of layers of a class is not that of their names."""
    image = keras.Input((8, 8, 3), name="image")
    long = layers.Conv2D(4, 3, padding="same", use_bias=False, name="long_b")(image)
    long = layers.BatchNormalization(name="norm_b")(long)
    long = layers.Activation("relu", name="relu")(long)
    long = layers.SeparableConv2D(4, 3, padding="same", name="separable")(long)
    short = layers.Conv2D(4, 1, name="short_a")(image)
    short = layers.DepthwiseConv2D(3, padding="same", name="depthwise")(short)
    x = layers.Add(name="sum")([short, long])
    x = layers.Dropout(0.5, name="drop")(x)
    x = layers.GlobalAveragePooling2D(name="pool")(x)
    return keras.Model(image, layers.Dense(3, activation="softmax", name="classes")(x), name="branched")


def nested():
    """A backbone as a layer, as in fine-tuning, under a Sequential head."""
    inner = keras.Input((8, 8, 3), name="inner_image")
    x = layers.Conv2D(4, 3, name="conv")(inner)
    x = layers.BatchNormalization(name="bn")(x)
    x = layers.Conv2D(4, 3, name="conv_last")(x)
    backbone = keras.Model(inner, x, name="backbone")
    return keras.Sequential([keras.Input((8, 8, 3), name="image"), backbone, layers.Flatten(name="flat"), layers.Dense(3, name="head")], name="nested")


for model in (branched(), nested()):
    randomize(model)
    image = random.normal(0, 1, (2, 8, 8, 3)).astype("float32")
    name = model.name
    model.save(folder / f"{name}.keras")
    model.save_weights(folder / f"{name}.weights.h5")
    model.save(folder / f"{name}.h5")
    np.savetxt(folder / f"{name}.input.txt", image.reshape(1, -1), fmt="%.9g")
    np.savetxt(folder / f"{name}.output.txt", np.asarray(model(image, training=False)).reshape(1, -1), fmt="%.9g")

# As Keras before 3.7 wrote it: without the layers' names.
(folder / "unnamed.weights.h5").write_bytes((folder / "branched.weights.h5").read_bytes())
with h5py.File(folder / "unnamed.weights.h5", "a") as file:
    file.visititems(lambda path, node: node.attrs.pop("name", None) and None)
