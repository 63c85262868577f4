/** Networks on market windows: judged fold by fold, then trained on all that is known. */
@NullMarked
package io.fovea.trainer.market;

import org.jspecify.annotations.NullMarked;
