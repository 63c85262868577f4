package io.fovea.cli;

import io.fovea.cli.platform.PlatformLauncher;
import io.fovea.cli.terminal.Terminal;

/** What every command is given: where to write, and how to start a platform. */
record Context(Terminal terminal, PlatformLauncher launcher) {}
