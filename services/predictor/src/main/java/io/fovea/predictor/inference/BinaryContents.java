package io.fovea.predictor.inference;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.util.Optional;

/** What lies behind a request's JSON: raw contents of tensors, one after the other. */
final class BinaryContents {

    private final byte[] body;
    private final int from;
    private int position;

    private BinaryContents(byte[] body, int from) {
        this.body = body;
        this.from = from;
        this.position = from;
    }

    /** @throws MalformedRequestException where the header is no length, or longer than the body */
    static BinaryContents after(Optional<String> jsonLength, byte[] body) {
        return new BinaryContents(
                body, jsonLength.map(text -> length(text, body.length)).orElse(body.length));
    }

    private static int length(String text, int most) {
        try {
            int length = Integer.parseInt(text.strip());
            if (length >= 0 && length <= most) {
                return length;
            }
        } catch (NumberFormatException e) {
            // as for a length that lies outside
        }
        throw new MalformedRequestException(
                "Inference-Header-Content-Length is to be the length of the JSON, from 0 to the body's %d bytes."
                        .formatted(most));
    }

    /** Where they begin, and the JSON ends. */
    int from() {
        return from;
    }

    ByteString next(String tensor, long size) {
        int left = body.length - position;
        if (size > left) {
            throw new MalformedRequestException(
                    "Input \"%s\": its binary_data_size is %d, and %d bytes are left behind the JSON."
                            .formatted(tensor, size, left));
        }
        ByteString contents = UnsafeByteOperations.unsafeWrap(body, position, (int) size);
        position += (int) size;
        return contents;
    }

    void checkUsed() {
        if (position < body.length) {
            throw new MalformedRequestException(
                    "%d bytes behind the JSON belong to no input.".formatted(body.length - position));
        }
    }
}
