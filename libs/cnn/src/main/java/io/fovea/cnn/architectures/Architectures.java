package io.fovea.cnn.architectures;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The networks there are, by name. */
public final class Architectures {
    private static final Map<String, Architecture> ALL = Stream.<Architecture>of(new FeedForward(), new LeNet5())
            .collect(Collectors.toMap(Architecture::name, Function.identity(), (a, b) -> a, TreeMap::new));

    private Architectures() {}

    /** In alphabetical order. */
    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /** @throws IllegalArgumentException where there is none of that name; the message lists those there are */
    public static Architecture named(String name) {
        Architecture architecture = ALL.get(name);
        if (architecture == null) {
            throw new IllegalArgumentException(
                    "No architecture is called %s. There are: %s.".formatted(name, String.join(", ", names())));
        }
        return architecture;
    }
}
