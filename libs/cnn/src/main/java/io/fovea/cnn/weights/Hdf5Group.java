package io.fovea.cnn.weights;

import io.fovea.cnn.HostTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A group of an HDF5 file to be written: groups, tensors and attributes by name. */
final class Hdf5Group {
    private static final int MAX_ATTRIBUTE_BYTES = 60_000; // HDF5's own bound is 64 KiB

    private final Hdf5Header header = Hdf5Header.ofGroup();
    private final Map<String, Hdf5Group> groups = new LinkedHashMap<>();
    private final Map<String, HostTensor> tensors = new LinkedHashMap<>();

    /** The group at a path such as {@code layers/conv2d/vars}, made where it is not there. */
    Hdf5Group at(String path) {
        Hdf5Group group = this;
        for (String name : path.split("/")) {
            group = group.groups.computeIfAbsent(name, made -> new Hdf5Group());
        }
        return group;
    }

    void put(String name, HostTensor tensor) {
        tensors.put(name, tensor);
    }

    void attribute(String name, String text) {
        header.attribute(name, text);
    }

    /** In parts {@code NAME0}, {@code NAME1} where they are too long for one attribute, as Keras does. */
    void attribute(String name, List<String> texts) {
        int width = texts.stream().mapToInt(text -> 4 * text.length()).max().orElse(1); // 4 bytes a character, at most
        int most = Math.max(1, MAX_ATTRIBUTE_BYTES / width);
        if (texts.size() <= most) {
            header.attribute(name, texts);
            return;
        }
        List<String> left = new ArrayList<>(texts);
        for (int part = 0; !left.isEmpty(); part++) {
            List<String> some = left.subList(0, Math.min(most, left.size()));
            header.attribute(name + part, some);
            some.clear();
        }
    }

    Map<String, Hdf5Group> groups() {
        return groups;
    }

    Map<String, HostTensor> tensors() {
        return tensors;
    }

    /** With a link to each child, whose address is known by now. */
    byte[] header(Map<String, Long> addresses) {
        addresses.forEach(header::link);
        return header.bytes();
    }
}
