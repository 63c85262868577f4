package io.fovea.cnn.data;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Model;
import io.fovea.cnn.SymbolicTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Examples in memory. */
public final class ArrayDataset extends IndexedDataset {
    private final Batch all;

    /** @throws IllegalArgumentException where inputs and targets are not as many */
    public ArrayDataset(HostTensor inputs, HostTensor targets) {
        this(new Batch(inputs, targets));
    }

    /** @param labels the class number of each example */
    public ArrayDataset(HostTensor inputs, long[] labels) {
        this(inputs, HostTensor.int64(new long[] {labels.length}, labels));
    }

    /** For a model with any number of inputs and outputs. */
    public ArrayDataset(Batch all) {
        this.all = all;
    }

    /**
     * Inputs and targets by the names of the model's inputs and outputs.
     *
     * @throws IllegalArgumentException where one is missing or unknown, or they are not as many examples
     */
    public static ArrayDataset of(Model model, Map<String, HostTensor> inputs, Map<String, HostTensor> targets) {
        return new ArrayDataset(new Batch(
                inOrder("input", model.inputs(), inputs), inOrder("output", model.outputs(), targets), List.of()));
    }

    private static List<HostTensor> inOrder(String role, List<SymbolicTensor> wanted, Map<String, HostTensor> tensors) {
        List<String> names =
                wanted.stream().map(tensor -> tensor.layer().name()).toList();
        if (!tensors.keySet().equals(Set.copyOf(names))) {
            throw new IllegalArgumentException("Expected a tensor for each %s of the model, %s, received %s."
                    .formatted(role, names, tensors.keySet()));
        }
        List<HostTensor> ordered = new ArrayList<>();
        names.forEach(name -> ordered.add(tensors.get(name)));
        return ordered;
    }

    /**
     * The same examples, of which each counts as much as its weight says in the loss.
     *
     * @param weights 0 or more, one an example, for all outputs
     */
    public ArrayDataset weightedBy(float... weights) {
        HostTensor tensor = HostTensor.float32(new long[] {weights.length}, weights);
        return new ArrayDataset(new Batch(all.inputs(), all.targets(), List.of(tensor)));
    }

    /** The same examples, of which each image is changed anew whenever they are shuffled. */
    public Dataset augmentedBy(ImageAugmentation augmentation) {
        return augmentedBy(new EachImage(augmentation));
    }

    @Override
    public int size() {
        return all.size();
    }

    @Override
    protected Batch read(int[] positions) {
        return all.each(tensor -> tensor.gather(positions));
    }
}
