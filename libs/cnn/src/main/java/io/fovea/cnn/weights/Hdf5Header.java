package io.fovea.cnn.weights;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An object header of version 2, with the messages that a group or a data set of floats needs (HDF5 File Format Specification
 * 3.0, IV.A).
 */
final class Hdf5Header {
    private static final long UNDEFINED = -1;
    private static final int DATASPACE = 0x01;
    private static final int LINK_INFO = 0x02;
    private static final int DATATYPE = 0x03;
    private static final int FILL_VALUE = 0x05;
    private static final int LINK = 0x06;
    private static final int DATA_LAYOUT = 0x08;
    private static final int GROUP_INFO = 0x0a;
    private static final int ATTRIBUTE = 0x0c;
    private static final int MAX_MESSAGE = 0xffff;

    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    private Hdf5Header() {}

    static Hdf5Header ofGroup() {
        Hdf5Header header = new Hdf5Header();
        header.add(LINK_INFO, buffer(18).putLong(2, UNDEFINED).putLong(10, UNDEFINED));
        header.add(GROUP_INFO, buffer(2));
        return header;
    }

    /** Of 32-bit floats that lie at {@code address}, one after the other. */
    static Hdf5Header ofFloats(long[] shape, long address, long bytes) {
        Hdf5Header header = new Hdf5Header();
        header.add(DATASPACE, ByteBuffer.wrap(dataspace(shape)));
        header.add(DATATYPE, ByteBuffer.wrap(float32()));
        header.add(FILL_VALUE, buffer(2).put(0, (byte) 3).put(1, (byte) 0x0a)); // none, allocated late
        header.add(
                DATA_LAYOUT,
                buffer(18).put(0, (byte) 3).put(1, (byte) 1).putLong(2, address).putLong(10, bytes)); // contiguous
        return header;
    }

    void link(String name, long address) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer link = buffer(13 + text.length);
        link.put((byte) 1).put((byte) 0x11).put((byte) 1); // version; two bytes of length, a character set; UTF-8
        link.putShort((short) text.length).put(text).putLong(address);
        add(LINK, link);
    }

    void attribute(String name, String text) {
        byte[] value = text.getBytes(StandardCharsets.UTF_8);
        attribute(name, new byte[] {2, 0, 0, 0}, Math.max(1, value.length), value);
    }

    /** All as long as the longest, the others filled up with zeros; there may be none. */
    void attribute(String name, List<String> texts) {
        int width = texts.stream().mapToInt(text -> bytes(text).length).max().orElse(1);
        ByteBuffer values = buffer(width * texts.size());
        for (int i = 0; i < texts.size(); i++) {
            values.position(i * width).put(bytes(texts.get(i)));
        }
        attribute(name, dataspace(new long[] {texts.size()}), width, values.array());
    }

    private void attribute(String name, byte[] dataspace, int width, byte[] value) {
        byte[] text = bytes(name + "\0");
        byte[] type = string(width);
        ByteBuffer attribute = buffer(9 + text.length + type.length + dataspace.length + value.length);
        attribute.put((byte) 3).put((byte) 0).putShort((short) text.length);
        attribute
                .putShort((short) type.length)
                .putShort((short) dataspace.length)
                .put((byte) 1); // UTF-8
        attribute.put(text).put(type).put(dataspace).put(value);
        add(ATTRIBUTE, attribute);
    }

    byte[] bytes() {
        byte[] body = messages.toByteArray();
        ByteBuffer header = buffer(14 + body.length);
        header.put(bytes("OHDR")).put((byte) 2).put((byte) 2); // version; four bytes of size
        header.putInt(body.length).put(body);
        byte[] checked = java.util.Arrays.copyOf(header.array(), header.position());
        return header.putInt(Lookup3.of(checked)).array();
    }

    private void add(int type, ByteBuffer message) {
        byte[] body = message.array();
        if (body.length > MAX_MESSAGE) {
            throw new IllegalArgumentException(
                    "A message of HDF5 has 64 KiB at most, not %d bytes.".formatted(body.length));
        }
        messages.writeBytes(
                buffer(4).put((byte) type).putShort((short) body.length).array());
        messages.writeBytes(body);
    }

    private static byte[] dataspace(long[] shape) {
        ByteBuffer space = buffer(4 + Long.BYTES * shape.length);
        space.put((byte) 2).put((byte) shape.length).put((byte) 0).put((byte) (shape.length == 0 ? 0 : 1));
        for (long axis : shape) {
            space.putLong(axis);
        }
        return space.array();
    }

    private static byte[] float32() {
        ByteBuffer type = buffer(20);
        type.put((byte) 0x11).put((byte) 0x20).put((byte) 31).put((byte) 0).putInt(4); // sign at bit 31, 4 bytes
        type.putShort((short) 0).putShort((short) 32).put((byte) 23).put((byte) 8); // exponent: 8 bits at 23
        type.put((byte) 0).put((byte) 23).putInt(127); // mantissa: 23 bits at 0; the exponent's bias
        return type.array();
    }

    /** Fixed length, filled up with zeros, UTF-8. */
    private static byte[] string(int width) {
        return buffer(8).put((byte) 0x13).put((byte) 0x11).putInt(4, width).array();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
