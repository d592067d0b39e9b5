// A Cell is one piece of a tabulated function: a polynomial of degree 7 on [-1, 1], 64 bytes, one cache line.
//
// It passes through the function at the eight Chebyshev-Lobatto points, which include both ends: so neighbouring cells
// meet, and the error is within a factor 2 of the least possible one for the degree.
#pragma once

#include <array>
#include <cstddef>

#include "clones.hpp"

namespace restituo {

inline constexpr std::size_t cell_points = 8;

// cos(pi j / 7), from -1 to 1.
inline constexpr std::array<double, cell_points> cell_nodes{
    -1.0, -0.90096886790241912624, -0.62348980185873353053, -0.22252093395631440429,
    0.22252093395631440429, 0.62348980185873353053, 0.90096886790241912624, 1.0};

struct alignas(64) Cell {
  std::array<double, cell_points> c{};

  // The polynomial through values[j] at cell_nodes[j].
  static Cell through(const std::array<double, cell_points>& values);
};

// The cell at `c` at t. Horner's rule: one order of operations, so one result.
RESTITUO_INLINE double value_in_cell(const double* c, double t) {
  double value = c[7];
  value = value * t + c[6];
  value = value * t + c[5];
  value = value * t + c[4];
  value = value * t + c[3];
  value = value * t + c[2];
  value = value * t + c[1];
  return value * t + c[0];
}

}  // namespace restituo
