package io.parley.channel;

/** The service did not take it and names the address that it has to go to from now on. */
public final class AddressMoved extends DeliveryFailure {
    private static final long serialVersionUID = 1L;

    private final transient ThreadKey newThread;
    private final transient Address newAddress;

    /**
     * @param newThread where the conversation lives from now on
     * @param newAddress where messages go from now on
     */
    public AddressMoved(ThreadKey newThread, Address newAddress) {
        super("The address moved");
        this.newThread = newThread;
        this.newAddress = newAddress;
    }

    /** Where the conversation lives from now on. */
    public ThreadKey newThread() {
        return newThread;
    }

    /** Where messages go from now on. */
    public Address newAddress() {
        return newAddress;
    }
}
