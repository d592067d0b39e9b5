#include <restituo/challenge/sobol_shares.hpp>

#include <algorithm>
#include <array>
#include <cmath>

#include <restituo/base/must.hpp>
#include <restituo/base/parallel.hpp>
#include <restituo/uncertainty/bootstrap.hpp>
#include <restituo/uncertainty/sobol.hpp>
#include <restituo/uncertainty/stream.hpp>
#include <restituo/uncertainty/summary.hpp>

namespace restituo {
namespace {

// The normal quantile at 0.975.
constexpr double two_sided_95 = 1.959963984540054;

// What the estimators add up over the rows: columns of terms, some for all inputs and some for each.
class Terms {
 public:
  // Results at A, at B, and for each input at A with its column from B; the dummy's set is A itself. Results are
  // centred first: shares do not depend on it, their error does.
  Terms(const std::vector<double>& at_a, const std::vector<double>& at_b, std::span<const std::vector<double>> mixed,
        unsigned threads)
      : inputs_(mixed.size()), rows_(at_a.size()), columns_(of_all + of_input * (inputs_ + 1)) {
    const double centre = (moments_of(at_a).mean + moments_of(at_b).mean) / 2;
    columns_[0] = centred(at_a, centre);
    columns_[1] = products(columns_[0], columns_[0]);
    columns_[2] = centred(at_b, centre);
    columns_[3] = products(columns_[2], columns_[2]);
    const std::vector<double>& a = columns_[0];
    const std::vector<double>& b = columns_[2];
    for_each_block(inputs_ + 1, threads, [&](std::size_t i) {
      std::vector<double>* const own = columns_.data() + of_all + of_input * i;
      own[0] = i == inputs_ ? a : centred(mixed[i], centre);
      const std::vector<double>& m = own[0];
      own[1] = products(m, m);
      own[2] = products(b, m);
      own[3].resize(rows_);
      for (std::size_t k = 0; k < rows_; ++k) {
        own[3][k] = (a[k] - m[k]) * (a[k] - m[k]);
      }
    });
  }

  struct Estimates {
    std::vector<double> first;  // the dummy last
    std::vector<double> total;
    double variance = 0;
  };

  // Of all rows, each counted once.
  Estimates estimates() const {
    std::vector<double> sums;
    for (const std::vector<double>& column : columns_) {
      sums.push_back(sum_of(column));
    }
    return estimates(sums);
  }

  // Of the rows of each resample.
  std::vector<Estimates> resampled(const Bootstrap& again, unsigned threads) const {
    const std::vector<double> sums = again.sums(columns_, threads);
    std::vector<Estimates> all;
    for (std::size_t r = 0; r < again.resamples(); ++r) {
      all.push_back(estimates(std::span(sums).subspan(r * columns_.size(), columns_.size())));
    }
    return all;
  }

 private:
  static constexpr std::size_t of_all = 4;
  static constexpr std::size_t of_input = 4;

  static std::vector<double> centred(const std::vector<double>& values, double centre) {
    std::vector<double> result(values);
    for (double& value : result) value -= centre;
    return result;
  }
  static std::vector<double> products(const std::vector<double>& x, const std::vector<double>& y) {
    std::vector<double> result(x.size());
    for (std::size_t k = 0; k < x.size(); ++k) result[k] = x[k] * y[k];
    return result;
  }
  static double sum_of(const std::vector<double>& column) {
    std::array<double, 4> lanes{};
    std::size_t k = 0;
    for (; k + lanes.size() <= column.size(); k += lanes.size()) {
      for (std::size_t lane = 0; lane < lanes.size(); ++lane) lanes[lane] += column[k + lane];
    }
    for (; k < column.size(); ++k) lanes[0] += column[k];
    return (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
  }

  Estimates estimates(std::span<const double> sums) const {
    const double n = static_cast<double>(rows_);
    const auto mean_of = [&](std::size_t column) { return sums[column] / n; };
    const double mean = (mean_of(0) + mean_of(2)) / 2;
    Estimates result;
    result.variance = (mean_of(1) + mean_of(3)) / 2 - mean * mean;
    for (std::size_t i = 0; i <= inputs_; ++i) {
      const std::size_t own = of_all + of_input * i;
      const double centre = (mean_of(2) + mean_of(own)) / 2;
      const double variance = (mean_of(3) + mean_of(own + 1)) / 2 - centre * centre;
      result.first.push_back((mean_of(own + 2) - centre * centre) / variance);
      result.total.push_back(mean_of(own + 3) / 2 / result.variance);
    }
    return result;
  }

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
  if (!response.joined.empty()) {
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
  const Terms terms(results[inputs], results[inputs + 1], std::span(results).first(inputs), settings.threads);
  const Terms::Estimates found = terms.estimates();
  shares.variance = found.variance;
  const Bootstrap bootstrap(Stream(settings.seed, "rows counted again"), rows, settings.resamples, settings.threads);
  const std::vector<Terms::Estimates> resampled = terms.resampled(bootstrap, settings.threads);
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
