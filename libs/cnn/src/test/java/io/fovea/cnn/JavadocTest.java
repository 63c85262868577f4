package io.fovea.cnn;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Everything that is public says what it is; doclint's own check would also want a tag for each parameter. */
class JavadocTest {
    private static final Path SOURCES = Path.of("src/main/java");

    @Test
    void shouldExplainEverythingPublic() throws IOException {
        // When
        List<String> silent = new ArrayList<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.walk(SOURCES)) {
            List<Path> java =
                    sources.filter(path -> path.toString().endsWith(".java")).toList();
            JavacTask task = (JavacTask)
                    compiler.getTask(null, files, null, List.of(), null, files.getJavaFileObjectsFromPaths(java));
            Silence silence = new Silence(DocTrees.instance(task), silent);
            for (CompilationUnitTree unit : task.parse()) {
                silence.scan(unit, null);
            }
        }

        // Then
        assertThat(silent)
                .as("public and without Javadoc: say what the caller gets, shapes and units, errors")
                .isEmpty();
    }

    /** Finds what a user can see, in types that a user can see, and that has no comment. */
    private static final class Silence extends TreePathScanner<Void, Void> {
        private final DocTrees trees;
        private final List<String> found;

        private Silence(DocTrees trees, List<String> found) {
            this.trees = trees;
            this.found = found;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            if (!visible(type.getModifiers())) {
                return null; // nor what is in it
            }
            require(type.getSimpleName().toString());
            return super.visitClass(type, nothing);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            boolean inherits = method.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation ->
                            annotation.getAnnotationType().toString().equals("Override"));
            boolean ofRecord =
                    enclosing().getKind() == Tree.Kind.RECORD && method.getReturnType() == null; // told there
            if (visible(method.getModifiers()) && !inherits && !ofRecord) {
                require(enclosing().getSimpleName() + "." + method.getName());
            }
            return null; // a method's own classes are nobody else's
        }

        /** Members of an interface are public without saying so. */
        private boolean visible(ModifiersTree modifiers) {
            boolean stated = modifiers.getFlags().contains(Modifier.PUBLIC);
            boolean hidden = modifiers.getFlags().contains(Modifier.PRIVATE);
            return stated
                    || !hidden && getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.INTERFACE;
        }

        private ClassTree enclosing() {
            return (ClassTree) getCurrentPath().getParentPath().getLeaf();
        }

        private void require(String name) {
            TreePath path = getCurrentPath();
            if (trees.getDocComment(path) == null) {
                String file = path.getCompilationUnit().getSourceFile().getName();
                found.add(file.substring(file.indexOf("io/fovea/cnn/") + "io/fovea/cnn/".length()) + ": " + name);
            }
        }
    }
}
