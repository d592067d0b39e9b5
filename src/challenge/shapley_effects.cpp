#include <restituo/challenge/shapley_effects.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>

#include <restituo/base/must.hpp>
#include <restituo/base/parallel.hpp>
#include <restituo/uncertainty/distribution.hpp>
#include <restituo/uncertainty/elementary.hpp>
#include <restituo/uncertainty/sobol.hpp>
#include <restituo/uncertainty/stream.hpp>
#include <restituo/uncertainty/summary.hpp>

namespace restituo {
namespace {

constexpr std::size_t block = 512;
constexpr double least_uniform = 0x1p-53;
// Of an input's variance, once those before it are known: less is rounding, and it follows from them.
constexpr double smallest_remainder = 1e-12;
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

// Inputs that one copula joins, made one after the other in any order: each from those before it and a number of its
// own. Those numbers are independent, which those of the copula itself are not where it is Student's.
class Chain {
 public:
  explicit Chain(const JoinedInputs& joined) : joined_(joined), freedom_(joined.copula.degrees_of_freedom()) {
    if (freedom_) {
      // Given k others, a Student t number is one with k degrees of freedom more.
      for (std::size_t k = 0; k < joined.inputs.size(); ++k) {
        own_.push_back(Distribution::student_t(*freedom_ + static_cast<double>(k), 0, 1).value());
      }
    }
  }

  std::span<const std::size_t> inputs() const { return joined_.inputs; }

  // How one row makes them: the order they come in, and the Cholesky factor of their correlations in that order.
  struct Link {
    std::vector<std::size_t> order;  // places in inputs()
    std::vector<double> factor;
  };

  Link link(const Order& order) const {
    const std::size_t n = joined_.inputs.size();
    Link made;
    for (const std::uint32_t input : order) {
      const auto at = std::find(joined_.inputs.begin(), joined_.inputs.end(), input);
      if (at != joined_.inputs.end()) made.order.push_back(static_cast<std::size_t>(at - joined_.inputs.begin()));
    }
    made.factor.assign(n * n, 0.0);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j <= i; ++j) {
        double sum = joined_.copula.correlation(made.order[i], made.order[j]);
        for (std::size_t l = 0; l < j; ++l) {
          sum -= made.factor[i * n + l] * made.factor[j * n + l];
        }
        if (i == j) {
          made.factor[i * n + i] = sum > smallest_remainder ? std::sqrt(sum) : 0.0;
        } else {
          made.factor[i * n + j] = made.factor[j * n + j] > 0 ? sum / made.factor[j * n + j] : 0.0;
        }
      }
    }
    return made;
  }

  // The numbers of their own, in place: from uniform ones, column k for inputs()[k].
  void own_numbers(const std::vector<Link>& links, std::vector<double*> columns) const {
    const std::size_t n = joined_.inputs.size();
    if (!freedom_) {
      for (double* column : columns) {
        normal_quantile({column, links.size()}, {column, links.size()});
      }
      return;
    }
    for (std::size_t row = 0; row < links.size(); ++row) {
      std::size_t before = 0;  // that tell something of their own
      for (std::size_t i = 0; i < n; ++i) {
        double& number = columns[links[row].order[i]][row];
        number = own_[before].quantile(number);
        if (links[row].factor[i * n + i] > 0) ++before;
      }
    }
  }

  // Coupled uniform numbers into `columns`, from the numbers of their own.
  void couple(const std::vector<Link>& links, const std::vector<const double*>& own,
              const std::vector<double*>& columns) const {
    const std::size_t n = joined_.inputs.size();
    std::vector<double> weights(n);
    for (std::size_t row = 0; row < links.size(); ++row) {
      const Link& link = links[row];
      double squares = 0;
      std::size_t before = 0;
      for (std::size_t i = 0; i < n; ++i) {
        const double remainder = link.factor[i * n + i];
        weights[i] = remainder > 0 ? own[link.order[i]][row] : 0.0;
        if (freedom_ && remainder > 0) {
          weights[i] *= std::sqrt((*freedom_ + squares) / (*freedom_ + static_cast<double>(before)));
          squares += weights[i] * weights[i];
          ++before;
        }
        double score = 0;
        for (std::size_t j = 0; j <= i; ++j) {
          score += link.factor[i * n + j] * weights[j];
        }
        columns[link.order[i]][row] = score;
      }
    }
    for (double* column : columns) {
      joined_.copula.to_uniforms({column, links.size()});
      for (std::size_t row = 0; row < links.size(); ++row) {
        column[row] = std::clamp(column[row], least_uniform, 1 - least_uniform);
      }
    }
  }

 private:
  const JoinedInputs& joined_;
  std::optional<double> freedom_;
  std::vector<Distribution> own_;  // by how many came before
};

// One block of rows: values of every input, made from independent uniforms in the order of each row.
class Rows {
 public:
  Rows(const Response& response, const std::vector<Chain>& chains, std::vector<Order> orders)
      : response_(response), chains_(chains), orders_(std::move(orders)), links_(chains.size()) {
    for (std::size_t c = 0; c < chains.size(); ++c) {
      for (const Order& order : orders_) {
        links_[c].push_back(chains[c].link(order));
      }
    }
  }

  const std::vector<Order>& orders() const { return orders_; }

  // Of joined inputs, the numbers of their own instead of the uniform ones.
  void prepare(Columns& uniforms) const {
    for (std::size_t c = 0; c < chains_.size(); ++c) {
      chains_[c].own_numbers(links_[c], pointers(uniforms, chains_[c]));
    }
  }

  // values[i][k] of the inputs i from what `prepare` left.
  void values(Columns& prepared, Columns& values) const {
    values = prepared;
    for (std::size_t c = 0; c < chains_.size(); ++c) {
      const std::vector<double*> own = pointers(prepared, chains_[c]);
      chains_[c].couple(links_[c], {own.begin(), own.end()}, pointers(values, chains_[c]));
    }
    if (response_.quantiles) {
      for (std::size_t i = 0; i < values.size(); ++i) {
        response_.quantiles(i, values[i], values[i]);
      }
    }
  }

 private:
  static std::vector<double*> pointers(Columns& columns, const Chain& chain) {
    std::vector<double*> made;
    for (const std::size_t input : chain.inputs()) {
      made.push_back(columns[input].data());
    }
    return made;
  }

  const Response& response_;
  const std::vector<Chain>& chains_;
  std::vector<Order> orders_;
  std::vector<std::vector<Chain::Link>> links_;
};

}  // namespace

Outcome<ShapleyEffects> shapley_effects(const Response& response, const ShapleySettings& settings, const Place& place) {
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

  const std::vector<Chain> chains(response.joined.begin(), response.joined.end());
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
    const Rows made(response, chains, orders_of(order_streams, set * rows + first, count));
    Columns before(inputs, std::vector<double>(count));
    Columns after(inputs, std::vector<double>(count));
    for (std::size_t i = 0; i < inputs; ++i) {
      points->fill(i, set, first, before[i]);
      points->fill(inputs + i, set, first, after[i]);
    }
    // Where inputs are independent each value is worked out once; coupled ones change with every exchange.
    Columns current;
    Columns fresh;
    made.prepare(before);
    made.prepare(after);
    made.values(before, current);
    const bool coupled = !chains.empty();
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
