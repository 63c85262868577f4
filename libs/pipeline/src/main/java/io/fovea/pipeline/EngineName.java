package io.fovea.pipeline;

/** What runs a pipeline's models. */
public enum EngineName {
    /** The faster of the two, where both give the same. */
    AUTO,
    TENSORFLOW,
    /** For versions that have an ONNX form which gives what TensorFlow gives; TensorFlow for others. */
    ONNXRUNTIME
}
