package io.fovea.cnn.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** The checksum of HDF5's metadata: Bob Jenkins' lookup3, {@code hashlittle} with 0 to begin with (public domain, 2006). */
final class Lookup3 {
    private static final int BLOCK = 12;

    private int a;
    private int b;
    private int c;

    private Lookup3(int length) {
        a = 0xdeadbeef + length;
        b = a;
        c = a;
    }

    static int of(byte[] bytes) {
        Lookup3 hash = new Lookup3(bytes.length);
        int done = 0;
        for (; bytes.length - done > BLOCK; done += BLOCK) {
            hash.add(bytes, done, BLOCK);
            hash.mix();
        }
        if (done < bytes.length) {
            hash.add(bytes, done, bytes.length - done);
            hash.finish();
        }
        return hash.c;
    }

    private void add(byte[] bytes, int from, int length) {
        ByteBuffer block = ByteBuffer.wrap(Arrays.copyOf(Arrays.copyOfRange(bytes, from, from + length), BLOCK));
        block.order(ByteOrder.LITTLE_ENDIAN);
        a += block.getInt();
        b += block.getInt();
        c += block.getInt();
    }

    private void mix() {
        a = (a - c) ^ Integer.rotateLeft(c, 4);
        c += b;
        b = (b - a) ^ Integer.rotateLeft(a, 6);
        a += c;
        c = (c - b) ^ Integer.rotateLeft(b, 8);
        b += a;
        a = (a - c) ^ Integer.rotateLeft(c, 16);
        c += b;
        b = (b - a) ^ Integer.rotateLeft(a, 19);
        a += c;
        c = (c - b) ^ Integer.rotateLeft(b, 4);
        b += a;
    }

    private void finish() {
        c = (c ^ b) - Integer.rotateLeft(b, 14);
        a = (a ^ c) - Integer.rotateLeft(c, 11);
        b = (b ^ a) - Integer.rotateLeft(a, 25);
        c = (c ^ b) - Integer.rotateLeft(b, 16);
        a = (a ^ c) - Integer.rotateLeft(c, 4);
        b = (b ^ a) - Integer.rotateLeft(a, 14);
        c = (c ^ b) - Integer.rotateLeft(b, 24);
    }
}
