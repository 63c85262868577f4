package io.fovea.cnn.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fovea.cnn.DType;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a safetensors file says of its tensors, without their contents: for files that are larger than memory.
 *
 * @param tensors by name, in the file's order
 * @param metadata free text by key
 */
public record SafetensorsIndex(Map<String, Entry> tensors, Map<String, String> metadata) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long MAX_HEADER_BYTES = 100_000_000; // the format's own bound

    /**
     * Where a tensor lies.
     *
     * @param shape every axis
     * @param start the first byte in the file
     * @param bytes as many as shape and type say
     */
    public record Entry(DType dtype, long[] shape, long start, long bytes) {}

    /** @throws WeightsException where the file is missing, cut short, or no safetensors file; it says which */
    public static SafetensorsIndex read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            long size = Files.size(file);
            byte[] length = in.readNBytes(Long.BYTES);
            long headerBytes = length.length < Long.BYTES
                    ? -1
                    : ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong();
            if (headerBytes < 2 || headerBytes > Math.min(MAX_HEADER_BYTES, size - Long.BYTES)) {
                throw new WeightsException("%s is no safetensors file, or is cut short.".formatted(file));
            }
            JsonNode header = JSON.readTree(in.readNBytes((int) headerBytes));
            return parse(file, header, Long.BYTES + headerBytes, size);
        } catch (JsonProcessingException e) {
            throw new WeightsException("%s is no safetensors file: its header is no JSON.".formatted(file), e);
        } catch (IOException e) {
            throw new WeightsException("%s could not be read: %s".formatted(file, e), e);
        }
    }

    private static SafetensorsIndex parse(Path file, JsonNode header, long data, long size) {
        if (!header.isObject()) {
            throw new WeightsException("%s is no safetensors file: its header is no JSON object.".formatted(file));
        }
        Map<String, Entry> tensors = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        header.path(Safetensors.METADATA)
                .fields()
                .forEachRemaining(
                        text -> metadata.put(text.getKey(), text.getValue().asText()));
        header.fields().forEachRemaining(entry -> {
            if (!entry.getKey().equals(Safetensors.METADATA)) {
                tensors.put(entry.getKey(), entry(file, entry.getKey(), entry.getValue(), data, size));
            }
        });
        return new SafetensorsIndex(tensors, metadata);
    }

    private static Entry entry(Path file, String name, JsonNode entry, long data, long size) {
        long start = entry.path("data_offsets").path(0).asLong(-1);
        long end = entry.path("data_offsets").path(1).asLong(-1);
        if (start < 0 || end < start || end > size - data) {
            throw new WeightsException("%s: %s is at bytes %d to %d, the file holds %d. Maybe it is cut short."
                    .formatted(file, name, start, end, size - data));
        }
        DType dtype = Safetensors.dtype(file, name, entry.path("dtype").asText());
        long[] shape = new long[entry.path("shape").size()];
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = entry.path("shape").get(axis).asLong(-1);
        }
        BigInteger expected = bytes(dtype, shape);
        if (!expected.equals(BigInteger.valueOf(end - start))
                || Arrays.stream(shape).anyMatch(axis -> axis < 0)) {
            throw new WeightsException("%s: %s: Expected %d bytes for %s%s, received %d."
                    .formatted(file, name, expected, dtype, Arrays.toString(shape), end - start));
        }
        return new Entry(dtype, shape, data + start, end - start);
    }

    private static BigInteger bytes(DType dtype, long[] shape) {
        return Arrays.stream(shape)
                .mapToObj(BigInteger::valueOf)
                .reduce(BigInteger.valueOf(dtype.size()), BigInteger::multiply);
    }
}
