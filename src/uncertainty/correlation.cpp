#include "correlation.hpp"

#include <algorithm>
#include <array>

#include "elementary_kernels.hpp"
#include "quantile_table.hpp"

namespace restituo {
namespace {

constexpr double half_pi = 1.57079632679489661923;

double root(double x) { return __builtin_sqrt(x); }

struct Eigen {
  std::vector<double> values;
  Matrix vectors;  // column k belongs to value k
};

// Jacobi's method of rotations (Golub, Van Loan, Matrix Computations, 8.5).
Eigen eigen_of(Matrix a, std::size_t n) {
  Matrix v(n * n);
  for (std::size_t i = 0; i < n; ++i) {
    v[i * n + i] = 1;
  }
  for (int sweep = 0; sweep < 60; ++sweep) {
    double off = 0;
    for (std::size_t p = 0; p < n; ++p) {
      for (std::size_t q = p + 1; q < n; ++q) {
        off += a[p * n + q] * a[p * n + q];
      }
    }
    if (off < 1e-30) {
      break;
    }
    for (std::size_t p = 0; p < n; ++p) {
      for (std::size_t q = p + 1; q < n; ++q) {
        if (a[p * n + q] == 0) {
          continue;
        }
        const double theta = (a[q * n + q] - a[p * n + p]) / (2 * a[p * n + q]);
        const double t = (theta >= 0 ? 1 : -1) / (kernel::absolute(theta) + root(theta * theta + 1));
        const double c = 1 / root(t * t + 1);
        const double s = t * c;
        for (std::size_t k = 0; k < n; ++k) {
          const double kp = a[k * n + p];
          const double kq = a[k * n + q];
          a[k * n + p] = c * kp - s * kq;
          a[k * n + q] = s * kp + c * kq;
        }
        for (std::size_t k = 0; k < n; ++k) {
          const double pk = a[p * n + k];
          const double qk = a[q * n + k];
          a[p * n + k] = c * pk - s * qk;
          a[q * n + k] = s * pk + c * qk;
        }
        for (std::size_t k = 0; k < n; ++k) {
          const double kp = v[k * n + p];
          const double kq = v[k * n + q];
          v[k * n + p] = c * kp - s * kq;
          v[k * n + q] = s * kp + c * kq;
        }
      }
    }
  }
  Eigen eigen;
  for (std::size_t i = 0; i < n; ++i) {
    eigen.values.push_back(a[i * n + i]);
  }
  eigen.vectors = std::move(v);
  return eigen;
}

// The nearest matrix with no eigenvalue below `least`.
Matrix raised(const Matrix& a, std::size_t n, double least) {
  const Eigen eigen = eigen_of(a, n);
  Matrix out(n * n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      double sum = 0;
      for (std::size_t k = 0; k < n; ++k) {
        sum += eigen.vectors[i * n + k] * std::max(eigen.values[k], least) * eigen.vectors[j * n + k];
      }
      out[i * n + j] = sum;
    }
  }
  return out;
}

}  // namespace

std::optional<Matrix> cholesky_factor(const Matrix& matrix, std::size_t size) {
  constexpr double nothing = 1e-12;
  Matrix factor(size * size);
  for (std::size_t j = 0; j < size; ++j) {
    double pivot = matrix[j * size + j];
    for (std::size_t k = 0; k < j; ++k) {
      pivot -= factor[j * size + k] * factor[j * size + k];
    }
    if (pivot < -nothing) {
      return std::nullopt;
    }
    const bool zero = pivot <= nothing;
    const double diagonal = zero ? 0 : root(pivot);
    factor[j * size + j] = diagonal;
    for (std::size_t i = j + 1; i < size; ++i) {
      double rest = matrix[i * size + j];
      for (std::size_t k = 0; k < j; ++k) {
        rest -= factor[i * size + k] * factor[j * size + k];
      }
      // A row that depends on those before it leaves nothing for the others either, or the matrix is not semidefinite.
      if (zero && kernel::absolute(rest) > 1e-6) {
        return std::nullopt;
      }
      factor[i * size + j] = zero ? 0 : rest / diagonal;
    }
  }
  return factor;
}

