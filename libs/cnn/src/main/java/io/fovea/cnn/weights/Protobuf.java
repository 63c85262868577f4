package io.fovea.cnn.weights;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/** Parts of a protobuf message that are read in place. */
final class Protobuf {
    private Protobuf() {}

    /** A message inside of a message. */
    static void nested(CodedInputStream in, Part part) throws IOException {
        int limit = in.pushLimit(in.readRawVarint32());
        part.read();
        in.popLimit(limit);
    }

    /** One value, or as many as were packed together. */
    static void repeated(CodedInputStream in, int tag, Part one) throws IOException {
        if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            one.read();
            return;
        }
        int limit = in.pushLimit(in.readRawVarint32());
        while (in.getBytesUntilLimit() > 0) {
            one.read();
        }
        in.popLimit(limit);
    }

    /** Reads something and puts it away. */
    interface Part {
        void read() throws IOException;
    }
}
