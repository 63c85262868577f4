package io.fovea.cnn.explain;

/** In which order a network takes the colours of a pixel. */
public enum ChannelOrder {
    RGB,
    /** As networks that were trained with Caffe do: VGG, ResNet and SqueezeNet among them. */
    BGR
}
