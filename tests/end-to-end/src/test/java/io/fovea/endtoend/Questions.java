package io.fovea.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fovea.proto.example.v1.Example;
import io.fovea.tensorcodec.TensorCodec;
import java.util.Random;

/**
 * Examples that can be made again from their names: {@code k17-4} is the fifth of the key {@code k17}. One in some hundred cannot be
 * answered, for its shape or since it is no example at all.
 */
final class Questions {

    static final int KEYS = 500;
    static final int SIDE = 8;

    private static final int BROKEN_IN = 251; // a prime, so that every key has its turn
    private static final byte NO_PROTOBUF = (byte) 0xff;

    private Questions() {}

    static String key(int key) {
        return "k" + key;
    }

    static String name(int key, int sequence) {
        return key(key) + "-" + sequence;
    }

    /** The number of the key that a name begins with, and its place within it. */
    static int[] parts(String name) {
        int dash = name.indexOf('-');
        if (!name.startsWith("k") || dash < 0) {
            throw new IllegalArgumentException("'%s' is no name of a question.".formatted(name));
        }
        return new int[] {Integer.parseInt(name.substring(1, dash)), Integer.parseInt(name.substring(dash + 1))};
    }

    static boolean isBroken(int key, int sequence) {
        return mixed(key, sequence) % BROKEN_IN == 0;
    }

    static byte[] value(String name) {
        int[] parts = parts(name);
        return value(parts[0], parts[1]);
    }

    static byte[] value(int key, int sequence) {
        if (!isBroken(key, sequence)) {
            return example(key, sequence, SIDE);
        }
        if (mixed(key, sequence) / BROKEN_IN % 2 == 0) {
            return example(key, sequence, SIDE + 1);
        }
        byte[] name = name(key, sequence).getBytes(UTF_8);
        byte[] garbage = new byte[name.length + 1];
        garbage[0] = NO_PROTOBUF;
        System.arraycopy(name, 0, garbage, 1, name.length);
        return garbage;
    }

    private static byte[] example(int key, int sequence, int side) {
        byte[] pixels = new byte[side * side];
        new Random(mixed(key, sequence)).nextBytes(pixels);
        return Example.newBuilder()
                .setId(name(key, sequence))
                .addInputs(TensorCodec.uint8("image", new long[] {side, side, 1}, pixels))
                .build()
                .toByteArray();
    }

    private static int mixed(int key, int sequence) {
        return (key * 31 + sequence) & Integer.MAX_VALUE;
    }
}
