/** What a person sees: progress, tables, a confusion matrix; and the JSON that a program reads instead. */
@NullMarked
package io.fovea.cli.terminal;

import org.jspecify.annotations.NullMarked;
