#ifndef HYPERFLEET_ARENA_H
#define HYPERFLEET_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <protobuf-c/protobuf-c.h>

/*
 * Memory that is handed out piece by piece and taken back all at once.
 *
 * One message is read or written in one arena. A piece is aligned to 16 bytes and is never freed by itself: through
 * the allocator, protobuf-c's own free does nothing, so free_unpacked is never needed. The chunks of an arena never
 * hold more than its limit together, however little of them is used.
 *
 * An arena belongs to one thread at a time.
 */
typedef struct hyperfleet_arena_chunk hyperfleet_arena_chunk;

typedef struct hyperfleet_arena {
    uint8_t *next;                  /* the first free byte of the newest chunk */
    uint8_t *end;                   /* one past the last byte of the newest chunk */
    hyperfleet_arena_chunk *newest;
    size_t reserved;                /* bytes of all chunks together */
    size_t limit;                   /* what `reserved` may reach */
    bool limit_reached;             /* whether a piece was refused because of `limit`, not for lack of memory */
    bool belongs_to_thread;         /* whether its thread keeps it for the next borrower */
    bool is_lent;
    ProtobufCAllocator allocator;   /* hands out pieces of this arena */
} hyperfleet_arena;

/*
 * An arena whose first chunk has `first` bytes, at least 1, and is kept by reset. A `limit` below `first` means
 * `first`. NULL when there is no memory.
 */
hyperfleet_arena *hyperfleet_arena_create(size_t first, size_t limit);

/* Takes back all pieces, and frees all chunks but the first. */
void hyperfleet_arena_reset(hyperfleet_arena *arena);

/* Frees the arena and all its pieces. */
void hyperfleet_arena_destroy(hyperfleet_arena *arena);

/*
 * This thread's arena, empty and with this limit, or a new one while the former is lent; NULL when there is no
 * memory. It goes back through give_back on the same thread, before the borrower's function returns. A thread keeps
 * one chunk of HYPERFLEET_ARENA_FIRST_CHUNK bytes and frees it when it ends.
 */
hyperfleet_arena *hyperfleet_arena_borrow(size_t limit);

#define HYPERFLEET_ARENA_FIRST_CHUNK ((size_t)64 * 1024)

/* Resets a borrowed arena and keeps it for the thread's next borrower. */
void hyperfleet_arena_give_back(hyperfleet_arena *arena);

/* What makes protobuf-c take its memory from this arena. */
static inline ProtobufCAllocator *hyperfleet_arena_allocator(hyperfleet_arena *arena) {
    return &arena->allocator;
}

/* A piece from a new chunk: what allocate does when the newest chunk is full. */
void *hyperfleet_arena_allocate_slowly(hyperfleet_arena *arena, size_t rounded);

/* A piece of at least `length` bytes, of undefined content; NULL when the limit is reached or there is no memory. */
static inline void *hyperfleet_arena_allocate(hyperfleet_arena *arena, size_t length) {
    if (length > SIZE_MAX - 15) {
        arena->limit_reached = true;
        return NULL;
    }
    size_t rounded = (length + 15) & ~(size_t)15;
    if ((size_t)(arena->end - arena->next) >= rounded) {
        void *piece = arena->next;
        arena->next += rounded;
        return piece;
    }
    return hyperfleet_arena_allocate_slowly(arena, rounded);
}

/* A copy of a text of `length` bytes, with a NUL behind it; NULL as allocate, or when the text itself holds a NUL. */
static inline char *hyperfleet_arena_copy_text(hyperfleet_arena *arena, const void *text, size_t length) {
    if (length == SIZE_MAX || (length > 0 && memchr(text, 0, length) != NULL)) return NULL;
    char *copy = hyperfleet_arena_allocate(arena, length + 1);
    if (copy == NULL) return NULL;
    if (length > 0) memcpy(copy, text, length);
    copy[length] = 0;
    return copy;
}

#endif
