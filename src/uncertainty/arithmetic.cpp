#include <restituo/uncertainty/arithmetic.hpp>

#include <cstdint>

#include "clones.hpp"
#include "elementary_kernels.hpp"

namespace restituo {
namespace {

RESTITUO_CLONES void sums(const double* a, const double* b, double* out, std::size_t count) {
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) {
    out[i] = a[i] + b[i];
  }
}

RESTITUO_CLONES void differences(const double* a, const double* b, double* out, std::size_t count) {
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) {
    out[i] = a[i] - b[i];
  }
}

RESTITUO_CLONES void products(const double* a, const double* b, double* out, std::size_t count) {
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) {
    out[i] = a[i] * b[i];
  }
}

RESTITUO_CLONES void quotients(const double* a, const double* b, double* out, std::size_t count) {
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) {
    out[i] = a[i] / b[i];
  }
}

RESTITUO_CLONES std::uint64_t rounded(const double* a, double to, double absolute_width, double relative_width,
                                      double* out, std::size_t count) {
  std::uint64_t doubtful = 0;
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) {
    constexpr double shift = 0x1.8p52;  // the sum has no room for a fraction
    const double q = a[i] / to;
    const double near = (q + shift) - shift;
    const double size = kernel::absolute(q);
    const bool far = kernel::absolute(q - near) < 0.5 - (absolute_width + relative_width * size);
    doubtful += far && size < 0x1p50 ? 0 : 1;  // NaN is doubtful too
    out[i] = near * to + 0.0;
  }
  return doubtful;
}

}  // namespace

void add_blocks(const double* a, const double* b, double* out, std::size_t count) { sums(a, b, out, count); }
void subtract_blocks(const double* a, const double* b, double* out, std::size_t count) {
  differences(a, b, out, count);
}
void multiply_blocks(const double* a, const double* b, double* out, std::size_t count) { products(a, b, out, count); }
void divide_blocks(const double* a, const double* b, double* out, std::size_t count) { quotients(a, b, out, count); }

bool round_far_from_ties(const double* a, double to, double absolute_width, double relative_width, double* out,
                         std::size_t count) {
  return rounded(a, to, absolute_width, relative_width, out, count) == 0;
}

}  // namespace restituo
