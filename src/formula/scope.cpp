#include <restituo/formula/scope.hpp>

#include <algorithm>
#include <array>

#include <restituo/base/must.hpp>
#include <restituo/base/text.hpp>
#include "built_in.hpp"

namespace restituo {
namespace {

constexpr std::array<std::string_view, 19> reserved{"period_start",
                                                    "period_end",
                                                    "part_start",
                                                    "part_end",
                                                    "part_days",
                                                    "part_weeks",
                                                    "valuation_date",
                                                    "item_date",
                                                    "amount",
                                                    "defendant_share",
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
    std::vector<std::string> all{"abs",
                                 "allocate",
                                 "annuity",
                                 "annuity_past",
                                 "at",
                                 "ceiling",
                                 "compound_interest",
                                 "date",
                                 "days_between",
                                 "earlier",
                                 "exchange",
                                 "figure",
                                 "floor",
                                 "given",
                                 "highest",
                                 "hours_to_pay",
                                 "if",
                                 "later",
                                 "max",
                                 "midpoint",
                                 "min",
                                 "plus_days",
                                 "plus_months",
                                 "ratio",
                                 "simple_interest",
                                 "statutory_addition",
                                 "statutory_total",
                                 "sum",
                                 "workweek_pay",
                                 "years_between"};
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
    auto condition = settled(e);
    if (!condition) return refuse(std::move(condition.error()));
    if (condition->is_settled) return truth(condition->value.value_or(true));
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
    if (e.name == "highest") return highest(e);
    if (e.name == "exchange") return exchange(e);
    if (e.name == "allocate") return allocate(e);
    if (e.name == "simple_interest" || e.name == "compound_interest") return interest(e);
    if (e.name == "days_between" || e.name == "years_between") return time_between(e);
    if (e.name == "figure") {
      if (e.operands.size() != 1 || e.operands[0].form != Expression::Form::key) {
        return wrong_arguments(e, "(\"gross\")");
      }
      return scope_.case_figure(e.operands[0].name, e.place);
    }
    if (e.name == "if" && e.operands.size() == 3) {
      auto condition = settled(e.operands[0]);
      if (!condition) return refuse(std::move(condition.error()));
      if (condition->is_settled) return choose(e);
    }
    if (e.name == "given") {
      auto condition = settled(e);
      if (!condition) return refuse(std::move(condition.error()));
      return truth(condition->value.value_or(true));
    }
    if (makes_date(e.name)) {
      return refuse({.code = "formula-date-as-number", .place = e.place, .details = {e.name}});
    }
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
      return restituo::annuity(builder_, a[0], a[1], e.place);
    }
    if (e.name == "annuity_past") {
      if (a.size() != 2) return wrong_arguments(e, "(rate, n)");
      return restituo::annuity_past(builder_, a[0], a[1], e.place);
    }
    if (e.name == "statutory_total" || e.name == "statutory_addition") {
      if (a.size() != 2) return wrong_arguments(e, "(loss, 3)");
      return e.name == "statutory_total" ? builder_.multiply(a[0], a[1], e.place)
                                         : restituo::statutory_addition(builder_, a[0], a[1], e.place);
    }
    if (e.name == "hours_to_pay") {
      if (a.size() != 3) return wrong_arguments(e, "(hours, threshold, multiplier)");
      return restituo::hours_to_pay(builder_, a[0], a[1], a[2], e.place);
    }
    if (e.name == "workweek_pay") {
      if (a.size() != 5) return wrong_arguments(e, "(hours, rate, bonus, threshold, multiplier)");
      return restituo::workweek_pay(builder_, a, e.place);
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
    std::vector<std::string> arguments;
    if (set.form == Expression::Form::call && (set.name == "spans" || set.name == "items") && !set.operands.empty()) {
      const auto wanted = set.name == "spans" ? Expression::Form::name : Expression::Form::key;
      for (const Expression& operand : set.operands) {
        if (operand.form != wanted) {
          return wrong_arguments(set, set.name == "spans" ? "(series, ...)" : "(\"E5\", \"sort\", ...)");
        }
        arguments.push_back(operand.name);
      }
    } else if (set.form != Expression::Form::name) {
      return wrong_arguments(e, "(periods, x)");
    }
    auto members = scope_.members(set.name, arguments, set.place);
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
    if (e.operands.size() != 2 || e.operands[0].form != Expression::Form::name) {
      return wrong_arguments(e, "(series, date)");
    }
    auto day = date(e.operands[1]);
    if (!day) return refuse(std::move(day.error()));
    return scope_.series_at(e.operands[0].name, *day, e.place);
  }

