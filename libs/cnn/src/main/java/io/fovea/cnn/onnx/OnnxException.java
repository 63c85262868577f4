package io.fovea.cnn.onnx;

/** A model cannot be written as ONNX; the message names the layer. */
public final class OnnxException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With the layer and what it would need. */
    public OnnxException(String message) {
        super(message);
    }
}
