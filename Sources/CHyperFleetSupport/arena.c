#include "hyperfleet_arena.h"

#include <pthread.h>
#include <stdlib.h>

struct hyperfleet_arena_chunk {
    hyperfleet_arena_chunk *older;
    size_t length; /* bytes behind this header */
};

/* The header, so rounded that what lies behind it is aligned to 16 bytes as malloc's answer is. */
#define HEADER_LENGTH ((sizeof(hyperfleet_arena_chunk) + 15) & ~(size_t)15)

static void *allocate_for_protobuf(void *data, size_t length) {
    return hyperfleet_arena_allocate(data, length);
}

static void free_for_protobuf(void *data, void *piece) {
    (void)data;
    (void)piece;
}

static void use_chunk(hyperfleet_arena *arena, hyperfleet_arena_chunk *chunk) {
    arena->newest = chunk;
    arena->next = (uint8_t *)chunk + HEADER_LENGTH;
    arena->end = arena->next + chunk->length;
}

static bool add_chunk(hyperfleet_arena *arena, size_t length) {
    if (length > SIZE_MAX - HEADER_LENGTH) return false;
    hyperfleet_arena_chunk *chunk = malloc(HEADER_LENGTH + length);
    if (chunk == NULL) return false;
    chunk->older = arena->newest;
    chunk->length = length;
    arena->reserved += length;
    use_chunk(arena, chunk);
    return true;
}

hyperfleet_arena *hyperfleet_arena_create(size_t first, size_t limit) {
    hyperfleet_arena *arena = calloc(1, sizeof *arena);
    if (arena == NULL) return NULL;
    first = (first + 15) & ~(size_t)15;
    arena->limit = limit < first ? first : limit;
    arena->allocator.alloc = allocate_for_protobuf;
    arena->allocator.free = free_for_protobuf;
    arena->allocator.allocator_data = arena;
    if (!add_chunk(arena, first)) {
        free(arena);
        return NULL;
    }
    return arena;
}

void *hyperfleet_arena_allocate_slowly(hyperfleet_arena *arena, size_t rounded) {
    size_t left = arena->limit - arena->reserved;
    if (rounded > left) {
        arena->limit_reached = true;
        return NULL;
    }
    /* Each chunk is twice the former, so that n bytes take log n chunks, and at most half of them is wasted. */
    size_t length = arena->newest->length > SIZE_MAX / 2 ? SIZE_MAX : arena->newest->length * 2;
    if (length > left) length = left & ~(size_t)15;
    if (length < rounded) length = rounded;
    if (!add_chunk(arena, length)) return NULL;
    void *piece = arena->next;
    arena->next += rounded;
    return piece;
}

void hyperfleet_arena_reset(hyperfleet_arena *arena) {
    hyperfleet_arena_chunk *chunk = arena->newest;
    while (chunk->older != NULL) {
        hyperfleet_arena_chunk *older = chunk->older;
        arena->reserved -= chunk->length;
        free(chunk);
        chunk = older;
    }
    use_chunk(arena, chunk);
    arena->limit_reached = false;
}

void hyperfleet_arena_destroy(hyperfleet_arena *arena) {
    hyperfleet_arena_chunk *chunk = arena->newest;
    while (chunk != NULL) {
        hyperfleet_arena_chunk *older = chunk->older;
        free(chunk);
        chunk = older;
    }
    free(arena);
}

/* The thread's own arena; the key is there only for its destructor, which runs when the thread ends. */
static _Thread_local hyperfleet_arena *thread_arena;
static pthread_key_t thread_key;
static pthread_once_t thread_key_once = PTHREAD_ONCE_INIT;
static bool thread_key_exists;

static void destroy_thread_arena(void *arena) {
    thread_arena = NULL;
    hyperfleet_arena_destroy(arena);
}

static void create_thread_key(void) {
    thread_key_exists = pthread_key_create(&thread_key, destroy_thread_arena) == 0;
}

/* Makes `arena` the thread's own; without a key to free it at the thread's end it stays the borrower's alone. */
static void keep_for_thread(hyperfleet_arena *arena) {
    pthread_once(&thread_key_once, create_thread_key);
    if (!thread_key_exists || pthread_setspecific(thread_key, arena) != 0) return;
    arena->belongs_to_thread = true;
    thread_arena = arena;
}

hyperfleet_arena *hyperfleet_arena_borrow(size_t limit) {
    hyperfleet_arena *arena = thread_arena;
    if (arena == NULL || arena->is_lent) {
        bool is_first = arena == NULL;
        arena = hyperfleet_arena_create(HYPERFLEET_ARENA_FIRST_CHUNK, limit);
        if (arena == NULL) return NULL;
        if (is_first) keep_for_thread(arena);
    }
    arena->limit = limit < arena->reserved ? arena->reserved : limit;
    arena->is_lent = true;
    return arena;
}

void hyperfleet_arena_give_back(hyperfleet_arena *arena) {
    if (!arena->belongs_to_thread) {
        hyperfleet_arena_destroy(arena);
        return;
    }
    hyperfleet_arena_reset(arena);
    arena->is_lent = false;
}
