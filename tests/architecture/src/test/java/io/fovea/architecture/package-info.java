/** The rules of the tree, as tests; open {@code ArchitectureTest} first. */
@NullMarked
package io.fovea.architecture;

import org.jspecify.annotations.NullMarked;
