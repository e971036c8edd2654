#include "hyperfleet_prescan.h"

#include <string.h>

typedef const uint8_t *position;

/* What all levels of one scan share. */
typedef struct scan {
    position origin;
    unsigned depth_max;
    size_t fields_left;
    size_t unknown_left;
    hyperfleet_prescan_result *result;
} scan;

enum { TAG_LENGTH_MAX = 5, LENGTH_LENGTH_MAX = 5, VARINT_LENGTH_MAX = 10 };

#define FIELD_NUMBER_MAX 0x1FFFFFFFu

static hyperfleet_prescan_reason stop(scan *scan, hyperfleet_prescan_reason reason, position at) {
    scan->result->reason = reason;
    scan->result->offset = (size_t)(at - scan->origin);
    scan->result->path_length = 0;
    return reason;
}

/* Reads a varint of at most `length_max` bytes; on success `*at` is behind it. */
static inline hyperfleet_prescan_reason read_varint(
    position *at, position end, unsigned length_max, uint64_t *value) {
    position next = *at;
    if (next < end && *next < 0x80) {
        *value = *next;
        *at = next + 1;
        return HYPERFLEET_PRESCAN_OK;
    }
    uint64_t read = 0;
    for (unsigned index = 0; index < length_max; index++) {
        if (next == end) return HYPERFLEET_PRESCAN_TRUNCATED;
        uint8_t byte = *next++;
        read |= (uint64_t)(byte & 0x7F) << (7 * index);
        if (byte < 0x80) {
            *value = read;
            *at = next;
            return HYPERFLEET_PRESCAN_OK;
        }
    }
    return HYPERFLEET_PRESCAN_BAD_VARINT;
}

/* How many bytes the sequence at `at` has, which begins with a byte past ASCII; 0 when it is not UTF-8. */
static size_t sequence_length(position at, position end) {
    uint8_t lead = at[0];
    size_t left = (size_t)(end - at);
    uint8_t second_min = 0x80, second_max = 0xBF;
    size_t length;
    if (lead >= 0xC2 && lead <= 0xDF) {
        length = 2;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
        length = 3;
        if (lead == 0xE0) second_min = 0xA0; /* no overlong form */
        if (lead == 0xED) second_max = 0x9F; /* no surrogate */
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        length = 4;
        if (lead == 0xF0) second_min = 0x90; /* no overlong form */
        if (lead == 0xF4) second_max = 0x8F; /* nothing past U+10FFFF */
    } else {
        return 0;
    }
    if (left < length || at[1] < second_min || at[1] > second_max) return 0;
    for (size_t index = 2; index < length; index++) {
        if ((at[index] & 0xC0) != 0x80) return 0;
    }
    return length;
}

static hyperfleet_prescan_reason scan_text(scan *scan, position at, position end) {
    const uint64_t ones = 0x0101010101010101u, high_bits = 0x8080808080808080u;
    while (at < end) {
        while (end - at >= 8) {
            uint64_t word;
            memcpy(&word, at, sizeof word);
            /* Ends at a word with a byte past ASCII or with a NUL in it. */
            if (((word | (word - ones)) & high_bits) != 0) break;
            at += 8;
        }
        if (at == end) break;
        if (*at == 0) return stop(scan, HYPERFLEET_PRESCAN_NUL_IN_TEXT, at);
        size_t length = *at < 0x80 ? 1 : sequence_length(at, end);
        if (length == 0) return stop(scan, HYPERFLEET_PRESCAN_INVALID_UTF8, at);
        at += length;
    }
    return HYPERFLEET_PRESCAN_OK;
}

/* The field `number` of `descriptor` and its place in the descriptor's list; NULL when it is unknown. */
static inline const ProtobufCFieldDescriptor *find_field(
    const ProtobufCMessageDescriptor *descriptor, uint32_t number, unsigned *index) {
    for (unsigned range = 0; range < descriptor->n_field_ranges; range++) {
        uint32_t first = (uint32_t)descriptor->field_ranges[range].start_value;
        unsigned place = descriptor->field_ranges[range].orig_index;
        unsigned count = descriptor->field_ranges[range + 1].orig_index - place;
        if (number >= first && number - first < count) {
            *index = place + (number - first);
            return descriptor->fields + *index;
        }
    }
    return NULL;
}

