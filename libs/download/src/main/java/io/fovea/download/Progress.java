package io.fovea.download;

/** Hears how far a download is. */
@FunctionalInterface
public interface Progress {
    /**
     * Called after each piece.
     *
     * @param bytes that are here, those of an earlier attempt among them
     * @param of all bytes, -1 where that is not known
     */
    void at(long bytes, long of);
}
