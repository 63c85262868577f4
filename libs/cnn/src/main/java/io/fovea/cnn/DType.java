package io.fovea.cnn;

import org.tensorflow.proto.DataType;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/** What a tensor's elements are. */
public enum DType {
    BOOL(1, DataType.DT_BOOL, TBool.class),
    UINT8(1, DataType.DT_UINT8, TUint8.class),
    INT32(4, DataType.DT_INT32, TInt32.class),
    INT64(8, DataType.DT_INT64, TInt64.class),
    FLOAT16(2, DataType.DT_HALF, TFloat16.class),
    FLOAT32(4, DataType.DT_FLOAT, TFloat32.class),
    FLOAT64(8, DataType.DT_DOUBLE, TFloat64.class);

    private final int size;
    private final DataType proto;
    private final Class<? extends TType> type;

    DType(int size, DataType proto, Class<? extends TType> type) {
        this.size = size;
        this.proto = proto;
        this.type = type;
    }

    /** Bytes of one element. */
    public int size() {
        return size;
    }

    /** TensorFlow's own. */
    int number() {
        return proto.getNumber();
    }

    Class<? extends TType> type() {
        return type;
    }

    /** @throws IllegalArgumentException for a type that no model of ours takes or gives, such as strings */
    static DType of(DataType proto) {
        for (DType dtype : values()) {
            if (dtype.proto == proto) {
                return dtype;
            }
        }
        throw new IllegalArgumentException("Expected numbers or booleans, received a tensor of %s.".formatted(proto));
    }
}
