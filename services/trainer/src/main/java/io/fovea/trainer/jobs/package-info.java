/** What is to be done, whether it may go on, and what is told of it. */
@NullMarked
package io.fovea.trainer.jobs;

import org.jspecify.annotations.NullMarked;
