package io.fovea.transforms;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Prints what decoding costs on one core: run its main. Not a test, since machines differ. */
final class DecodeSpeed {

    private DecodeSpeed() {}

    public static void main(String[] arguments) {
        List<byte[]> digits = new ArrayList<>();
        List<byte[]> photos = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            digits.add(Pictures.encode(Pictures.digit(i), "png"));
            photos.add(Pictures.encode(Pictures.gradient(256, 256, BufferedImage.TYPE_INT_RGB), "jpg"));
        }
        try (ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults())) {
            for (int round = 0; round < 5; round++) {
                print("28x28 PNG", 20_000, i -> decoder.decode(digits.get(i % 200), 1));
                print("28x28 PNG, sized", 20_000, i -> decoder.decode(digits.get(i % 200), 1, 28, 28));
                print("256x256 JPEG", 1_000, i -> decoder.decode(photos.get(i % 200), 3));
                print("256x256 JPEG to 224", 1_000, i -> decoder.decode(photos.get(i % 200), 3, 224, 224));
            }
        }
    }

    private static void print(String what, int times, IntConsumer work) {
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            work.accept(i);
        }
        double micros = (System.nanoTime() - start) / 1e3 / times;
        System.out.printf("%-22s %8.1f us each%n", what, micros);
    }
}
