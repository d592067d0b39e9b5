#include <restituo/estimate/simulation.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <memory>
#include <mutex>
#include <numeric>

#include <restituo/base/must.hpp>
#include <restituo/base/parallel.hpp>
#include <restituo/base/text.hpp>
#include <restituo/casefile/case.hpp>
#include <restituo/uncertainty/elementary.hpp>
#include <restituo/uncertainty/line_points.hpp>
#include <restituo/uncertainty/line_sample.hpp>
#include <restituo/uncertainty/selection.hpp>
#include <restituo/uncertainty/summary.hpp>
#include "bounds.hpp"

namespace restituo {
namespace {

constexpr std::size_t block = SampledProgram::block_size;
constexpr std::uint64_t unit = 64 * block;  // draws that one thread makes at a time
// What all draws of designs may take, and what selections may.
constexpr std::uint64_t most_bytes = std::uint64_t{4} << 30;
constexpr std::uint64_t bytes_for_selection = std::uint64_t{600} << 20;
constexpr std::uint64_t most_random_draws = 1'000'000'000'000;  // beyond it one figure alone fills the memory

constexpr std::size_t percentiles = 5;
constexpr std::array<double, percentiles> shares{0.05, 0.25, 0.50, 0.75, 0.95};
constexpr double usual_confidence = 0.95;
constexpr std::uint64_t first_look = 16'384;
constexpr std::uint64_t first_convergence = 1'024;

// Lines (line_points.hpp): fewer draws than this make too few of them; what finds their directions; how many directions
// at most; and which figures follow one: those whose ranks it explains so far, and which the curve fits so closely
// (relative to their standard deviation).
constexpr std::uint64_t fewest_draws_for_lines = 16'384;
constexpr std::size_t pilot_draws = 2'048;
constexpr std::uint64_t pilot_lines = 64;
constexpr std::size_t most_directions = 4;
constexpr double least_share_explained = 0.85;
constexpr double largest_misfit = 0.005;
// A figure that one input alone makes, so far, is best served by the even points of that input.
constexpr double largest_share_of_one_input = 0.95;

bool is_finite(double x) { return x - x == 0; }

// Which order statistics the percentiles of n draws and their bounds are made of.
class RankPlan {
 public:
  RankPlan(std::uint64_t count, double confidence) : count_(count) {
    for (std::size_t p = 0; p < percentiles; ++p) {
      const double position = static_cast<double>(count - 1) * shares[p];
      const auto below = static_cast<std::uint64_t>(position);
      part_[p] = position - static_cast<double>(below);
      ranks_.push_back(below + 1);
      ranks_.push_back(std::min(below + 2, count));
      const OrderBounds bounds = quantile_confidence(count, shares[p], confidence);
      ranks_.push_back(bounds.lower_rank == 0 ? 1 : bounds.lower_rank);
      ranks_.push_back(bounds.upper_rank == 0 ? count : bounds.upper_rank);
    }
  }

  std::uint64_t count() const { return count_; }
  const std::vector<std::uint64_t>& ranks() const { return ranks_; }

  // From the draws that have these ranks.
  double percentile(std::span<const double> ranked, std::size_t p) const {
    const double below = ranked[4 * p];
    return below + part_[p] * (ranked[4 * p + 1] - below);
  }
  double low(std::span<const double> ranked, std::size_t p) const { return ranked[4 * p + 2]; }
  double high(std::span<const double> ranked, std::size_t p) const { return ranked[4 * p + 3]; }

 private:
  std::uint64_t count_;
  std::array<double, percentiles> part_{};
  std::vector<std::uint64_t> ranks_;
};

struct Estimated {
  double value;
  double low;
  double high;
};
using Percentiles = std::array<Estimated, percentiles>;

Percentiles percentiles_of(const RankPlan& plan, std::span<const double> ranked) {
  Percentiles all{};
  for (std::size_t p = 0; p < percentiles; ++p) {
    all[p] = {plan.percentile(ranked, p), plan.low(ranked, p), plan.high(ranked, p)};
  }
  return all;
}

void put(SpreadSummary& summary, const Percentiles& of) {
  const auto one = [&](std::size_t p, double& value, double& low, double& high) {
    value = of[p].value;
    low = of[p].low;
    high = of[p].high;
  };
  one(0, summary.p05, summary.p05_low, summary.p05_high);
  one(1, summary.p25, summary.p25_low, summary.p25_high);
  one(2, summary.p50, summary.p50_low, summary.p50_high);
  one(3, summary.p75, summary.p75_low, summary.p75_high);
  one(4, summary.p95, summary.p95_low, summary.p95_high);
}

ConvergencePoint point_of(std::uint64_t draws, const Percentiles& of) {
  return {draws,     of[0].value, of[0].low,   of[0].high, of[2].value,
          of[2].low, of[2].high,  of[4].value, of[4].low,  of[4].high};
}

// The middles of equal parts of the draws, for a drawing: each stands for as many worlds as any other.
std::vector<double> dots_of(std::span<const double> draws) {
  constexpr std::uint64_t dots = 50;
  std::vector<std::uint64_t> ranks;
  for (std::uint64_t i = 0; i < dots; ++i) ranks.push_back((2 * i + 1) * draws.size() / (2 * dots) + 1);
  return values_at_ranks(draws, ranks);
}

// 95% over all looks: look k may err 0.05 / (k (k + 1)) times. k from 1.
double confidence_of_look(std::size_t k) {
  return 1 - (1 - usual_confidence) / (static_cast<double>(k) * static_cast<double>(k + 1));
}

// The largest power of ten that is not above half the distance; 0 where there is none.
double last_digit(double low, double high) {
  const double half = 0.5 * (high - low);
  if (!(half > 0) || !is_finite(half)) {
    return 0;
  }
  double digit = 1;
  while (digit > half && digit > 1e-300) {
    digit /= 10;
  }
  while (digit * 10 <= half) {
    digit *= 10;
  }
  return digit;
}

double rounded_to(double value, double digit) {
  if (digit == 0) {
    return value;
  }
  if (digit >= 1) {
    return std::nearbyint(value / digit) * digit;
  }
  const double parts = std::nearbyint(1 / digit);  // dividing by it gives the nearest double to the decimal
  return std::nearbyint(value * parts) / parts;
}

bool precise_enough(const SpreadSummary& summary, double until) {
  const double size = summary.p05 < 0 ? -summary.p05 : summary.p05;
  return 0.5 * (summary.p05_high - summary.p05_low) <= until * size;
}

}  // namespace

double SpreadSummary::supported(std::string_view aspect, double value) const {
  constexpr double two_sided = 1.959963984540054;  // of 95%
  const auto within = [&](double low, double high) { return rounded_to(value, last_digit(low, high)); };
  if (aspect == "mean") return within(mean - two_sided * error, mean + two_sided * error);
  if (aspect.starts_with("p05")) return within(p05_low, p05_high);
  if (aspect.starts_with("p25")) return within(p25_low, p25_high);
  if (aspect.starts_with("p50")) return within(p50_low, p50_high);
  if (aspect.starts_with("p75")) return within(p75_low, p75_high);
  if (aspect.starts_with("p95")) return within(p95_low, p95_high);
  return value;
}

// One run: its working memory, and how draws are dealt out to threads.
class Simulation::Run {
 public:
  Run(const Simulation& simulation, const EstimateSettings& settings) : simulation_(simulation), settings_(settings) {}

