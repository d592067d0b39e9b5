// A ScoreCell is one piece of the tabulated normal cdf: a polynomial of degree 7 on [-1, 1], one cache line.
//
// It passes through the function at the eight Chebyshev-Lobatto points, which include both ends: so neighbouring cells
// meet, and the error is within a factor 2 of the least possible one for the degree.
#pragma once

#include <array>
#include <cstddef>

namespace restituo {

inline constexpr std::size_t score_points = 8;

// cos(pi j / 7), from -1 to 1.
inline constexpr std::array<double, score_points> score_nodes{-1.0,
                                                              -0.90096886790241912624,
                                                              -0.62348980185873353053,
                                                              -0.22252093395631440429,
                                                              0.22252093395631440429,
                                                              0.62348980185873353053,
                                                              0.90096886790241912624,
                                                              1.0};

struct alignas(64) ScoreCell {
  std::array<double, score_points> c{};

  // The polynomial through values[j] at score_nodes[j].
  static ScoreCell through(const std::array<double, score_points>& values);
};

}  // namespace restituo
