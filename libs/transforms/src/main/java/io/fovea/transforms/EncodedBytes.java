package io.fovea.transforms;

/** Encoded bytes, read at offsets; whatever lies past their end is a truncated image. */
@SuppressWarnings("ArrayRecordComponent") // read where they are
record EncodedBytes(ImageFormat format, byte[] array) {

    int length() {
        return array.length;
    }

    int unsigned(int offset) {
        if (offset < 0 || offset >= array.length) {
            throw ImageRejectedException.undecodable(
                    "The %s ends after %d bytes, before it is complete.", format, array.length);
        }
        return array[offset] & 0xff;
    }

    int bigEndian16(int offset) {
        return unsigned(offset) << 8 | unsigned(offset + 1);
    }

    int bigEndian32(int offset) {
        return bigEndian16(offset) << 16 | bigEndian16(offset + 2);
    }

    int littleEndian16(int offset) {
        return unsigned(offset) | unsigned(offset + 1) << 8;
    }

    int littleEndian32(int offset) {
        return littleEndian16(offset) | littleEndian16(offset + 2) << 16;
    }
}
