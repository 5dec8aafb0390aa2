package io.parley.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * How a server sends what a command prints: each line with a letter before it that says where it belongs, and last the exit
 * code.
 */
final class CommandLines {
    /** Before a line of the answer. */
    static final char OUT = 'o';
    /** Before a line about the answer, such as an error. */
    static final char ERR = 'e';
    /** Before the exit code. */
    static final char EXIT = 'x';

    private CommandLines() {}

    /** Sends each line when it is whole. */
    static PrintWriter sending(char mark, Writer to) {
        return new PrintWriter(new Lines(mark, to), true);
    }

    /** The last line. */
    static String exit(int code) {
        return EXIT + "" + code + "\n";
    }

    /** Collects what is written until a line is whole. */
    private static final class Lines extends Writer {
        private final char mark;
        private final Writer to;
        private final StringBuilder line = new StringBuilder();

        Lines(char mark, Writer to) {
            this.mark = mark;
            this.to = to;
        }

        @Override
        public void write(char[] text, int from, int length) throws IOException {
            for (int i = from; i < from + length; i++) {
                if (text[i] == '\n') {
                    flushLine();
                } else if (text[i] != '\r') {
                    line.append(text[i]);
                }
            }
        }

        private void flushLine() throws IOException {
            synchronized (to) {
                to.write(mark + line.toString() + "\n");
                to.flush();
            }
            line.setLength(0);
        }

        @Override
        public void flush() {
            // A line is sent when it is whole.
        }

        @Override
        public void close() throws IOException {
            if (!line.isEmpty()) {
                flushLine();
            }
        }
    }
}
