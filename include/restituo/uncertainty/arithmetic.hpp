// Arithmetic on blocks of doubles, in loops that use as wide a register as the processor has.
//
//   multiply_blocks(price, acts, takings, 512);        // takings[i] = price[i] * acts[i]
//
// Each element is one operation of IEEE 754, so the width changes no bit. An output may be an operand itself, but may
// not overlap one otherwise.
#pragma once

#include <cstddef>

namespace restituo {

void add_blocks(const double* a, const double* b, double* out, std::size_t count);
void subtract_blocks(const double* a, const double* b, double* out, std::size_t count);
void multiply_blocks(const double* a, const double* b, double* out, std::size_t count);
void divide_blocks(const double* a, const double* b, double* out, std::size_t count);

// out[i] = the multiple of `to` nearest to a[i], where every a[i] / to lies farther than absolute_width +
// relative_width |a[i] / to| from the middle between two whole numbers, and below 2^50; otherwise false, and `out` is
// of no use.
bool round_far_from_ties(const double* a, double to, double absolute_width, double relative_width, double* out,
                         std::size_t count);

}  // namespace restituo
