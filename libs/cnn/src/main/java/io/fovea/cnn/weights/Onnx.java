package io.fovea.cnn.weights;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.fovea.cnn.HostTensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The weights of an ONNX file, for an architecture that is known here; the file's graph is not read.
 *
 * @param initializers by name, as the file has them but for half precision, which becomes single
 */
public record Onnx(Map<String, HostTensor> initializers) {
    private static final int GRAPH = 7; // of ModelProto
    private static final int INITIALIZER = 5; // of GraphProto
    private static final Pattern KERNEL = Pattern.compile("(.*?)(_w_0|\\.weight|_W|/kernel)");
    private static final Pattern BIAS = Pattern.compile("(.*?)(_b_0|\\.bias|_B|/bias)");

    /** @throws WeightsException where the file is missing, broken, or no ONNX model */
    public static Onnx read(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            CodedInputStream in = CodedInputStream.newInstance(stream);
            in.setSizeLimit(Integer.MAX_VALUE);
            Map<String, HostTensor> initializers = new LinkedHashMap<>();
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (WireFormat.getTagFieldNumber(tag) == GRAPH) {
                    nested(in, () -> graph(in, initializers));
                } else {
                    in.skipField(tag);
                }
            }
            if (initializers.isEmpty()) {
                throw new WeightsException("%s is no ONNX model, or has no weights.".formatted(file));
            }
            return new Onnx(initializers);
        } catch (InvalidProtocolBufferException e) {
            throw new WeightsException("%s is no ONNX model, or is cut short.".formatted(file), e);
        } catch (IOException e) {
            throw new WeightsException("%s cannot be read: %s".formatted(file, e), e);
        }
    }

    private static void graph(CodedInputStream in, Map<String, HostTensor> initializers) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagFieldNumber(tag) == INITIALIZER) {
                nested(in, () -> {
                    OnnxTensor tensor = OnnxTensor.parse(in);
                    if (tensor.isFloating()) {
                        initializers.put(tensor.name(), tensor.toFloat32());
                    }
                });
            } else {
                in.skipField(tag);
            }
        }
    }

    private static void nested(CodedInputStream in, Part part) throws IOException {
        int limit = in.pushLimit(in.readRawVarint32());
        part.read();
        in.popLimit(limit);
    }

    /**
     * Kernels and biases by layer, with Keras' axes: of {@code NAME_w_0} and {@code NAME_b_0} (Caffe2) or {@code NAME.weight} and
     * {@code NAME.bias} (PyTorch). Others are left out.
     */
    public StoredWeights weights() {
        Map<String, Map<String, HostTensor>> layers = new LinkedHashMap<>();
        initializers.forEach((name, value) -> {
            Matcher kernel = KERNEL.matcher(name);
            Matcher bias = BIAS.matcher(name);
            if (kernel.matches() && value.shape().length > 1) {
                put(layers, kernel.group(1), "kernel", AxisOrder.fromOutputsFirst(value));
            } else if (bias.matches()) {
                put(layers, bias.group(1), "bias", value);
            }
        });
        return new StoredWeights(layers);
    }

    private static void put(
            Map<String, Map<String, HostTensor>> layers, String layer, String weight, HostTensor value) {
        layers.computeIfAbsent(layer, key -> new LinkedHashMap<>()).put(weight, value);
    }

    private interface Part {
        void read() throws IOException;
    }
}
