package io.fovea.serving;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Memory outside of the heap that is used again: a new piece is filled with zeros, and is freed only when the collector comes by. There
 * are as many as were in use at once. Thread-safe.
 */
final class DirectBuffers {

    private final ConcurrentLinkedDeque<ByteBuffer> free = new ConcurrentLinkedDeque<>();

    /** An empty little-endian buffer with room for so many bytes, and no more. */
    ByteBuffer take(int bytes) {
        ByteBuffer used = free.poll();
        ByteBuffer buffer = used == null || used.capacity() < bytes
                ? ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN)
                : used;
        return buffer.clear().limit(bytes);
    }

    /** Nobody uses it any more. */
    void giveBack(ByteBuffer buffer) {
        free.push(buffer);
    }
}