  Outcome<SimulationResult> go() {
    SimulationResult result;
    const std::size_t steps = simulation_.steps_;
    result.summaries.resize(steps);
    result.convergence.resize(steps);
    result.dots.resize(steps);
    result.bands.resize(steps);
    result.replicates = settings_.method == SamplingMethod::monte_carlo ? 1 : Sampling::replicates_of_designs;
    result.draws = settings_.draws;
    if (simulation_.varying_.empty()) {
      return result;
    }
    if (settings_.draws < fewest_draws) {
      return refuse({.code = "draws-too-few",
                     .place = {},
                     .details = {std::to_string(settings_.draws), std::to_string(fewest_draws)}});
    }
    if (settings_.draws > most_random_draws) {
      return refuse({.code = "draws-too-many",
                     .place = {},
                     .details = {std::to_string(settings_.draws), std::to_string(most_random_draws)}});
    }
    if (settings_.until) {
      if (auto faults = until(*settings_.until, result); !faults.empty()) {
        return refuse(std::move(faults));
      }
    } else {
      expected_ = settings_.draws;
      if (auto faults = once(settings_.draws, usual_confidence, true, result); !faults.empty()) {
        return refuse(std::move(faults));
      }
    }
    if (settings_.outer_draws != 0 && std::count(simulation_.varies_.begin(), simulation_.varies_.end(), 1) != 0) {
      if (auto faults = two_levels(result); !faults.empty()) {
        return refuse(std::move(faults));
      }
    }
    for (const Alternative& alternative : simulation_.alternatives_) {
      Simulation alone = simulation_;
      alone.distributions_[alternative.input] = alternative.distribution;
      alone.alternatives_.clear();
      EstimateSettings same = settings_;
      same.draws = result.draws;
      same.until.reset();
      same.outer_draws = 0;
      same.progress = {};
      auto run = Run(alone, same).go();
      if (!run) {
        return run;
      }
      result.experts.push_back({simulation_.inputs_[alternative.input], alternative.expert, std::move(run->summaries)});
    }
    return result;
  }

 private:
  // What one thread works with.
  struct Lane {
    explicit Lane(const Simulation& simulation)
        : workspace(simulation.program_),
          uniforms(simulation.dimensions_.size() * block),
          values(simulation.inputs_.size() * block),
          figures(simulation.wanted_.size() * block) {
      for (std::size_t i = 0; i < simulation.dimensions_.size(); ++i) {
        uniform_columns.push_back(uniforms.data() + i * block);
        uniform_outputs.push_back(uniforms.data() + i * block);
      }
      for (std::size_t i = 0; i < simulation.inputs_.size(); ++i) {
        value_columns.push_back(values.data() + i * block);
        value_outputs.push_back(values.data() + i * block);
      }
      for (std::size_t k = 0; k < simulation.wanted_.size(); ++k) {
        figure_outputs.push_back(figures.data() + k * block);
      }
    }

    SampledProgram::Workspace workspace;
    std::vector<double> uniforms;
    std::vector<double> values;
    std::vector<double> figures;
    std::vector<const double*> uniform_columns;
    std::vector<double*> uniform_outputs;
    std::vector<const double*> value_columns;
    std::vector<double*> value_outputs;
    std::vector<double*> figure_outputs;
    std::vector<RankSelection::Tally> tallies;
  };

  // Lanes are lent to whoever works: there are as many as threads.
  class LentLane {
   public:
    explicit LentLane(Run& run) : run_(run) {
      const std::lock_guard lock(run_.lanes_mutex_);
      if (run_.free_lanes_.empty()) {
        run_.lanes_.push_back(std::make_unique<Lane>(run_.simulation_));
        run_.free_lanes_.push_back(run_.lanes_.back().get());
      }
      lane_ = run_.free_lanes_.back();
      run_.free_lanes_.pop_back();
    }
    ~LentLane() {
      const std::lock_guard lock(run_.lanes_mutex_);
      run_.free_lanes_.push_back(lane_);
    }
    LentLane(const LentLane&) = delete;
    LentLane& operator=(const LentLane&) = delete;
    Lane& operator*() const { return *lane_; }

   private:
    Run& run_;
    Lane* lane_ = nullptr;
  };

  // The figures of draws first ... first + count - 1, count <= block, into the lane.
  void draw(const Sampling& sampling, std::uint64_t first, std::size_t count, Lane& lane) const {
    for (std::size_t i = 0; i < simulation_.dimensions_.size(); ++i) {
      sampling.fill(i, first, {lane.uniform_outputs[i], count});
    }
    simulation_.values(lane.uniform_columns, lane.value_outputs, count);
    simulation_.figures(lane.value_columns, lane.figure_outputs, count, lane.workspace);
  }

  void report(std::uint64_t more) {
    if (settings_.progress) {
      const std::lock_guard lock(progress_mutex_);
      done_ += more;
      settings_.progress(std::min(done_, expected_), expected_);
    }
  }

  Faults not_finite(std::span<const std::uint64_t> without, std::uint64_t draws) const {
    Faults faults;
    for (std::size_t k = 0; k < without.size(); ++k) {
      if (without[k] != 0) {
        faults.push_back({.code = "draw-not-finite",
                          .place = simulation_.places_[k],
                          .details = {simulation_.names_[k], std::to_string(without[k]), std::to_string(draws)}});
      }
    }
    return in_order(std::move(faults));
  }

