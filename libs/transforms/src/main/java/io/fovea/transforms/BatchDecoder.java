package io.fovea.transforms;

import java.util.ArrayList;
import java.util.List;

/** Decodes several images for one size: those that have it already together, all others one by one. */
final class BatchDecoder {

    private final ImageDecoder decoder;
    private final BatchDecodeGraph graph;
    private final Decoded[] results;
    private final List<byte[]> encoded;
    private final int channels;
    private final int height;
    private final int width;
    private final List<Integer> gathered = new ArrayList<>();

    BatchDecoder(
            ImageDecoder decoder, BatchDecodeGraph graph, List<byte[]> encoded, int channels, int height, int width) {
        this.decoder = decoder;
        this.graph = graph;
        this.encoded = encoded;
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.results = new Decoded[encoded.size()];
    }

    List<Decoded> decode() {
        for (int i = 0; i < encoded.size(); i++) {
            if (decoder.isPlain(encoded.get(i), channels, height, width)) {
                gathered.add(i);
            } else {
                results[i] = one(encoded.get(i));
            }
            if (gathered.size() == BatchDecodeGraph.SIZE) {
                together();
                gathered.clear();
            }
        }
        gathered.forEach(i -> results[i] = one(encoded.get(i)));
        return List.of(results);
    }

    /** One broken image fails the run: then each is decoded by itself, to find out which. */
    private void together() {
        try {
            List<Image> images =
                    graph.decode(gathered.stream().map(encoded::get).toList(), channels);
            for (int i = 0; i < images.size(); i++) {
                results[gathered.get(i)] = new Decoded.Pixels(images.get(i));
            }
        } catch (RuntimeException e) {
            gathered.forEach(i -> results[i] = one(encoded.get(i)));
        }
    }

    private Decoded one(byte[] image) {
        try {
            return new Decoded.Pixels(decoder.decode(image, channels, height, width));
        } catch (ImageRejectedException e) {
            return new Decoded.Rejected(e);
        }
    }
}
