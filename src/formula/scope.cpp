#include <restituo/formula/scope.hpp>

#include <algorithm>
#include <array>

#include <restituo/base/must.hpp>
#include <restituo/base/text.hpp>

namespace restituo {
namespace {

constexpr std::array<std::string_view, 16> reserved{"period_start",
                                                    "period_end",
                                                    "part_start",
                                                    "part_end",
                                                    "part_days",
                                                    "part_weeks",
                                                    "valuation_date",
                                                    "length_in_days",
                                                    "length_in_weeks",
                                                    "length_in_months",
                                                    "weeks_per_month",
                                                    "days_per_month",
                                                    "case_months",
                                                    "and",
                                                    "or",
                                                    "not"};

const std::vector<std::string>& known_functions() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all{"abs", "annuity", "at", "ceiling", "floor", "if", "max", "min", "ratio", "sum"};
    for (const Kind kind : all_kinds) {
      if (kind != Kind::none) {
        all.push_back("as_" + std::string(name_of(kind)));
      }
    }
    return all;
  }();
  return names;
}

class Emitter {
 public:
  Emitter(Scope& scope, ProgramBuilder& builder) : scope_(scope), builder_(builder) {}

  Outcome<NodeId> node(const Expression& e) {
    switch (e.form) {
      case Expression::Form::number: return builder_.literal(e.number, e.unit);
      case Expression::Form::key: return refuse({.code = "formula-stray-key", .place = e.place, .details = {e.name}});
      case Expression::Form::name: return scope_.value(e.name, e.place);
      case Expression::Form::at_key: return at_key(e);
      case Expression::Form::prefix: return prefix(e);
      case Expression::Form::infix: return infix(e);
      case Expression::Form::call: return call(e);
    }
    report_bug("an expression has a form", std::source_location::current());
  }

 private:
  Outcome<NodeId> at_key(const Expression& e) {
    const Expression& key = e.operands.front();
    if (key.form == Expression::Form::key) {
      return scope_.value_at_key(e.name, key.name, e.place);
    }
    auto stands_for = scope_.key(key.name, key.place);
    if (!stands_for) {
      return refuse(std::move(stands_for.error()));
    }
    return scope_.value_at_key(e.name, *stands_for, e.place);
  }

  Outcome<NodeId> prefix(const Expression& e) {
    auto operand = node(e.operands.front());
    if (!operand) {
      return operand;
    }
    return e.name == "not" ? builder_.negation(*operand, e.place) : builder_.negate(*operand, e.place);
  }

  // All operands, or all the faults in them.
  Outcome<std::vector<NodeId>> nodes(const std::vector<Expression>& operands) {
    std::vector<NodeId> ids;
    Faults faults;
    for (const Expression& operand : operands) {
      auto id = node(operand);
      if (id) {
        ids.push_back(*id);
      } else {
        append(faults, std::move(id.error()));
      }
    }
    if (!faults.empty()) {
      return refuse(std::move(faults));
    }
    return ids;
  }

  Outcome<NodeId> infix(const Expression& e) {
    auto operands = nodes(e.operands);
    if (!operands) {
      return refuse(std::move(operands.error()));
    }
    const NodeId a = (*operands)[0];
    const NodeId b = (*operands)[1];
    if (e.name == "+") return builder_.add(a, b, e.place);
    if (e.name == "-") return builder_.subtract(a, b, e.place);
    if (e.name == "*") return builder_.multiply(a, b, e.place);
    if (e.name == "/") return builder_.divide(a, b, e.place);
    if (e.name == "^") return builder_.power(a, b, e.place);
    if (e.name == "<") return builder_.compare(Op::less, a, b, e.place);
    if (e.name == ">") return builder_.compare(Op::less, b, a, e.place);
    if (e.name == "<=") return builder_.compare(Op::less_equal, a, b, e.place);
    if (e.name == ">=") return builder_.compare(Op::less_equal, b, a, e.place);
    if (e.name == "==") return builder_.compare(Op::equal, a, b, e.place);
    if (e.name == "and") return builder_.combine(Op::logical_and, a, b, e.place);
    if (e.name == "or") return builder_.combine(Op::logical_or, a, b, e.place);
    must(e.name == "!=", "the parser knows the operator " + e.name);
    auto same = builder_.compare(Op::equal, a, b, e.place);
    return same ? builder_.negation(*same, e.place) : same;
  }

  Outcome<NodeId> wrong_arguments(const Expression& e, std::string_view wanted) {
    return refuse({.code = "formula-arguments", .place = e.place, .details = {e.name, std::string(wanted)}});
  }

