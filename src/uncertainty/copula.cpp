#include <restituo/uncertainty/copula.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

#include <fmt/format.h>

#include <restituo/base/must.hpp>
#include <restituo/base/text.hpp>
#include <restituo/uncertainty/elementary.hpp>

#include "correlation.hpp"
#include "elementary_kernels.hpp"
#include "normal.hpp"
#include "places.hpp"
#include "quantile_table.hpp"
#include "special.hpp"

namespace restituo {
namespace {

constexpr double half_pi = 1.57079632679489661923;

double r_of(double value, CorrelationMeasure measure, std::optional<double> degrees_of_freedom) {
  if (kernel::absolute(value) == 1) {
    return value;
  }
  switch (measure) {
    case CorrelationMeasure::spearman:
      return degrees_of_freedom ? student_r_of_spearman(value, *degrees_of_freedom) : 2 * sine(half_pi * value / 3);
    case CorrelationMeasure::kendall: return sine(half_pi * value);
    case CorrelationMeasure::normal_scores: return value;
  }
  report_bug("a measure of correlation has a conversion", std::source_location::current());
}

// For messages: back in the measure that was given (Spearman's as for the Gaussian copula, near enough for Student's).
double measured(double r, CorrelationMeasure measure) {
  switch (measure) {
    case CorrelationMeasure::spearman: return arcsine(0.5 * r) * 3 / half_pi;
    case CorrelationMeasure::kendall: return arcsine(r) / half_pi;
    case CorrelationMeasure::normal_scores: return r;
  }
  report_bug("a measure of correlation has a conversion", std::source_location::current());
}

// "price and acts -0.4 (nearest -0.38), ...": each pair that was given.
std::string nearest_text(const Matrix& matrix, std::size_t size, const std::vector<std::string>& inputs,
                         std::span<const RankCorrelation> pairs, CorrelationMeasure measure) {
  // So far inside that what is shown still holds with the three decimals shown.
  const Matrix nearest = nearest_correlation(matrix, size, 1e-3 * static_cast<double>(size));
  std::vector<std::string> parts;
  const auto place_of = [&](const std::string& name) {
    return static_cast<std::size_t>(std::find(inputs.begin(), inputs.end(), name) - inputs.begin());
  };
  for (std::size_t i = 0; i < size; ++i) {
    for (std::size_t j = i + 1; j < size; ++j) {
      const double value = measured(nearest[i * size + j], measure);
      const auto given = std::find_if(pairs.begin(), pairs.end(), [&](const RankCorrelation& pair) {
        const std::size_t a = place_of(pair.first);
        const std::size_t b = place_of(pair.second);
        return std::min(a, b) == i && std::max(a, b) == j;
      });
      const std::string shown = fmt::format("{:.3f}", value);
      if (given != pairs.end() || (shown != "0.000" && shown != "-0.000")) {
        parts.push_back(fmt::format("{} / {}: {}", inputs[i], inputs[j], shown));
      }
    }
  }
  return joined(parts);
}

RESTITUO_CLONES void add_scaled(double* sum, double factor, const double* z, std::size_t count) {
#pragma GCC ivdep
  for (std::size_t k = 0; k < count; ++k) {
    sum[k] += factor * z[k];
  }
}

RESTITUO_CLONES void times_root_of_inverse(double* scores, const double* mixing, std::size_t count) {
#pragma GCC ivdep
  for (std::size_t k = 0; k < count; ++k) {
    scores[k] = scores[k] / __builtin_sqrt(mixing[k]);
  }
}

// From the probability of the nearer tail to the uniform draw.
RESTITUO_CLONES void uniforms_of_tails(const double* score, const double* tail, double* out, std::size_t count) {
#pragma GCC ivdep
  for (std::size_t k = 0; k < count; ++k) {
    const double p = kernel::at_least(tail[k], least_probability);
    out[k] = score[k] > 0 ? 1 - p : p;
  }
}

// The probability above t; t stays below 2^40.
double student_tail(const BetaFunction& function, double degrees_of_freedom, double t) {
  const double ratio = t / degrees_of_freedom * t;
  return 0.5 * function.at(1 / (1 + ratio), ratio / (1 + ratio)).below;
}

constexpr double nearest_t = 0x1p-40;  // nearer to 0 the tail is 1/2, to 12 digits
constexpr double farthest_t = 0x1p40;

}  // namespace

// The Student t cdf in cells of the same form as quantiles: 32 to each octave of t, where the tail is nearly a power of
// t.
class StudentCdf {
 public:
  explicit StudentCdf(double degrees_of_freedom) {
    const BetaFunction function(0.5 * degrees_of_freedom, 0.5);
    for (double octave = nearest_t; octave < farthest_t; octave *= 2) {
      for (std::size_t part = 0; part < cells_in_octave; ++part) {
        std::array<double, steps_in_cell + 1> tails;
        for (std::size_t node = 0; node <= steps_in_cell; ++node) {
          const double within = static_cast<double>(part) + 0.5 + 0.5 * cell_nodes[node];
          tails[node] = student_tail(function, degrees_of_freedom, octave * (1 + within / cells_in_octave));
        }
        cells_.push_back(QuantileCell::through(tails.data()));
      }
    }
  }

