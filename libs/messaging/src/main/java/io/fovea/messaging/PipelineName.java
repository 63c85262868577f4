package io.fovea.messaging;

import java.util.regex.Pattern;

/** A pipeline's name: safe as a part of topic names, file names and URLs. */
public record PipelineName(String value) {

    private static final Pattern ALLOWED = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    /**
     * @throws IllegalArgumentException when the name is empty, longer than 63 characters or has other characters than
     *     lower-case letters, digits and, inside, hyphens
     */
    public PipelineName {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no pipeline name: use 1 to 63 lower-case letters, digits and, inside, hyphens."
                            .formatted(value));
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