static ProtobufCWireType wire_type_of(ProtobufCType type) {
    switch (type) {
    case PROTOBUF_C_TYPE_FIXED32:
    case PROTOBUF_C_TYPE_SFIXED32:
    case PROTOBUF_C_TYPE_FLOAT:
        return PROTOBUF_C_WIRE_TYPE_32BIT;
    case PROTOBUF_C_TYPE_FIXED64:
    case PROTOBUF_C_TYPE_SFIXED64:
    case PROTOBUF_C_TYPE_DOUBLE:
        return PROTOBUF_C_WIRE_TYPE_64BIT;
    case PROTOBUF_C_TYPE_STRING:
    case PROTOBUF_C_TYPE_BYTES:
    case PROTOBUF_C_TYPE_MESSAGE:
        return PROTOBUF_C_WIRE_TYPE_LENGTH_PREFIXED;
    case PROTOBUF_C_TYPE_INT32:
    case PROTOBUF_C_TYPE_SINT32:
    case PROTOBUF_C_TYPE_UINT32:
    case PROTOBUF_C_TYPE_INT64:
    case PROTOBUF_C_TYPE_SINT64:
    case PROTOBUF_C_TYPE_UINT64:
    case PROTOBUF_C_TYPE_BOOL:
    case PROTOBUF_C_TYPE_ENUM:
        break;
    }
    return PROTOBUF_C_WIRE_TYPE_VARINT;
}

/* Scans numbers that lie side by side in one length-prefixed field; each takes its share of the field budget. */
static hyperfleet_prescan_reason scan_packed(
    scan *scan, const ProtobufCFieldDescriptor *field, position at, position end) {
    ProtobufCWireType wire_type = wire_type_of(field->type);
    while (at < end) {
        if (scan->fields_left == 0) return stop(scan, HYPERFLEET_PRESCAN_TOO_MANY_FIELDS, at);
        scan->fields_left--;
        if (wire_type == PROTOBUF_C_WIRE_TYPE_VARINT) {
            uint64_t value;
            hyperfleet_prescan_reason reason = read_varint(&at, end, VARINT_LENGTH_MAX, &value);
            if (reason != HYPERFLEET_PRESCAN_OK) return stop(scan, reason, at);
        } else {
            ptrdiff_t width = wire_type == PROTOBUF_C_WIRE_TYPE_32BIT ? 4 : 8;
            if (end - at < width) return stop(scan, HYPERFLEET_PRESCAN_TRUNCATED, at);
            at += width;
        }
    }
    return HYPERFLEET_PRESCAN_OK;
}

/* Moves behind a field's value; of a length-prefixed one, `*value` is where its content begins. */
static inline hyperfleet_prescan_reason skip_value(
    position *at, position end, unsigned wire_type, position *content) {
    uint64_t number;
    hyperfleet_prescan_reason reason;
    *content = *at;
    switch (wire_type) {
    case PROTOBUF_C_WIRE_TYPE_VARINT:
        return read_varint(at, end, VARINT_LENGTH_MAX, &number);
    case PROTOBUF_C_WIRE_TYPE_64BIT:
        number = 8;
        break;
    case PROTOBUF_C_WIRE_TYPE_32BIT:
        number = 4;
        break;
    case PROTOBUF_C_WIRE_TYPE_LENGTH_PREFIXED:
        reason = read_varint(at, end, LENGTH_LENGTH_MAX, &number);
        if (reason != HYPERFLEET_PRESCAN_OK) return reason;
        *content = *at;
        break;
    default:
        return HYPERFLEET_PRESCAN_BAD_WIRE_TYPE;
    }
    if (number > (uint64_t)(end - *at)) return HYPERFLEET_PRESCAN_TRUNCATED;
    *at += number;
    return HYPERFLEET_PRESCAN_OK;
}

/* How many fields of this number lie between `at` and `end`, which have been scanned already. */
static size_t count_fields(position at, position end, uint32_t number) {
    size_t count = 0;
    while (at < end) {
        uint64_t tag;
        position content;
        if (read_varint(&at, end, TAG_LENGTH_MAX, &tag) != HYPERFLEET_PRESCAN_OK) break;
        if (skip_value(&at, end, (unsigned)(tag & 7), &content) != HYPERFLEET_PRESCAN_OK) break;
        if (tag >> 3 == number) count++;
    }
    return count;
}

/* Writes the step of this level into the path of a result that an inner level may have begun. */
static hyperfleet_prescan_reason stop_in_field(
    scan *scan, const ProtobufCFieldDescriptor *field, unsigned depth, position begin, position tag) {
    hyperfleet_prescan_step *step = &scan->result->path[depth - 1];
    step->name = field->name;
    step->is_repeated = field->label == PROTOBUF_C_LABEL_REPEATED;
    step->index = step->is_repeated ? count_fields(begin, tag, field->id) : 0;
    if (scan->result->path_length < depth) scan->result->path_length = depth;
    return scan->result->reason;
}

