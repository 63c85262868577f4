/** Sequences of classes that are read from one input; open {@link io.fovea.cnn.sequences.SequenceHeads} first. */
@NullMarked
package io.fovea.cnn.sequences;

import org.jspecify.annotations.NullMarked;
