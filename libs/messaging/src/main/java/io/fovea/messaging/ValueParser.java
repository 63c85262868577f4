package io.fovea.messaging;

/** Reads a record's value, such as {@code Pipeline::parseFrom}. */
@FunctionalInterface
public interface ValueParser<V> {

    /** @throws Exception when the bytes cannot be read */
    V parse(byte[] value) throws Exception;
}
