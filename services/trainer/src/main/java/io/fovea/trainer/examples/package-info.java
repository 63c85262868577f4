/** From offset ranges to checked examples, split and in an order that does not depend on their arrival. */
@NullMarked
package io.fovea.trainer.examples;

import org.jspecify.annotations.NullMarked;