  // A whole run of n draws.
  Faults once(std::uint64_t draws, double confidence, bool with_convergence, SimulationResult& result) {
    auto sampling = Sampling::make(settings_.method, settings_.seed, simulation_.dimensions_, draws);
    if (!sampling) {
      return std::move(sampling.error());
    }
    result.draws = draws;
    if (settings_.method == SamplingMethod::monte_carlo) {
      return once_at_random(*sampling, confidence, with_convergence, result);
    }
    std::vector<std::size_t> figures(simulation_.wanted_.size());
    std::iota(figures.begin(), figures.end(), std::size_t{0});
    if (settings_.method == SamplingMethod::sobol && draws >= fewest_draws_for_lines) {
      if (Faults faults = once_on_lines(draws, confidence, with_convergence, result, figures); !faults.empty()) {
        return faults;
      }
    }
    return figures.empty() ? Faults{} : once_by_design(*sampling, confidence, with_convergence, result, figures);
  }

  // ------------------------------------------------------------------------------------------------------ Monte Carlo

  // How many of the first draws are held to know where percentiles lie: about what makes the rest fewest.
  static std::uint64_t sample_of(std::uint64_t draws) {
    std::uint64_t side = 1;
    while (side * side * side < draws) {
      side *= 2;
    }
    return std::min(draws, std::max(unit, 4 * side * side));
  }

  Faults once_at_random(const Sampling& sampling, double confidence, bool with_convergence, SimulationResult& result) {
    const std::uint64_t draws = sampling.draws();
    const RankPlan plan(draws, confidence);
    std::vector<std::size_t> open(simulation_.wanted_.size());
    std::iota(open.begin(), open.end(), std::size_t{0});
    for (std::uint64_t sample = sample_of(draws); !open.empty(); sample = std::min(draws, 8 * sample)) {
      // The sample, and a share of the draws that shrinks with its root (11 of its own standard deviations for each
      // percentile; 20 % more for luck, twice for vectors that grow).
      const double kept = 2.4 * 11 * 1.8 * static_cast<double>(draws) / std::sqrt(static_cast<double>(sample));
      const std::uint64_t bytes = sizeof(double) * (sample + std::min(draws, static_cast<std::uint64_t>(kept))) +
                                  sizeof(RunningMoments) * (draws / unit);
      const std::size_t together = std::clamp<std::size_t>(bytes_for_selection / bytes, 1, open.size());
      std::vector<std::size_t> again;
      for (std::size_t first = 0; first < open.size(); first += together) {
        const std::span<const std::size_t> some(open.data() + first, std::min(together, open.size() - first));
        Faults faults = select_at_random(sampling, plan, sample, some, with_convergence, result, again);
        if (!faults.empty()) {
          return faults;
        }
      }
      open = std::move(again);
    }
    return {};
  }

  // Percentiles and moments of some figures; those that the sample misled go to `again`.
  Faults select_at_random(const Sampling& sampling, const RankPlan& plan, std::uint64_t sample,
                          std::span<const std::size_t> figures, bool with_convergence, SimulationResult& result,
                          std::vector<std::size_t>& again) {
    const std::uint64_t draws = sampling.draws();
    const std::uint64_t units = (draws + unit - 1) / unit;
    const std::uint64_t units_held = (sample + unit - 1) / unit;
    const std::uint64_t held_draws = std::min(draws, units_held * unit);
    const std::size_t n = figures.size();
    std::vector<std::vector<double>> held(n, std::vector<double>(held_draws));
    std::vector<RunningMoments> moments(units * n);
    std::vector<std::uint64_t> reached(units * n);
    std::vector<std::uint64_t> odd(units * n);

    const auto count_in = [&](std::size_t k, std::uint64_t at, std::span<const double> values) {
      RunningMoments these;
      these.add(values);
      const bool finite = is_finite(these.moments().mean);
      if (!finite) {
        odd[at * n + k] += static_cast<std::uint64_t>(
            std::count_if(values.begin(), values.end(), [](double value) { return !is_finite(value); }));
      }
      moments[at * n + k].add(these);
      reached[at * n + k] += count_at_or_above(values, simulation_.claims_[figures[k]]);
      return finite;
    };
    const auto each_block = [&](std::uint64_t at, const auto& use) {
      const LentLane lent(*this);
      Lane& lane = *lent;
      const std::uint64_t end = std::min(draws, (at + 1) * unit);
      for (std::uint64_t first = at * unit; first < end; first += block) {
        const std::size_t count = std::min<std::uint64_t>(block, end - first);
        draw(sampling, first, count, lane);
        for (std::size_t k = 0; k < n; ++k) {
          const std::span<const double> values(lane.figure_outputs[figures[k]], count);
          use(k, first, values, count_in(k, at, values), lane);
        }
      }
      report(end - at * unit);
    };

    for_each_block(units_held, settings_.threads, [&](std::size_t at) {
      each_block(at, [&](std::size_t k, std::uint64_t first, std::span<const double> values, bool, Lane&) {
        std::copy(values.begin(), values.end(), held[k].begin() + static_cast<std::ptrdiff_t>(first));
      });
    });
    // Where a draw of the sample is not finite the run fails: it goes on only to count such draws.
    const bool sound = std::all_of(odd.begin(), odd.end(), [](std::uint64_t count) { return count == 0; });
    std::vector<RankSelection> selections;
    if (held_draws < draws) {
      if (sound) {
        for (std::size_t k = 0; k < n; ++k) {
          selections.emplace_back(draws, plan.ranks(), held[k]);
        }
      }
      for (const auto& lane : lanes_) {
        lane->tallies.assign(n, {});
      }
      for_each_block(units - units_held, settings_.threads, [&](std::size_t number) {
        each_block(units_held + number,
                   [&](std::size_t k, std::uint64_t, std::span<const double> values, bool finite, Lane& lane) {
                     if (finite && sound) {
                       lane.tallies.resize(n);
                       selections[k].add(values, lane.tallies[k]);
                     }
                   });
      });
    }

    std::vector<std::uint64_t> without(simulation_.wanted_.size());
    for (std::uint64_t i = 0; i < odd.size(); ++i) {
      without[figures[i % n]] += odd[i];
    }
    if (Faults faults = not_finite(without, draws); !faults.empty()) {
      return faults;
    }

    std::vector<std::optional<std::vector<double>>> found(n);
    for_each_block(n, settings_.threads, [&](std::size_t k) {
      if (held_draws == draws) {
        found[k] = values_at_ranks(held[k], plan.ranks());
      } else {
        RankSelection::Tally all;
        selections[k].add(held[k], all);
        for (const auto& lane : lanes_) {
          if (k < lane->tallies.size()) {
            RankSelection::merge(all, lane->tallies[k]);
            lane->tallies[k] = {};
          }
        }
        found[k] = selections[k].values(std::move(all));
      }
      if (!found[k]) {
        return;
      }
      const std::size_t step = simulation_.varying_[figures[k]];
      SpreadSummary summary;
      RunningMoments total;
      std::uint64_t at_or_above = 0;
      for (std::uint64_t at = 0; at < units; ++at) {
        total.add(moments[at * n + k]);
        at_or_above += reached[at * n + k];
      }
      const Moments of_all = total.moments();
      summary.mean = of_all.mean;
      summary.standard_deviation = of_all.standard_deviation();
      summary.error = of_all.standard_error();
      summary.at_or_above_claim = static_cast<double>(at_or_above) / static_cast<double>(draws);
      const Percentiles last = percentiles_of(plan, *found[k]);
      put(summary, last);
      if (with_convergence) {
        result.dots[step] = dots_of(held[k]);
        auto& points = result.convergence[step];
        points.clear();
        for (std::uint64_t few = first_convergence; few <= held_draws && few < draws; few *= 2) {
          const RankPlan part(few, usual_confidence);
          points.push_back(
              point_of(few, percentiles_of(part, values_at_ranks(std::span(held[k]).first(few), part.ranks()))));
        }
        points.push_back(point_of(draws, last));
      }
      result.summaries[step] = summary;
    });
    for (std::size_t k = 0; k < n; ++k) {
      if (!found[k]) {
        again.push_back(figures[k]);
      }
    }
    return {};
  }

