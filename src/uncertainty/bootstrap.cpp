#include <restituo/uncertainty/bootstrap.hpp>

#include <algorithm>
#include <array>

#include <restituo/base/must.hpp>
#include <restituo/base/parallel.hpp>

#include "clones.hpp"

namespace restituo {
namespace {

constexpr std::size_t draws_together = 4096;
// A piece of the product: so many rows of so many columns, for so many resamples at a time. A tile of the table stays
// in the nearest cache and the sums in registers.
constexpr std::size_t tile_rows = 256;
constexpr std::size_t tile_columns = 8;
constexpr std::size_t tile_resamples = 4;
// Sums of parts of the rows, added up in their order at the end.
constexpr std::size_t most_parts = 64;

// Eight sums side by side; a processor with shorter registers takes several.
using Lanes [[gnu::vector_size(tile_columns * sizeof(double))]] = double;

struct Tile {
  alignas(64) std::array<double, tile_rows * tile_columns> values{};  // by rows
};

// sums[r * stride + c] += weights[k * tile_resamples + r] times row k of the tile.
RESTITUO_CLONES void add_products(const double* weights, const double* tile, std::size_t rows, double* sums,
                                  std::size_t stride) {
  Lanes sum_0{};
  Lanes sum_1{};
  Lanes sum_2{};
  Lanes sum_3{};
  for (std::size_t k = 0; k < rows; ++k) {
    Lanes row;
    __builtin_memcpy(&row, tile + k * tile_columns, sizeof row);
    const double* weight = weights + k * tile_resamples;
    sum_0 += weight[0] * row;
    sum_1 += weight[1] * row;
    sum_2 += weight[2] * row;
    sum_3 += weight[3] * row;
  }
  const Lanes* const all[]{&sum_0, &sum_1, &sum_2, &sum_3};
  for (std::size_t r = 0; r < tile_resamples; ++r) {
    for (std::size_t c = 0; c < tile_columns; ++c) {
      sums[r * stride + c] += (*all[r])[c];
    }
  }
}

std::size_t rounded_up(std::size_t count, std::size_t step) { return (count + step - 1) / step * step; }

}  // namespace

Bootstrap::Bootstrap(const Stream& stream, std::size_t rows, std::size_t resamples, unsigned threads)
    : rows_(rows), resamples_(resamples), counts_(rows * resamples) {
  must(rows > 0 && resamples > 1, "a bootstrap has rows to draw again, and does so more than once");
  for_each_block(resamples, threads, [&](std::size_t resample) {
    std::uint32_t* const counts = counts_.data() + resample * rows;
    std::vector<double> draws(std::min(rows, draws_together));
    for (std::size_t first = 0; first < rows; first += draws.size()) {
      const std::span<double> block(draws.data(), std::min(draws.size(), rows - first));
      stream.fill(resample * rows + first, block);
      for (const double u : block) {
        ++counts[static_cast<std::size_t>(u * static_cast<double>(rows))];
      }
    }
  });
}

std::vector<double> Bootstrap::sums(std::span<const std::vector<double>> columns, unsigned threads) const {
  const std::size_t width = rounded_up(columns.size(), tile_columns);
  const std::size_t height = rounded_up(resamples_, tile_resamples);
  const std::size_t part_rows = rounded_up((rows_ + most_parts - 1) / most_parts, tile_rows);
  const std::size_t parts = (rows_ + part_rows - 1) / part_rows;
  std::vector<std::vector<double>> sums(parts);
  for_each_block(parts, threads, [&](std::size_t part) {
    std::vector<double>& own = sums[part];
    own.assign(height * width, 0.0);
    std::vector<double> weights(height * tile_rows);
    Tile tile;
    const std::size_t end = std::min(rows_, (part + 1) * part_rows);
    for (std::size_t first = part * part_rows; first < end; first += tile_rows) {
      const std::size_t count = std::min(tile_rows, end - first);
      for (std::size_t resample = 0; resample < resamples_; ++resample) {
        const std::size_t group = resample / tile_resamples;
        double* const place = weights.data() + group * tile_rows * tile_resamples + resample % tile_resamples;
        const std::uint32_t* const counts = counts_.data() + resample * rows_ + first;
        for (std::size_t k = 0; k < count; ++k) {
          place[k * tile_resamples] = counts[k];
        }
      }
      for (std::size_t column = 0; column < width; column += tile_columns) {
        for (std::size_t c = 0; c < std::min(tile_columns, columns.size() - column); ++c) {
          const double* const values = columns[column + c].data() + first;
          for (std::size_t k = 0; k < count; ++k) {
            tile.values[k * tile_columns + c] = values[k];
          }
        }
        for (std::size_t resample = 0; resample < height; resample += tile_resamples) {
          add_products(weights.data() + resample * tile_rows, tile.values.data(), count,
                       own.data() + resample * width + column, width);
        }
      }
    }
  });
  std::vector<double> result(resamples_ * columns.size());
  for (std::size_t resample = 0; resample < resamples_; ++resample) {
    for (std::size_t column = 0; column < columns.size(); ++column) {
      double sum = 0;
      for (const std::vector<double>& part : sums) {
        sum += part[resample * width + column];
      }
      result[resample * columns.size() + column] = sum;
    }
  }
  return result;
}

}  // namespace restituo
