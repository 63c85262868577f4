/** The broker and every service in one JVM, behind the command line. */
@NullMarked
package io.fovea.allinone;

import org.jspecify.annotations.NullMarked;
