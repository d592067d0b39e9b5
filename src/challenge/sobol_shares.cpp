#include <restituo/challenge/sobol_shares.hpp>

#include <algorithm>
#include <array>
#include <cmath>

#include <restituo/base/must.hpp>
#include <restituo/base/parallel.hpp>
#include <restituo/uncertainty/sobol.hpp>
#include <restituo/uncertainty/stream.hpp>
#include <restituo/uncertainty/summary.hpp>

namespace restituo {
namespace {

// The normal quantile at 0.975.
constexpr double two_sided_95 = 1.959963984540054;

// Weighted sum over rows, in four lanes that are added in one order.
double weighted_sum(std::span<const double> weights, std::span<const double> terms) {
  std::array<double, 4> lanes{};
  std::size_t k = 0;
  for (; k + 4 <= terms.size(); k += 4) {
    for (std::size_t lane = 0; lane < 4; ++lane) {
      lanes[lane] += weights[k + lane] * terms[k + lane];
    }
  }
  for (; k < terms.size(); ++k) {
    lanes[0] += weights[k] * terms[k];
  }
  return (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
}

// What the estimators add up over the rows: columns of terms, some for all inputs and some for each.
class Terms {
 public:
  // Results at A, at B, and for each input at A with its column from B; the dummy's set is A itself. Results are
  // centred first: shares do not depend on it, their error does.
  Terms(const std::vector<double>& at_a, const std::vector<double>& at_b, std::vector<std::vector<double>> mixed)
      : inputs_(mixed.size()), rows_(at_a.size()) {
    const double centre = (moments_of(at_a).mean + moments_of(at_b).mean) / 2;
    const auto centred = [&](const std::vector<double>& values) {
      std::vector<double> result(values);
      for (double& value : result) value -= centre;
      return result;
    };
    const std::vector<double> a = centred(at_a);
    const std::vector<double> b = centred(at_b);
    const auto squares = [](const std::vector<double>& values) {
      std::vector<double> result(values);
      for (double& value : result) value *= value;
      return result;
    };
    columns_ = {a, squares(a), b, squares(b)};
    mixed.push_back(at_a);
    for (std::size_t i = 0; i <= inputs_; ++i) {
      const std::vector<double> m = centred(mixed[i]);
      std::vector<double> product(rows_);
      std::vector<double> difference(rows_);
      for (std::size_t k = 0; k < rows_; ++k) {
        product[k] = b[k] * m[k];
        difference[k] = (a[k] - m[k]) * (a[k] - m[k]);
      }
      columns_.push_back(m);
      columns_.push_back(squares(m));
      columns_.push_back(std::move(product));
      columns_.push_back(std::move(difference));
    }
  }

  std::size_t rows() const { return rows_; }

  struct Estimates {
    std::vector<double> first;  // the dummy last
    std::vector<double> total;
    double variance = 0;
  };

  // With each row counted as often as its weight says; the weights add up to the number of rows.
  Estimates estimates(std::span<const double> weights) const {
    const double n = static_cast<double>(rows_);
    std::vector<double> means(columns_.size());
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      means[c] = weighted_sum(weights, columns_[c]) / n;
    }
    const double mean = (means[0] + means[2]) / 2;
    Estimates result;
    result.variance = (means[1] + means[3]) / 2 - mean * mean;
    for (std::size_t i = 0; i <= inputs_; ++i) {
      const double* of_input = means.data() + 4 + 4 * i;
      const double centre = (means[2] + of_input[0]) / 2;
      const double variance = (means[3] + of_input[1]) / 2 - centre * centre;
      result.first.push_back((of_input[2] - centre * centre) / variance);
      result.total.push_back(of_input[3] / 2 / result.variance);
    }
    return result;
  }

 private:
  std::size_t inputs_;
  std::size_t rows_;
  Columns columns_;
};

SobolShare share_of(double value, std::span<const double> resampled) {
  const double error = moments_of(resampled).standard_deviation();
  return {value, value - two_sided_95 * error, value + two_sided_95 * error};
}

}  // namespace

Outcome<SobolShares> sobol_shares(const Response& response, const SobolShareSettings& settings, const Place& place) {
  if (response.dependence) {
    return refuse({.code = "shares-of-dependent-inputs", .place = place, .details = {}});
  }
  must(response.size() > 0 && settings.resamples > 1, "there is something to share out, and to resample");
  const std::size_t inputs = response.size();
  const std::size_t rows = settings.base_points;
  std::vector<std::string> names;
  for (const char* set : {"A ", "B "}) {
    for (const std::string& name : response.inputs) {
      names.push_back(set + name);
    }
  }
  const auto points = SobolPoints::make(settings.seed, names, settings.base_points, place);
  if (!points) {
    return refuse(points.error());
  }

  Columns values(2 * inputs, std::vector<double>(rows));
  for_each_block(2 * inputs, settings.threads, [&](std::size_t column) {
    points->fill(column, 0, 0, values[column]);
    if (response.quantiles) {
      response.quantiles(column % inputs, values[column], values[column]);
    }
  });
  // Sets 0 to inputs - 1 are mixed, then come A and B.
  const std::size_t blocks = (rows + response_block - 1) / response_block;
  Columns results(inputs + 2, std::vector<double>(rows));
  for_each_block((inputs + 2) * blocks, settings.threads, [&](std::size_t number) {
    const std::size_t set = number / blocks;
    const std::size_t first = number % blocks * response_block;
    std::vector<const double*> columns(inputs);
    for (std::size_t i = 0; i < inputs; ++i) {
      const bool from_b = set == inputs + 1 || set == i;
      columns[i] = values[(from_b ? inputs : 0) + i].data() + first;
    }
    response.run(columns, {results[set].data() + first, std::min(response_block, rows - first)});
  });
  for (const std::vector<double>& set : results) {
    for (const Fault& fault : faults_of(set)) {
      if (fault.code != "response-constant" || &set == &results[inputs]) {
        return refuse({.code = fault.code, .place = place, .details = fault.details});
      }
    }
  }

  SobolShares shares;
  shares.base_points = settings.base_points;
  shares.runs = settings.base_points * (inputs + 2);
  const Moments at_a = moments_of(results[inputs]);
  const Moments at_b = moments_of(results[inputs + 1]);
  shares.mean = (at_a.mean + at_b.mean) / 2;
  const Terms terms(results[inputs], results[inputs + 1],
                    {results.begin(), results.begin() + static_cast<std::ptrdiff_t>(inputs)});
  const Terms::Estimates found = terms.estimates(std::vector<double>(rows, 1.0));
  shares.variance = found.variance;

  const Stream resampling(settings.seed, "rows counted again");
  std::vector<Terms::Estimates> resampled(settings.resamples);
  for_each_block(settings.resamples, settings.threads, [&](std::size_t number) {
    std::vector<double> weights(rows, 0.0);
    std::vector<double> draws(std::min(rows, response_block));
    for (std::size_t first = 0; first < rows; first += draws.size()) {
      const std::span<double> block(draws.data(), std::min(draws.size(), rows - first));
      resampling.fill(number * rows + first, block);
      for (const double u : block) {
        weights[static_cast<std::size_t>(u * static_cast<double>(rows))] += 1;
      }
    }
    resampled[number] = terms.estimates(weights);
  });
  const auto shares_from = [&](std::vector<double> Terms::Estimates::*kind, std::size_t input) {
    std::vector<double> again;
    for (const Terms::Estimates& one : resampled) {
      again.push_back((one.*kind)[input]);
    }
    return share_of((found.*kind)[input], again);
  };
  for (std::size_t i = 0; i < inputs; ++i) {
    shares.first.push_back(shares_from(&Terms::Estimates::first, i));
    shares.total.push_back(shares_from(&Terms::Estimates::total, i));
  }
  shares.noise = shares_from(&Terms::Estimates::first, inputs);
  return shares;
}

}  // namespace restituo
