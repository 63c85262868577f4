package io.fovea.datasets.compose;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The few objects of HDF5 that {@code digitStruct.mat} is made of, one after the other: superblock 0, object headers 1, groups of links,
 * contiguous arrays of doubles, characters and object references (HDF5 File Format Specification 3.0). jHDF writes no references.
 */
final class Hdf5Objects {
    private static final int SUPERBLOCK_BYTES = 96;
    private static final int DATASPACE = 0x01;
    private static final int LINK_INFO = 0x02;
    private static final int DATATYPE = 0x03;
    private static final int FILL_VALUE = 0x05;
    private static final int LINK = 0x06;
    private static final int DATA_LAYOUT = 0x08;
    private static final int GROUP_INFO = 0x0a;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    Hdf5Objects() {
        file.writeBytes(new byte[SUPERBLOCK_BYTES]);
    }

    /** @return the address of a column {@code [values, 1]} of doubles; of one value a 1x1 matrix */
    long doubles(double... values) {
        ByteBuffer type = buffer(20)
                .put((byte) 0x11)
                .put((byte) 0x20)
                .put((byte) 63)
                .put((byte) 0)
                .putInt(8);
        type.putShort((short) 0).putShort((short) 64).put((byte) 52).put((byte) 11); // exponent: 11 bits at 52
        type.put((byte) 0).put((byte) 52).putInt(1023); // mantissa: 52 bits at 0; the exponent's bias
        ByteBuffer data = buffer(8 * values.length);
        for (double value : values) {
            data.putDouble(value);
        }
        return column(values.length, type, data);
    }

    /** @return the address of a text as MATLAB has it: 16 bits a character */
    long text(String text) {
        ByteBuffer type = buffer(12).put(0, (byte) 0x10).putInt(4, 2).putShort(10, (short) 16);
        return column(text.length(), type, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_16LE)));
    }

    /** @return the address of a column of references to what lies at these addresses */
    long references(List<Long> addresses) {
        ByteBuffer data = buffer(8 * addresses.size());
        addresses.forEach(data::putLong);
        return column(addresses.size(), buffer(8).put(0, (byte) 0x17).putInt(4, 8), data);
    }

    long group(Map<String, Long> children) {
        Header header = new Header();
        header.add(LINK_INFO, buffer(18).putLong(2, -1).putLong(10, -1));
        header.add(GROUP_INFO, buffer(2));
        children.forEach((name, address) -> {
            ByteBuffer link =
                    buffer(3 + name.length() + 8).put((byte) 1).put((byte) 0).put((byte) name.length());
            header.add(LINK, link.put(name.getBytes(StandardCharsets.US_ASCII)).putLong(address));
        });
        return append(header.bytes());
    }

    /** The whole file, whose root is at this address. */
    byte[] file(long root) {
        byte[] bytes = file.toByteArray();
        ByteBuffer block = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        block.put(new byte[] {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'});
        block.put(13, (byte) 8).put(14, (byte) 8); // bytes of an address, of a length
        block.putShort(16, (short) 4).putShort(18, (short) 16); // of groups with trees, which there are none of
        block.putLong(24, 0).putLong(32, -1).putLong(40, bytes.length).putLong(48, -1);
        block.putLong(64, root);
        return bytes;
    }

    private long column(int rows, ByteBuffer type, ByteBuffer data) {
        long values = append(data.array());
        Header header = new Header();
        header.add(
                DATASPACE,
                buffer(24).put((byte) 1).put((byte) 2).putLong(8, rows).putLong(16, 1));
        header.add(DATATYPE, type);
        header.add(FILL_VALUE, buffer(4).put((byte) 2).put((byte) 2).put((byte) 2)); // none, allocated late
        header.add(
                DATA_LAYOUT,
                buffer(18).put((byte) 3).put((byte) 1).putLong(2, values).putLong(10, data.capacity())); // contiguous
        return append(header.bytes());
    }

    private long append(byte[] bytes) {
        long address = file.size();
        file.writeBytes(bytes);
        file.writeBytes(new byte[-bytes.length & 7]);
        return address;
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** An object header of version 1, whose messages begin at multiples of 8. */
    private static final class Header {
        private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
        private int count;

        void add(int type, ByteBuffer message) {
            byte[] body = message.array();
            int padded = body.length + (-body.length & 7);
            messages.writeBytes(
                    buffer(8).putShort((short) type).putShort((short) padded).array());
            messages.writeBytes(body);
            messages.writeBytes(new byte[padded - body.length]);
            count++;
        }

        byte[] bytes() {
            ByteBuffer header = buffer(16 + messages.size()).put((byte) 1).put((byte) 0);
            header.putShort((short) count).putInt(1).putInt(messages.size()); // one reference to it
            return header.position(16).put(messages.toByteArray()).array();
        }
    }
}