  // ---------------------------------------------------------------------------------------------------------- designs

  Faults too_many(std::uint64_t draws) const {
    const std::uint64_t most = most_bytes / sizeof(double) / simulation_.wanted_.size();
    if (draws <= most) {
      return {};
    }
    return {{.code = "draws-too-many", .place = {}, .details = {std::to_string(draws), std::to_string(most)}}};
  }

  // Of some figures, each by its number.
  Faults not_finite_in(const std::vector<std::vector<double>>& values, std::span<const std::size_t> figures) const {
    std::vector<std::uint64_t> without(simulation_.wanted_.size());
    for (std::size_t k = 0; k < figures.size(); ++k) {
      without[figures[k]] = static_cast<std::uint64_t>(
          std::count_if(values[k].begin(), values[k].end(), [](double value) { return !is_finite(value); }));
    }
    return not_finite(without, values.front().size());
  }

  Faults once_by_design(const Sampling& sampling, double confidence, bool with_convergence, SimulationResult& result,
                        std::span<const std::size_t> figures) {
    const std::uint64_t draws = sampling.draws();
    const std::size_t n = figures.size();
    if (Faults faults = too_many(draws); !faults.empty()) {
      return faults;
    }
    std::vector<std::vector<double>> values(n, std::vector<double>(draws));
    for_each_block((draws + unit - 1) / unit, settings_.threads, [&](std::size_t at) {
      const LentLane lent(*this);
      Lane& lane = *lent;
      const std::uint64_t end = std::min(draws, (at + 1) * unit);
      for (std::uint64_t first = at * unit; first < end; first += block) {
        const std::size_t count = std::min<std::uint64_t>(block, end - first);
        draw(sampling, first, count, lane);
        for (std::size_t k = 0; k < n; ++k) {
          std::copy_n(lane.figure_outputs[figures[k]], count, values[k].begin() + static_cast<std::ptrdiff_t>(first));
        }
      }
      report(end - at * unit);
    });
    if (Faults faults = not_finite_in(values, figures); !faults.empty()) {
      return faults;
    }

    const std::uint64_t in_replicate = draws / sampling.replicates();
    for_each_block(n, settings_.threads, [&](std::size_t k) {
      const std::size_t step = simulation_.varying_[figures[k]];
      SpreadSummary summary;
      RunningMoments all;
      std::vector<double> means;
      for (std::size_t r = 0; r < sampling.replicates(); ++r) {
        RunningMoments one;
        one.add(std::span(values[k]).subspan(r * in_replicate, in_replicate));
        means.push_back(one.moments().mean);
        all.add(one);
      }
      summary.mean = all.moments().mean;
      summary.standard_deviation = all.moments().standard_deviation();
      summary.error = moments_of(means).standard_error();
      summary.at_or_above_claim = static_cast<double>(count_at_or_above(values[k], simulation_.claims_[figures[k]])) /
                                  static_cast<double>(draws);
      const Percentiles last = by_replicates(values[k], sampling.replicates(), in_replicate, confidence);
      put(summary, last);
      if (with_convergence) {
        result.dots[step] = dots_of(values[k]);
        auto& points = result.convergence[step];
        points.clear();
        // The first 2^m points of a net are a net; a part of a Latin hypercube is none.
        if (sampling.method() == SamplingMethod::sobol) {
          for (std::uint64_t few = std::max<std::uint64_t>(64, in_replicate >> 8); few < in_replicate; few *= 2) {
            points.push_back(point_of(few * sampling.replicates(),
                                      by_replicates(values[k], sampling.replicates(), few, usual_confidence)));
          }
        }
        points.push_back(point_of(draws, last));
      }
      result.summaries[step] = summary;
    });
    return {};
  }

  // Percentiles of all replicates together, from the first `few` draws of each; bounds from how the replicates differ.
  static Percentiles by_replicates(std::span<const double> values, std::size_t replicates, std::uint64_t few,
                                   double confidence) {
    const std::uint64_t in_replicate = values.size() / replicates;
    const RankPlan plan(few, usual_confidence);
    std::vector<double> together;
    std::array<std::vector<double>, percentiles> each;
    for (std::size_t r = 0; r < replicates; ++r) {
      const auto part = values.subspan(r * in_replicate, few);
      const std::vector<double> ranked = values_at_ranks(part, plan.ranks());
      for (std::size_t p = 0; p < percentiles; ++p) {
        each[p].push_back(plan.percentile(ranked, p));
      }
      if (few < in_replicate) {
        together.insert(together.end(), part.begin(), part.end());
      }
    }
    const std::span<const double> pooled = few < in_replicate ? std::span<const double>(together) : values;
    const RankPlan of_all(pooled.size(), usual_confidence);
    const std::vector<double> ranked = values_at_ranks(pooled, of_all.ranks());
    const double t =
        Distribution::student_t(static_cast<double>(replicates - 1), 0, 1).value().quantile(0.5 * (1 + confidence));
    Percentiles all{};
    for (std::size_t p = 0; p < percentiles; ++p) {
      const double value = of_all.percentile(ranked, p);
      const double off = t * moments_of(each[p]).standard_error();
      all[p] = {value, value - off, value + off};
    }
    return all;
  }

