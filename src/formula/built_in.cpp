#include "built_in.hpp"

#include <restituo/base/must.hpp>

namespace restituo {
namespace {

// Puts operations together; after the first fault it does nothing more and keeps that fault.
class Chain {
 public:
  Chain(ProgramBuilder& builder, const Place& place) : builder_(builder), place_(place) {}

  NodeId add(NodeId a, NodeId b) { return kept(failed() ? a : builder_.add(a, b, place_)); }
  NodeId subtract(NodeId a, NodeId b) { return kept(failed() ? a : builder_.subtract(a, b, place_)); }
  NodeId multiply(NodeId a, NodeId b) { return kept(failed() ? a : builder_.multiply(a, b, place_)); }
  NodeId divide(NodeId a, NodeId b) { return kept(failed() ? a : builder_.divide(a, b, place_)); }
  NodeId power(NodeId a, NodeId b) { return kept(failed() ? a : builder_.power(a, b, place_)); }
  NodeId negate(NodeId a) { return kept(failed() ? a : builder_.negate(a, place_)); }
  NodeId convert(NodeId a, Kind kind) { return kept(failed() ? a : builder_.convert(a, kind, place_)); }
  NodeId round(NodeId a, const Rounding& to) { return kept(failed() ? a : builder_.round(a, to, place_)); }
  NodeId less(NodeId a, NodeId b) { return kept(failed() ? a : builder_.compare(Op::less, a, b, place_)); }
  NodeId equal(NodeId a, NodeId b) { return kept(failed() ? a : builder_.compare(Op::equal, a, b, place_)); }
  NodeId select(NodeId c, NodeId a, NodeId b) { return kept(failed() ? a : builder_.select(c, a, b, place_)); }
  NodeId above_zero(NodeId a) {
    const NodeId both[] = {a, number(0)};
    return kept(failed() ? a : builder_.maximum(both, place_));
  }
  NodeId sum(const std::vector<NodeId>& terms) {
    return kept(failed() ? terms.front() : builder_.sum(terms, {{"all persons", "todas las personas"}, {}}, place_));
  }
  NodeId number(const Exact& value) { return builder_.literal(value, Unit()); }

  void refuse_units(NodeId a, NodeId b) {
    faults_.push_back({.code = "formula-annuity-units",
                       .place = place_,
                       .details = {builder_.unit_of(a).text(), builder_.unit_of(b).text()}});
  }
  bool failed() const { return !faults_.empty(); }
  Outcome<NodeId> end(NodeId result) {
    if (failed()) return refuse(std::move(faults_));
    return result;
  }

 private:
  NodeId kept(Outcome<NodeId> made) {
    if (made) return last_ = *made;
    append(faults_, std::move(made.error()));
    return last_;
  }

