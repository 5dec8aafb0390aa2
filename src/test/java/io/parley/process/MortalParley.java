package io.parley.process;

import io.parley.Parley;
import io.parley.cluster.FailPoint;
import io.parley.cluster.FailPoints;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** The application, which dies at the fail point that the system property {@code die.at} names, if it names one. */
public final class MortalParley {
    private MortalParley() {}

    public static void main(String[] args) {
        new SpringApplicationBuilder(Parley.class)
                .initializers(context -> context.getBeanFactory().registerSingleton("failPoints", failPoints()))
                .run(args);
        System.out.println(ParleyProcess.SERVING);
    }

    private static FailPoints failPoints() {
        String where = System.getProperty("die.at", "");
        return where.isEmpty()
                ? FailPoints.NONE
                : new Suicide(FailPoint.valueOf(where), Integer.getInteger("die.time", 1));
    }
}
