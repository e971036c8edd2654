/* Shows the thread sanitizer the order that Synchronization.Mutex keeps; linked into sanitized builds alone.
 *
 * A Mutex that is free is taken and given back by code that the compiler puts into its user, which the sanitizer sees.
 * One that is contended goes through libswiftSynchronization.so, which is not instrumented: there a thread spins and
 * then asks the kernel for the lock, and whatever order that brings stays unseen. Every contended Mutex would be
 * reported as a race on the state behind it.
 *
 * The three entry points of that path are wrapped here: each calls the library's own and tells the sanitizer what the
 * lock's word has acquired or released. Nothing is suppressed, so that state touched without the lock is still found.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#define LOCK_SLOW "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define TRY_LOCK_SLOW "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
#define UNLOCK_SLOW "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context))

typedef SWIFT void lock_slow(uint32_t thread, SELF void *handle);
typedef SWIFT bool try_lock_slow(SELF void *handle);
typedef SWIFT void unlock_slow(SELF void *handle);

extern void __tsan_acquire(void *address);
extern void __tsan_release(void *address);

extern lock_slow order_lock_slow __asm__(LOCK_SLOW);
extern try_lock_slow order_try_lock_slow __asm__(TRY_LOCK_SLOW);
extern unlock_slow order_unlock_slow __asm__(UNLOCK_SLOW);

/* The library's own function of that name. A toolchain that has none must not pass for one that is understood. */
static void *library(const char *name) {
    void *function = dlsym(RTLD_NEXT, name);
    if (function == NULL) {
        fprintf(stderr, "MutexOrder.c: libswiftSynchronization.so has no %s\n", name);
        abort();
    }
    return function;
}

SWIFT void order_lock_slow(uint32_t thread, SELF void *handle) {
    ((lock_slow *)library(LOCK_SLOW))(thread, handle);
    __tsan_acquire(handle);
}

SWIFT bool order_try_lock_slow(SELF void *handle) {
    bool is_locked = ((try_lock_slow *)library(TRY_LOCK_SLOW))(handle);
    if (is_locked) __tsan_acquire(handle);
    return is_locked;
}

SWIFT void order_unlock_slow(SELF void *handle) {
    __tsan_release(handle);
    ((unlock_slow *)library(UNLOCK_SLOW))(handle);
}
