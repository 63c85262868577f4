package io.fovea.endtoend;

import java.util.Map;

/**
 * A way in, and what is sound there.
 *
 * @param path of HTTP, or a method of gRPC
 */
record Door(String path, Map<String, String> headers, byte[] body) {

    /** Whether RESTEasy reads the body: where a form is broken off it says 500, before anything of ours sees it. */
    boolean isForm() {
        return headers.getOrDefault("Content-Type", "").startsWith("multipart/");
    }
}
