// A Sampling gives every uncertain input its uniform draws, by one of three methods behind one face.
//
//   auto sampling = Sampling::make(SamplingMethod::sobol, seed, {"a.price", "a.acts"}, 65'536, place);
//   sampling->fill(0, first_draw, uniforms);       // draws of "a.price"
//
// method             word    draws                               what tells the error
// monte_carlo        mc      independent; any number             order statistics, exact for any distribution
// latin_hypercube    lhs     16 hypercubes side by side          how far the 16 disagree
// sobol              sobol   16 scrambled nets side by side      how far the 16 disagree
//
// The draws of the latter two hang together within a replicate, so that order statistics say nothing of their error;
// the replicates are independent and alike, and their disagreement does. Replicate r holds the draws from r n / 16 on.
//
// What it refuses: a number of draws that does not make 16 equal replicates; for Sobol' points also one whose
// replicates are no power of two, and more inputs than there are direction numbers for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <restituo/base/outcome.hpp>
#include <restituo/uncertainty/latin.hpp>
#include <restituo/uncertainty/sobol.hpp>
#include <restituo/uncertainty/stream.hpp>

namespace restituo {

enum class SamplingMethod { monte_carlo, latin_hypercube, sobol };

// "mc", "lhs", "sobol": the words of the command line and of case files.
std::string_view name_of(SamplingMethod method);
std::optional<SamplingMethod> sampling_method_from_name(std::string_view name);
std::span<const std::string_view> sampling_method_names();

class Sampling {
 public:
  static constexpr std::size_t replicates_of_designs = 16;
  static_assert(replicates_of_designs == SobolPoints::replicates);

  // One stream, or one dimension, for each name, in order.
  static Outcome<Sampling> make(SamplingMethod method, std::uint64_t seed, const std::vector<std::string>& names,
                                std::uint64_t draws, const Place& place = {});

  SamplingMethod method() const { return method_; }
  std::uint64_t draws() const { return draws_; }
  // 1 for Monte Carlo, otherwise 16.
  std::size_t replicates() const { return method_ == SamplingMethod::monte_carlo ? 1 : replicates_of_designs; }
  // out[i] is draw first + i of an input, strictly between 0 and 1. first + out.size() <= draws().
  void fill(std::size_t input, std::uint64_t first, std::span<double> out) const;

 private:
  Sampling() = default;

  SamplingMethod method_ = SamplingMethod::monte_carlo;
  std::uint64_t draws_ = 0;
  std::vector<Stream> streams_;     // Monte Carlo
  std::vector<std::string> names_;  // Latin hypercube
  std::vector<LatinHypercube> hypercubes_;
  std::optional<SobolPoints> points_;
};

}  // namespace restituo
