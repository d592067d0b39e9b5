// A Response is any figure as a function of its uncertain inputs: what every method of this module asks questions of.
//
//   Response product{{"price", "acts"}, {}, [](auto values, auto results) { ... }, {}};
//   const std::vector<double> results = results_of(product, values, threads);
//
// The methods know nothing of cases and money: they see names, quantile functions, and a function over blocks of
// values. That is why each can be tested on functions whose answer is known in closed form. A case's figure becomes one
// through its compiled program (challenge.hpp).
//
// Two kinds of methods ask: those that need a design of their own draw it from the quantiles and the copulas; those
// that read a Sample take draws that are there already, by whatever method and however coupled they were drawn.
//
// `run` must be a function of its values alone, and may be called from several threads at once. Blocks are of fixed
// size and results are placed by their number, so the number of threads changes no bit.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include <restituo/base/outcome.hpp>
#include <restituo/uncertainty/copula.hpp>

namespace restituo {

// Inputs that one copula joins.
struct JoinedInputs {
  Copula copula;
  std::vector<std::size_t> inputs;  // of the response, in the copula's order
};

struct Response {
  // One name for each input: the address of its draws. Different names.
  std::vector<std::string> inputs;
  // values[k]: the value of `input` that a share uniforms[k] of its distribution lies below. Empty: the share itself.
  // Both may be the same memory.
  std::function<void(std::size_t input, std::span<const double> uniforms, std::span<double> values)> quantiles;
  // results[k] from the values[i][k] of every input i; at most `response_block` at a time.
  std::function<void(std::span<const double* const> values, std::span<double> results)> run;
  // No input stands in two of them; one that stands in none is drawn on its own.
  std::vector<JoinedInputs> joined;

  std::size_t size() const { return inputs.size(); }
};

inline constexpr std::size_t response_block = 4096;

// Columns of numbers, one for each input, all of one length.
using Columns = std::vector<std::vector<double>>;

// Draws of every input and what came of each.
struct Sample {
  std::vector<std::string> inputs;
  Columns values;  // by input
  std::vector<double> results;
  // An input that does nothing, drawn as the others were: what a method finds in it is chance, and what it finds in
  // others below that is too.
  std::vector<double> dummy;

  std::size_t draws() const { return results.size(); }
};

// The results for given values.
std::vector<double> results_of(const Response& response, const Columns& values, unsigned threads);

// A fault where a result is no finite number, or where all are the same: then nothing moves it and there is nothing to
// share out.
Faults faults_of(std::span<const double> results);

}  // namespace restituo