  // ------------------------------------------------------------------------------------------------------------ lines

  // A direction, and the figures that follow it.
  struct Direction {
    std::vector<double> weights;
    std::vector<std::size_t> figures;
  };

  // Draws every figure whose percentiles lines find; those that are left stay in `figures`.
  Faults once_on_lines(std::uint64_t draws, double confidence, bool with_convergence, SimulationResult& result,
                       std::vector<std::size_t>& figures) {
    if (Faults faults = too_many(draws); !faults.empty()) {
      return faults;
    }
    auto directions = directions_of(figures);
    if (!directions) {
      return std::move(directions.error());
    }
    expected_ = done_ + draws * (directions->size() + (figures.empty() ? 0 : 1));
    for (const Direction& direction : *directions) {
      const auto points =
          LinePoints::make(settings_.seed, simulation_.dimensions_, direction.weights, draws / LinePoints::on_a_line);
      must(points.has_value(), "as many lines as draws allow can be drawn");
      std::vector<double> places;
      std::vector<std::vector<double>> values = on_lines(*points, direction.figures, places);
      if (Faults faults = not_finite_in(values, direction.figures); !faults.empty()) {
        return faults;
      }
      for_each_block(values.size(), settings_.threads, [&](std::size_t k) {
        const LineSample sample(std::move(values[k]), places, Sampling::replicates_of_designs);
        const std::size_t step = simulation_.varying_[direction.figures[k]];
        const Percentiles last = percentiles_on(sample, confidence, 0);
        result.summaries[step] = summary_of(sample, last, simulation_.claims_[direction.figures[k]]);
        if (with_convergence) {
          // The first 2^m lines of a replicate are such lines too.
          auto& points_seen = result.convergence[step];
          points_seen.clear();
          const std::uint64_t in_replicate = places.size() / Sampling::replicates_of_designs;
          for (std::uint64_t few = std::max<std::uint64_t>(32, in_replicate >> 8); few < in_replicate; few *= 2) {
            points_seen.push_back(
                point_of(few * (draws / in_replicate), percentiles_on(sample, usual_confidence, few)));
          }
          points_seen.push_back(point_of(draws, last));
        }
      });
    }
    return {};
  }

  static Percentiles percentiles_on(const LineSample& sample, double confidence, std::uint64_t few) {
    Percentiles all{};
    for (std::size_t p = 0; p < percentiles; ++p) {
      const LineSample::Percentile found = sample.percentile(shares[p], confidence, few);
      all[p] = {found.value, found.low, found.high};
    }
    return all;
  }

  static SpreadSummary summary_of(const LineSample& sample, const Percentiles& of, double claim) {
    SpreadSummary summary;
    const Moments moments = sample.moments();
    summary.mean = moments.mean;
    summary.standard_deviation = moments.standard_deviation();
    summary.error = moments_of(sample.replicate_means()).standard_error();
    summary.at_or_above_claim = std::clamp(sample.share_at_or_above(claim), 0.0, 1.0);
    put(summary, of);
    return summary;
  }

  // Values of some figures on every line: result[k][16 line + position].
  std::vector<std::vector<double>> on_lines(const LinePoints& points, std::span<const std::size_t> figures,
                                            std::vector<double>& places) {
    const std::uint64_t count_of_lines = points.lines();
    places.resize(count_of_lines);
    std::vector<std::vector<double>> values(figures.size(),
                                            std::vector<double>(LinePoints::on_a_line * count_of_lines));
    static_assert(LinePoints::most_lines_at_a_time <= block);
    const std::uint64_t at_a_time = LinePoints::most_lines_at_a_time;
    for_each_block((count_of_lines + at_a_time - 1) / at_a_time, settings_.threads, [&](std::size_t at) {
      const LentLane lent(*this);
      Lane& lane = *lent;
      const std::uint64_t first = at * at_a_time;
      const std::size_t count = std::min<std::uint64_t>(at_a_time, count_of_lines - first);
      LinePoints::Lines lines;
      points.fill(first, count, lines);
      std::copy_n(lines.free_place.begin(), count, places.begin() + static_cast<std::ptrdiff_t>(first));
      for (std::size_t position = 0; position < LinePoints::on_a_line; ++position) {
        points.uniforms(lines, position, lane.uniform_outputs);
        simulation_.values(lane.uniform_columns, lane.value_outputs, count);
        simulation_.figures(lane.value_columns, lane.figure_outputs, count, lane.workspace);
        for (std::size_t k = 0; k < figures.size(); ++k) {
          for (std::size_t i = 0; i < count; ++i) {
            values[k][LinePoints::on_a_line * (first + i) + position] = lane.figure_outputs[figures[k]][i];
          }
        }
      }
      report(count * LinePoints::on_a_line);
    });
    return values;
  }

