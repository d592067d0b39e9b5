// A Scope says what the names of a formula mean where it is used, and `emit` turns the formula into nodes there.
//
// A step "per period" is emitted once for each period, with a scope in which `price` is that period's price; a sum over
// periods asks the scope for one inner scope per period. The same mechanism checks a model file on its own: a specimen
// scope gives every name a node with the declared unit, so that a wrong unit is found before any case exists.
#pragma once

#include <memory>
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
  // The node of a series' value on the date that `date_name` stands for.
  virtual Outcome<NodeId> series_at(const std::string& series, const std::string& date_name, const Place& place) = 0;

  struct Member {
    Words label;
    std::unique_ptr<Scope> scope;
  };
  struct Members {
    Words over;
    std::vector<Member> members;
  };
  // What a sum over `set` ("periods", "victims", "months", "weeks", a key, or "spans" of a series) runs over.
  virtual Outcome<Members> members(const std::string& set, const std::string& series, const Place& place) = 0;
};

Outcome<NodeId> emit(const Expression& formula, Scope& scope, ProgramBuilder& builder);

// Names with a meaning of their own in formulas, which no input may take.
bool is_reserved_name(std::string_view name);

}  // namespace restituo
