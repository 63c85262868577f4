package io.fovea.cnn.explain;

/** What the colours of several maps have in common. */
public enum Scaling {
    /** One scale for all, so that they can be compared; a faint one looks faint. */
    LAYER,
    /** A scale for each, so that all can be seen; strengths cannot be compared. */
    EACH
}
