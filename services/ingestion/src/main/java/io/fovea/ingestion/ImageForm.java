package io.fovea.ingestion;

import io.fovea.ingestion.submission.FormFile;
import io.fovea.ingestion.submission.ImageDescription;
import io.fovea.ingestion.submission.InadmissibleException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

/** A form as images and what is said of all of them: parts with a filename are images, whatever their names. */
final class ImageForm {
    private static final Set<String> FIELDS = Set.of("label", "split", "source");

    private final List<FormFile> files = new ArrayList<>();
    private final Map<String, String> fields = new HashMap<>();

    /** @throws InadmissibleException when it has a field that is neither a file nor known, or one twice */
    ImageForm(MultipartFormDataInput form) throws IOException {
        for (var part : form.getValues().entrySet()) {
            for (FormValue value : part.getValue()) {
                if (value.isFileItem()) {
                    files.add(file(value));
                } else if (!FIELDS.contains(part.getKey()) || fields.put(part.getKey(), value.getValue()) != null) {
                    throw InadmissibleException.unknownField(part.getKey());
                }
            }
        }
    }

    List<FormFile> files() {
        return files;
    }

    /** What is said of every image: in the query, or in a field of the form. */
    ImageDescription describe(Optional<String> label, Optional<String> split, Optional<String> source) {
        return new ImageDescription(
                label.or(() -> field("label")),
                split.or(() -> field("split")),
                source.or(() -> field("source")),
                Optional.empty());
    }

    private Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    private static FormFile file(FormValue value) throws IOException {
        String name = Optional.ofNullable(value.getFileName()).orElse("");
        return new FormFile(name, value.getFileItem().getFileSize(), value.getFileItem()::getInputStream);
    }
}
