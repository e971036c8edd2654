#ifndef HYPERFLEET_ALLOCATION_COUNT_H
#define HYPERFLEET_ALLOCATION_COUNT_H

#include <stdint.h>

/// How many times the calling thread has allocated memory since it began; always 0 under a sanitizer, which has an
/// allocator of its own.
uint64_t hyperfleet_allocation_count(void);

#endif
