#ifndef HYPERFLEET_PRESCAN_H
#define HYPERFLEET_PRESCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <protobuf-c/protobuf-c.h>

/*
 * A look at a protobuf message's bytes before protobuf-c unpacks them: it finds what protobuf-c does not check, and
 * everything for which protobuf-c would refuse the message, so that an unpack behind it fails for lack of memory only.
 *
 * The time is linear in the length, nothing is allocated, and recursion ends at the depth limit.
 */
typedef enum hyperfleet_prescan_reason {
    HYPERFLEET_PRESCAN_OK = 0,
    /* The bytes end inside a field. */
    HYPERFLEET_PRESCAN_TRUNCATED,
    /* A number, tag or length is written with more bytes than it may have. */
    HYPERFLEET_PRESCAN_BAD_VARINT,
    /* A field number is 0 or past 536870911. */
    HYPERFLEET_PRESCAN_BAD_FIELD_NUMBER,
    /* A wire type is unknown, a group, or not that of the field. */
    HYPERFLEET_PRESCAN_BAD_WIRE_TYPE,
    /* Messages lie in each other deeper than the limit. */
    HYPERFLEET_PRESCAN_TOO_DEEP,
    /* There are more fields than the limit, those of inner messages counted too. */
    HYPERFLEET_PRESCAN_TOO_MANY_FIELDS,
    /* A text is not UTF-8; `offset` is the first byte that is not. */
    HYPERFLEET_PRESCAN_INVALID_UTF8,
    /* A text holds a NUL, which would end it early in C; `offset` is the NUL. */
    HYPERFLEET_PRESCAN_NUL_IN_TEXT,
    /* A message that stands once is given twice: merging costs quadratic time, and no honest writer does it. */
    HYPERFLEET_PRESCAN_REPEATED_MESSAGE,
    /* Fields that the descriptor does not know hold more bytes than the limit. */
    HYPERFLEET_PRESCAN_TOO_MUCH_UNKNOWN,
    /* The descriptor has more fields than HYPERFLEET_PRESCAN_FIELDS_MAX: our own mistake, found by a test. */
    HYPERFLEET_PRESCAN_UNSUPPORTED_DESCRIPTOR
} hyperfleet_prescan_reason;

/* The deepest nesting that a limit may allow; the outermost message is at depth 1. */
#define HYPERFLEET_PRESCAN_DEPTH_MAX 32

/* How many fields one message type may have. */
#define HYPERFLEET_PRESCAN_FIELDS_MAX 64

typedef struct hyperfleet_prescan_limits {
    unsigned depth;         /* at most HYPERFLEET_PRESCAN_DEPTH_MAX */
    size_t fields;          /* in all messages together */
    size_t unknown_bytes;   /* tags and lengths included, in all messages together */
} hyperfleet_prescan_limits;

/* One step of the way to a field: its name, and which of them where it is repeated. */
typedef struct hyperfleet_prescan_step {
    const char *name;   /* the descriptor's own text */
    size_t index;       /* from 0; of a repeated field only */
    bool is_repeated;
} hyperfleet_prescan_step;

/* Where and why a scan ended. */
typedef struct hyperfleet_prescan_result {
    hyperfleet_prescan_reason reason;
    size_t offset;          /* from the message's first byte */
    unsigned path_length;   /* 0 when it is about the message as a whole or about an unknown field */
    hyperfleet_prescan_step path[HYPERFLEET_PRESCAN_DEPTH_MAX];
} hyperfleet_prescan_result;

/*
 * Scans `length` bytes as a message of `descriptor`. Answers HYPERFLEET_PRESCAN_OK and leaves `result` alone, or
 * answers the reason and fills `result`.
 */
hyperfleet_prescan_reason hyperfleet_prescan(
    const ProtobufCMessageDescriptor *descriptor, const uint8_t *bytes, size_t length,
    const hyperfleet_prescan_limits *limits, hyperfleet_prescan_result *result);

#endif
