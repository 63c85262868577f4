package io.fovea.cnn.onnx;

import io.fovea.cnn.HostTensor;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/** A node while it is made: inputs in the operator's order, then attributes, then {@link #output}, which adds it to the graph. */
public final class OnnxNode {
    private static final int FLOAT = 1; // AttributeProto.AttributeType
    private static final int INT = 2;
    private static final int STRING = 3;
    private static final int INTS = 7;

    private final OnnxGraph graph;
    private final String operator;
    private final List<String> inputs = new ArrayList<>();
    private final List<ProtoMessage> attributes = new ArrayList<>();

    OnnxNode(OnnxGraph graph, String operator) {
        this.graph = graph;
        this.operator = operator;
    }

    /** The next input. */
    public OnnxNode input(OnnxValue value) {
        inputs.add(value.name());
        return this;
    }

    /** The next inputs, in order. */
    public OnnxNode inputs(List<OnnxValue> values) {
        values.forEach(this::input);
        return this;
    }

    /** An input that is the same for every example, such as a kernel; {@code role} becomes part of its name. */
    public OnnxNode constant(String role, HostTensor value) {
        inputs.add(graph.initializer(role, value));
        return this;
    }

    /** A constant input of whole numbers, {@code [values]}: axes or sizes, say. */
    public OnnxNode integers(String role, long... values) {
        return constant(role, HostTensor.int64(new long[] {values.length}, values));
    }

    /** A constant input of one float. */
    public OnnxNode scalar(double value) {
        inputs.add(graph.scalar((float) value));
        return this;
    }

    /** Leaves an optional input out. */
    public OnnxNode none() {
        inputs.add("");
        return this;
    }

    /** An attribute of whole numbers. */
    public OnnxNode attribute(String name, long... values) {
        ProtoMessage attribute = new ProtoMessage().text(1, name);
        for (long value : values) {
            attribute.integer(8, value);
        }
        return add(attribute.integer(20, INTS));
    }

    /** An attribute of one whole number. */
    public OnnxNode attribute(String name, int value) {
        return add(new ProtoMessage().text(1, name).integer(3, value).integer(20, INT));
    }

    /** An attribute of one float. */
    public OnnxNode attribute(String name, double value) {
        return add(new ProtoMessage().text(1, name).decimal(2, (float) value).integer(20, FLOAT));
    }

    /** An attribute of text. */
    public OnnxNode attribute(String name, String value) {
        byte[] text = value.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return add(new ProtoMessage().text(1, name).bytes(4, text).integer(20, STRING));
    }

    private OnnxNode add(ProtoMessage attribute) {
        attributes.add(attribute);
        return this;
    }

    /**
     * Adds the node.
     *
     * @param shape of one example in Keras' order
     * @param layout in which its axes are stored
     */
    public OnnxValue output(Shape shape, Layout layout) {
        return graph.add(this, new OnnxValue(graph.newName(operator), shape, layout));
    }

    /** Adds a node whose output is shaped and stored as this. */
    public OnnxValue outputLike(OnnxValue value) {
        return output(value.shape(), value.layout());
    }

    List<String> inputNames() {
        return inputs;
    }

    /** NodeProto. */
    ProtoMessage toProto(String output) {
        ProtoMessage node = new ProtoMessage();
        inputs.forEach(input -> node.text(1, input));
        node.text(2, output).text(3, output).text(4, operator);
        attributes.forEach(attribute -> node.message(5, attribute));
        return node;
    }
}
