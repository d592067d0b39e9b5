#include <restituo/formula/kind.hpp>

#include <utility>

namespace restituo {
namespace {

constexpr std::array<std::string_view, all_kinds.size()> names{"",     "gross", "net",  "cost",
                                                               "wage", "loss",  "harm", "award"};

}  // namespace

std::string_view name_of(Kind kind) { return names[static_cast<std::size_t>(kind)]; }

std::optional<Kind> kind_from_name(std::string_view name) {
  for (const Kind kind : all_kinds) {
    if (name_of(kind) == name) {
      return kind;
    }
  }
  return std::nullopt;
}

std::optional<Kind> kind_of_sum(Kind a, Kind b) {
  if (a == b) {
    return a;
  }
  return std::nullopt;
}

std::optional<Kind> kind_of_difference(Kind a, Kind b) {
  if (a == b) {
    return a;
  }
  if (a == Kind::gross && b == Kind::cost) {
    return Kind::net;
  }
  return std::nullopt;
}

std::optional<Kind> kind_of_product(Kind a, Kind b) {
  if (a == Kind::none || b == Kind::none) {
    return a == Kind::none ? b : a;
  }
  return std::nullopt;
}

Kind kind_of_quotient(Kind a, Kind b) { return b == Kind::none ? a : Kind::none; }

}  // namespace restituo
