package io.fovea.datasets;

import io.fovea.datasets.tree.FileTree;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

/**
 * SVHN's {@code digitStruct.mat} (Netzer et al. 2011, format 1): HDF5 as MATLAB 7.3 writes it. {@code digitStruct/name} and {@code
 * digitStruct/bbox} are object references {@code [images, 1]}: to the name's characters, and to a group of height, label, left, top
 * and width, each a number where the image has one digit, else references {@code [digits, 1]} to numbers.
 */
final class DigitStruct {
    private static final int MAX_FILE_BYTES = 512 << 20;
    private static final int MAX_VALUES = 10_000_000;
    private static final int MAX_DIGITS = 64;

    private final String place;
    private final HdfFile file;

    private DigitStruct(String place, HdfFile file) {
        this.place = place;
        this.file = file;
    }

    /** An image's file and its digits, from left to right as the file has them. */
    record Entry(String image, List<Box> digits) {}

    static List<String> filesOf(FileTree tree) {
        return tree.names().stream()
                .filter(name -> name.equals("digitStruct.mat") || name.endsWith("/digitStruct.mat"))
                .toList();
    }

    static List<Entry> read(FileTree tree, String name) {
        String place = tree.place(name);
        try (HdfFile file = HdfFile.fromBytes(tree.read(name, MAX_FILE_BYTES))) {
            return new DigitStruct(place, file).entries();
        } catch (DatasetException e) {
            throw e;
        } catch (RuntimeException e) { // jHDF throws whatever a damaged file makes of it
            throw new DatasetException("The file %s is no digitStruct of SVHN: %s.".formatted(place, e), e);
        }
    }

    private List<Entry> entries() {
        long[] names = references(dataset(file.getByPath("digitStruct/name")));
        long[] boxes = references(dataset(file.getByPath("digitStruct/bbox")));
        if (names.length != boxes.length) {
            throw broken("it has %d names and %d bboxes".formatted(names.length, boxes.length));
        }
        List<Entry> entries = new ArrayList<>();
        for (int image = 0; image < names.length; image++) {
            entries.add(new Entry(text(names[image]), digits((Group) file.getNodeByAddress(boxes[image]))));
        }
        return entries;
    }

    private List<Box> digits(Group bbox) {
        double[] labels = numbers(bbox, "label");
        double[] left = numbers(bbox, "left");
        double[] top = numbers(bbox, "top");
        double[] width = numbers(bbox, "width");
        double[] height = numbers(bbox, "height");
        List<Box> digits = new ArrayList<>();
        for (int i = 0; i < labels.length; i++) {
            digits.add(new Box((float) left[i], (float) top[i], (float) width[i], (float) height[i], digit(labels[i])));
        }
        return digits;
    }

    private double[] numbers(Group bbox, String field) {
        Dataset values = dataset(bbox.getChild(field));
        if (values.getSize() > MAX_DIGITS) {
            throw broken("an image has %d digits; expected %d at most".formatted(values.getSize(), MAX_DIGITS));
        }
        if (values.getJavaType() == double.class) {
            return doubles(values);
        }
        long[] references = references(values);
        double[] numbers = new double[references.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = doubles(dataset(file.getNodeByAddress(references[i])))[0];
        }
        return numbers;
    }

    /** SVHN writes 10 for the digit 0. */
    private String digit(double label) {
        if (label < 1 || label > 10 || label != Math.rint(label)) {
            throw broken("a digit's label is %s; expected 1 to 9, or 10 for the digit 0".formatted(label));
        }
        return Integer.toString((int) label % 10);
    }

    private String text(long address) {
        Object characters = flat(dataset(file.getNodeByAddress(address)));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Array.getLength(characters); i++) {
            text.append((char) ((Number) Array.get(characters, i)).intValue());
        }
        return text.toString();
    }

    private double[] doubles(Dataset dataset) {
        return (double[]) flat(dataset);
    }

    private long[] references(Dataset dataset) {
        return (long[]) flat(dataset);
    }

    private Object flat(Dataset dataset) {
        if (dataset.getSize() > MAX_VALUES) { // declared, not there: asked for before memory is
            throw broken("%s declares %d values".formatted(dataset.getName(), dataset.getSize()));
        }
        return dataset.getDataFlat();
    }

    private Dataset dataset(Object node) {
        if (node instanceof Dataset dataset) {
            return dataset;
        }
        throw broken("a value is missing");
    }

    private DatasetException broken(String problem) {
        return new DatasetException("The file %s is no digitStruct of SVHN: %s.".formatted(place, problem));
    }
}
