package io.fovea.cnn.tensorboard;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * TensorFlow's framing of records: length (8 bytes, little-endian), the length's checksum, the record, its checksum. A checksum is a
 * CRC-32C, rotated and shifted by a constant, so that one over bytes which hold checksums stays strong.
 */
final class TfRecord {
    private static final int MASK = 0xa282ead8;

    private TfRecord() {}

    static void write(OutputStream out, byte[] record) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(Long.BYTES + Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(record.length);
        header.putInt(checksum(header.array(), Long.BYTES));
        out.write(header.array());
        out.write(record);
        out.write(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(checksum(record, record.length))
                .array());
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return Integer.rotateRight((int) crc.getValue(), 15) + MASK;
    }
}
