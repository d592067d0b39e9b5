#include <restituo/uncertainty/line_points.hpp>

#include <algorithm>
#include <numeric>
#include <utility>

#include <restituo/base/must.hpp>
#include <restituo/uncertainty/elementary.hpp>

#include "clones.hpp"
#include "elementary_kernels.hpp"

namespace restituo {
namespace {

constexpr std::size_t most = LinePoints::most_lines_at_a_time;

RESTITUO_CLONES void add_multiple(double* out, double factor, const double* x, std::size_t count) {
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) {
    out[i] += factor * x[i];
  }
}

RESTITUO_CLONES void moved(const double* from, double step, const double* by, double* out, std::size_t count) {
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) {
    out[i] = from[i] + step * by[i];
  }
}

RESTITUO_CLONES void kept_inside(double* u, std::size_t count) {
#pragma GCC ivdep
  for (std::size_t i = 0; i < count; ++i) {
    u[i] = kernel::at_most(kernel::at_least(u[i], 0x1p-53), 1 - 0x1p-53);
  }
}

}  // namespace

Outcome<LinePoints> LinePoints::make(std::uint64_t seed, const std::vector<std::string>& names,
                                     std::span<const double> direction, std::uint64_t lines, const Place& place) {
  must(names.size() == direction.size() && !names.empty(), "a direction has a number for each dimension");
  double squares = 0;
  for (const double weight : direction) {
    squares += weight * weight;
  }
  must(squares > 0 && squares < kernel::infinity, "a direction has some length");
  std::vector<double> unit_vector;
  for (const double weight : direction) {
    unit_vector.push_back(weight / __builtin_sqrt(squares));
  }
  std::vector<std::size_t> order(names.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return kernel::absolute(unit_vector[a]) > kernel::absolute(unit_vector[b]);
  });

  // The first dimensions of a Sobol' sequence are its best: they go to what weighs most.
  std::vector<std::string> in_order;
  for (std::size_t k = 1; k < order.size(); ++k) {
    in_order.push_back(names[order[k]]);
  }
  in_order.push_back("place along the line");
  auto sampling = Sampling::make(SamplingMethod::sobol, seed, in_order, lines, place);
  if (!sampling) {
    return refuse(std::move(sampling.error()));
  }
  LinePoints made(std::move(*sampling), std::move(unit_vector));
  made.order_ = std::move(order);
  std::vector<double> mirror;
  for (const std::size_t d : made.order_) {
    mirror.push_back(made.direction_[d]);
  }
  mirror[0] -= 1;
  double length = 0;
  for (const double part : mirror) {
    length += part * part;
  }
  if (length > 0) {
    made.mirror_ = std::move(mirror);
    made.mirror_factor_ = 2 / length;
  }
  return made;
}

void LinePoints::fill(std::uint64_t first, std::size_t count, Lines& lines) const {
  must(count <= most, "lines are asked for in blocks");
  const std::size_t n = dimensions();
  lines.count = count;
  lines.middle.resize(n * most);
  lines.free_place.resize(most);
  const auto scores = [&](std::size_t dimension, double* out) {
    sampling_.fill(dimension, first, {out, count});
    normal_quantile({out, count}, {out, count});
  };
  scores(n - 1, lines.free_place.data());
  const auto middle = [&](std::size_t k) { return lines.middle.data() + order_[k] * most; };
  std::fill_n(middle(0), count, 0.0);
  for (std::size_t k = 1; k < n; ++k) {
    scores(k - 1, middle(k));
  }
  if (mirror_.empty()) {
    return;
  }
  alignas(64) std::array<double, most> along{};
  for (std::size_t k = 1; k < n; ++k) {
    add_multiple(along.data(), mirror_[k], middle(k), count);
  }
  for (std::size_t k = 0; k < n; ++k) {
    add_multiple(middle(k), -mirror_factor_ * mirror_[k], along.data(), count);
  }
}

void LinePoints::uniforms(const Lines& lines, std::size_t position, std::span<double* const> columns) const {
  must(position < on_a_line && columns.size() == dimensions(), "a line has sixteen places in every dimension");
  std::array<double, most> places;
  if (position == free_position) {
    std::copy_n(lines.free_place.begin(), lines.count, places.begin());
  } else {
    std::fill_n(places.begin(), lines.count, nodes[position]);
  }
  for (std::size_t d = 0; d < columns.size(); ++d) {
    moved(lines.middle.data() + d * most, direction_[d], places.data(), columns[d], lines.count);
    normal_cdf({columns[d], lines.count}, {columns[d], lines.count});
    kept_inside(columns[d], lines.count);
  }
}

}  // namespace restituo