  ProgramBuilder& builder_;
  const Place& place_;
  Faults faults_;
  NodeId last_ = 0;
};

bool is_plain_number(const ProgramBuilder& builder, NodeId node) {
  return builder.unit_of(node).is_pure_number() && builder.node(node).kind == Kind::none;
}

NodeId years_node(ProgramBuilder& builder, const Exact& years, const Date& from, const Date& to, DayCount count) {
  const std::string rule(name_of(count));
  return builder.constant(years, Unit(),
                          {"years from " + from.text() + " to " + to.text() + " (" + rule + ")",
                           "años del " + from.text() + " al " + to.text() + " (" + rule + ")"},
                          "calendar");
}

}  // namespace

Outcome<NodeId> hours_to_pay(ProgramBuilder& builder, NodeId hours, NodeId threshold, NodeId multiplier,
                             const Place& place) {
  Chain chain(builder, place);
  const NodeId over = chain.above_zero(chain.subtract(hours, threshold));
  const NodeId premium = chain.subtract(multiplier, chain.number(1));
  return chain.end(chain.add(hours, chain.multiply(over, premium)));
}

Outcome<NodeId> workweek_pay(ProgramBuilder& builder, std::span<const NodeId> given, const Place& place) {
  must(given.size() == 5, "hours, rate, bonus, threshold and multiplier");
  const NodeId hours = given[0];
  Chain chain(builder, place);
  const NodeId straight = chain.add(chain.multiply(hours, given[1]), given[2]);
  const NodeId over = chain.above_zero(chain.subtract(hours, given[3]));
  const NodeId premium = chain.subtract(given[4], chain.number(1));
  const NodeId regular_rate = chain.divide(straight, hours);
  const NodeId pay = chain.add(straight, chain.multiply(chain.multiply(over, regular_rate), premium));
  return chain.end(chain.select(chain.equal(hours, chain.number(0)), straight, pay));
}

Outcome<NodeId> statutory_addition(ProgramBuilder& builder, NodeId loss, NodeId multiple, const Place& place) {
  Chain chain(builder, place);
  return chain.end(chain.multiply(loss, chain.subtract(multiple, chain.number(1))));
}

Outcome<NodeId> simple_interest(ProgramBuilder& builder, NodeId base, NodeId rate, const Date& from, const Date& to,
                                DayCount count, const Place& place) {
  const Exact years = to > from ? year_fraction(count, from, to) : Exact(0);
  Chain chain(builder, place);
  const NodeId growth = chain.multiply(rate, years_node(builder, years, from, to, count));
  return chain.end(chain.multiply(base, growth));
}

Outcome<NodeId> compound_interest(ProgramBuilder& builder, NodeId base, NodeId rate, const Date& from, const Date& to,
                                  DayCount count, const Place& place) {
  int whole_years = 0;
  while (from.plus_months(12 * (whole_years + 1)) <= to) {
    ++whole_years;
  }
  const Date anniversary = from.plus_months(12 * whole_years);
  const Exact rest = to > anniversary ? year_fraction(count, anniversary, to) : Exact(0);
  Chain chain(builder, place);
  const NodeId one = chain.number(1);
  const NodeId compounded = chain.power(chain.add(one, rate), chain.number(whole_years));
  const NodeId days = chain.add(one, chain.multiply(rate, years_node(builder, rest, anniversary, to, count)));
  const NodeId growth = chain.subtract(chain.multiply(compounded, days), one);
  return chain.end(chain.multiply(base, growth));
}

Outcome<NodeId> annuity(ProgramBuilder& builder, NodeId rate, NodeId n, const Place& place) {
  Chain chain(builder, place);
  if (!is_plain_number(builder, rate) || !is_plain_number(builder, n)) {
    chain.refuse_units(rate, n);
  }
  const NodeId one = chain.number(1);
  const NodeId discount = chain.power(chain.add(one, rate), chain.negate(n));
  const NodeId value = chain.divide(chain.subtract(one, discount), rate);
  return chain.end(chain.select(chain.equal(rate, chain.number(0)), n, value));
}

Outcome<NodeId> annuity_past(ProgramBuilder& builder, NodeId rate, NodeId n, const Place& place) {
  Chain chain(builder, place);
  if (!is_plain_number(builder, rate) || !is_plain_number(builder, n)) {
    chain.refuse_units(rate, n);
  }
  const NodeId one = chain.number(1);
  const NodeId growth = chain.power(chain.add(one, rate), n);
  const NodeId value = chain.divide(chain.subtract(growth, one), rate);
  return chain.end(chain.select(chain.equal(rate, chain.number(0)), n, value));
}

Outcome<NodeId> allocation(ProgramBuilder& builder, NodeId total, std::span<const NodeId> weights, std::size_t own,
                           const Exact& step, const Place& place) {
  must(own < weights.size(), "the member is one of those that share");
  Chain chain(builder, place);
  const Kind kind = builder.node(total).kind;
  const NodeId whole = chain.convert(chain.round(total, {step, RoundingMode::half_even}), Kind::none);
  const NodeId all = chain.sum({weights.begin(), weights.end()});
  const NodeId none = chain.equal(all, chain.number(0));
  const NodeId equal_part = chain.number(Exact(1) / Exact(static_cast<std::int64_t>(weights.size())));
  std::vector<NodeId> floors;
  std::vector<NodeId> remainders;
  for (const NodeId weight : weights) {
    const NodeId part = chain.select(none, equal_part, chain.divide(weight, all));
    const NodeId quota = chain.multiply(whole, part);
    floors.push_back(chain.round(quota, {step, RoundingMode::floor}));
    remainders.push_back(chain.subtract(quota, floors.back()));
  }
  // One step more goes to as many members as steps are left over: those before whom fewer stand.
  std::vector<NodeId> ahead{chain.number(0)};
  for (std::size_t other = 0; other < weights.size(); ++other) {
    if (other == own) continue;
    const NodeId smaller = chain.less(remainders[own], remainders[other]);
    const NodeId one = chain.number(1);
    const NodeId zero = chain.number(0);
    if (other < own) {
      const NodeId tie = chain.equal(remainders[own], remainders[other]);
      ahead.push_back(chain.select(smaller, one, chain.select(tie, one, zero)));
    } else {
      ahead.push_back(chain.select(smaller, one, zero));
    }
  }
  const NodeId one_step = builder.literal(step, builder.unit_of(total));
  const NodeId left_over = chain.divide(chain.subtract(whole, chain.sum(floors)), one_step);
  // Both are whole; the half keeps a double that missed a whole number by its last bits from giving away one step more.
  ahead.push_back(chain.number(Exact::fraction(1, 2)));
  const NodeId gets_one = chain.less(chain.sum(ahead), left_over);
  const NodeId share = chain.select(gets_one, chain.add(floors[own], one_step), floors[own]);
  return chain.end(chain.convert(share, kind));
}

}  // namespace restituo
