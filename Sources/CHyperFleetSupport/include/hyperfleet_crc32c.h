#ifndef HYPERFLEET_CRC32C_H
#define HYPERFLEET_CRC32C_H

#include <stddef.h>
#include <stdint.h>

/* The CRC32C (Castagnoli) of `size` bytes, continued from `seed`.
 *
 * `seed` is 0 for a first part and the previous result for each further one, so that
 * crc(crc(0, a), b) == crc(0, a + b). Check value: "123456789" gives 0xE3069283. */
uint32_t hyperfleet_crc32c(uint32_t seed, const void *bytes, size_t size);

/* The same by table alone, on any processor: what the hardware path is compared with. */
uint32_t hyperfleet_crc32c_portable(uint32_t seed, const void *bytes, size_t size);

#endif
