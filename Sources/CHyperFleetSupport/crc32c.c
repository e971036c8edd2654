#include "hyperfleet_crc32c.h"

#include <string.h>



/* Half a byte at a time needs sixteen entries only, so the table can stand here as it is. */
static const uint32_t half_byte_table[16] = {
    0x00000000u, 0x105EC76Fu, 0x20BD8EDEu, 0x30E349B1u, 0x417B1DBCu, 0x5125DAD3u, 0x61C69362u, 0x7198540Du,
    0x82F63B78u, 0x92A8FC17u, 0xA24BB5A6u, 0xB21572C9u, 0xC38D26C4u, 0xD3D3E1ABu, 0xE330A81Au, 0xF36E6F75u,
};

uint32_t hyperfleet_crc32c_portable(uint32_t seed, const void *bytes, size_t size) {
  const uint8_t *byte = bytes;
  uint32_t crc = ~seed;
  for (; size > 0; size--, byte++) {
    crc ^= *byte;
    crc = (crc >> 4) ^ half_byte_table[crc & 15u];
    crc = (crc >> 4) ^ half_byte_table[crc & 15u];
  }
  return ~crc;
}

#if defined(__x86_64__)

#include <nmmintrin.h>

__attribute__((target("sse4.2"))) static uint32_t crc32c_hardware(uint32_t seed, const void *bytes, size_t size) {
  const uint8_t *byte = bytes;
  uint64_t crc = (uint32_t)~seed;
  for (; size >= 8; size -= 8, byte += 8) {
    uint64_t word;
    memcpy(&word, byte, 8);
    crc = _mm_crc32_u64(crc, word);
  }
  uint32_t tail = (uint32_t)crc;
  for (; size > 0; size--, byte++) tail = _mm_crc32_u8(tail, *byte);
  return ~tail;
}

uint32_t hyperfleet_crc32c(uint32_t seed, const void *bytes, size_t size) {
  /* Reads a word that the C runtime has filled before main: no race and no cost worth a cache. */
  if (__builtin_cpu_supports("sse4.2")) return crc32c_hardware(seed, bytes, size);
  return hyperfleet_crc32c_portable(seed, bytes, size);
}

#elif defined(__aarch64__) && defined(__ARM_FEATURE_CRC32)

#include <arm_acle.h>

uint32_t hyperfleet_crc32c(uint32_t seed, const void *bytes, size_t size) {
  const uint8_t *byte = bytes;
  uint32_t crc = ~seed;
  for (; size >= 8; size -= 8, byte += 8) {
    uint64_t word;
    memcpy(&word, byte, 8);
    crc = __crc32cd(crc, word);
  }
  for (; size > 0; size--, byte++) crc = __crc32cb(crc, *byte);
  return ~crc;
}

#else

uint32_t hyperfleet_crc32c(uint32_t seed, const void *bytes, size_t size) {
  return hyperfleet_crc32c_portable(seed, bytes, size);
}

#endif
