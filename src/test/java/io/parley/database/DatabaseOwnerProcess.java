package io.parley.database;

import java.io.IOException;
import java.nio.file.Path;

/** A process that owns the embedded PostgreSQL of a directory until it is killed. */
final class DatabaseOwnerProcess {
    static final String READY = "ready";

    private DatabaseOwnerProcess() {}

    @SuppressWarnings("resource")
    static void main(String[] arguments) throws IOException {
        EmbeddedDatabase.own(new DataDirectory(Path.of(arguments[0])));
        System.out.println(READY);
        System.in.read();
    }

    /** Starts one and returns when the database runs. */
    static Process start(Path data) throws IOException {
        Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp",
                System.getProperty("java.class.path"), DatabaseOwnerProcess.class.getName(), data.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line;
        do {
            line = process.inputReader().readLine();
        } while (line != null && !line.equals(READY));
        if (line == null) {
            throw new IOException("The owner's process ended before its database ran");
        }
        return process;
    }
}
