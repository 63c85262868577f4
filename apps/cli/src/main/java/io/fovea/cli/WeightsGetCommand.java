package io.fovea.cli;

import io.fovea.cli.failure.CommandFailure;
import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Json;
import io.fovea.cli.terminal.Progress;
import io.fovea.cli.terminal.Step;
import io.fovea.cnn.weights.published.PublishedFile;
import io.fovea.cnn.weights.published.PublishedWeights;
import io.fovea.cnn.weights.published.WeightsCache;
import io.fovea.download.Fetched;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "get",
        description = {
            "Fetch the weights that keras.applications publishes for an architecture, trained on ImageNet.",
            "They come from its own addresses, are checked against its own hashes, and are kept in a cache.",
            "It states no hashes for MobileNet and MobileNetV2: those are checked against the server's."
        },
        footer = {"", "Example:", "  ./fovea weights get mobilenetv2 --no-top --width 0.5"})
final class WeightsGetCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(
            paramLabel = "ARCHITECTURE",
            description = "One of ${COMPLETION-CANDIDATES}.",
            completionCandidates = Names.class)
    private String architecture = "";

    @Option(names = "--no-top", description = "Without the classifier, as a backbone.")
    private boolean noTop;

    @Option(names = "--width", defaultValue = "1", description = "The paper's alpha (${DEFAULT-VALUE}).")
    private double width = 1;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            description = "Trained on pictures of this size (the largest there is).")
    private @Nullable Integer size;

    @Option(
            names = "--cache",
            paramLabel = "FOLDER",
            description = "Where to keep it (FOVEA_CACHE_DIR/weights, or ~/.cache/fovea/weights).")
    private @Nullable Path cache;

    @Option(
            names = "--from",
            paramLabel = "URL",
            description = "A folder on another server that has the same files; the hashes stay.")
    private @Nullable URI from;

    @Mixin
    private CommonOptions options;

    WeightsGetCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        PublishedFile file = file();
        Fetched fetched = fetch(file);
        if (options.json()) {
            context.terminal().out().println(Json.pretty(asJson(file, fetched)));
        } else {
            context.terminal().out().println(fetched.file());
        }
        return 0;
    }

    private PublishedFile file() {
        try {
            PublishedFile file = PublishedWeights.find(
                    architecture, width, size == null ? OptionalInt.empty() : OptionalInt.of(size), !noTop);
            return from == null ? file : file.from(from);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    private Fetched fetch(PublishedFile file) {
        Path folder = cache == null ? WeightsCache.defaultFolder(System.getenv()) : cache;
        try (Step step = new Progress(context.terminal()).step("fetch")) {
            step.show(file.fileName());
            Fetched fetched = new WeightsCache(folder).get(file, (bytes, of) -> {
                String megabytes = "%s, %s".formatted(file.fileName(), megabytes(bytes));
                step.show(of <= 0 ? Double.NaN : (double) bytes / of, megabytes);
            });
            step.done("%s, %s".formatted(megabytes(fetched.bytes()), outcome(fetched)));
            return fetched;
        }
    }

    private static String outcome(Fetched fetched) {
        String check = switch (fetched.check()) {
            case PUBLISHED -> "md5 as published";
            case SERVER -> "md5 as the server states; none is published";
            case NONE -> "not checked: no md5 is published";
        };
        return fetched.downloaded() ? check : "was in the cache; " + check;
    }

    private static String megabytes(long bytes) {
        return Figures.count(Math.round(bytes / 1e6)) + " MB";
    }

    private static Map<String, Object> asJson(PublishedFile file, Fetched fetched) {
        Map<String, Object> json = Json.object();
        json.put("architecture", file.architecture());
        json.put("width", file.width());
        file.size().ifPresent(pixels -> json.put("size", pixels));
        json.put("top", file.top());
        json.put("address", file.address().toString());
        json.put("file", fetched.file().toString());
        json.put("bytes", fetched.bytes());
        json.put("downloaded", fetched.downloaded());
        json.put("checkedAgainst", fetched.check().name().toLowerCase(java.util.Locale.ROOT));
        return json;
    }

    static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Names() {
            super(PublishedWeights.architectures());
        }
    }
}
