"""Decodes JPEGs and resizes them with Pillow, as often as a line of stdin says; answers with seconds of processor time."""
import io
import pathlib
import sys
import time

import PIL
from PIL import Image

SIDE = int(sys.argv[2])
files = [path.read_bytes() for path in sorted(pathlib.Path(sys.argv[1]).glob("*.jpg"))]


def pixels(encoded):
    return Image.open(io.BytesIO(encoded)).convert("RGB").resize((SIDE, SIDE), Image.BILINEAR).tobytes()


pathlib.Path(sys.argv[1], "pillow.rgb").write_bytes(pixels(files[0]))
print(f"Pillow {PIL.__version__}", flush=True)
for line in sys.stdin:
    start = time.process_time()
    for i in range(int(line)):
        pixels(files[i % len(files)])
    print(time.process_time() - start, flush=True)
