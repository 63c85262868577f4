package io.fovea.benchmarks.images;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** JPEGs that cost as much to decode as photos do: noise of all sizes, as clouds and leaves have it, about 16 KB each. */
final class Jpegs {
    private static final int OCTAVES = 6;

    private Jpegs() {}

    /** Writes them as {@code 000.jpg} and so on. */
    static void write(Path folder, int count, int side) throws IOException {
        for (int number = 0; number < count; number++) {
            BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
            for (int channel = 0; channel < 3; channel++) {
                add(picture, 8 * channel, new SplittableRandom(3L * number + channel));
            }
            ImageIO.write(
                    picture, "jpg", folder.resolve("%03d.jpg".formatted(number)).toFile());
        }
    }

    /** The files of a folder, by name. */
    static byte[][] read(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Path[] jpegs = files.filter(file -> file.toString().endsWith(".jpg"))
                    .sorted()
                    .toArray(Path[]::new);
            byte[][] encoded = new byte[jpegs.length][];
            for (int i = 0; i < jpegs.length; i++) {
                encoded[i] = Files.readAllBytes(jpegs[i]);
            }
            return encoded;
        }
    }

    private static void add(BufferedImage picture, int shift, SplittableRandom random) {
        int side = picture.getWidth();
        double[][] sum = new double[side][side];
        for (int octave = 1; octave <= OCTAVES; octave++) {
            int cells = 1 << octave;
            double[][] grid = grid(cells + 2, random);
            for (int y = 0; y < side; y++) {
                for (int x = 0; x < side; x++) {
                    sum[y][x] += between(grid, (double) y * cells / side, (double) x * cells / side) / cells * 2;
                }
            }
        }
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int value = (int) Math.max(0, Math.min(255, 128 + 80 * sum[y][x] + 30 * random.nextDouble(-1, 1)));
                picture.setRGB(x, y, picture.getRGB(x, y) | value << shift);
            }
        }
    }

    private static double[][] grid(int cells, SplittableRandom random) {
        double[][] grid = new double[cells][cells];
        for (double[] row : grid) {
            for (int i = 0; i < cells; i++) {
                row[i] = random.nextDouble(-1, 1);
            }
        }
        return grid;
    }

    private static double between(double[][] grid, double y, double x) {
        int top = (int) y;
        int left = (int) x;
        double down = y - top;
        double right = x - left;
        return (1 - down) * ((1 - right) * grid[top][left] + right * grid[top][left + 1])
                + down * ((1 - right) * grid[top + 1][left] + right * grid[top + 1][left + 1]);
    }
}
