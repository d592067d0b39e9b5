// Logarithm, exponential, power and the normal distribution function, the same to the last bit on every machine.
//
// The C library's versions change with the processor and the year; a court's report must not. These use only the five
// operations that IEEE 754 fixes (+, -, *, /, square root), in one order, with contraction off. Each block form gives
// the same bits as the single form and is what fast code should call; `out` may be the same memory as the input.
//
// function                 error, in units in the last place (measured against 100-digit arithmetic; tests hold it)
// exp, log                 below 1
// pow                      below 1.5 wherever the result is a normal number
// log1p, expm1             below 3, below 4
// normal_cdf               relative error below 1e-14 for x > -6, 4e-14 for x > -37
// normal_quantile          error below 1.5e-11 in the value, 4e-12 in probability: the table that draws come from
//
// Limits and signs follow C: log(0) = -inf, log(-1) = NaN, pow(x, 0) = 1, pow(-2, 3) = -8, pow(-2, 0.5) = NaN.
#pragma once

#include <span>

namespace restituo {

double reproducible_exp(double x);
double reproducible_log(double x);
double reproducible_pow(double base, double exponent);
double reproducible_expm1(double x);  // exp(x) - 1, exact also near 0
double reproducible_log1p(double x);  // log(1 + x), exact also near 0

void reproducible_exp(std::span<const double> x, std::span<double> out);
void reproducible_log(std::span<const double> x, std::span<double> out);
void reproducible_pow(std::span<const double> base, std::span<const double> exponent, std::span<double> out);

// The probability that a standard normal number is below x.
double normal_cdf(double x);
void normal_cdf(std::span<const double> x, std::span<double> out);

// The x with normal_cdf(x) = u. 0 gives -inf and 1 gives +inf; normal_quantile(1 - u) is -normal_quantile(u), exactly.
double normal_quantile(double u);
// Every u within [2^-53, 1 - 2^-53], as streams give them; what lies outside counts as the nearest of the two.
void normal_quantile(std::span<const double> u, std::span<double> out);

}  // namespace restituo
