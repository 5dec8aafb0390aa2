package io.parley.process;

import io.parley.Parley;
import io.parley.cluster.FailPoint;
import io.parley.cluster.FailPoints;
import java.nio.file.Path;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The application, which dies at the fail point that the system property {@code die.at} names, if it names one, and whose clock
 * is ahead by the seconds in the file that {@code clock.file} names, if it names one.
 */
public final class MortalParley {
    private MortalParley() {}

    public static void main(String[] args) {
        new SpringApplicationBuilder(Parley.class)
                .initializers(context -> context.getBeanFactory().registerSingleton("failPoints", failPoints()))
                .initializers(MortalParley::setClock)
                .run(args);
        System.out.println(ParleyProcess.SERVING);
    }

    private static void setClock(ConfigurableApplicationContext context) {
        String file = System.getProperty("clock.file", "");
        if (!file.isEmpty()) {
            context.getBeanFactory().registerSingleton("clock", new SteppedClock(Path.of(file)));
        }
    }

    private static FailPoints failPoints() {
        String where = System.getProperty("die.at", "");
        return where.isEmpty()
                ? FailPoints.NONE
                : new Suicide(FailPoint.valueOf(where), Integer.getInteger("die.time", 1));
    }
}
