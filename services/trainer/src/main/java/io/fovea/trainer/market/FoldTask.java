package io.fovea.trainer.market;

import io.fovea.evaluation.Panel;
import io.fovea.evaluation.folds.Fold;

/**
 * A network to be trained for a fold.
 *
 * @param name such as {@code network-12}, the same whenever the job is taken up
 */
record FoldTask(String name, Panel panel, Fold fold) {}
