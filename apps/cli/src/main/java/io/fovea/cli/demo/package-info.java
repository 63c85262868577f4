/** The demo: digits through five services, then transfer learning on top. */
@NullMarked
package io.fovea.cli.demo;

import org.jspecify.annotations.NullMarked;
