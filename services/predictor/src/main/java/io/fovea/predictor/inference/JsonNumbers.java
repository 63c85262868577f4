package io.fovea.predictor.inference;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The numbers of a tensor's {@code data}, row-major, whether they are nested as its axes or in one flat list. Whole numbers
 * stay exact.
 */
final class JsonNumbers {

    private static final int FIRST = 1024;

    private long[] numbers = new long[FIRST]; // bits of doubles once there is a fraction
    private int count;
    private boolean fractional;
    private final List<Integer> lengths = new ArrayList<>(); // of the arrays at each depth
    private boolean ragged;

    private JsonNumbers() {}

    /** Reads from the token that opens the list to the one that closes it. */
    static JsonNumbers read(JsonParser json) throws IOException {
        JsonNumbers data = new JsonNumbers();
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new MalformedRequestException("data is to be a list of numbers.");
        }
        data.list(json, 0);
        return data;
    }

    int count() {
        return count;
    }

    boolean isFractional() {
        return fractional;
    }

    long integer(int index) {
        return numbers[index];
    }

    double number(int index) {
        return fractional ? Double.longBitsToDouble(numbers[index]) : numbers[index];
    }

    /** Whether the lists are nested as a tensor's axes are, or not nested at all. */
    boolean fits(List<Long> shape) {
        if (lengths.size() == 1) {
            return true;
        }
        return !ragged && lengths.stream().map(Integer::longValue).toList().equals(shape);
    }

    private void list(JsonParser json, int depth) throws IOException {
        int length = 0;
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            length++;
            if (token == JsonToken.START_ARRAY) {
                list(json, depth + 1);
            } else {
                value(json, token);
            }
        }
        note(depth, length);
    }

    private void note(int depth, int length) {
        while (lengths.size() <= depth) {
            lengths.add(-1);
        }
        ragged |= lengths.get(depth) >= 0 && lengths.get(depth) != length;
        lengths.set(depth, length);
    }

    private void value(JsonParser json, JsonToken token) throws IOException {
        switch (token) {
            case VALUE_NUMBER_INT -> integer(json);
            case VALUE_NUMBER_FLOAT -> fraction(json.getDoubleValue());
            case VALUE_TRUE -> add(fractional ? Double.doubleToRawLongBits(1) : 1);
            case VALUE_FALSE -> add(0);
            default ->
                throw new MalformedRequestException(
                        "data is to hold numbers, and has %s.".formatted(token == null ? "no end" : token));
        }
    }

    private void integer(JsonParser json) throws IOException {
        if (fractional || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            fraction(json.getDoubleValue());
        } else {
            add(json.getLongValue());
        }
    }

    private void fraction(double number) {
        if (!fractional) {
            for (int i = 0; i < count; i++) {
                numbers[i] = Double.doubleToRawLongBits(numbers[i]);
            }
            fractional = true;
        }
        add(Double.doubleToRawLongBits(number));
    }

    private void add(long bits) {
        if (count == numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.multiplyExact(count, 2));
        }
        numbers[count++] = bits;
    }
}