  Outcome<NodeId> call(const Expression& e) {
    if (e.name == "sum") return sum(e);
    if (e.name == "at") return at(e);
    if (e.name == "ratio") return ratio(e);
    if (!std::count(known_functions().begin(), known_functions().end(), e.name)) {
      return refuse({.code = "formula-unknown-function",
                     .place = e.place,
                     .details = {e.name, nearest_or_all(e.name, known_functions())}});
    }

    auto arguments = nodes(e.operands);
    if (!arguments) {
      return refuse(std::move(arguments.error()));
    }
    const std::vector<NodeId>& a = *arguments;
    if (e.name == "min" || e.name == "max") {
      if (a.empty()) return wrong_arguments(e, "(a, b, ...)");
      return e.name == "min" ? builder_.minimum(a, e.place) : builder_.maximum(a, e.place);
    }
    if (e.name == "if") {
      if (a.size() != 3) return wrong_arguments(e, "(condition, a, b)");
      return builder_.select(a[0], a[1], a[2], e.place);
    }
    if (e.name == "annuity") {
      if (a.size() != 2) return wrong_arguments(e, "(rate, n)");
      return annuity(a[0], a[1], e.place);
    }
    if (a.size() != 1) return wrong_arguments(e, "(x)");
    if (e.name == "abs") return builder_.absolute(a[0], e.place);
    if (e.name == "floor") return builder_.floor(a[0], e.place);
    if (e.name == "ceiling") return builder_.ceiling(a[0], e.place);
    const auto kind = kind_from_name(std::string_view(e.name).substr(3));
    must(kind.has_value(), "as_... names a kind: " + e.name);
    return builder_.convert(a[0], *kind, e.place);
  }

  Outcome<NodeId> sum(const Expression& e) {
    if (e.operands.size() != 2) return wrong_arguments(e, "(periods, x)");
    const Expression& set = e.operands[0];
    std::string series;
    const bool over_spans = set.form == Expression::Form::call && set.name == "spans" && set.operands.size() == 1 &&
                            set.operands[0].form == Expression::Form::name;
    if (over_spans) {
      series = set.operands[0].name;
    } else if (set.form != Expression::Form::name) {
      return wrong_arguments(e, "(periods, x)");
    }
    auto members = scope_.members(set.name, series, set.place);
    if (!members) {
      return refuse(std::move(members.error()));
    }
    ProgramSum meaning{members->over, {}};
    std::vector<NodeId> terms;
    Faults faults;
    for (auto& member : members->members) {
      auto term = Emitter(*member.scope, builder_).node(e.operands[1]);
      if (!term) {
        append(faults, std::move(term.error()));
        continue;
      }
      terms.push_back(*term);
      meaning.terms.push_back(std::move(member.label));
    }
    if (!faults.empty()) {
      return refuse(in_order(std::move(faults)));
    }
    return builder_.sum(terms, std::move(meaning), e.place);
  }

  Outcome<NodeId> at(const Expression& e) {
    if (e.operands.size() != 2 || e.operands[0].form != Expression::Form::name ||
        e.operands[1].form != Expression::Form::name) {
      return wrong_arguments(e, "(series, date)");
    }
    return scope_.series_at(e.operands[0].name, e.operands[1].name, e.place);
  }

  Outcome<NodeId> ratio(const Expression& e) {
    if (e.operands.size() != 3 || std::any_of(e.operands.begin(), e.operands.end(), [](const Expression& operand) {
          return operand.form != Expression::Form::name;
        })) {
      return wrong_arguments(e, "(series, from, to)");
    }
    auto from = scope_.series_at(e.operands[0].name, e.operands[1].name, e.place);
    auto to = scope_.series_at(e.operands[0].name, e.operands[2].name, e.place);
    if (!from || !to) {
      Faults faults;
      if (!from) append(faults, std::move(from.error()));
      if (!to) append(faults, std::move(to.error()));
      return refuse(in_order(std::move(faults)));
    }
    return builder_.divide(*to, *from, e.place);
  }

  // (1 - (1 + rate)^-n) / rate, and n where the rate is 0.
  Outcome<NodeId> annuity(NodeId rate, NodeId n, const Place& place) {
    for (const NodeId argument : {rate, n}) {
      if (!builder_.unit_of(argument).is_pure_number() || builder_.node(argument).kind != Kind::none) {
        return refuse({.code = "formula-annuity-units",
                       .place = place,
                       .details = {builder_.unit_of(rate).text(), builder_.unit_of(n).text()}});
      }
    }
    const NodeId one = builder_.literal(1, Unit());
    const NodeId zero = builder_.literal(0, Unit());
    const auto must_have = [](Outcome<NodeId> made) {
      must(made.has_value(), "pure numbers go together");
      return *made;
    };
    const NodeId growth = must_have(builder_.add(one, rate, place));
    const NodeId backwards = must_have(builder_.negate(n, place));
    const NodeId discount = must_have(builder_.power(growth, backwards, place));
    const NodeId loss = must_have(builder_.subtract(one, discount, place));
    const NodeId value = must_have(builder_.divide(loss, rate, place));
    const NodeId rate_is_zero = must_have(builder_.compare(Op::equal, rate, zero, place));
    return builder_.select(rate_is_zero, n, value, place);
  }

  Scope& scope_;
  ProgramBuilder& builder_;
};

}  // namespace

Outcome<NodeId> emit(const Expression& formula, Scope& scope, ProgramBuilder& builder) {
  return Emitter(scope, builder).node(formula);
}

bool is_reserved_name(std::string_view name) {
  return std::find(reserved.begin(), reserved.end(), name) != reserved.end() ||
         std::count(known_functions().begin(), known_functions().end(), name) != 0;
}

}  // namespace restituo
