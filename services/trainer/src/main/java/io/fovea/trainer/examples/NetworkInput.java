package io.fovea.trainer.examples;

import io.fovea.registry.Lineage.BackboneLineage;
import io.fovea.tensorcodec.Datatype;
import java.util.List;
import java.util.Optional;

/**
 * The one tensor of an example that the network is fed.
 *
 * @param shape without the batch axis
 * @param backbone the network that made it, where it is not the image itself
 */
public record NetworkInput(String name, Datatype datatype, List<Long> shape, Optional<BackboneLineage> backbone) {
    public NetworkInput {
        shape = List.copyOf(shape);
    }

    /** Pixels as they are. */
    public static NetworkInput image(int height, int width, int channels) {
        return new NetworkInput(
                "image", Datatype.UINT8, List.of((long) height, (long) width, (long) channels), Optional.empty());
    }

    /** What a backbone's layer gave. */
    public static NetworkInput features(List<Long> shape, BackboneLineage backbone) {
        return new NetworkInput("features", Datatype.FP32, shape, Optional.of(backbone));
    }

    /** An instrument's last periods. */
    public static NetworkInput window(int rows, int channels) {
        return new NetworkInput("window", Datatype.FP32, List.of((long) rows, (long) channels), Optional.empty());
    }
}
