package io.fovea.pipeline;

/**
 * One thing that is wrong with a pipeline file.
 *
 * @param source the file
 * @param line counted from 1; 0 when it is about the whole file
 * @param key with dots and indices, such as {@code model.classes[1]}; empty when it is about no key
 * @param explanation what is wrong, and what is allowed
 */
public record Problem(String source, int line, String key, String explanation) {

    /** Such as {@code digits.yaml:7: train.epochs: 0 is not allowed; allowed: a whole number from 1 to 100000.} */
    @Override
    public String toString() {
        String place = line == 0 ? source : source + ":" + line;
        return place + ": " + (key.isEmpty() ? "" : key + ": ") + explanation;
    }
}
