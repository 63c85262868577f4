package io.fovea.datasets.compose;

import io.fovea.datasets.Box;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** SVHN's {@code digitStruct.mat}, image by image: references to names, and to groups of a field for each side of the boxes. */
final class DigitStructFile {
    private final Hdf5Objects objects = new Hdf5Objects();
    private final List<Long> names = new ArrayList<>();
    private final List<Long> boxes = new ArrayList<>();

    void add(String name, List<Box> digits) {
        names.add(objects.text(name));
        Map<String, Long> bbox = new LinkedHashMap<>();
        bbox.put("height", field(digits, Box::height));
        bbox.put("label", field(digits, box -> box.label().equals("0") ? 10 : Integer.parseInt(box.label())));
        bbox.put("left", field(digits, Box::left));
        bbox.put("top", field(digits, Box::top));
        bbox.put("width", field(digits, Box::width));
        boxes.add(objects.group(bbox));
    }

    byte[] bytes() {
        long struct = objects.group(Map.of("name", objects.references(names), "bbox", objects.references(boxes)));
        return objects.file(objects.group(Map.of("digitStruct", struct)));
    }

    /** A number for one digit, references to numbers for more, as MATLAB stores a field of a structure. */
    private long field(List<Box> digits, ToDoubleFunction<Box> side) {
        List<Long> numbers = digits.stream()
                .map(digit -> objects.doubles(side.applyAsDouble(digit)))
                .toList();
        return numbers.size() == 1 ? numbers.get(0) : objects.references(numbers);
    }
}
