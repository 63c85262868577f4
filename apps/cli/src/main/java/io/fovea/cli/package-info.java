/** The fovea command line: what a person types, and what they are told. */
@NullMarked
package io.fovea.cli;

import org.jspecify.annotations.NullMarked;
