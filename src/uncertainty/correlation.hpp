// Matrices of correlations, by rows: small, plain code with one order of operations.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace restituo {

using Matrix = std::vector<double>;  // size * size numbers, by rows

// L with L L' = matrix, lower triangular; nothing where the matrix is not positive semidefinite. Semidefinite ones
// pass: two inputs with correlation 1 are one input.
std::optional<Matrix> cholesky_factor(const Matrix& matrix, std::size_t size);

// The correlation matrix nearest to `matrix` in the Frobenius norm, with no eigenvalue below `least`.
Matrix nearest_correlation(const Matrix& matrix, std::size_t size, double least);

// The r of a bivariate Student t copula with this rank correlation of Spearman.
double student_r_of_spearman(double rho, double degrees_of_freedom);

// sin(x), |x| <= pi / 2, and its inverse.
double sine(double x);
double arcsine(double x);

}  // namespace restituo
