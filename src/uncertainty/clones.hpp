// RESTITUO_CLONES builds a loop three times, for processors with AVX-512, with AVX2 and with neither; the loader picks
// one. The clones differ in speed only: contraction is off and every operation in them has one defined result.
#pragma once

#if defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer) || __has_feature(memory_sanitizer)
#define RESTITUO_SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
#define RESTITUO_SANITIZED 1  // their start-up code runs before a clone can be picked, and crashes
#endif

#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(RESTITUO_SANITIZED) && !defined(RESTITUO_NO_CLONES) && \
    (!defined(__clang__) || __clang_major__ >= 19)
#define RESTITUO_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define RESTITUO_CLONES
#endif

// What a clone calls must become part of it.
#define RESTITUO_INLINE __attribute__((always_inline)) inline
