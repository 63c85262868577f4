package io.fovea.architecture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Markdown file, with what a reader follows or types.
 *
 * @param file where it lies; links are relative to its folder
 * @param text its content
 */
record Document(Path file, String text) {

    private static final Pattern FENCE = Pattern.compile("(?ms)^```([a-z]*)\\n(.*?)^```");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");

    static Document read(Path file) {
        return new Document(file, SourceTree.read(file));
    }

    /** Links to files or headings that are not there. */
    List<String> brokenLinks() {
        return LINK.matcher(FENCE.matcher(text).replaceAll(""))
                .results()
                .map(match -> match.group(1))
                .filter(link -> !link.matches("[a-z]+:.*"))
                .filter(link -> !resolves(link))
                .toList();
    }

    /** Lines in fenced blocks that begin with {@code program}, without their comments. */
    List<String> commands(String program) {
        return FENCE.matcher(text)
                .results()
                .flatMap(match -> match.group(2).lines())
                .map(line -> line.replaceFirst("^\\$ ", "")
                        .replaceFirst("\\s+#.*", "")
                        .strip())
                .filter(line -> line.equals(program) || line.startsWith(program + " "))
                .toList();
    }

    /** The fenced blocks in this language, as they stand. */
    List<String> blocks(String language) {
        return FENCE.matcher(text)
                .results()
                .filter(match -> match.group(1).equals(language))
                .map(match -> match.group(2))
                .toList();
    }

    private boolean resolves(String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? file : file.resolveSibling(parts[0]);
        return Files.exists(target)
                && (parts.length == 1 || anchors(SourceTree.read(target)).anyMatch(parts[1]::equals));
    }

    /** How GitHub names a heading: lower case, spaces as hyphens, no other punctuation. */
    private static Stream<String> anchors(String markdown) {
        return HEADING.matcher(markdown)
                .results()
                .map(match -> match.group(1).toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^a-z0-9 _-]", "").replace(' ', '-'));
    }
}
