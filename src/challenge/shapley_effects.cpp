#include <restituo/challenge/shapley_effects.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

#include <restituo/base/must.hpp>
#include <restituo/base/parallel.hpp>
#include <restituo/uncertainty/elementary.hpp>
#include <restituo/uncertainty/sobol.hpp>
#include <restituo/uncertainty/stream.hpp>
#include <restituo/uncertainty/summary.hpp>

namespace restituo {
namespace {

constexpr std::size_t block = 512;
constexpr double least_uniform = 0x1p-53;
// The 97.5% point of Student's t with 15 degrees of freedom: sixteen sets tell their error no better.
constexpr double two_sided_95_of_16 = 2.131449545559323;

using Order = std::vector<std::uint32_t>;

// The order of each row: inputs sorted by a random number each.
std::vector<Order> orders_of(const std::vector<Stream>& streams, std::uint64_t first, std::size_t count) {
  const std::size_t inputs = streams.size();
  std::vector<Order> orders(count, Order(inputs));
  std::vector<std::uint64_t> keys(inputs);
  for (std::size_t k = 0; k < count; ++k) {
    for (std::size_t i = 0; i < inputs; ++i) {
      keys[i] = streams[i].bits(first + k);
    }
    std::iota(orders[k].begin(), orders[k].end(), 0U);
    std::sort(orders[k].begin(), orders[k].end(),
              [&](std::uint32_t a, std::uint32_t b) { return keys[a] != keys[b] ? keys[a] < keys[b] : a < b; });
  }
  return orders;
}

// One block of rows: values of every input, made from independent uniforms in the order of each row.
class Rows {
 public:
  Rows(const Response& response, std::vector<Order> orders)
      : response_(response), orders_(std::move(orders)), count_(orders_.size()) {
    if (response.dependence) {
      factor_all();
    }
  }

  const std::vector<Order>& orders() const { return orders_; }

  // values[i][k] of the inputs i whose independent uniforms are uniforms[i][k].
  void values(const Columns& uniforms, Columns& values) const {
    values = uniforms;
    if (response_.dependence) {
      couple(uniforms, values);
    }
    if (response_.quantiles) {
      for (std::size_t i = 0; i < values.size(); ++i) {
        response_.quantiles(i, values[i], values[i]);
      }
    }
  }

 private:
  // The lower Cholesky factor of the correlations in the order of each row.
  void factor_all() {
    const std::size_t n = response_.size();
    factors_.resize(count_);
    for (std::size_t k = 0; k < count_; ++k) {
      std::vector<double>& factor = factors_[k];
      factor.assign(n * n, 0.0);
      const Order& order = orders_[k];
      for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t j = 0; j <= i; ++j) {
          double sum = response_.dependence->correlation(order[i], order[j]);
          for (std::size_t l = 0; l < j; ++l) {
            sum -= factor[i * n + l] * factor[j * n + l];
          }
          if (i == j) {
            factor[i * n + i] = std::sqrt(std::max(0.0, sum));
          } else {
            factor[i * n + j] = factor[j * n + j] > 1e-9 ? sum / factor[j * n + j] : 0.0;
          }
        }
      }
    }
  }

  void couple(const Columns& uniforms, Columns& coupled) const {
    const std::size_t n = response_.size();
    Columns scores = uniforms;
    for (std::vector<double>& column : scores) {
      normal_quantile(column, column);
    }
    for (std::size_t k = 0; k < count_; ++k) {
      for (std::size_t i = 0; i < n; ++i) {
        double score = 0;
        for (std::size_t j = 0; j <= i; ++j) {
          score += factors_[k][i * n + j] * scores[orders_[k][j]][k];
        }
        coupled[orders_[k][i]][k] = score;
      }
    }
    for (std::vector<double>& column : coupled) {
      normal_cdf(column, column);
      for (double& u : column) {
        u = std::clamp(u, least_uniform, 1 - least_uniform);
      }
    }
  }

  const Response& response_;
  std::vector<Order> orders_;
  std::size_t count_;
  std::vector<std::vector<double>> factors_;
};

}  // namespace

