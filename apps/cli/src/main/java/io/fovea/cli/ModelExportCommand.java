package io.fovea.cli;

import io.fovea.cli.client.Models;
import io.fovea.cli.export.ExportedFile;
import io.fovea.cli.export.Form;
import io.fovea.cli.export.VersionExport;
import io.fovea.cli.export.VersionName;
import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Json;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.registry.Lineage.BackboneLineage;
import io.fovea.registry.ModelRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "export",
        description = {
            "Write a version of the registry for other programs, its hashes checked.",
            "onnx is a whole network for ONNX Runtime, savedmodel a folder with one for TensorFlow; safetensors and hdf5 are"
                    + " weights alone, hdf5 for Keras' load_weights on the same network.",
            "A name that ends with .weights.h5 gets Keras 3's layout, any other .h5 the one that Keras 2 and Keras 3 read."
        },
        footer = {
            "",
            "Examples:",
            "  ./fovea model export digits --format onnx --out digits.onnx",
            "  ./fovea model export digits/2 --format savedmodel --out exported/"
        })
final class ModelExportCommand implements Callable<Integer> {

    private final Context context;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "MODEL[/VERSION]",
            converter = VersionName.Converter.class,
            description = "A version in the registry by its number or an alias (live).")
    private VersionName name = new VersionName("", ModelRegistry.LIVE);

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            required = true,
            description = "One of ${COMPLETION-CANDIDATES}.")
    private Form format = Form.ONNX;

    @Option(
            names = "--out",
            paramLabel = "PATH",
            required = true,
            description =
                    "Where it goes: a file, or a folder for savedmodel. A name for hdf5 ends with .weights.h5 or .h5.")
    private Path out = Path.of("");

    @Option(names = "--force", description = "Replace the file or the SavedModel that is there.")
    private boolean force;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private CommonOptions options;

    ModelExportCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        checkOut();
        try (ModelRegistry registry = Models.open(connection.connect())) {
            ModelVersion version = Models.version(registry, name.model(), name.version());
            VersionExport export = VersionExport.of(registry, version);
            List<ExportedFile> files = export.write(format, out, force);
            if (options.json()) {
                context.terminal().out().println(Json.pretty(asJson(export, files)));
            } else {
                print(export, files);
            }
        }
        return 0;
    }

    /** Keras goes by the name's end. */
    private void checkOut() {
        if (format == Form.HDF5 && !out.toString().endsWith(".h5")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "'%s' is no name for hdf5: Keras reads weights from a name that ends with .weights.h5 or .h5"
                            .formatted(out));
        }
    }

    private void print(VersionExport export, List<ExportedFile> files) {
        long bytes = files.stream().mapToLong(ExportedFile::bytes).sum();
        String what = files.size() == 1 ? "sha256 " + files.get(0).sha256() : Figures.count(files.size(), "file");
        context.terminal()
                .out()
                .println("%s as %s: %s, %s, %s"
                        .formatted(export.name(), format, out, Figures.count(bytes, "byte"), what));
        BackboneLineage backbone = export.manifest().lineage().backbone();
        if (backbone != null) {
            context.terminal()
                    .out()
                    .println("It takes no images, but the features that layer %s of %s makes of them."
                            .formatted(backbone.layer(), backbone.id()));
        }
    }

    private Map<String, Object> asJson(VersionExport export, List<ExportedFile> files) {
        Map<String, Object> json = Json.object();
        json.put("model", export.manifest().model());
        json.put("version", export.manifest().version());
        json.put("format", format.toString());
        json.put("out", out.toString());
        json.put("files", files);
        BackboneLineage backbone = export.manifest().lineage().backbone();
        if (backbone != null) {
            json.put("backbone", backbone);
        }
        return json;
    }
}