  // A pilot of a few draws tells along which directions figures grow. Takes those that follow one out of `open`.
  Outcome<std::vector<Direction>> directions_of(std::vector<std::size_t>& open) {
    const std::size_t dimensions = simulation_.dimensions_.size();
    const std::size_t n = simulation_.wanted_.size();
    std::vector<std::string> names;
    for (const std::string& name : simulation_.dimensions_) {
      names.push_back("pilot of " + name);
    }
    const auto pilot = Sampling::make(SamplingMethod::sobol, settings_.seed, names, pilot_draws);
    must(pilot.has_value(), "a pilot can be drawn");
    std::vector<std::vector<double>> scores(dimensions, std::vector<double>(pilot_draws));
    std::vector<std::vector<double>> values(n, std::vector<double>(pilot_draws));
    {
      const LentLane lent(*this);
      for (std::size_t first = 0; first < pilot_draws; first += block) {
        draw(*pilot, first, block, *lent);
        for (std::size_t d = 0; d < dimensions; ++d) {
          normal_quantile(std::span<const double>((*lent).uniform_outputs[d], block),
                          std::span(scores[d]).subspan(first, block));
        }
        for (std::size_t k = 0; k < n; ++k) {
          std::copy_n((*lent).figure_outputs[k], block, values[k].begin() + static_cast<std::ptrdiff_t>(first));
        }
      }
    }
    std::vector<std::size_t> all(n);
    std::iota(all.begin(), all.end(), std::size_t{0});
    if (Faults faults = not_finite_in(values, all); !faults.empty()) {
      return refuse(std::move(faults));
    }
    // How much of each figure, by its ranks, each input's score explains.
    std::vector<std::vector<double>> weights(n);
    for_each_block(n, settings_.threads, [&](std::size_t k) {
      const std::vector<double> ranks = scores_of_ranks(values[k]);
      for (std::size_t d = 0; d < dimensions; ++d) {
        double sum = 0;
        for (std::size_t i = 0; i < pilot_draws; ++i) {
          sum += ranks[i] * scores[d][i];
        }
        weights[k].push_back(sum / pilot_draws);
      }
    });

    // Figures that decide come first.
    std::stable_partition(open.begin(), open.end(), [&](std::size_t k) { return simulation_.decides_[k] != 0; });
    std::vector<Direction> found;
    std::vector<std::size_t> left;
    while (!open.empty()) {
      const std::size_t leading = open.front();
      Direction direction{weights[leading], {}};
      if (found.size() == most_directions || !has_direction(weights[leading])) {
        left.push_back(leading);
        open.erase(open.begin());
        continue;
      }
      std::vector<std::size_t> follow;
      for (const std::size_t k : open) {
        if (has_direction(weights[k]) && explained(weights[k], direction.weights) >= least_share_explained) {
          follow.push_back(k);
        }
      }
      const auto points = LinePoints::make(settings_.seed, names, direction.weights, pilot_lines);
      must(points.has_value(), "a pilot of lines can be drawn");
      std::vector<double> places;
      std::vector<std::vector<double>> on_pilot = on_lines(*points, follow, places);
      if (Faults faults = not_finite_in(on_pilot, follow); !faults.empty()) {
        return refuse(std::move(faults));
      }
      for (std::size_t i = 0; i < follow.size(); ++i) {
        const double spread = moments_of(values[follow[i]]).standard_deviation();
        if (LineSample(std::move(on_pilot[i]), places, 1).misfit() <= largest_misfit * spread) {
          direction.figures.push_back(follow[i]);
        }
      }
      // A figure that the curve does not fit leads no direction and follows none.
      if (!std::count(direction.figures.begin(), direction.figures.end(), leading)) {
        left.push_back(leading);
        open.erase(open.begin());
        continue;
      }
      std::erase_if(open, [&](std::size_t k) {
        return std::find(direction.figures.begin(), direction.figures.end(), k) != direction.figures.end();
      });
      found.push_back(std::move(direction));
    }
    std::sort(left.begin(), left.end());
    open = std::move(left);
    return found;
  }

  // The normal scores of the ranks; equal values in the order of their draws.
  static std::vector<double> scores_of_ranks(std::span<const double> values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<double> scores(values.size());
    for (std::size_t rank = 0; rank < order.size(); ++rank) {
      scores[order[rank]] = (static_cast<double>(rank) + 0.5) / static_cast<double>(values.size());
    }
    normal_quantile(scores, scores);
    return scores;
  }

  // Whether a figure's own direction explains enough of it, and is not the axis of one input.
  static bool has_direction(std::span<const double> weights) {
    double squares = 0;
    double largest = 0;
    for (const double weight : weights) {
      squares += weight * weight;
      largest = std::max(largest, weight * weight);
    }
    return squares >= least_share_explained && largest < largest_share_of_one_input * squares;
  }

  // The share of a figure's spread, by ranks, that lies along a direction.
  static double explained(std::span<const double> weights, std::span<const double> direction) {
    double product = 0;
    double squares = 0;
    for (std::size_t d = 0; d < direction.size(); ++d) {
      product += weights[d] * direction[d];
      squares += direction[d] * direction[d];
    }
    return squares > 0 ? product * product / squares : 0;
  }

  // --------------------------------------------------------------------------------------------- until it is precise

  Faults until(double wanted, SimulationResult& result) {
    const bool random = settings_.method == SamplingMethod::monte_carlo;
    // Looks are at doublings of the first, the last one at most at the draws allowed.
    std::uint64_t most = settings_.draws;
    if (!random) {
      most = std::bit_floor(most);
    }
    std::vector<std::vector<ConvergencePoint>> looked(result.convergence.size());
    std::size_t look = 1;
    std::uint64_t draws = std::min(first_look, most);
    while (true) {
      expected_ = done_ + draws;
      if (Faults faults = once(draws, confidence_of_look(look), true, result); !faults.empty()) {
        return faults;
      }
      double widest = 0;  // how many times too wide the worst figure is
      bool enough = true;
      for (std::size_t k = 0; k < simulation_.varying_.size(); ++k) {
        if (simulation_.decides_[k]) {
          const SpreadSummary& summary = *result.summaries[simulation_.varying_[k]];
          enough = enough && precise_enough(summary, wanted);
          const double size = summary.p05 < 0 ? -summary.p05 : summary.p05;
          const double over = 0.5 * (summary.p05_high - summary.p05_low) / (wanted * size);
          widest = std::max(widest, is_finite(over) ? over : 1e9);
        }
      }
      for (std::size_t step = 0; step < looked.size(); ++step) {
        if (!result.convergence[step].empty()) {
          // What was seen at earlier looks, then what came after them.
          std::vector<ConvergencePoint> points = looked[step];
          for (const ConvergencePoint& point : result.convergence[step]) {
            if (points.empty() || point.draws > points.back().draws) {
              points.push_back(point);
            }
          }
          looked[step] = points;
          result.convergence[step] = std::move(points);
        }
      }
      if (enough || draws == most) {
        result.converged = enough;
        return {};
      }
      // Looks that are sure to find too little are left out; their share of 0.05 stays unspent.
      const double needed = static_cast<double>(draws) * (random ? widest * widest : widest);
      do {
        draws = draws > most / 2 ? most : draws * 2;
        ++look;
      } while (draws < most && static_cast<double>(draws) * 1.5 < needed);
    }
  }

  // ------------------------------------------------------------------------------------------------------- two levels

