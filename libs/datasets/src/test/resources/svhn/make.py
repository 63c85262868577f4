"""Writes tiny files in the layouts of SVHN: digitStruct.mat as MATLAB -v7.3 lays it out, and format 2 as v5 and v7.3."""
import sys, io, tarfile
import h5py, numpy as np, scipy.io
from PIL import Image

FIELDS = ("height", "label", "left", "top", "width")
# two images: 1.png shows 1 9 0 (SVHN writes 10 for the digit 0), 2.png shows 5
IMAGES = [("1.png", 30, 12, [(10, 1, 2.0, 1.0, 6), (10, 9, 10.0, 1.0, 6), (9, 10, 18.0, 2.0, 7)]),
          ("2.png", 8, 10, [(9, 5, -1.0, 1.0, 6)])]

def digit_struct(path):
    with h5py.File(path, "w", userblock_size=512, libver=("earliest", "v108")) as f:
        refs = f.create_group("#refs#")
        number = [0]
        def put(data, dtype):
            d = refs.create_dataset("r%d" % number[0], data=np.asarray(data, dtype=dtype)); number[0] += 1
            return d.ref
        names, boxes = [], []
        for name, w, h, digits in IMAGES:
            names.append(put([[ord(c)] for c in name], "uint16"))
            g = refs.create_group("r%d" % number[0]); number[0] += 1
            for i, field in enumerate(FIELDS):
                values = [d[i] for d in digits]
                if len(values) == 1:
                    g.create_dataset(field, data=np.array([[values[0]]], dtype="f8"))
                else:
                    d = g.create_dataset(field, (len(values), 1), dtype=h5py.ref_dtype)
                    for k, v in enumerate(values):
                        d[k, 0] = put([[v]], "f8")
            boxes.append(g.ref)
        s = f.create_group("digitStruct")
        for key, refs_ in (("name", names), ("bbox", boxes)):
            d = s.create_dataset(key, (len(refs_), 1), dtype=h5py.ref_dtype)
            for k, r in enumerate(refs_):
                d[k, 0] = r

def png(w, h, seed):
    rng = np.random.RandomState(seed)
    out = io.BytesIO(); Image.fromarray(rng.randint(0, 255, (h, w, 3), dtype=np.uint8)).save(out, "PNG"); return out.getvalue()

def main(folder):
    digit_struct(folder + "/digitStruct.mat")
    for split in ("train",):
        with tarfile.open(folder + "/svhn-train.tar.gz", "w:gz") as t:
            def add(name, data):
                i = tarfile.TarInfo(split + "/" + name); i.size = len(data); t.addfile(i, io.BytesIO(data))
            for k, (name, w, h, _) in enumerate(IMAGES): add(name, png(w, h, k))
            add("digitStruct.mat", open(folder + "/digitStruct.mat", "rb").read())
            add("see_bboxes.m", b"% shows the boxes\n")
    x = np.zeros((32, 32, 3, 2), np.uint8)
    x[0, 0, :, 0] = (1, 2, 3); x[0, 1, :, 0] = (4, 5, 6); x[1, 0, :, 0] = (7, 8, 9); x[31, 31, :, 1] = (250, 251, 252)
    y = np.array([[1], [10]], np.uint8)
    scipy.io.savemat(folder + "/train_32x32.mat", {"X": x, "y": y}, do_compression=True)
    with h5py.File(folder + "/test_32x32.mat", "w", userblock_size=512) as f:  # MATLAB's axes are reversed in HDF5
        f.create_dataset("X", data=x.transpose(3, 2, 1, 0), compression="gzip"); f.create_dataset("y", data=y.T.astype("f8"))

main(sys.argv[1])