  void uniforms(const double* t, double* out, std::size_t count) const {
    Places places;
    alignas(64) BlockOfDoubles tails;
    for (std::size_t first = 0; first < count; first += block) {
      const std::size_t size = std::min(block, count - first);
      places_of(t + first, places, size);
      values_at(cells_.data(), places, 0, 0.5, tails.data(), places.filled_up(size));
      uniforms_of_tails(t + first, tails.data(), out + first, size);
    }
  }

 private:
  static void places_of(const double* t, Places& places, std::size_t count) {
    constexpr std::uint64_t shift = 47;
    constexpr std::uint64_t first_cell = std::bit_cast<std::uint64_t>(nearest_t) >> shift;
    for (std::size_t k = 0; k < count; ++k) {
      const double size = std::clamp(kernel::absolute(t[k]), nearest_t, farthest_t * (1 - 0x1p-53));
      const std::uint64_t bits = kernel::bits_of(size);
      places.offset[k] = ((bits >> shift) - first_cell) * sizeof(QuantileCell);
      places.t[k] = kernel::double_of((bits << (52 - shift) & 0x000fffffffffffffU) | 0x4000000000000000U) - 3;
    }
  }

  std::vector<QuantileCell> cells_;
};

Outcome<Copula> Copula::gaussian(std::vector<std::string> inputs, std::span<const RankCorrelation> pairs,
                                 CorrelationMeasure measure, const Place& place) {
  return made(std::nullopt, std::move(inputs), pairs, measure, place);
}

Outcome<Copula> Copula::student(double degrees_of_freedom, std::vector<std::string> inputs,
                                std::span<const RankCorrelation> pairs, CorrelationMeasure measure,
                                const Place& place) {
  if (!(degrees_of_freedom >= 1 && degrees_of_freedom <= 1e6)) {
    return refuse(
        {.code = "shape-parameter-range",
         .place = place,
         .details = {"student-t", "degrees_of_freedom", fmt::format("{}", degrees_of_freedom), "1", "1000000"}});
  }
  return made(degrees_of_freedom, std::move(inputs), pairs, measure, place);
}

Outcome<Copula> Copula::made(std::optional<double> degrees_of_freedom, std::vector<std::string> inputs,
                             std::span<const RankCorrelation> pairs, CorrelationMeasure measure, const Place& place) {
  const std::size_t size = inputs.size();
  Faults faults;
  Matrix matrix(size * size);
  Matrix given(size * size);
  for (std::size_t i = 0; i < size; ++i) {
    matrix[i * size + i] = 1;
  }
  for (const RankCorrelation& pair : pairs) {
    const auto find = [&](const std::string& name) {
      const auto at = std::find(inputs.begin(), inputs.end(), name);
      if (at == inputs.end()) {
        faults.push_back({.code = "copula-unknown-input",
                          .place = pair.place,
                          .details = {name, nearest_name(name, inputs).value_or(joined(inputs))}});
      }
      return static_cast<std::size_t>(at - inputs.begin());
    };
    const std::size_t i = find(pair.first);
    const std::size_t j = find(pair.second);
    if (i == size || j == size) {
      continue;
    }
    if (i == j) {
      faults.push_back({.code = "copula-one-input", .place = pair.place, .details = {pair.first}});
      continue;
    }
    if (!(pair.value >= -1 && pair.value <= 1)) {
      faults.push_back({.code = "copula-out-of-range",
                        .place = pair.place,
                        .details = {pair.first, pair.second, fmt::format("{}", pair.value)}});
      continue;
    }
    if (given[i * size + j] != 0) {
      faults.push_back({.code = "copula-pair-twice", .place = pair.place, .details = {pair.first, pair.second}});
      continue;
    }
    given[i * size + j] = given[j * size + i] = 1;
    matrix[i * size + j] = matrix[j * size + i] = r_of(pair.value, measure, degrees_of_freedom);
  }
  if (!faults.empty()) {
    return refuse(in_order(std::move(faults)));
  }
  std::optional<Matrix> factor = cholesky_factor(matrix, size);
  if (!factor) {
    return refuse({.code = "copula-cannot-hold",
                   .place = place,
                   .details = {nearest_text(matrix, size, inputs, pairs, measure)}});
  }
  Copula copula;
  copula.inputs_ = std::move(inputs);
  copula.correlations_ = std::move(matrix);
  copula.factor_ = std::move(*factor);
  copula.degrees_of_freedom_ = degrees_of_freedom;
  if (degrees_of_freedom) {
    // Chi-square with nu degrees of freedom over nu.
    copula.mixing_ = Distribution::gamma(0.5 * *degrees_of_freedom, 2 / *degrees_of_freedom).value();
    copula.student_cdf_ = std::make_shared<StudentCdf>(*degrees_of_freedom);
  }
  return copula;
}

double Copula::correlation(std::size_t i, std::size_t j) const { return correlations_[i * inputs_.size() + j]; }

Copula Copula::margin(std::span<const std::size_t> inputs) const {
  Copula part = *this;
  part.inputs_.clear();
  part.correlations_.clear();
  for (const std::size_t i : inputs) {
    part.inputs_.push_back(inputs_[i]);
    for (const std::size_t j : inputs) {
      part.correlations_.push_back(correlation(i, j));
    }
  }
  std::optional<Matrix> factor = cholesky_factor(part.correlations_, inputs.size());
  must(factor.has_value(), "a part of a matrix of correlations is one");
  part.factor_ = std::move(*factor);
  return part;
}

void Copula::to_uniforms(std::span<double> scores) const {
  if (student_cdf_) {
    student_cdf_->uniforms(scores.data(), scores.data(), scores.size());
    return;
  }
  std::vector<double> tails(scores.size());
  tails_of_scores(scores.data(), tails.data(), scores.size());
  uniforms_of_tails(scores.data(), tails.data(), scores.data(), scores.size());
}

void Copula::scores(std::span<const double* const> uniforms, std::span<double* const> scores, std::size_t count) const {
  must(is_gaussian(), "normal scores are asked of a Gaussian copula");
  normal_numbers(uniforms, scores, count);
}

void Copula::normal_numbers(std::span<const double* const> uniforms, std::span<double* const> out,
                            std::size_t count) const {
  const std::size_t size = inputs_.size();
  must(uniforms.size() == uniforms_needed() && out.size() == size,
       "a copula is given its blocks of uniforms, one for each");
  for (std::size_t i = 0; i < size; ++i) {
    normal_quantile({uniforms[i], count}, {out[i], count});
  }
  // From the last row up, each output is still its own independent number when the rows below have used it. Every sum
  // runs from the first input on.
  for (std::size_t i = size; i-- > 0;) {
    std::vector<double> sum(count, 0.0);
    for (std::size_t j = 0; j <= i; ++j) {
      if (const double factor = factor_[i * size + j]; factor != 0) {
        add_scaled(sum.data(), factor, out[j], count);
      }
    }
    std::copy(sum.begin(), sum.end(), out[i]);
  }
}

void Copula::couple(std::span<const double* const> uniforms, std::span<double* const> coupled,
                    std::size_t count) const {
  normal_numbers(uniforms, coupled, count);
  std::vector<double> mixing(is_gaussian() ? 0 : count);
  if (mixing_) {
    mixing_->quantiles({uniforms.back(), count}, mixing);
  }
  for (double* const out : coupled) {
    if (mixing_) {
      times_root_of_inverse(out, mixing.data(), count);
    }
    to_uniforms({out, count});
  }
}

}  // namespace restituo
