package io.fovea.cnn.explain;

import io.fovea.cnn.HostTensor;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a network gave a class its score, for a batch of pictures.
 *
 * @param classes the class that was explained, {@code [batch]}, INT64
 * @param scores its logit, {@code [batch]}; for a network that ends in a softmax or sigmoid what goes into that
 * @param saliency Simonyan, Vedaldi and Zisserman (2014), arXiv:1312.6034, section 3: how much the score changes with a pixel,
 *     {@code [batch, height, width]}. The gradient's absolute value, the largest of the channels, per unit of the input as
 *     it is fed (a pixel of 0 to 255, say)
 * @param gradCamMap Selvaraju et al. (2017), arXiv:1610.02391, equations 1 and 2: where a convolution saw what spoke for the
 *     class, {@code [batch, rows, columns]} of that convolution, 0 or above; null for a network without a convolution
 */
public record Explanation(
        HostTensor classes,
        HostTensor scores,
        HostTensor saliency,
        @Nullable HostTensor gradCamMap) {
    /** The Grad-CAM, where the network has a convolution that sees more than one place. */
    public Optional<HostTensor> gradCam() {
        return Optional.ofNullable(gradCamMap);
    }
}