  Outcome<NodeId> ratio(const Expression& e) {
    if (e.operands.size() != 3 || e.operands[0].form != Expression::Form::name) {
      return wrong_arguments(e, "(series, from, to)");
    }
    auto first = date(e.operands[1]);
    auto last = date(e.operands[2]);
    if (!first) return refuse(std::move(first.error()));
    if (!last) return refuse(std::move(last.error()));
    auto from = scope_.series_at(e.operands[0].name, *first, e.place);
    auto to = scope_.series_at(e.operands[0].name, *last, e.place);
    if (!from || !to) {
      Faults faults;
      if (!from) append(faults, std::move(from.error()));
      if (!to) append(faults, std::move(to.error()));
      return refuse(in_order(std::move(faults)));
    }
    return builder_.divide(*to, *from, e.place);
  }

  // -- dates: a name, or a function of dates --

  static bool makes_date(const std::string& function) {
    return function == "date" || function == "midpoint" || function == "earlier" || function == "later" ||
           function == "plus_days" || function == "plus_months";
  }

  bool is_date(const Expression& e) const {
    return e.form == Expression::Form::name ? scope_.is_date(e.name)
                                            : e.form == Expression::Form::call && makes_date(e.name);
  }

  static std::optional<int> whole_number(const Expression& e) {
    const bool minus = e.form == Expression::Form::prefix && e.name == "-";
    const Expression& number = minus ? e.operands.front() : e;
    if (number.form != Expression::Form::number || !number.unit.is_pure_number() || !number.number.is_integer() ||
        number.number.magnitude() > 100'000) {
      return std::nullopt;
    }
    const auto value = static_cast<int>(number.number.to_int64());
    return minus ? -value : value;
  }

  Outcome<Date> date(const Expression& e) {
    if (e.form == Expression::Form::name) return scope_.date(e.name, e.place);
    if (e.form != Expression::Form::call || !makes_date(e.name)) {
      return refuse({.code = "formula-not-a-date", .place = e.place, .details = {e.name}});
    }
    const auto wrong = [&](std::string_view wanted) {
      return refuse({.code = "formula-arguments", .place = e.place, .details = {e.name, std::string(wanted)}});
    };
    if (e.name == "date") {
      std::vector<int> parts;
      for (const Expression& operand : e.operands) {
        if (const auto part = whole_number(operand)) parts.push_back(*part);
      }
      if (parts.size() != 3 || e.operands.size() != 3 || !Date::exists(parts[0], parts[1], parts[2])) {
        return wrong("(2018, 1, 20)");
      }
      return Date::of(parts[0], parts[1], parts[2]);
    }
    if (e.operands.size() != 2) return wrong("(a, b)");
    auto first = date(e.operands[0]);
    if (!first) return first;
    if (e.name == "plus_days" || e.name == "plus_months") {
      const auto count = whole_number(e.operands[1]);
      if (!count) return wrong("(date, 30)");
      return e.name == "plus_days" ? first->plus_days(*count) : first->plus_months(*count);
    }
    auto second = date(e.operands[1]);
    if (!second) return second;
    if (e.name == "earlier") return std::min(*first, *second);
    if (e.name == "later") return std::max(*first, *second);
    // Of an even number of days between, the earlier of the two middle ones.
    return Date::from_serial(first->serial() + (second->serial() - first->serial()) / 2);
  }

