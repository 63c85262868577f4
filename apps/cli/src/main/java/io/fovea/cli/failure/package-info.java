/** Failures as sentences: an expected one never shows a stack trace. */
@NullMarked
package io.fovea.cli.failure;

import org.jspecify.annotations.NullMarked;
