package io.parley.hours;

/** Office hours for tests of other packages. */
public final class Hours {
    private Hours() {}

    /** The hours that settings say; each may be empty. */
    public static OfficeHours of(String week, String holidays, String zone) {
        OfficeHours.Plan plan = new OfficeHoursSettings(week, holidays, zone).plan();
        return new OfficeHours(() -> plan);
    }
}
