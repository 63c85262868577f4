/** Networks as ONNX files: see decision 9 (docs/adr). Open {@link io.fovea.cnn.onnx.OnnxGraph} to write a layer of your own. */
@NullMarked
package io.fovea.cnn.onnx;

import org.jspecify.annotations.NullMarked;
