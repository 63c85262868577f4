package io.fovea.cnn.folding;

/**
 * What a layer does to each channel where it does no more than {@code scale * x + shift}.
 *
 * @param scale one for each channel; not copied
 * @param shift likewise
 */
public record ChannelScale(double[] scale, double[] shift) {}
