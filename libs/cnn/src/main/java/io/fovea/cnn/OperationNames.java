package io.fovea.cnn;

/** Names that TensorFlow takes for operations. */
final class OperationNames {
    private OperationNames() {}

    static String of(String name) {
        String allowed = name.replaceAll("[^A-Za-z0-9_.\\-]", ".");
        return Character.isLetterOrDigit(allowed.charAt(0)) ? allowed : "." + allowed;
    }
}
