package io.fovea.ingestion;

import com.google.protobuf.ByteString;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.image.v1.ImageRecord;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import javax.imageio.ImageIO;

/** Images and a pipeline for tests. */
public final class Pictures {
    private Pictures() {}

    /** A grey PNG of 4 x 4 pixels; another number is another image. */
    public static byte[] png(int number) {
        var image = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(0, 0, 0, number & 0xff);
        image.getRaster().setSample(1, 0, 0, number >> 8 & 0xff);
        var encoded = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", encoded);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return encoded.toByteArray();
    }

    /** A PNG whose header says that it is 50,000 pixels wide and 40,000 high. */
    static byte[] wide() {
        byte[] png = png(1);
        ByteBuffer.wrap(png).putInt(16, 50_000).putInt(20, 40_000);
        return png;
    }

    public static ImageRecord record(int number) {
        return ImageRecord.newBuilder()
                .setEncoded(ByteString.copyFrom(png(number)))
                .setSource("picture-" + number)
                .build();
    }

    /** A pipeline with the classes "0" to "9". */
    public static PipelineSpec digits() {
        return PipelineSpec.parse(yaml("digits"));
    }

    public static String yaml(String name) {
        return """
                pipeline: %s
                input: {kind: image, channels: 1, size: [28, 28]}
                model: {architecture: lenet5, classes: 10}
                """.formatted(name);
    }
}
