package io.fovea.transforms.augment;

/**
 * Pictures that were mixed with others.
 *
 * @param pixels {@code [batch, height, width, channels]}, UINT8
 * @param shares how much of each is the picture itself, from 0 to 1: the share of its label, too
 */
@SuppressWarnings("ArrayRecordComponent") // pixels are many and are not copied
public record Mixed(byte[] pixels, float[] shares) {}
