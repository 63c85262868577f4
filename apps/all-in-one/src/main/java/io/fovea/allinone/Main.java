package io.fovea.allinone;

import io.fovea.cli.FoveaCli;
import io.fovea.cli.terminal.Terminal;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The process behind {@code ./fovea}: the command line first, and Quarkus only where a command starts the services. */
@QuarkusMain
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(FoveaCli.run(arguments, Terminal.ofProcess(), AllInOne::start));
    }
}
