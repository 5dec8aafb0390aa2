package io.parley.cli;

import io.parley.ops.Doctor;
import io.parley.ops.Finding;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.springframework.beans.BeansException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says of each part whether it is set up and works, and what to do. */
@Command(name = "doctor", mixinStandardHelpOptions = true, description = {
        "Look at each part: is it set up, can it be reached, what is to be done.",
        "Sends nothing to customers. Fails when something that is set up does not work."})
final class DoctorCommand implements Callable<Integer> {
    private final Application application;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    DoctorCommand(Application application) {
        this.application = application;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        print(new Finding("Java", Finding.State.OK, Runtime.version().toString()), out);
        try (Standalone parley = application.open(Map.of(), spec.commandLine().getErr())) {
            if (parley.isServer()) {
                print(new Finding("server", Finding.State.OK,
                        "runs and looked itself, with the settings that it was started"
                                + " with; what you set for this command alone does nothing before its next start"),
                        out);
            }
            List<Finding> findings = parley.part(Doctor.class).examine();
            findings.forEach(finding -> print(finding, out));
            return findings.stream().anyMatch(finding -> finding.state() == Finding.State.WRONG) ? 1 : 0;
        } catch (BeansException | IllegalStateException e) {
            print(new Finding("settings", Finding.State.WRONG, Commands.sentence(e)), out);
            out.println("The other parts can be looked at when this is mended.");
            return 1;
        }
    }

    private static void print(Finding finding, PrintWriter out) {
        String mark = switch (finding.state()) {
            case OK -> "ok";
            case OFF -> "off";
            case WRONG -> "WRONG";
        };
        out.printf("%-6s %-15s %s%n", mark, finding.part(), finding.what());
    }
}