  Faults two_levels(SimulationResult& result) {
    const std::uint64_t outer = settings_.outer_draws;
    const std::uint64_t inner = settings_.inner_draws;
    if (outer < fewest_draws || inner < fewest_draws) {
      return {{.code = "draws-too-few",
               .place = {},
               .details = {std::to_string(std::min(outer, inner)), std::to_string(fewest_draws)}}};
    }
    auto outside = Sampling::make(SamplingMethod::monte_carlo, settings_.seed, simulation_.dimensions_, outer);
    auto inside = Sampling::make(SamplingMethod::monte_carlo, settings_.seed, simulation_.dimensions_, outer * inner);
    const std::vector<std::size_t> banded = simulation_.with_what_varies_;
    const std::size_t n = banded.size();
    std::vector<double> found(n * percentiles * outer);
    std::vector<std::uint64_t> odd(outer * n);
    const RankPlan plan(inner, usual_confidence);
    expected_ = done_ + outer * inner;
    for_each_block(outer, settings_.threads, [&](std::size_t world) {
      const LentLane lent(*this);
      Lane& lane = *lent;
      std::vector<double> values(n * inner);
      std::vector<double> known(simulation_.dimensions_.size());
      for (std::size_t i = 0; i < known.size(); ++i) {
        outside->fill(i, world, {&known[i], 1});
      }
      for (std::uint64_t first = 0; first < inner; first += block) {
        const std::size_t count = std::min<std::uint64_t>(block, inner - first);
        for (std::size_t i = 0; i < known.size(); ++i) {
          if (simulation_.dimension_varies_[i]) {
            inside->fill(i, world * inner + first, {lane.uniform_outputs[i], count});
          } else {
            std::fill_n(lane.uniform_outputs[i], count, known[i]);
          }
        }
        simulation_.values(lane.uniform_columns, lane.value_outputs, count);
        simulation_.figures(lane.value_columns, lane.figure_outputs, count, lane.workspace);
        for (std::size_t k = 0; k < n; ++k) {
          const double* const drawn = lane.figure_outputs[banded[k]];
          std::copy_n(drawn, count, values.begin() + static_cast<std::ptrdiff_t>(k * inner + first));
          odd[world * n + k] +=
              static_cast<std::uint64_t>(std::count_if(drawn, drawn + count, [](double x) { return !is_finite(x); }));
        }
      }
      for (std::size_t k = 0; k < n; ++k) {
        if (odd[world * n + k] == 0) {
          const auto ranked = values_at_ranks(std::span(values).subspan(k * inner, inner), plan.ranks());
          for (std::size_t p = 0; p < percentiles; ++p) {
            found[(k * percentiles + p) * outer + world] = plan.percentile(ranked, p);
          }
        }
      }
      report(inner);
    });
    std::vector<std::uint64_t> without(simulation_.wanted_.size());
    for (std::size_t i = 0; i < odd.size(); ++i) {
      without[banded[i % n]] += odd[i];
    }
    if (Faults faults = not_finite(without, outer * inner); !faults.empty()) {
      return faults;
    }
    for (std::size_t k = 0; k < n; ++k) {
      Band band;
      for (std::size_t p = 0; p < percentiles; ++p) {
        const std::span<double> over = std::span(found).subspan((k * percentiles + p) * outer, outer);
        std::sort(over.begin(), over.end());
        band[p] = {shares[p],
                   over.front(),
                   quantile_of_sorted(over, 0.05),
                   quantile_of_sorted(over, 0.50),
                   quantile_of_sorted(over, 0.95),
                   over.back()};
      }
      result.bands[simulation_.varying_[banded[k]]] = band;
    }
    return {};
  }

  const Simulation& simulation_;
  const EstimateSettings& settings_;
  std::uint64_t done_ = 0;
  std::uint64_t expected_ = 0;
  std::mutex progress_mutex_;
  std::mutex lanes_mutex_;
  std::vector<std::unique_ptr<Lane>> lanes_;
  std::vector<Lane*> free_lanes_;
};

namespace {

// The root of a union-find forest.
std::size_t root_of(std::vector<std::size_t>& parents, std::size_t i) {
  while (parents[i] != i) {
    parents[i] = parents[parents[i]];
    i = parents[i];
  }
  return i;
}

}  // namespace

// Inputs that correlations join, directly or through others, make one group with one copula.
Faults Simulation::add_groups(const Program& program, const std::vector<SettingCorrelation>& correlations) {
  Faults faults;
  std::vector<std::string> known;
  for (const InputId input : inputs_) {
    known.push_back(program.inputs[input].id);
  }
  std::vector<std::size_t> parents(inputs_.size());
  std::iota(parents.begin(), parents.end(), std::size_t{0});
  std::vector<const SettingCorrelation*> sound;
  const auto position = [&](const std::string& id) {
    return static_cast<std::size_t>(std::find(known.begin(), known.end(), id) - known.begin());
  };
  for (const SettingCorrelation& correlation : correlations) {
    bool found = true;
    for (const std::string* id : {&correlation.first, &correlation.second}) {
      if (position(*id) < known.size()) {
        continue;
      }
      found = false;
      if (program.input_with_id(*id)) {
        faults.push_back({.code = "correlation-not-drawn", .place = correlation.place, .details = {*id}});
      } else {
        faults.push_back({.code = "copula-unknown-input",
                          .place = correlation.place,
                          .details = {*id, nearest_name(*id, known).value_or(joined(known))}});
      }
    }
    if (!found) {
      continue;
    }
    const std::size_t a = position(correlation.first);
    const std::size_t b = position(correlation.second);
    if (varies_[a] != varies_[b]) {
      faults.push_back({.code = "correlation-across-levels",
                        .place = correlation.place,
                        .details = {varies_[a] ? correlation.first : correlation.second,
                                    varies_[a] ? correlation.second : correlation.first}});
      continue;
    }
    parents[root_of(parents, a)] = root_of(parents, b);
    sound.push_back(&correlation);
  }

  std::map<std::size_t, std::vector<const SettingCorrelation*>> by_group;
  for (const SettingCorrelation* correlation : sound) {
    by_group[root_of(parents, position(correlation->first))].push_back(correlation);
  }
  for (const auto& [root, pairs] : by_group) {
    const SettingCorrelation& first = *pairs.front();
    std::vector<std::size_t> members;
    std::vector<std::string> names;
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
      if (root_of(parents, i) == root) {
        members.push_back(i);
        names.push_back(known[i]);
      }
    }
    std::vector<RankCorrelation> ranks;
    bool alike = true;
    for (const SettingCorrelation* pair : pairs) {
      if (pair->measure != first.measure || pair->degrees_of_freedom != first.degrees_of_freedom) {
        faults.push_back({.code = "correlation-copulas-differ",
                          .place = pair->place,
                          .details = {pair->first, pair->second, first.first, first.second}});
        alike = false;
      }
      ranks.push_back({pair->first, pair->second, pair->value.to_double(), pair->place});
    }
    if (!alike) {
      continue;
    }
    auto copula = first.degrees_of_freedom
                      ? Copula::student(first.degrees_of_freedom->to_double(), names, ranks, first.measure, first.place)
                      : Copula::gaussian(names, ranks, first.measure, first.place);
    if (!copula) {
      append(faults, std::move(copula.error()));
      continue;
    }
    Group group{std::move(*copula), members};
    for (const std::size_t member : members) {
      grouped_[member] = 1;
    }
    if (!group.copula.is_gaussian()) {
      group.dimensions.push_back(dimensions_.size());
      dimensions_.push_back("what joins " + joined(names));
      dimension_varies_.push_back(varies_[members.front()]);
    }
    groups_.push_back(std::move(group));
  }
  return faults;
}

