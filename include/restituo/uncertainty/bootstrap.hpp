// A Bootstrap draws the rows of a table again, with replacement, many times over, and adds the columns up each time:
// what a figure made of sums would have been with other rows of the same kind.
//
//   const Bootstrap again(Stream(seed, "rows counted again"), rows, 200);
//   const std::vector<double> sums = again.sums(columns, threads);
//   sums[r * columns.size() + c];     // of column c in resample r
//
// In a resample each row is drawn `rows` times over, so it counts 0, 1, 2 ... times; a sum over drawn rows is a sum
// over all rows with these counts as weights. That makes many resamples of many columns one product of two matrices,
// which is worked off in pieces that fit the cache. Every sum is added up in one order, whatever the processor and the
// number of threads.
//
// What it refuses: a table without rows, fewer than two resamples.
//
// Source: B. Efron, "Bootstrap methods: another look at the jackknife" (1979).
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <restituo/uncertainty/stream.hpp>

namespace restituo {

class Bootstrap {
 public:
  // Row k of resample r is the one that the draw r * rows + k of the stream falls on.
  Bootstrap(const Stream& stream, std::size_t rows, std::size_t resamples, unsigned threads = 1);

  std::size_t rows() const { return rows_; }
  std::size_t resamples() const { return resamples_; }
  // How often a row was drawn.
  std::size_t count(std::size_t resample, std::size_t row) const { return counts_[resample * rows_ + row]; }

  // Of columns of rows() numbers each.
  std::vector<double> sums(std::span<const std::vector<double>> columns, unsigned threads) const;

 private:
  std::size_t rows_;
  std::size_t resamples_;
  std::vector<std::uint32_t> counts_;
};

}  // namespace restituo
