// A Copula says how uncertain numbers go together: where prices are high, she was made to see fewer buyers.
//
//   const RankCorrelation together[]{{"price", "acts", -0.4}};
//   auto copula = Copula::gaussian({"price", "acts"}, together, CorrelationMeasure::spearman, place);
//   copula->scores(uniforms, scores, count);       // then Distribution::quantiles_of_scores for each input
//
// The shapes of the inputs stay as they are; only which draws fall together changes. Pairs that are not named have no
// correlation. A Gaussian copula lets extremes fall together no more often than the middle suggests; a Student copula
// lets them, the more the fewer its degrees of freedom.
//
// What the number of a pair means                     and the correlation r of the normal numbers that it gives
// spearman        correlation of the ranks            2 sin(pi rho / 6); for Student solved for, see the source
// kendall         concordant less discordant pairs    sin(pi tau / 2), for both copulas
// normal_scores   r itself, as models often state it  r
//
// What it refuses: a correlation beyond -1 or 1, a pair named twice or made of one input, an unknown name, and
// correlations that cannot hold together (the matrix is not positive semidefinite): it shows the nearest ones that can.
// It never changes what was given.
//
// Sources: W. H. Kruskal, "Ordinal measures of association" (1958); F. Lindskog, A. McNeil, U. Schmock, "Kendall's tau
// for elliptical distributions" (2003); N. J. Higham, "Computing the nearest correlation matrix" (2002).
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <restituo/base/outcome.hpp>
#include <restituo/uncertainty/distribution.hpp>

namespace restituo {

class StudentCdf;  // src/uncertainty/copula.cpp

enum class CorrelationMeasure { spearman, kendall, normal_scores };

struct RankCorrelation {
  std::string first;
  std::string second;
  double value = 0;
  Place place;
};

class Copula {
 public:
  // Faults of a pair carry its own place; those of all pairs together `place`.
  static Outcome<Copula> gaussian(std::vector<std::string> inputs, std::span<const RankCorrelation> pairs,
                                  CorrelationMeasure measure, const Place& place = {});
  // degrees_of_freedom from 1 to 10^6.
  static Outcome<Copula> student(double degrees_of_freedom, std::vector<std::string> inputs,
                                 std::span<const RankCorrelation> pairs, CorrelationMeasure measure,
                                 const Place& place = {});

  const std::vector<std::string>& inputs() const { return inputs_; }
  // Blocks of independent uniform draws that one coupled draw takes: one for each input, in their order, and for
  // Student one more at the end, which all inputs share.
  std::size_t uniforms_needed() const { return inputs_.size() + (mixing_ ? 1 : 0); }
  bool is_gaussian() const { return !mixing_; }
  // Nothing for a Gaussian one.
  std::optional<double> degrees_of_freedom() const { return degrees_of_freedom_; }
  // The copula of some of its inputs, by their numbers, whatever the others do. It is of the same family.
  Copula margin(std::span<const std::size_t> inputs) const;
  // r of two inputs, by their numbers.
  double correlation(std::size_t i, std::size_t j) const;

  // coupled[i][k]: draw k of input i, uniform and coupled with the others. No output may be an input.
  void couple(std::span<const double* const> uniforms, std::span<double* const> coupled, std::size_t count) const;
  // Gaussian only: the coupled standard normal numbers themselves.
  void scores(std::span<const double* const> uniforms, std::span<double* const> scores, std::size_t count) const;
  // Numbers on the copula's own scale (standard normal, or Student's t) as the uniform draws they stand for, in place.
  void to_uniforms(std::span<double> scores) const;

 private:
  Copula() = default;

  static Outcome<Copula> made(std::optional<double> degrees_of_freedom, std::vector<std::string> inputs,
                              std::span<const RankCorrelation> pairs, CorrelationMeasure measure, const Place& place);

  void normal_numbers(std::span<const double* const> uniforms, std::span<double* const> out, std::size_t count) const;

  std::vector<std::string> inputs_;
  std::vector<double> correlations_;  // full matrix, by rows
  std::vector<double> factor_;        // its lower Cholesky factor, by rows
  std::optional<double> degrees_of_freedom_;
  std::optional<Distribution> mixing_;  // Student: chi-square over its degrees of freedom
  std::shared_ptr<const StudentCdf> student_cdf_;
};

}  // namespace restituo
