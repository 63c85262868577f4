/** Classes that each break one rule, for {@code RulesTest}. */
@NullMarked
package io.fovea.architecture.samples;

import org.jspecify.annotations.NullMarked;