static hyperfleet_prescan_reason scan_message(
    scan *scan, const ProtobufCMessageDescriptor *descriptor, position begin, position end, unsigned depth);

/* Scans the content of a known length-prefixed field. `seen` has a bit for each singular message met so far. */
static inline hyperfleet_prescan_reason scan_content(
    scan *scan, const ProtobufCFieldDescriptor *field, uint64_t field_bit, uint64_t *seen, position content,
    position end, unsigned depth) {
    switch (field->type) {
    case PROTOBUF_C_TYPE_STRING:
        return scan_text(scan, content, end);
    case PROTOBUF_C_TYPE_BYTES:
        return HYPERFLEET_PRESCAN_OK;
    case PROTOBUF_C_TYPE_MESSAGE:
        if (field->label != PROTOBUF_C_LABEL_REPEATED) {
            if ((*seen & field_bit) != 0) return stop(scan, HYPERFLEET_PRESCAN_REPEATED_MESSAGE, content);
            *seen |= field_bit;
        }
        return scan_message(scan, field->descriptor, content, end, depth + 1);
    default:
        if (field->label != PROTOBUF_C_LABEL_REPEATED) return stop(scan, HYPERFLEET_PRESCAN_BAD_WIRE_TYPE, content);
        return scan_packed(scan, field, content, end);
    }
}

static hyperfleet_prescan_reason scan_message(
    scan *scan, const ProtobufCMessageDescriptor *descriptor, position begin, position end, unsigned depth) {
    if (depth > scan->depth_max) return stop(scan, HYPERFLEET_PRESCAN_TOO_DEEP, begin);
    if (descriptor->n_fields > HYPERFLEET_PRESCAN_FIELDS_MAX) {
        return stop(scan, HYPERFLEET_PRESCAN_UNSUPPORTED_DESCRIPTOR, begin);
    }
    uint64_t seen = 0;
    position at = begin;
    while (at < end) {
        position tag_position = at;
        uint64_t tag;
        hyperfleet_prescan_reason reason = read_varint(&at, end, TAG_LENGTH_MAX, &tag);
        if (reason != HYPERFLEET_PRESCAN_OK) return stop(scan, reason, tag_position);
        uint64_t number = tag >> 3;
        if (number == 0 || number > FIELD_NUMBER_MAX) {
            return stop(scan, HYPERFLEET_PRESCAN_BAD_FIELD_NUMBER, tag_position);
        }
        if (scan->fields_left == 0) return stop(scan, HYPERFLEET_PRESCAN_TOO_MANY_FIELDS, tag_position);
        scan->fields_left--;

        unsigned wire_type = (unsigned)(tag & 7), index = 0;
        const ProtobufCFieldDescriptor *field = find_field(descriptor, (uint32_t)number, &index);
        position value = at, content;
        reason = skip_value(&at, end, wire_type, &content);
        if (reason != HYPERFLEET_PRESCAN_OK) {
            stop(scan, reason, reason == HYPERFLEET_PRESCAN_BAD_WIRE_TYPE ? tag_position : value);
        } else if (field == NULL) {
            size_t length = (size_t)(at - tag_position);
            if (length > scan->unknown_left) return stop(scan, HYPERFLEET_PRESCAN_TOO_MUCH_UNKNOWN, tag_position);
            scan->unknown_left -= length;
        } else if (wire_type == PROTOBUF_C_WIRE_TYPE_LENGTH_PREFIXED) {
            reason = scan_content(scan, field, (uint64_t)1 << index, &seen, content, at, depth);
        } else if (wire_type != (unsigned)wire_type_of(field->type)) {
            reason = stop(scan, HYPERFLEET_PRESCAN_BAD_WIRE_TYPE, tag_position);
        }
        if (reason != HYPERFLEET_PRESCAN_OK) {
            return field == NULL ? reason : stop_in_field(scan, field, depth, begin, tag_position);
        }
    }
    return HYPERFLEET_PRESCAN_OK;
}

hyperfleet_prescan_reason hyperfleet_prescan(
    const ProtobufCMessageDescriptor *descriptor, const uint8_t *bytes, size_t length,
    const hyperfleet_prescan_limits *limits, hyperfleet_prescan_result *result) {
    if (length == 0) return HYPERFLEET_PRESCAN_OK;
    scan scan = {
        .origin = bytes,
        .depth_max = limits->depth < HYPERFLEET_PRESCAN_DEPTH_MAX ? limits->depth : HYPERFLEET_PRESCAN_DEPTH_MAX,
        .fields_left = limits->fields,
        .unknown_left = limits->unknown_bytes,
        .result = result,
    };
    return scan_message(&scan, descriptor, bytes, bytes + length, 1);
}
