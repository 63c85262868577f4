package io.fovea.cli;

import io.fovea.cli.failure.CommandFailure;
import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Json;
import io.fovea.cli.terminal.Progress;
import io.fovea.cli.terminal.Step;
import io.fovea.datasets.published.PublishedDatasets;
import io.fovea.download.Checksum;
import io.fovea.download.DownloadFolder;
import io.fovea.download.Fetched;
import io.fovea.download.RemoteFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "get",
        description = {
            "Fetch a data set that is published, and print the folder that it is in.",
            "Each file is checked against the hash that is stated for it; a download that broke off goes on where it did.",
            "'svhn' is SVHN's format 1, whole house numbers; 'svhn-cropped' format 2, digits of 32x32."
        },
        footer = {"", "Example:", "  ./fovea dataset get fashion-mnist --to fashion/"})
final class DatasetGetCommand implements Callable<Integer> {

    private final Context context;
    private final Function<String, List<RemoteFile>> catalogue;

    @Parameters(
            paramLabel = "NAME",
            description = "One of ${COMPLETION-CANDIDATES}.",
            completionCandidates = Names.class)
    private String name = "";

    @Option(
            names = "--to",
            paramLabel = "FOLDER",
            description = "Where to put it (FOVEA_CACHE_DIR/datasets/NAME, or ~/.cache/fovea/datasets/NAME).")
    private @Nullable Path to;

    @Option(
            names = "--from",
            paramLabel = "URL",
            description = "A folder on another server that has the same files; the hashes stay.")
    private @Nullable URI from;

    @Mixin
    private CommonOptions options;

    DatasetGetCommand(Context context) {
        this(context, PublishedDatasets::files);
    }

    /** @param catalogue the files of a data set by its name */
    DatasetGetCommand(Context context, Function<String, List<RemoteFile>> catalogue) {
        this.context = context;
        this.catalogue = catalogue;
    }

    @Override
    public Integer call() {
        List<RemoteFile> files = files();
        Path folder =
                to == null ? DownloadFolder.inCache(System.getenv(), "datasets").resolve(name) : to;
        List<Fetched> fetched = fetch(files, new DownloadFolder(folder));
        if (options.json()) {
            context.terminal().out().println(Json.pretty(asJson(folder, files, fetched)));
        } else {
            context.terminal().out().println(folder);
        }
        return 0;
    }

    private List<RemoteFile> files() {
        List<RemoteFile> files = catalogue.apply(name);
        if (from == null) {
            return files;
        }
        try {
            return files.stream().map(file -> file.from(from)).toList();
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    private List<Fetched> fetch(List<RemoteFile> files, DownloadFolder folder) {
        Progress progress = new Progress(context.terminal());
        List<Fetched> fetched = new ArrayList<>();
        for (RemoteFile file : files) {
            try (Step step = progress.step("fetch")) {
                step.show(file.fileName());
                Fetched one = folder.get(file, (bytes, of) -> {
                    String megabytes = "%s, %s".formatted(file.fileName(), megabytes(bytes));
                    step.show(of <= 0 ? Double.NaN : (double) bytes / of, megabytes);
                });
                step.done("%s, %s, %s%s as published"
                        .formatted(
                                file.fileName(),
                                megabytes(one.bytes()),
                                one.downloaded() ? "" : "was there; ",
                                algorithm(file)));
                fetched.add(one);
            }
        }
        return fetched;
    }

    private static String algorithm(RemoteFile file) {
        return file.checksum().map(Checksum::algorithm).orElseThrow().title();
    }

    private static String megabytes(long bytes) {
        return Figures.count(Math.round(bytes / 1e6)) + " MB";
    }

    private Map<String, Object> asJson(Path folder, List<RemoteFile> files, List<Fetched> fetched) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            Map<String, Object> one = Json.object();
            one.put("address", files.get(i).address().toString());
            one.put("file", fetched.get(i).file().toString());
            one.put("bytes", fetched.get(i).bytes());
            one.put("downloaded", fetched.get(i).downloaded());
            one.put("checkedBy", algorithm(files.get(i)));
            list.add(one);
        }
        Map<String, Object> json = Json.object();
        json.put("name", name);
        json.put("folder", folder.toString());
        json.put("files", list);
        return json;
    }

    static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Names() {
            super(PublishedDatasets.names());
        }
    }
}
