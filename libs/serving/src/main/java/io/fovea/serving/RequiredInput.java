package io.fovea.serving;

import io.fovea.pipeline.ImageInput;
import io.fovea.pipeline.WindowSpec;
import io.fovea.registry.TensorSpec;
import io.fovea.tensorcodec.Datatype;
import java.util.List;
import java.util.Optional;

/**
 * The input a pipeline's records bring.
 *
 * @param shape without the batch axis; empty where any shape will do
 */
public record RequiredInput(String name, Datatype datatype, Optional<List<Long>> shape) {

    /** A pipeline's images: pixels as they travel, {@code [height, width, channels]}. */
    public static RequiredInput image(ImageInput input) {
        List<Long> shape = List.of((long) input.height(), (long) input.width(), (long) input.channels());
        return new RequiredInput(ImageInput.IMAGE, Datatype.UINT8, Optional.of(shape));
    }

    /** A market pipeline's windows: returns and marks, {@code [rows, channels]}. */
    public static RequiredInput window(WindowSpec windows) {
        List<Long> shape =
                List.of((long) windows.rows(), (long) windows.channels().size());
        return new RequiredInput("window", Datatype.FP32, Optional.of(shape));
    }

    boolean isMetBy(TensorSpec input) {
        return input.name().equals(name)
                && input.datatype().equals(datatype.name())
                && shape.map(input.shape()::equals).orElse(true);
    }

    @Override
    public String toString() {
        return "%s %s %s".formatted(name, datatype, shape.map(List::toString).orElse("[any shape]"));
    }
}
