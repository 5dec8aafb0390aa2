package io.parley.desk.faq;

import io.parley.desk.DeskTexts;
import io.parley.learning.replay.Effect;
import io.parley.learning.replay.Effect.Moved;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a decision would do to known questions, in an agent's words.
 *
 * @param deed the decision's last part of its address
 * @param refused whether the decision was wanted and refused, so that it needs a second click
 * @param key the effect's name
 * @param isLossy whether it needs a reason, too
 */
record EffectTable(String deed, boolean refused, String key, boolean isLossy, String lead, List<Group> groups) {
    private static final int MOST = 10;

    /**
     * Questions of which the same becomes.
     *
     * @param more how many are not shown; null when all are
     */
    record Group(String name, String title, List<Moved> rows, @Nullable String more) {}

    static EffectTable of(Effect effect, String deed, boolean refused, DeskTexts texts) {
        List<Group> groups = new ArrayList<>();
        add(groups, "lost", effect.lost(), texts);
        add(groups, "stolen", effect.stolen(), texts);
        add(groups, "changed", effect.changed(), texts);
        add(groups, "newly", effect.newly(), texts);
        String lead = texts.text("effect", "lead").replace("{n}", Integer.toString(effect.asked())).replace("{cases}",
                Integer.toString(effect.cases()));
        return new EffectTable(deed, refused, effect.key(), effect.loses(), lead, groups);
    }

    private static void add(List<Group> groups, String name, List<Moved> moved, DeskTexts texts) {
        if (!moved.isEmpty()) {
            groups.add(new Group(name, texts.text("effect", name).replace("{n}", Integer.toString(moved.size())),
                    moved.stream().limit(MOST).toList(), moved.size() <= MOST
                            ? null
                            : texts.text("effect", "more").replace("{n}", Integer.toString(moved.size() - MOST))));
        }
    }
}
