#include <restituo/uncertainty/elementary.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <restituo/base/must.hpp>

#include "elementary_kernels.hpp"

namespace restituo {
namespace {

RESTITUO_CLONES void exp_block(const double* x, double* out, std::size_t count) {
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) {
    out[i] = kernel::exp(x[i]);
  }
}

RESTITUO_CLONES void log_block(const double* x, double* out, std::size_t count) {
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) {
    out[i] = kernel::log(x[i]);
  }
}

RESTITUO_CLONES bool all_ordinary(const double* base, const double* exponent, std::size_t count) {
  std::uint64_t others = 0;
  for (std::size_t i = 0; i < count; ++i) {
    others += kernel::pow_is_ordinary(base[i], exponent[i]) ? 0 : 1;
  }
  return others == 0;
}

RESTITUO_CLONES void ordinary_pow_block(const double* base, const double* exponent, double* out, std::size_t count) {
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) {
    out[i] = kernel::ordinary_pow(base[i], exponent[i]);
  }
}

void pow_block(const double* base, const double* exponent, double* out, std::size_t count) {
  constexpr std::size_t step = 64;  // one odd number slows down no more than these
  for (std::size_t first = 0; first < count; first += step) {
    const std::size_t size = std::min(step, count - first);
    if (all_ordinary(base + first, exponent + first, size)) {
      ordinary_pow_block(base + first, exponent + first, out + first, size);
      continue;
    }
    for (std::size_t i = first; i < first + size; ++i) {
      out[i] = kernel::pow(base[i], exponent[i]);
    }
  }
}

}  // namespace

double reproducible_exp(double x) { return kernel::exp(x); }
double reproducible_log(double x) { return kernel::log(x); }
double reproducible_pow(double base, double exponent) { return kernel::pow(base, exponent); }
double reproducible_expm1(double x) { return kernel::expm1(x); }
double reproducible_log1p(double x) { return kernel::log1p(x); }

void reproducible_exp(std::span<const double> x, std::span<double> out) {
  must(x.size() == out.size(), "a block of results is as long as its block of inputs");
  exp_block(x.data(), out.data(), out.size());
}

void reproducible_log(std::span<const double> x, std::span<double> out) {
  must(x.size() == out.size(), "a block of results is as long as its block of inputs");
  log_block(x.data(), out.data(), out.size());
}

void reproducible_pow(std::span<const double> base, std::span<const double> exponent, std::span<double> out) {
  must(base.size() == out.size() && exponent.size() == out.size(),
       "a block of results is as long as its block of inputs");
  pow_block(base.data(), exponent.data(), out.data(), out.size());
}

}  // namespace restituo
