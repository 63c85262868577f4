package io.fovea.pipeline;

import com.fasterxml.jackson.databind.JsonNode;

/** A value of the file in an error: short, and on one line. */
final class Shown {

    private static final int MAX_LENGTH = 60;

    private Shown() {}

    static String value(JsonNode node) {
        if (node.isNull()) {
            return "an empty value";
        }
        return text(node.toString());
    }

    static String text(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "...";
    }
}
