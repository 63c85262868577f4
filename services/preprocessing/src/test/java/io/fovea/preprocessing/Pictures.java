package io.fovea.preprocessing;

import com.google.protobuf.ByteString;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.image.v1.ImageRecord;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Images and pipelines for tests. */
public final class Pictures {
    private Pictures() {}

    /** A grey picture of 28 x 28 whose pixels are {@link #pixels}; another number is another picture. */
    public static byte[] png(int number) {
        return png(28, 28, pixels(number));
    }

    /** A grey picture of these pixels, row by row. */
    public static byte[] png(int height, int width, byte[] pixels) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, width, height, pixels);
        var encoded = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", encoded);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return encoded.toByteArray();
    }

    public static byte[] pixels(int number) {
        byte[] pixels = new byte[28 * 28];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 31 + number * 7);
        }
        return pixels;
    }

    public static ImageRecord record(int number) {
        return ImageRecord.newBuilder()
                .setId("id-" + number)
                .setEncoded(ByteString.copyFrom(png(number)))
                .build();
    }

    public static PipelineSpec digits() {
        return PipelineSpec.parse(yaml("digits", "10"));
    }

    public static String yaml(String name, String classes) {
        return """
                pipeline: %s
                input: {kind: image, channels: 1, size: [28, 28]}
                model: {architecture: lenet5, classes: %s}
                """.formatted(name, classes);
    }
}
