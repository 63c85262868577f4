/** Labels that are known after the prediction. Start with {@link io.fovea.ingestion.labels.LabelIngestion}. */
@NullMarked
package io.fovea.ingestion.labels;

import org.jspecify.annotations.NullMarked;
