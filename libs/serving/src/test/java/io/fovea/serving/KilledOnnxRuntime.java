package io.fovea.serving;

/** A process that loads ONNX Runtime and ends as by {@code kill -9}: no hook runs and nothing is cleaned up. */
final class KilledOnnxRuntime {
    static final int LOADED = 9;

    private KilledOnnxRuntime() {}

    public static void main(String[] arguments) {
        new OnnxEngines();
        Runtime.getRuntime().halt(LOADED);
    }
}
