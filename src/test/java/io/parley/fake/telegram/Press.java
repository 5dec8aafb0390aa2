package io.parley.fake.telegram;

/** A button that a person pressed; it shows a spinner until the bot answers. */
public final class Press {

    private final World world;
    private final World.Pressed pressed;
    private final long updateId;

    Press(World world, World.Pressed pressed, long updateId) {
        this.world = world;
        this.pressed = pressed;
        this.updateId = updateId;
    }

    /** The callback query's id. */
    public String id() {
        return pressed.id;
    }

    /** The update that tells the bot, or 0 if it did not ask for such. */
    public long updateId() {
        return updateId;
    }

    /** Whether the bot answered, so that the spinner went. */
    public boolean answered() {
        world.lock.lock();
        try {
            return pressed.answered;
        } finally {
            world.lock.unlock();
        }
    }

    /** The notice that the person saw at once, empty for none. */
    public String notice() {
        world.lock.lock();
        try {
            return pressed.notice;
        } finally {
            world.lock.unlock();
        }
    }
}
