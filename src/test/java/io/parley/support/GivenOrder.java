package io.parley.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/** The order of classes that {@link Run} noted in the file that the system property {@code order.given} names. */
public final class GivenOrder implements ClassOrderer {

    @Override
    public void orderClasses(ClassOrdererContext context) {
        try {
            List<String> order = Files.readAllLines(Path.of(System.getProperty("order.given")));
            context.getClassDescriptors().sort(Comparator.comparingInt(type -> order.indexOf(name(type))));
        } catch (IOException e) {
            throw new UncheckedIOException("The order of the test classes can't be read", e);
        }
    }

    private static String name(ClassDescriptor type) {
        return type.getTestClass().getName().replace('.', '/') + ".java";
    }
}
