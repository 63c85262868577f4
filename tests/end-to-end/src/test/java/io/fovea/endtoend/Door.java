package io.fovea.endtoend;

import java.util.Map;

/**
 * A way in, and what is sound there.
 *
 * @param path of HTTP, or a method of gRPC
 */
record Door(String path, Map<String, String> headers, byte[] body) {}
