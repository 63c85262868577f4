package io.fovea.download;

/** What a file was checked against. */
public enum Check {
    /** The hash that its publisher, or who catalogues it, states. */
    PUBLISHED,
    /** The md5 that the server states, where nobody else states a hash. */
    SERVER,
    /** Nothing: it was in the folder already, and nobody states a hash. */
    NONE
}
