/**
 * What kernel-memory accounting must do, as plain sequential classes.
 *
 * <p>No threads, no input or output, no page size or batch of its own: each class mirrors one rule of the kernel and
 * says which function it mirrors. Two users read the same rules: recordings of a real kernel are replayed through them,
 * and random operation sequences on the models are compared with them. Groups, objcgs and objects are keys of the
 * caller's choosing; a key must have a stable {@code equals}, and a reused kernel address is a new key.
 */
@NullMarked
package kmemcg.property.reference;

import org.jspecify.annotations.NullMarked;
