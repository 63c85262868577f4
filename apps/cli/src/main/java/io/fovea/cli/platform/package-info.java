/** The platform as the command line sees it: where it keeps its data, how it is started and found again. */
@NullMarked
package io.fovea.cli.platform;

import org.jspecify.annotations.NullMarked;
