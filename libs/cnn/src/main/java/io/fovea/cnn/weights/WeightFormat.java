package io.fovea.cnn.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The formats that are read. A file is told by how it begins, not by its name. */
public enum WeightFormat {
    KERAS_HDF5("Keras HDF5"),
    KERAS_ARCHIVE("Keras archive (.keras)"),
    TENSORFLOW_JS("TensorFlow.js layers model"),
    SAFETENSORS("safetensors"),
    ONNX("ONNX");

    private static final int HEAD_BYTES = 4096;
    private static final String HDF5 = "\u0089HDF\r\n";
    private static final String ZIP = "PK\u0003\u0004";
    private static final int PICKLE = 0x80;
    private static final int SAFETENSORS_BRACE = 8; // after the length of the header
    /** How a field of ONNX's ModelProto can begin. */
    private static final Set<Integer> MODEL_PROTO =
            Set.of(0x08, 0x12, 0x1a, 0x22, 0x28, 0x32, 0x3a, 0x42, 0x72, 0xa2, 0xca);

    private final String title;

    WeightFormat(String title) {
        this.title = title;
    }

    /** What people call it, such as {@code Keras HDF5}. */
    public String title() {
        return title;
    }

    /** @throws WeightsException where the file is missing, empty, or of a format that is not read */
    public static WeightFormat of(Path file) {
        String head = head(file);
        if (head.isEmpty()) {
            throw new WeightsException("%s is empty.".formatted(file));
        }
        if (head.startsWith(HDF5) || head.startsWith(HDF5, 512)) {
            return KERAS_HDF5;
        }
        if (head.startsWith(ZIP)) {
            return archive(file, head);
        }
        if (head.charAt(0) == PICKLE) {
            throw pickle(file);
        }
        if (head.startsWith("{", SAFETENSORS_BRACE) && head.charAt(SAFETENSORS_BRACE - 1) == 0) {
            return SAFETENSORS;
        }
        if (head.stripLeading().startsWith("{")) {
            return TENSORFLOW_JS;
        }
        if (MODEL_PROTO.contains((int) head.charAt(0))) {
            return ONNX;
        }
        throw new WeightsException("%s is in none of the formats that are read: %s.".formatted(file, titles()));
    }

    private static String titles() {
        return Arrays.stream(values()).map(WeightFormat::title).collect(Collectors.joining(", "));
    }

    private static WeightFormat archive(Path file, String head) {
        if (head.contains("data.pkl")) {
            throw pickle(file);
        }
        return KERAS_ARCHIVE;
    }

    private static WeightsException pickle(Path file) {
        return new WeightsException(
                "%s is a pickle of PyTorch's, which would have to be executed to be read. Save it as safetensors or ONNX."
                        .formatted(file));
    }

    private static String head(Path file) {
        if (!Files.exists(file)) {
            throw new WeightsException("There is no file %s.".formatted(file));
        }
        try (InputStream in = Files.newInputStream(file)) {
            return new String(in.readNBytes(HEAD_BYTES), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new WeightsException("%s cannot be read: %s.".formatted(file, e.getMessage()), e);
        }
    }
}
