/** The whole house from the outside: the launcher as a child process, and plain Kafka and HTTP clients. */
@NullMarked
package io.fovea.endtoend;

import org.jspecify.annotations.NullMarked;
