package io.fovea.cnn.weights;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.fovea.cnn.HostTensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The weights of an ONNX file, for an architecture that is known here. Of the file's graph only that is read which says what a
 * tensor is for.
 */
public final class Onnx {
    private static final int GRAPH = 7; // of ModelProto
    private static final int INITIALIZER = 5; // of GraphProto
    private static final int NODE = 1;

    private final Map<String, HostTensor> initializers = new LinkedHashMap<>();
    private final List<OnnxNode> nodes = new ArrayList<>();

    private Onnx() {}

    /** @throws WeightsException where the file is missing, broken, or no ONNX model */
    public static Onnx read(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            CodedInputStream in = CodedInputStream.newInstance(stream);
            in.setSizeLimit(Integer.MAX_VALUE);
            Onnx onnx = new Onnx();
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (WireFormat.getTagFieldNumber(tag) == GRAPH) {
                    Protobuf.nested(in, () -> onnx.readGraph(in));
                } else {
                    in.skipField(tag);
                }
            }
            if (onnx.initializers.isEmpty()) {
                throw new WeightsException("%s is no ONNX model, or has no weights.".formatted(file));
            }
            return onnx;
        } catch (InvalidProtocolBufferException e) {
            throw new WeightsException("%s is no ONNX model, or is cut short.".formatted(file), e);
        } catch (IOException e) {
            throw new WeightsException("%s cannot be read: %s".formatted(file, e), e);
        }
    }

    private void readGraph(CodedInputStream in) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case NODE -> Protobuf.nested(in, () -> add(OnnxNode.parse(in)));
                case INITIALIZER ->
                    Protobuf.nested(in, () -> {
                        OnnxTensor tensor = OnnxTensor.parse(in);
                        add(tensor.name(), tensor);
                    });
                default -> in.skipField(tag);
            }
        }
    }

    private void add(OnnxNode node) {
        nodes.add(node);
        if (node.type().equals("Constant") && !node.outputs().isEmpty()) {
            node.value().ifPresent(tensor -> add(node.outputs().get(0), tensor));
        }
    }

    private void add(String name, OnnxTensor tensor) {
        if (tensor.isFloating()) {
            initializers.put(name, tensor.toFloat32());
        }
    }

    /**
     * By name, as the file has them, initializers and constants alike, with ONNX' axes; half precision has become single, and
     * integers are left out.
     */
    public Map<String, HostTensor> initializers() {
        return Map.copyOf(initializers);
    }

    /**
     * Kernels, biases and batch normalizations by layer, with Keras' axes: of Conv (grouped and depthwise too), ConvTranspose,
     * Gemm, MatMul with the bias that is added, and BatchNormalization. A layer is called what its tensors are without their
     * endings: {@code conv1_w_0} (Caffe2), {@code conv1.weight} (PyTorch), {@code conv1/kernel}. Others are left out.
     */
    public StoredWeights weights() {
        return OnnxLayers.of(initializers, nodes);
    }
}
