package io.fovea.cli.explain;

import io.fovea.cli.failure.CommandFailure;
import io.fovea.cnn.HostTensor;
import io.fovea.transforms.Image;
import io.fovea.transforms.ImageDecoder;
import io.fovea.transforms.ImageLimits;
import io.fovea.transforms.ImageRejectedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A picture's file, decoded as preprocessing decodes it. */
public record Photo(Path file) {
    /**
     * As a network takes it.
     *
     * @param input {@code [height, width, channels]}
     * @return UINT8 {@code [1, height, width, channels]}
     */
    public HostTensor pixels(long[] input) throws IOException {
        int channels = (int) input[2];
        if (channels != 1 && channels != 3) {
            throw new CommandFailure("The network takes %d channels; a picture has 1 or 3.".formatted(channels));
        }
        Image image = decode((decoder, bytes) -> decoder.decode(bytes, channels, (int) input[0], (int) input[1]));
        return HostTensor.uint8(new long[] {1, image.height(), image.width(), channels}, image.pixels());
    }

    /** In grey from 0 to 1, FLOAT32 {@code [1, height, width, 1]}, its longer side this many pixels at the most. */
    public HostTensor grey(int longest) throws IOException {
        Image whole = decode((decoder, bytes) -> decoder.decode(bytes, 1));
        double shrink = Math.min(1, longest / (double) Math.max(whole.height(), whole.width()));
        int height = (int) Math.round(whole.height() * shrink);
        int width = (int) Math.round(whole.width() * shrink);
        if (height < 4 || width < 4) {
            throw new CommandFailure("%s has %d x %d pixels; the filters take 4 x 4 or more."
                    .formatted(file, whole.height(), whole.width()));
        }
        Image image = shrink == 1 ? whole : decode((decoder, bytes) -> decoder.decode(bytes, 1, height, width));
        float[] values = new float[image.pixels().length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (image.pixels()[i] & 0xff) / 255f;
        }
        return HostTensor.float32(new long[] {1, image.height(), image.width(), 1}, values);
    }

    private Image decode(Decoding decoding) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        try (var decoder = new ImageDecoder(ImageLimits.defaults())) {
            return decoding.decode(decoder, bytes);
        } catch (ImageRejectedException e) {
            throw new CommandFailure("%s is no picture that can be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** The file's name without folder and ending. */
    public String stem() {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot < 1 ? name : name.substring(0, dot);
    }

    private interface Decoding {
        Image decode(ImageDecoder decoder, byte[] bytes);
    }
}