Matrix nearest_correlation(const Matrix& matrix, std::size_t size, double least) {
  // Alternating projections with Dykstra's correction (Higham 2002, algorithm 3.3).
  Matrix y = matrix;
  Matrix correction(size * size);
  for (int round = 0; round < 500; ++round) {
    Matrix r = y;
    for (std::size_t i = 0; i < r.size(); ++i) {
      r[i] -= correction[i];
    }
    const Matrix x = raised(r, size, least);
    double change = 0;
    for (std::size_t i = 0; i < r.size(); ++i) {
      correction[i] = x[i] - r[i];
      const double next = i % (size + 1) == 0 ? 1 : x[i];
      change = std::max(change, kernel::absolute(next - y[i]));
      y[i] = next;
    }
    if (change < 1e-9) {
      break;
    }
  }
  return y;
}

double sine(double x) {
  const double z = x * x;
  double p = 0;
  for (int n = 25; n >= 3; n -= 2) {
    p = (1 + p) * -z / ((n - 1) * n);
  }
  return x + x * p;
}

double arcsine(double x) {
  const double size = kernel::absolute(x);
  if (size > 0.5) {
    const double rest = half_pi - 2 * arcsine(root(0.5 * (1 - size)));
    return x > 0 ? rest : -rest;
  }
  // x + x^3/6 + 3 x^5/40 + ...
  const double z = x * x;
  double term = x;
  double sum = x;
  for (int n = 1; n < 40; ++n) {
    term *= z * ((2.0 * n - 1) / (2.0 * n));
    sum += term / (2 * n + 1);
  }
  return sum;
}

// rho = (6 / pi) E asin(r sqrt(A B)): X and Y of one draw share the mixing gamma G, and are compared with X' and Y'' of
// two others, with G' and G''; A = G' / (G + G'), B = G'' / (G + G''). (Spearman's rho is three times the probability
// that such a triple is concordant less that it is discordant; given the three gammas all are normal, and Sheppard's
// formula applies.)
double student_r_of_spearman(double rho, double degrees_of_freedom) {
  if (rho == 0 || kernel::absolute(rho) == 1) {
    return rho;
  }
  constexpr std::size_t nodes = 40;
  // Midpoints in a variable that crowds them where a gamma quantile is steep: u = v^2 (3 - 2 v).
  std::array<double, nodes> g{};
  std::array<double, nodes> weight{};
  const double shape = 0.5 * degrees_of_freedom;
  const Tail lower = lower_gamma_tail(shape);
  const Tail upper = upper_gamma_tail(shape);
  for (std::size_t i = 0; i < nodes; ++i) {
    const double v = (static_cast<double>(i) + 0.5) / nodes;
    const double u = v * v * (3 - 2 * v);
    weight[i] = 6 * v * (1 - v) / nodes;
    g[i] = kernel::exp(u <= 0.5 ? solved(lower, kernel::log(u)) : solved(upper, kernel::log1p(-u)));
  }
  // Newton's method; the derivative of asin(r x) is x / sqrt(1 - r^2 x^2).
  double r = 2 * sine(half_pi * rho / 3);
  for (int round = 0; round < 30; ++round) {
    double value = 0;
    double slope = 0;
    double total = 0;
    for (std::size_t i = 0; i < nodes; ++i) {
      for (std::size_t j = 0; j < nodes; ++j) {
        const double a = g[j] / (g[i] + g[j]);
        for (std::size_t k = 0; k <= j; ++k) {
          const double x = root(a * (g[k] / (g[i] + g[k])));
          const double w = weight[i] * weight[j] * weight[k] * (k == j ? 1 : 2);
          total += w;
          value += w * arcsine(r * x);
          slope += w * x / root(1 - r * r * x * x);
        }
      }
    }
    const double step = (value / total * (3 / half_pi) - rho) / (slope / total * (3 / half_pi));
    r = std::clamp(r - step, -1.0, 1.0);
    if (kernel::absolute(step) < 1e-13) {
      break;
    }
  }
  return r;
}

}  // namespace restituo
