package kmemcg.property;

import java.util.List;

/**
 * What a call may answer, one call at a time. It may allow several outcomes, and so several states afterwards.
 *
 * @param <S> an immutable state with {@code equals}
 * @param <C> a call with its result
 */
public interface SequentialSpec<S, C> {
    /** The state before the first call. */
    S initial();

    /**
     * The states that the call may leave behind, given the result that it returned; empty if that result is not allowed here.
     *
     * @param overlapped the calls that ran at the same time as this one: the contract is looser for those
     */
    List<S> after(S state, C call, List<C> overlapped);
}
