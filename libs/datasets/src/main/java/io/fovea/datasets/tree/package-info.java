/** The files of a data set, in a folder or in an archive; open {@link io.fovea.datasets.tree.FileTree} first. */
@NullMarked
package io.fovea.datasets.tree;

import org.jspecify.annotations.NullMarked;