Outcome<ShapleyEffects> shapley_effects(const Response& response, const ShapleySettings& settings, const Place& place) {
  if (response.dependence && !response.dependence->is_gaussian()) {
    return refuse({.code = "effects-of-student-copula", .place = place, .details = {}});
  }
  const std::size_t inputs = response.size();
  must(inputs > 0, "there is something to share out");
  constexpr std::size_t sets = SobolPoints::replicates;
  std::vector<std::string> names;
  for (const char* set : {"before ", "after "}) {
    for (const std::string& name : response.inputs) {
      names.push_back(set + name);
    }
  }
  const auto points = SobolPoints::make(settings.seed, names, settings.rows / sets, place);
  if (!points) {
    return refuse(points.error());
  }
  std::vector<Stream> order_streams;
  for (const std::string& name : response.inputs) {
    order_streams.emplace_back(settings.seed, "order " + name);
  }

  const std::uint64_t rows = points->points();
  const std::size_t blocks = (rows + block - 1) / block;
  // Sums of each block, added up in their order afterwards.
  struct Sums {
    std::vector<double> parts;
    std::vector<double> results;
  };
  std::vector<Sums> sums(sets * blocks);
  for_each_block(sums.size(), settings.threads, [&](std::size_t number) {
    const std::size_t set = number / blocks;
    const std::uint64_t first = number % blocks * block;
    const std::size_t count = std::min<std::uint64_t>(block, rows - first);
    const Rows made(response, orders_of(order_streams, set * rows + first, count));
    Columns before(inputs, std::vector<double>(count));
    Columns after(inputs, std::vector<double>(count));
    for (std::size_t i = 0; i < inputs; ++i) {
      points->fill(i, set, first, before[i]);
      points->fill(inputs + i, set, first, after[i]);
    }
    // Where inputs are independent each value is worked out once; coupled ones change with every exchange.
    Columns current;
    Columns fresh;
    made.values(before, current);
    const bool coupled = response.dependence.has_value();
    if (!coupled) {
      made.values(after, fresh);
    }
    std::vector<const double*> columns(inputs);
    const auto run = [&](std::vector<double>& results) {
      for (std::size_t i = 0; i < inputs; ++i) {
        columns[i] = current[i].data();
      }
      response.run(columns, results);
    };
    Sums& own = sums[number];
    own.parts.assign(inputs, 0.0);
    std::vector<double> start(count);
    run(start);
    own.results = start;
    std::vector<double> last = start;
    std::vector<double> next(count);
    for (std::size_t step = 0; step < inputs; ++step) {
      const std::size_t position = inputs - 1 - step;
      for (std::size_t k = 0; k < count; ++k) {
        const std::size_t input = made.orders()[k][position];
        if (coupled) {
          before[input][k] = after[input][k];
        } else {
          current[input][k] = fresh[input][k];
        }
      }
      if (coupled) {
        made.values(before, current);
      }
      run(next);
      for (std::size_t k = 0; k < count; ++k) {
        own.parts[made.orders()[k][position]] += (start[k] - (last[k] + next[k]) / 2) * (last[k] - next[k]);
      }
      last.swap(next);
    }
    own.results.insert(own.results.end(), last.begin(), last.end());
  });

  std::vector<double> results;
  for (const Sums& one : sums) {
    results.insert(results.end(), one.results.begin(), one.results.end());
  }
  if (Faults faults = faults_of(results); !faults.empty()) {
    faults.front().place = place;
    return refuse(std::move(faults));
  }
  // Parts of each set, and the variance that they add up to.
  Columns parts(inputs, std::vector<double>(sets, 0.0));
  std::vector<double> whole(sets, 0.0);
  for (std::size_t set = 0; set < sets; ++set) {
    for (std::size_t i = 0; i < inputs; ++i) {
      for (std::size_t b = 0; b < blocks; ++b) {
        parts[i][set] += sums[set * blocks + b].parts[i];
      }
      parts[i][set] /= static_cast<double>(rows);
      whole[set] += parts[i][set];
    }
  }
  ShapleyEffects effects;
  effects.runs = sets * rows * (inputs + 1);
  effects.variance = moments_of(whole).mean;
  for (std::size_t i = 0; i < inputs; ++i) {
    const double value = moments_of(parts[i]).mean / effects.variance;
    // A ratio's error: that of its numerator less its part of the denominator.
    std::vector<double> remainder(sets);
    for (std::size_t set = 0; set < sets; ++set) {
      remainder[set] = (parts[i][set] - value * whole[set]) / effects.variance;
    }
    const double error = two_sided_95_of_16 * moments_of(remainder).standard_error();
    effects.shares.push_back({value, value - error, value + error});
  }
  return effects;
}

}  // namespace restituo
