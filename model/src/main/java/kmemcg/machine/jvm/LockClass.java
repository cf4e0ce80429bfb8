package kmemcg.machine.jvm;

/** A node of the lock-order graph: all locks of one name, told apart by the subclass given to {@code spin_lock_nested}. */
record LockClass(String name, int subclass) {
    @Override
    public String toString() {
        return subclass == 0 ? name : name + "/" + subclass;
    }
}
