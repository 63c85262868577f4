"""Loads what KerasExchange wrote into Keras' own networks, in both layouts, and compares the answers.

Usage: KERAS_BACKEND=jax python check.py FOLDER
"""
import sys
from pathlib import Path

import keras
import numpy as np
from keras import applications, layers

NAMES = {
    "resnet50": "ResNet50", "resnet101": "ResNet101", "resnet152": "ResNet152", "resnet50v2": "ResNet50V2",
    "resnet101v2": "ResNet101V2", "resnet152v2": "ResNet152V2", "inceptionv3": "InceptionV3",
    "inceptionresnetv2": "InceptionResNetV2", "xception": "Xception", "mobilenet": "MobileNet", "mobilenetv2": "MobileNetV2",
    "mobilenetv3small": "MobileNetV3Small", "mobilenetv3large": "MobileNetV3Large", "vgg16": "VGG16", "vgg19": "VGG19",
    "densenet121": "DenseNet121", "densenet169": "DenseNet169", "densenet201": "DenseNet201",
    "nasnetmobile": "NASNetMobile", "nasnetlarge": "NASNetLarge", **{f"efficientnetb{i}": f"EfficientNetB{i}" for i in range(8)},
}


def nested():
    inner = keras.Input((8, 8, 3))
    x = layers.Conv2D(4, 3)(inner)
    x = layers.Conv2D(4, 3)(layers.BatchNormalization()(x))
    backbone = keras.Model(inner, x)
    return keras.Sequential([keras.Input((8, 8, 3)), backbone, layers.Flatten(), layers.Dense(3)])


def model(name):
    if name == "nested":
        return nested()
    return getattr(applications, NAMES[name])(weights=None, input_shape=(75, 75, 3), classes=7, classifier_activation=None)


folder = Path(sys.argv[1])
failed = 0
for file in sorted(folder.glob("*.weights.h5")):
    name = file.name.removesuffix(".weights.h5")
    expected = np.fromfile(folder / f"{name}.output", "<f4")
    for layout in (file, folder / f"{name}.h5"):
        try:
            keras.utils.set_random_seed(1)
            loaded = model(name)
            loaded.load_weights(layout)
            size = 8 if name == "nested" else 75
            image = np.fromfile(folder / f"{name}.input", "<f4").reshape(1, size, size, 3)
            found = np.asarray(loaded(image, training=False)).reshape(-1)
            worst = np.abs(found - expected).max()
            good = worst <= 1e-4 * max(1, np.abs(expected).max())
            print(f"{'ok ' if good else 'BAD'} {layout.name:32} largest difference {worst:.2e} of {np.abs(expected).max():.2e}", flush=True)
        except Exception as failure:
            good = False
            print(f"BAD {layout.name:32} {str(failure)[:300]}", flush=True)
        failed += not good
sys.exit(failed > 0)