  Outcome<std::pair<Date, Date>> two_dates(const Expression& from, const Expression& to) {
    auto first = date(from);
    if (!first) return refuse(std::move(first.error()));
    auto last = date(to);
    if (!last) return refuse(std::move(last.error()));
    return std::pair(*first, *last);
  }

  static std::optional<DayCount> day_count(const Expression& e) {
    return e.form == Expression::Form::key ? day_count_from_name(e.name) : std::nullopt;
  }

  // -- what is settled before anything is computed --

  NodeId truth(bool value) {
    const NodeId one = builder_.literal(1, Unit());
    const NodeId other = builder_.literal(value ? 1 : 2, Unit());
    auto same = builder_.compare(Op::equal, one, other, {});
    must(same.has_value(), "numbers can be compared");
    return *same;
  }

  Outcome<NodeId> choose(const Expression& e) {
    auto condition = settled(e.operands[0]);
    if (!condition) return refuse(std::move(condition.error()));
    if (condition->value) return node(e.operands[*condition->value ? 1 : 2]);
    auto branches = nodes({e.operands[1], e.operands[2]});
    if (!branches) return refuse(std::move(branches.error()));
    return builder_.select(truth(true), (*branches)[0], (*branches)[1], e.place);
  }

 public:
  Outcome<Settled> settled(const Expression& e) {
    using Form = Expression::Form;
    const Settled no;
    if (e.form == Form::call && e.name == "given") {
      if (e.operands.size() != 1 || e.operands[0].form != Form::name) {
        return refuse({.code = "formula-arguments", .place = e.place, .details = {e.name, "(input)"}});
      }
      auto given = scope_.is_given(e.operands[0].name, e.place);
      if (!given) return refuse(std::move(given.error()));
      return Settled{true, *given};
    }
    if (e.form == Form::prefix && e.name == "not") {
      auto inner = settled(e.operands.front());
      if (inner && inner->value) inner->value = !*inner->value;
      return inner;
    }
    if (e.form != Form::infix) return no;
    if (e.name == "and" || e.name == "or") {
      auto a = settled(e.operands[0]);
      if (!a) return a;
      // Where the first decides, the case need not answer the second.
      if (a->is_settled && a->value && *a->value == (e.name == "or")) return a;
      auto b = settled(e.operands[1]);
      if (!b) return b;
      if (!a->is_settled || !b->is_settled) return no;
      if (!a->value || !b->value) return Settled{true, std::nullopt};
      return Settled{true, e.name == "and" ? *a->value && *b->value : *a->value || *b->value};
    }
    const Expression& left = e.operands[0];
    const Expression& right = e.operands[1];
    if (right.form == Form::key && left.form == Form::name && (e.name == "==" || e.name == "!=")) {
      auto chosen = scope_.choice(left.name, right.name, e.place);
      if (!chosen) return refuse(std::move(chosen.error()));
      if (!*chosen) return Settled{true, std::nullopt};
      return Settled{true, (**chosen == right.name) == (e.name == "==")};
    }
    if (is_date(left) && is_date(right)) {
      auto dates = two_dates(left, right);
      if (!dates) return refuse(std::move(dates.error()));
      const auto& [a, b] = *dates;
      const bool value = e.name == "<"    ? a < b
                         : e.name == "<=" ? a <= b
                         : e.name == ">"  ? a > b
                         : e.name == ">=" ? a >= b
                         : e.name == "==" ? a == b
                                          : a != b;
      return Settled{true, scope_.is_specimen() ? std::nullopt : std::optional(value)};
    }
    return no;
  }

 private:
  // -- functions whose operands are not all numbers --

  Outcome<NodeId> interest(const Expression& e) {
    const auto count = e.operands.size() == 5 ? day_count(e.operands[4]) : std::nullopt;
    if (!count) return wrong_arguments(e, "(base, rate, from, to, \"actual/365\")");
    auto dates = two_dates(e.operands[2], e.operands[3]);
    if (!dates) return refuse(std::move(dates.error()));
    auto numbers = nodes({e.operands[0], e.operands[1]});
    if (!numbers) return refuse(std::move(numbers.error()));
    const auto& [from, to] = *dates;
    const auto made = e.name == "simple_interest" ? restituo::simple_interest : restituo::compound_interest;
    return made(builder_, (*numbers)[0], (*numbers)[1], from, to, *count, e.place);
  }

