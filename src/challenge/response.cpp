#include <restituo/challenge/response.hpp>

#include <algorithm>

#include <restituo/base/must.hpp>
#include <restituo/base/parallel.hpp>
#include <restituo/uncertainty/stream.hpp>

namespace restituo {
namespace {

// The numbers of every uniform that one draw takes: those of the inputs, and the one a Student copula adds.
constexpr const char* mixing_name = "copula";

}  // namespace

Sample draw_sample(const Response& response, std::uint64_t seed, std::size_t draws, unsigned threads) {
  const std::size_t inputs = response.size();
  Sample sample{response.inputs, Columns(inputs, std::vector<double>(draws)), std::vector<double>(draws)};
  std::vector<Stream> streams;
  for (const std::string& name : response.inputs) {
    streams.emplace_back(seed, name);
  }
  const std::size_t uniforms = response.dependence ? response.dependence->uniforms_needed() : inputs;
  if (uniforms > inputs) {
    streams.emplace_back(seed, mixing_name);
  }

  for_each_block((draws + response_block - 1) / response_block, threads, [&](std::size_t number) {
    const std::size_t first = number * response_block;
    const std::size_t count = std::min(response_block, draws - first);
    std::vector<double*> columns(inputs);
    for (std::size_t i = 0; i < inputs; ++i) {
      columns[i] = sample.values[i].data() + first;
    }
    if (response.dependence) {
      Columns independent(uniforms, std::vector<double>(count));
      std::vector<const double*> given(uniforms);
      for (std::size_t i = 0; i < uniforms; ++i) {
        streams[i].fill(first, independent[i]);
        given[i] = independent[i].data();
      }
      response.dependence->couple(given, columns, count);
    } else {
      for (std::size_t i = 0; i < inputs; ++i) {
        streams[i].fill(first, {columns[i], count});
      }
    }
    std::vector<const double*> values(columns.begin(), columns.end());
    if (response.quantiles) {
      for (std::size_t i = 0; i < inputs; ++i) {
        response.quantiles(i, {columns[i], count}, {columns[i], count});
      }
    }
    response.run(values, {sample.results.data() + first, count});
  });
  return sample;
}

std::vector<double> results_of(const Response& response, const Columns& values, unsigned threads) {
  must(values.size() == response.size() && !values.empty(), "one column for each input");
  const std::size_t rows = values.front().size();
  std::vector<double> results(rows);
  for_each_block((rows + response_block - 1) / response_block, threads, [&](std::size_t number) {
    const std::size_t first = number * response_block;
    std::vector<const double*> columns;
    for (const std::vector<double>& column : values) {
      columns.push_back(column.data() + first);
    }
    response.run(columns, {results.data() + first, std::min(response_block, rows - first)});
  });
  return results;
}

std::vector<double> dummy_input(std::uint64_t seed, std::size_t draws) {
  std::vector<double> column(draws);
  Stream(seed, "an input that does nothing").fill(0, column);
  return column;
}

Faults faults_of(std::span<const double> results) {
  const auto lost = std::count_if(results.begin(), results.end(), [](double value) { return value - value != 0; });
  if (lost != 0) {
    return {{.code = "response-not-finite",
             .place = {},
             .details = {std::to_string(lost), std::to_string(results.size())}}};
  }
  if (std::all_of(results.begin(), results.end(), [&](double value) { return value == results.front(); })) {
    return {{.code = "response-constant", .place = {}, .details = {}}};
  }
  return {};
}

}  // namespace restituo
