package io.fovea.benchmarks.images;

import io.fovea.transforms.Image;
import io.fovea.transforms.ImageDecoder;
import io.fovea.transforms.ImageLimits;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Decodes JPEGs of 256 x 256 and resizes them to 224 x 224, bilinearly, to bytes: Fovea in one thread, and Pillow in a process of its own, in turn. Time is that of the
 * processor that each has used, so it holds, roughly, while others use the machine too.
 *
 * <p>Arguments: {@code ROUNDS IMAGES PYTHON [FOLDER]}, such as {@code 5 1000 python3}; a folder's JPEGs take the place of made ones.
 */
public final class DecodeBenchmark {
    private static final int COUNT = 64;
    private static final int ENCODED_SIDE = 256;
    private static final int SIDE = 224;

    private final byte[][] encoded;
    private final int images;
    private final PrintStream out;

    private DecodeBenchmark(byte[][] encoded, int images, PrintStream out) {
        this.encoded = encoded;
        this.images = images;
        this.out = out;
    }

    public static void main(String... arguments) throws IOException {
        run(System.out, arguments);
    }

    static void run(PrintStream out, String... arguments) throws IOException {
        Path folder = Files.createTempDirectory("fovea-decode-");
        if (arguments.length > 3) {
            byte[][] given = Jpegs.read(Path.of(arguments[3]));
            for (int i = 0; i < Math.min(given.length, COUNT); i++) {
                Files.write(folder.resolve("%03d.jpg".formatted(i)), given[i]);
            }
        } else {
            Jpegs.write(folder, COUNT, ENCODED_SIDE);
        }
        byte[][] encoded = Jpegs.read(folder);
        var benchmark = new DecodeBenchmark(encoded, Integer.parseInt(arguments[1]), out);
        out.printf(
                Locale.ROOT,
                "%d JPEGs, %,d bytes in the mean, to %d x %d x 3%n",
                encoded.length,
                Arrays.stream(encoded).mapToInt(jpeg -> jpeg.length).sum() / encoded.length,
                SIDE,
                SIDE);
        try (ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults())) {
            Optional<Pillow> pillow = Pillow.start(arguments[2], folder, SIDE);
            if (pillow.isEmpty()) {
                out.printf("Fovea alone: %s is no Python with Pillow%n", arguments[2]);
            }
            try {
                pillow.ifPresent(peer -> benchmark.compare(decoder, folder));
                benchmark.measure(decoder, pillow, Integer.parseInt(arguments[0]));
            } finally {
                pillow.ifPresent(Pillow::close);
            }
        }
    }

    private void compare(ImageDecoder decoder, Path folder) {
        byte[] ours = decoder.decode(encoded[0], 3, SIDE, SIDE).pixels();
        byte[] theirs;
        try {
            theirs = Files.readAllBytes(folder.resolve("pillow.rgb"));
        } catch (IOException e) {
            throw new IllegalStateException("Pillow has written no pixels.", e);
        }
        double sum = 0;
        for (int i = 0; i < ours.length; i++) {
            sum += Math.abs((ours[i] & 0xff) - (theirs[i] & 0xff));
        }
        out.printf(
                Locale.ROOT,
                "the two differ by %.2f of 255 in the mean: Pillow's filter is wider%n",
                sum / ours.length);
    }

    private void measure(ImageDecoder decoder, Optional<Pillow> pillow, int rounds) {
        seconds(decoder);
        pillow.ifPresent(peer -> peer.seconds(images));
        List<Double> ratios = new ArrayList<>();
        for (int round = 1; round <= rounds; round++) {
            double ours = micros(seconds(decoder));
            out.printf(Locale.ROOT, "round %d   Fovea %7.0f us an image", round, ours);
            if (pillow.isPresent()) {
                double theirs = micros(pillow.get().seconds(images));
                ratios.add(theirs / ours);
                out.printf(
                        Locale.ROOT, "   %s %7.0f us (%.2f times)", pillow.get().version(), theirs, theirs / ours);
            }
            out.println();
        }
        ratios.sort(null);
        if (!ratios.isEmpty()) {
            out.printf(Locale.ROOT, "median: Fovea is %.2f times as fast%n", ratios.get(ratios.size() / 2));
        }
    }

    private double micros(double seconds) {
        return seconds * 1e6 / images;
    }

    private double seconds(ImageDecoder decoder) {
        var threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        long bytes = 0;
        for (int i = 0; i < images; i++) {
            Image image = decoder.decode(encoded[i % encoded.length], 3, SIDE, SIDE);
            bytes += image.pixels().length;
        }
        if (bytes != (long) images * SIDE * SIDE * 3) {
            throw new IllegalStateException("Not every image was decoded.");
        }
        return (threads.getCurrentThreadCpuTime() - start) / 1e9;
    }
}
