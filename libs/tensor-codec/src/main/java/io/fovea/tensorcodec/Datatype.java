package io.fovea.tensorcodec;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** The element types of the Open Inference Protocol v2 that have a fixed size; the wire has them by these names. */
public enum Datatype {
    BOOL(1),
    UINT8(1),
    UINT16(2),
    UINT32(4),
    UINT64(8),
    INT8(1),
    INT16(2),
    INT32(4),
    INT64(8),
    FP16(2),
    FP32(4),
    FP64(8);

    private static final Map<String, Datatype> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Enum::name, datatype -> datatype));

    private final int size;

    Datatype(int size) {
        this.size = size;
    }

    /** Bytes an element takes. */
    public int size() {
        return size;
    }

    /**
     * The datatype with this name on the wire.
     *
     * @throws TensorFormatException when there is none; names are upper case
     */
    public static Datatype of(String name) {
        Datatype datatype = BY_NAME.get(name);
        if (datatype == null) {
            throw new TensorFormatException("Datatype \"%s\" is unknown; allowed: %s.".formatted(name, names()));
        }
        return datatype;
    }

    private static String names() {
        return Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "));
    }
}