  Outcome<NodeId> time_between(const Expression& e) {
    const bool days = e.name == "days_between";
    const auto count = !days && e.operands.size() == 3 ? day_count(e.operands[2]) : std::nullopt;
    if (days ? e.operands.size() != 2 : !count) {
      return wrong_arguments(e, days ? "(from, to)" : "(from, to, \"actual/365\")");
    }
    auto dates = two_dates(e.operands[0], e.operands[1]);
    if (!dates) return refuse(std::move(dates.error()));
    const auto& [from, to] = *dates;
    const std::string english = " from " + from.text() + " to " + to.text();
    const std::string spanish = " del " + from.text() + " al " + to.text();
    if (days) {
      return builder_.constant(to.serial() - from.serial(), Unit::of("day"), {"days" + english, "días" + spanish},
                               "calendar");
    }
    return builder_.constant(year_fraction(*count, from, to), Unit(), {"years" + english, "años" + spanish},
                             "calendar");
  }

  // The higher of several minimum wages that hold on one date.
  Outcome<NodeId> highest(const Expression& e) {
    if (e.operands.size() < 2) return wrong_arguments(e, "(date, series, series, ...)");
    auto day = date(e.operands[0]);
    if (!day) return refuse(std::move(day.error()));
    std::vector<NodeId> values;
    Faults faults;
    for (std::size_t i = 1; i < e.operands.size(); ++i) {
      if (e.operands[i].form != Expression::Form::name) return wrong_arguments(e, "(date, series, series, ...)");
      auto value = scope_.series_at(e.operands[i].name, *day, e.operands[i].place);
      if (value) {
        values.push_back(*value);
      } else {
        append(faults, std::move(value.error()));
      }
    }
    if (!faults.empty()) return refuse(in_order(std::move(faults)));
    return builder_.maximum(values, e.place);
  }

  Outcome<NodeId> exchange(const Expression& e) {
    if (e.operands.size() != 2) return wrong_arguments(e, "(amount, date)");
    auto day = date(e.operands[1]);
    if (!day) return refuse(std::move(day.error()));
    auto amount = node(e.operands[0]);
    if (!amount) return amount;
    auto rate = scope_.exchange_rate(builder_.unit_of(*amount).currency(), *day, e.place);
    if (!rate) return refuse(std::move(rate.error()));
    return *rate ? builder_.multiply(*amount, **rate, e.place) : *amount;
  }

  Outcome<NodeId> allocate(const Expression& e) {
    const bool formed =
        e.operands.size() == 3 && e.operands[2].form == Expression::Form::number && e.operands[2].number.sign() > 0;
    if (!formed) return wrong_arguments(e, "(total, weight, 0.01)");
    auto total = node(e.operands[0]);
    if (!total) return total;
    auto siblings = scope_.siblings(e.place);
    if (!siblings) return refuse(std::move(siblings.error()));
    std::vector<NodeId> weights;
    for (auto& member : siblings->members) {
      auto weight = Emitter(*member.scope, builder_).node(e.operands[1]);
      if (!weight) return weight;
      weights.push_back(*weight);
    }
    return allocation(builder_, *total, weights, siblings->own, e.operands[2].number, e.place);
  }

  Scope& scope_;
  ProgramBuilder& builder_;
};

}  // namespace

Outcome<NodeId> emit(const Expression& formula, Scope& scope, ProgramBuilder& builder) {
  return Emitter(scope, builder).node(formula);
}

Outcome<Settled> settle(const Expression& condition, Scope& scope) {
  ProgramBuilder unused;
  return Emitter(scope, unused).settled(condition);
}

bool is_reserved_name(std::string_view name) {
  return std::find(reserved.begin(), reserved.end(), name) != reserved.end() ||
         std::count(known_functions().begin(), known_functions().end(), name) != 0;
}

}  // namespace restituo
