/** Walk-forward evaluation of market signals, without leaks. Open {@link io.fovea.evaluation.Walk} first. */
@NullMarked
package io.fovea.evaluation;

import org.jspecify.annotations.NullMarked;
