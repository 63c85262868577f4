package io.fovea.cli.photos;

import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.layers.ImageNetPreprocessing;
import io.fovea.cnn.layers.Rescaling;

/** What is done to pixels 0 to 255 before a network sees them. */
public enum Preprocessing {
    /** Nothing: 0 to 255. */
    RAW,
    /** 0 to 1. */
    UNIT,
    /** -1 to 1. */
    TF,
    /** Blue, green, red, less ImageNet's mean. */
    CAFFE,
    /** 0 to 1, less ImageNet's mean and over its deviation. */
    TORCH;

    /** What an architecture's published weights expect. */
    static Preprocessing of(ImageNetPreprocessing.Mode mode) {
        return mode == ImageNetPreprocessing.Mode.NONE ? RAW : valueOf(mode.name());
    }

    SymbolicTensor apply(SymbolicTensor pixels) {
        return switch (this) {
            case RAW -> pixels.then(Rescaling.pixelsTo(0, 255));
            case UNIT -> pixels.then(Rescaling.pixelsTo(0, 1));
            case TF -> pixels.then(new ImageNetPreprocessing(ImageNetPreprocessing.Mode.TF));
            case CAFFE -> pixels.then(new ImageNetPreprocessing(ImageNetPreprocessing.Mode.CAFFE));
            case TORCH -> pixels.then(new ImageNetPreprocessing(ImageNetPreprocessing.Mode.TORCH));
        };
    }
}
