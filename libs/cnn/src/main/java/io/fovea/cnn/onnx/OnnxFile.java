package io.fovea.cnn.onnx;

import io.fovea.cnn.DType;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.weights.WholeFile;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.tensorflow.ndarray.Shape;

/** The messages ModelProto and GraphProto while they are made; field numbers are those of ONNX' onnx.proto. */
final class OnnxFile {
    private static final int IR_VERSION = 8;
    private static final int OPSET = 18;
    private static final long MOST_BYTES = Integer.MAX_VALUE; // of a message of Protocol Buffers

    private final Set<String> names = new HashSet<>();
    private final List<ProtoMessage> inputs = new ArrayList<>();
    private final Map<String, OnnxValue> outputs = new LinkedHashMap<>();
    private final Map<String, OnnxNode> nodes = new LinkedHashMap<>();
    private final Map<String, HostTensor> initializers = new LinkedHashMap<>();
    private final Map<HostTensor, String> initializerNames = new IdentityHashMap<>();
    private final Map<Object, HostTensor> remembered = new HashMap<>();
    private final Map<String, Padded> paddings = new HashMap<>();
    private final Map<String, OnnxValue> otherLayouts = new HashMap<>();

    OnnxValue input(String name, DType dtype, Shape shape) {
        names.add(name);
        inputs.add(OnnxTypes.valueInfo(name, dtype, shape.asArray()));
        return new OnnxValue(name, shape, Layout.CHANNELS_LAST);
    }

    void output(String name, OnnxValue value) {
        if (!names.add(name)) {
            throw new OnnxException("The model has an input and an output that are both called %s.".formatted(name));
        }
        outputs.put(name, value);
    }

    String unique(String wanted) {
        String name = wanted;
        for (int i = 1; !names.add(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }

    void add(OnnxNode node, String output) {
        nodes.put(output, node);
    }

    String initializer(String wanted, HostTensor value) {
        return initializerNames.computeIfAbsent(value, tensor -> {
            String name = unique(wanted);
            initializers.put(name, tensor);
            return name;
        });
    }

    HostTensor remembered(Object key, Supplier<HostTensor> value) {
        return remembered.computeIfAbsent(key, absent -> value.get());
    }

    OnnxValue inOtherLayout(OnnxValue value, Supplier<OnnxValue> reordered) {
        OnnxValue known = otherLayouts.get(value.name());
        if (known == null) {
            known = reordered.get();
            otherLayouts.put(value.name(), known);
            otherLayouts.put(known.name(), value);
        }
        return known;
    }

    OnnxValue padded(OnnxValue value, Padded padded) {
        paddings.put(value.name(), padded);
        return value;
    }

    Padded beforePadding(OnnxValue value) {
        return paddings.getOrDefault(value.name(), Padded.none(value));
    }

    void write(Path target) {
        ProtoMessage model = toProto();
        if (model.size() > MOST_BYTES) {
            throw new OnnxException("The model takes %,d bytes as ONNX, and a file holds at most %,d."
                    .formatted(model.size(), MOST_BYTES));
        }
        WholeFile.write(target, part -> {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
                model.writeTo(out);
            }
        });
    }

    private ProtoMessage toProto() {
        ProtoMessage opset = new ProtoMessage().text(1, "").integer(2, OPSET);
        return new ProtoMessage()
                .integer(1, IR_VERSION)
                .text(2, "fovea")
                .message(7, graph())
                .message(8, opset);
    }

    private ProtoMessage graph() {
        Set<String> needed = needed();
        ProtoMessage graph = new ProtoMessage();
        nodes.forEach((output, node) -> {
            if (needed.contains(output)) {
                graph.message(1, node.toProto(nameOf(output)));
            }
        });
        graph.text(2, "fovea");
        initializers.forEach((name, value) -> {
            if (needed.contains(name)) {
                graph.message(5, OnnxTypes.tensor(name, value));
            }
        });
        inputs.forEach(input -> graph.message(11, input));
        outputs.forEach((name, value) -> graph.message(
                12, OnnxTypes.valueInfo(name, DType.FLOAT32, value.shape().asArray())));
        return graph;
    }

    /** A file's outputs are the last to be named, since only they must be called what they are. */
    private String nameOf(String value) {
        return outputs.entrySet().stream()
                .filter(output -> output.getValue().name().equals(value))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(value);
    }

    /** Names of what the outputs are made of; a layer whose work another does is not among them. */
    private Set<String> needed() {
        Set<String> needed = new HashSet<>();
        outputs.values().forEach(output -> needed.add(output.name()));
        List<String> produced = new ArrayList<>(nodes.keySet());
        for (int i = produced.size() - 1; i >= 0; i--) {
            if (needed.contains(produced.get(i))) {
                needed.addAll(nodes.get(produced.get(i)).inputNames());
            }
        }
        return needed;
    }
}
