// A Kind says what an amount of money is: what came in, what stayed, what work was worth. Kinds do not add up.
//
// Courts have awarded gross takings, net advantage, wage value and loss, each under its own rule, and refused claims
// that mixed them (United States v. Fu Sheng Kuo, 9th Cir. 2010: lost income is not the traffickers' gain). So the kind
// travels with every amount, and only a formula that says so openly, as_net(...), turns one into another.
//
//   gross - gross = gross      gross - cost = net      gross + net: refused      gross * share = gross
//
// `none` is a quantity that is no such amount: a price, a count, a share, a rate.
#pragma once

#include <array>
#include <optional>
#include <string_view>

namespace restituo {

enum class Kind : unsigned char { none, gross, net, cost, wage, loss, harm, award };

inline constexpr std::array<Kind, 8> all_kinds{Kind::none, Kind::gross, Kind::net,  Kind::cost,
                                               Kind::wage, Kind::loss,  Kind::harm, Kind::award};

// "gross", ...; "" for none.
std::string_view name_of(Kind kind);
std::optional<Kind> kind_from_name(std::string_view name);

// The kind of a sum, a difference, a product and a quotient; nothing where the two do not go together.
std::optional<Kind> kind_of_sum(Kind a, Kind b);
std::optional<Kind> kind_of_difference(Kind a, Kind b);
std::optional<Kind> kind_of_product(Kind a, Kind b);
Kind kind_of_quotient(Kind a, Kind b);

}  // namespace restituo
