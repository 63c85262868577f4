package io.fovea.cnn.weights;

import io.fovea.cnn.HostTensor;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which initializer is which weight of which layer, with Keras' axes. The nodes say what a tensor is for; its layer's name is
 * what is left of the tensor's own without its ending. What no node of a known kind takes is told by its ending.
 */
final class OnnxLayers {
    /** {@code conv1_w_0} of Caffe2, {@code conv1.weight} of PyTorch, {@code conv1/kernel}, with or without {@code :0}. */
    private static final Pattern ENDING = Pattern.compile(
            "(.+?)(_(w|b|s|bias|rm|riv|W|B)(_0)?|[./](weight|bias|running_mean|running_var|kernel|depthwise_kernel"
                    + "|depthwise|gamma|beta|moving_mean|moving_variance|scale|B|W|mean|var))(:0)?");

    private static final Pattern KERNEL = Pattern.compile("(.*?)(_w_0|\\.weight|_W|/kernel)");
    private static final Pattern BIAS = Pattern.compile("(.*?)(_b_0|\\.bias|_B|/bias)");

    private final Map<String, HostTensor> initializers;
    private final Set<String> used = new LinkedHashSet<>();
    private final Map<String, Map<String, HostTensor>> layers = new LinkedHashMap<>();

    private OnnxLayers(Map<String, HostTensor> initializers) {
        this.initializers = initializers;
    }

    static StoredWeights of(Map<String, HostTensor> initializers, List<OnnxNode> nodes) {
        OnnxLayers layers = new OnnxLayers(initializers);
        nodes.forEach(node -> layers.add(node, nodes));
        initializers.forEach(layers::addByName);
        return new StoredWeights(layers.layers);
    }

    private void add(OnnxNode node, List<OnnxNode> nodes) {
        switch (node.type()) {
            case "Conv" -> addConvolution(node);
            case "ConvTranspose" -> addWith(node, AxisOrder::fromOutputsFirst); // inputs first becomes inputs last
            case "Gemm" ->
                addWith(node, kernel -> node.integer("transB", 0) == 1 ? AxisOrder.fromOutputsFirst(kernel) : kernel);
            case "MatMul" -> addProduct(node, nodes);
            case "BatchNormalization" -> addNormalization(node);
            default -> {} // has no weights, or none that a layer of ours has
        }
    }

    private void addConvolution(OnnxNode node) {
        long groups = node.integer("group", 1);
        addWith(
                node,
                kernel -> groups > 1 && kernel.shape()[1] == 1
                        ? AxisOrder.fromDepthwise(kernel, groups)
                        : AxisOrder.fromOutputsFirst(kernel));
    }

    private void addWith(OnnxNode node, Reordering reordering) {
        String kernel = node.input(1);
        HostTensor value = initializers.get(kernel);
        if (value == null || value.shape().length < 2 || used.contains(kernel)) {
            return;
        }
        put(kernel, layer(kernel), "kernel", reordering.of(value));
        putIfThere(node.input(2), layer(kernel), "bias");
    }

    /** {@code x * kernel}, and the bias that is added to it, if any. */
    private void addProduct(OnnxNode node, List<OnnxNode> nodes) {
        addWith(node, kernel -> kernel);
        String output = node.outputs().isEmpty() ? "" : node.outputs().get(0);
        for (OnnxNode next : nodes) {
            if (next.type().equals("Add") && next.inputs().contains(output)) {
                next.inputs().stream()
                        .filter(input -> initializers.containsKey(input)
                                && initializers.get(input).shape().length == 1)
                        .forEach(bias -> putIfThere(bias, layer(node.input(1)), "bias"));
            }
        }
    }

    private void addNormalization(OnnxNode node) {
        String layer = layer(node.input(1));
        putIfThere(node.input(1), layer, "gamma");
        putIfThere(node.input(2), layer, "beta");
        putIfThere(node.input(3), layer, "moving_mean");
        putIfThere(node.input(4), layer, "moving_variance");
    }

    private void addByName(String name, HostTensor value) {
        if (used.contains(name)) {
            return;
        }
        Matcher kernel = KERNEL.matcher(name);
        Matcher bias = BIAS.matcher(name);
        if (kernel.matches() && value.shape().length > 1) {
            put(name, kernel.group(1), "kernel", AxisOrder.fromOutputsFirst(value));
        } else if (bias.matches()) {
            put(name, bias.group(1), "bias", value);
        }
    }

    private void putIfThere(String name, String layer, String weight) {
        HostTensor value = initializers.get(name);
        if (value != null && !used.contains(name)) {
            put(name, layer, weight, value);
        }
    }

    private void put(String name, String layer, String weight, HostTensor value) {
        used.add(name);
        layers.computeIfAbsent(layer, key -> new LinkedHashMap<>()).put(weight, value);
    }

    private static String layer(String initializer) {
        Matcher ending = ENDING.matcher(initializer);
        return ending.matches() ? ending.group(1) : initializer;
    }

    private interface Reordering {
        HostTensor of(HostTensor kernel);
    }
}
