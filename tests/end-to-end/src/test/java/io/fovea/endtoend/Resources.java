package io.fovea.endtoend;

/** Pipeline files of these tests. */
final class Resources {

    private Resources() {}

    static String path(String name) {
        return Repository.root()
                .resolve("tests/end-to-end/src/test/resources")
                .resolve(name)
                .toString();
    }
}