Outcome<Checked<Simulation>> Simulation::make(const BoundProgram& bound, const ExactRun& central,
                                              std::span<const StepId> steps, std::span<const std::size_t> deciding) {
  const Program& program = bound.program;
  std::vector<InputId> drawn;
  std::vector<Distribution> distributions;
  std::vector<Alternative> alternatives;
  Faults faults;
  for (InputId i = 0; i < bound.inputs.size(); ++i) {
    const GivenValue& given = bound.inputs[i].given;
    if (!given.spread) {
      continue;
    }
    auto distribution = distribution_of(*given.spread);
    if (!distribution) {
      append(faults, std::move(distribution.error()));
      continue;
    }
    for (const SpreadExpert& expert : given.spread->experts) {
      Spread spread = expert.spread;  // what cuts the pool off cuts each expert off
      spread.at_least = spread.at_least ? spread.at_least : given.spread->at_least;
      spread.at_most = spread.at_most ? spread.at_most : given.spread->at_most;
      auto alone = distribution_of(spread);
      if (alone) {
        alternatives.push_back({drawn.size(), expert.id, std::move(alone->value)});
      } else {
        append(faults, std::move(alone.error()));
      }
    }
    drawn.push_back(i);
    distributions.push_back(std::move(distribution->value));
  }
  if (!faults.empty()) {
    return refuse(in_order(std::move(faults)));
  }

  std::vector<std::size_t> varying;
  std::vector<char> touched;  // one for each of varying: rests on what varies from day to day
  std::vector<StepId> wanted;
  for (std::size_t k = 0; k < steps.size(); ++k) {
    bool rests = false;
    bool varies = false;
    for (const InputId input : inputs_of(program, steps[k])) {
      if (std::binary_search(drawn.begin(), drawn.end(), input)) {
        rests = true;
        varies = varies || bound.inputs[input].given.varies;
      }
    }
    if (rests) {
      varying.push_back(k);
      touched.push_back(varies ? 1 : 0);
      wanted.push_back(steps[k]);
    }
  }

  Simulation made(SampledProgram(program, central, drawn, wanted));
  made.inputs_ = drawn;
  made.distributions_ = std::move(distributions);
  made.alternatives_ = std::move(alternatives);
  for (const InputId input : drawn) {
    made.varies_.push_back(bound.inputs[input].given.varies ? 1 : 0);
    made.dimension_varies_.push_back(made.varies_.back());
    made.dimensions_.push_back(program.inputs[input].id);
  }
  made.grouped_.assign(drawn.size(), 0);
  faults = made.add_groups(program, bound.correlations);
  if (!faults.empty()) {
    return refuse(in_order(std::move(faults)));
  }
  made.varying_ = varying;
  made.steps_ = steps.size();
  made.wanted_ = wanted;
  for (std::size_t k = 0; k < varying.size(); ++k) {
    made.decides_.push_back(std::find(deciding.begin(), deciding.end(), varying[k]) != deciding.end() ? 1 : 0);
    made.claims_.push_back(central.value_of(program, wanted[k]).to_double());
    made.places_.push_back(program.steps[wanted[k]].place);
    made.names_.push_back(program.steps[wanted[k]].id);
    if (touched[k]) {
      made.with_what_varies_.push_back(k);
    }
  }
  if (std::count(made.decides_.begin(), made.decides_.end(), 1) == 0) {
    std::fill(made.decides_.begin(), made.decides_.end(), char{1});
  }
  return Checked<Simulation>{std::move(made), {}};
}

void Simulation::values(std::span<const double* const> uniforms, std::span<double* const> values,
                        std::size_t count) const {
  must(uniforms.size() == dimensions_.size() && values.size() == inputs_.size(),
       "a simulation is given a block of uniforms for each dimension and a place for each input");
  for (std::size_t i = 0; i < inputs_.size(); ++i) {
    if (!grouped_[i]) {
      distributions_[i].quantiles({uniforms[i], count}, {values[i], count});
    }
  }
  for (const Group& group : groups_) {
    std::vector<const double*> in;
    std::vector<double*> out;
    for (const std::size_t dimension : group.dimensions) {
      in.push_back(uniforms[dimension]);
      if (dimension < inputs_.size()) {
        out.push_back(values[dimension]);
      }
    }
    if (group.copula.is_gaussian()) {
      group.copula.scores(in, out, count);
    } else {
      group.copula.couple(in, out, count);
    }
    for (std::size_t m = 0; m < out.size(); ++m) {
      const Distribution& distribution = distributions_[group.dimensions[m]];
      const std::span<double> column(out[m], count);
      if (group.copula.is_gaussian()) {
        distribution.quantiles_of_scores(column, column);
      } else {
        distribution.quantiles(column, column);
      }
    }
  }
}

void Simulation::figures(std::span<const double* const> values, std::span<double* const> figures, std::size_t count,
                         SampledProgram::Workspace& workspace) const {
  program_.run(values, figures, count, workspace);
}

Outcome<SimulationResult> Simulation::run(const EstimateSettings& settings) const { return Run(*this, settings).go(); }

}  // namespace restituo
