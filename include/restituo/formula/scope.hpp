// A Scope says what the names of a formula mean where it is used, and `emit` turns the formula into nodes there.
//
// A step "per period" is emitted once for each period, with a scope in which `price` is that period's price; a sum over
// periods asks the scope for one inner scope per period. The same mechanism checks a model file on its own: a specimen
// scope gives every name a node with the declared unit, so that a wrong unit is found before any case exists.
//
// What is settled before anything is computed (a choice of the case, a date, whether a number was given) decides an
// `if` where the program is made: the branch that is not taken is not emitted, so a series need not reach into it. A
// specimen settles nothing, and there both branches are checked.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <restituo/base/outcome.hpp>
#include <restituo/formula/expression.hpp>
#include <restituo/formula/program.hpp>
#include <restituo/quantity/date.hpp>

namespace restituo {

class Scope {
 public:
  virtual ~Scope() = default;

  virtual Outcome<NodeId> value(const std::string& name, const Place& place) = 0;
  virtual Outcome<NodeId> value_at_key(const std::string& name, const std::string& key, const Place& place) = 0;
  // The key that a name such as `region` stands for here.
  virtual Outcome<std::string> key(const std::string& name, const Place& place) = 0;
  virtual Outcome<Date> date(const std::string& name, const Place& place) = 0;
  virtual bool is_date(const std::string& name) const = 0;
  // The node of a series' value on a date.
  virtual Outcome<NodeId> series_at(const std::string& series, const Date& date, const Place& place) = 0;

  // A model file checked on its own, before there is a case.
  virtual bool is_specimen() const = 0;
  // What the case says where the law asks for a word (occupation == "live-in"); nothing in a specimen.
  virtual Outcome<std::optional<std::string>> choice(const std::string& name, const std::string& compared_with,
                                                     const Place& place) = 0;
  // Whether the case gives a number for an optional input; nothing in a specimen.
  virtual Outcome<std::optional<bool>> is_given(const std::string& name, const Place& place) = 0;
  // A figure of the case itself that adds up, such as "gross": of this period, or of all her periods.
  virtual Outcome<NodeId> case_figure(const std::string& name, const Place& place) = 0;
  // What one unit of `currency` is in the currency of the forum on a date; nothing where they are the same.
  virtual Outcome<std::optional<NodeId>> exchange_rate(const std::string& currency, const Date& date,
                                                       const Place& place) = 0;

  struct Member {
    Words label;
    std::unique_ptr<Scope> scope;
  };
  struct Members {
    Words over;
    std::vector<Member> members;
  };
  // What a sum over `set` runs over: "periods", "victims", "defendants", "months", "weeks", a key; "spans" of series,
  // "items" of a head, whose names stand in `arguments`.
  virtual Outcome<Members> members(const std::string& set, const std::vector<std::string>& arguments,
                                   const Place& place) = 0;
  // Every person of the case, and which of them this scope speaks of.
  struct Siblings {
    std::vector<Member> members;
    std::size_t own = 0;
  };
  virtual Outcome<Siblings> siblings(const Place& place) = 0;
};

// A condition that is settled before anything is computed. `value` is empty in a specimen.
struct Settled {
  bool is_settled = false;
  std::optional<bool> value;
};
// Whether `condition` is of that sort, and what it is.
Outcome<Settled> settle(const Expression& condition, Scope& scope);

Outcome<NodeId> emit(const Expression& formula, Scope& scope, ProgramBuilder& builder);

// Names with a meaning of their own in formulas, which no input may take.
bool is_reserved_name(std::string_view name);

}  // namespace restituo
