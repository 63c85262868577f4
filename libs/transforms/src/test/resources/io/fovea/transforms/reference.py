"""Writes reference.json: what Keras 3 on JAX, Pillow, SciPy and Python's colorsys make of small pictures. Not run by the build.

KERAS_BACKEND=jax python reference.py > reference.json
"""
import colorsys, json
import keras, numpy as np, PIL, scipy
from PIL import Image
from scipy import ndimage


def picture(height, width):
    y, x, c = np.meshgrid(np.arange(height), np.arange(width), np.arange(3), indexing="ij")
    return ((x * 31 + y * 17 + c * 53 + x * y * 3) % 256).astype(np.uint8)


def numbers(array):
    return [round(float(v), 3) for v in np.asarray(array, dtype=np.float64).ravel()]


def resize(source, size, interpolation, antialias, **aspect):
    return keras.ops.image.resize(
        source.astype(np.float32), size, interpolation=interpolation, antialias=antialias,
        data_format="channels_last", **aspect)


def moved(source, matrix, offset):
    layers = [ndimage.affine_transform(source[..., c].astype(np.float64), matrix, offset, order=1, mode="nearest")
              for c in range(3)]
    return np.stack(layers, -1)


def about_middle(source, matrix):
    middle = (np.array(source.shape[:2]) - 1) / 2
    return moved(source, matrix, middle - matrix @ middle)


def hsv(source, change):
    def one(rgb):
        return colorsys.hsv_to_rgb(*change(*colorsys.rgb_to_hsv(*(rgb / 255.0))))
    return np.apply_along_axis(one, 2, source.astype(np.float64)) * 255


cases = {}
for name, source, size in [("up", picture(7, 9), (12, 14)), ("down", picture(20, 26), (8, 10))]:
    for method in ["bilinear", "bicubic"]:
        cases[f"{name} {method}"] = resize(source, size, method, False)
        cases[f"{name} {method} antialias"] = resize(source, size, method, True)
    cases[f"{name} bilinear crop"] = resize(source, (size[0], size[0]), "bilinear", False, crop_to_aspect_ratio=True)
    cases[f"{name} bilinear pad"] = resize(source, (size[0], size[0]), "bilinear", False, pad_to_aspect_ratio=True, fill_value=0)
cases["half area"] = np.asarray(Image.fromarray(picture(20, 26)).reduce(2))
cases["centre crop"] = keras.layers.CenterCrop(8, 9)(picture(20, 26).astype(np.float32)[None])[0]
cases["centre crop of a smaller one"] = keras.layers.CenterCrop(12, 10)(picture(7, 9).astype(np.float32)[None])[0]
cases["grey"] = np.asarray(Image.fromarray(picture(7, 9)).convert("L"))
angle = np.deg2rad(20)
cases["rotated clockwise by 20"] = about_middle(
    picture(9, 9), np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]))
cases["zoomed by 1.25"] = about_middle(picture(9, 7), np.eye(2) / 1.25)
cases["saturation by 0.6"] = hsv(picture(7, 9), lambda h, s, v: (h, min(1, s * 0.6), v))
cases["hue by 0.15"] = hsv(picture(7, 9), lambda h, s, v: ((h + 0.15) % 1, s, v))
cases["contrast by 1.4"] = np.clip(
    picture(7, 9).mean((0, 1)) + (picture(7, 9) - picture(7, 9).mean((0, 1))) * 1.4, 0, 255)
standard = picture(7, 9).astype(np.float64)
cases["standardized per image"] = (standard - standard.mean()) / max(standard.std(), 1 / np.sqrt(standard.size))
versions = {"keras": keras.__version__, "pillow": PIL.__version__, "scipy": scipy.__version__, "numpy": np.__version__}
print(json.dumps({"versions": versions, "cases": {name: numbers(values) for name, values in cases.items()}}))
