// A tracing method says whose money a payment out of a mixed account takes along. There is no method that is right
// everywhere; the user names one, the report prints its rule, and `all` sets every one of them side by side.
//
//   libr               the holder's own money first, then all claims rateably: a rolling lowest intermediate balance
//   libr-cap           each claim alone, everything else counted as the holder's: what it can reach at most
//   libr-individual    those caps, cut down in proportion where together they exceed the balance
//   libr-work-back     literally from the last deposit back, each limited by the lowest balance until the next
//   pro-rata           every payment falls on all money then in the account, in proportion (rolling)
//   pari-passu         the final balance in proportion to what each claim put in, order ignored
//   fifo               first in, first out, by arrival in this account (Clayton's case)
//   fifo-oldest-origin the same by the date at which the money first came in, kept through transfers
//   lifo               last in, first out; a block that is moved keeps its age order
//   lifo-as-popped     the same; a moved block arrives youngest first, so its oldest part lies on top
//   dirty-first        claim money leaves first
//   direct-match       a deposit and a payment of the same sum within days: evidence, no presumption
//   poison             any contact taints all that comes after: screening only, its sums do not add up
//
// "LIBR" alone means at least three of these; with the same facts they give 13 1/3, 30 and 0. So no name stands for
// two. Authority: asset-tracing.md sections 3 and 7, which says of every statement whether it was read or recalled.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <restituo/base/language.hpp>

namespace restituo {

enum class Method {
  libr,
  libr_cap,
  libr_individual,
  libr_work_back,
  pro_rata,
  pari_passu,
  fifo,
  fifo_oldest_origin,
  lifo,
  lifo_as_popped,
  dirty_first,
  direct_match,
  poison
};

// In the order of the table above.
std::span<const Method> all_methods();
std::string_view name_of(Method method);
std::optional<Method> method_from_name(std::string_view name);
std::vector<std::string> method_names();
// What it is called in a sentence or a table, for who does not know the name.
Words title_of(Method method);
// The rule in a sentence or two, printed with every result.
Words sentence_of(Method method);
// Whether each payment is attributed to labels, so that money can be followed into an asset. The caps and the final
// sharings only say what is left in an account.
bool attributes_payments(Method method);

// Who takes what, and how well that is established here.
struct TracingForum {
  Words forum;
  Words wrongdoer_account;  // among the holder's own money and the claims
  Words among_victims;
  Words standing;  // "read", "read in secondary sources", "recalled: check before use"
  std::vector<Method> methods;
};
std::span<const TracingForum> forums();

}  // namespace restituo
