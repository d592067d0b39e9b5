#include <restituo/uncertainty/sampling.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

#include <restituo/base/must.hpp>

namespace restituo {
namespace {

constexpr std::array<std::string_view, 3> names{"mc", "lhs", "sobol"};

}  // namespace

std::string_view name_of(SamplingMethod method) { return names[static_cast<std::size_t>(method)]; }

std::optional<SamplingMethod> sampling_method_from_name(std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? std::nullopt : std::optional(static_cast<SamplingMethod>(found - names.begin()));
}

std::span<const std::string_view> sampling_method_names() { return names; }

Outcome<Sampling> Sampling::make(SamplingMethod method, std::uint64_t seed, const std::vector<std::string>& input_names,
                                 std::uint64_t draws, const Place& place) {
  Sampling made;
  made.method_ = method;
  made.draws_ = draws;
  if (method == SamplingMethod::monte_carlo) {
    for (const std::string& name : input_names) {
      made.streams_.emplace_back(seed, name);
    }
    return made;
  }
  if (method == SamplingMethod::sobol && (!std::has_single_bit(draws) || draws < replicates_of_designs)) {
    const std::uint64_t below = std::max<std::uint64_t>(std::bit_floor(draws), replicates_of_designs);
    return refuse({.code = "sobol-not-a-power-of-two",
                   .place = place,
                   .details = {std::to_string(draws), std::to_string(below), std::to_string(below * 2)}});
  }
  const std::uint64_t in_replicate = draws / replicates_of_designs;
  if (draws % replicates_of_designs != 0 || draws == 0) {
    const std::uint64_t below = std::max<std::uint64_t>(in_replicate, 1) * replicates_of_designs;
    return refuse(
        {.code = "draws-not-in-replicates",
         .place = place,
         .details = {std::to_string(draws), std::to_string(below), std::to_string(below + replicates_of_designs)}});
  }
  if (method == SamplingMethod::sobol) {
    auto points = SobolPoints::make(seed, input_names, in_replicate, place);
    if (!points) {
      return refuse(std::move(points.error()));
    }
    made.points_ = std::move(*points);
    return made;
  }
  if (in_replicate > LatinHypercube::most_points) {
    const std::string most = std::to_string(LatinHypercube::most_points * replicates_of_designs);
    return refuse({.code = "draws-too-many", .place = place, .details = {std::to_string(draws), most}});
  }
  made.names_ = input_names;
  const Stream seeds(seed, "seeds of latin hypercubes");
  for (std::size_t replicate = 0; replicate < replicates_of_designs; ++replicate) {
    made.hypercubes_.emplace_back(seeds.bits(replicate), in_replicate);
  }
  return made;
}

void Sampling::fill(std::size_t input, std::uint64_t first, std::span<double> out) const {
  must(first <= draws_ && out.size() <= draws_ - first, "only draws of the sampling are asked for");
  if (method_ == SamplingMethod::monte_carlo) {
    streams_[input].fill(first, out);
    return;
  }
  const std::uint64_t in_replicate = draws_ / replicates_of_designs;
  while (!out.empty()) {
    const std::size_t replicate = first / in_replicate;
    const std::uint64_t at = first % in_replicate;
    const std::size_t size = std::min<std::uint64_t>(out.size(), in_replicate - at);
    if (method_ == SamplingMethod::sobol) {
      points_->fill(input, replicate, at, out.first(size));
    } else {
      hypercubes_[replicate].fill(names_[input], at, out.first(size));
    }
    out = out.subspan(size);
    first += size;
  }
}

}  // namespace restituo
