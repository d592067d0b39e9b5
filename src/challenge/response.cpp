#include <restituo/challenge/response.hpp>

#include <algorithm>

#include <restituo/base/must.hpp>
#include <restituo/base/parallel.hpp>

namespace restituo {

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
