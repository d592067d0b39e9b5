// What law asks of the step language again and again, made of the operations there are: so both interpreters, the
// working and a workbook read them without knowing them.
//
//   hours_to_pay(60, 40, 1.5)              = 60 + 20 × 0.5 = 70 hours
//   workweek_pay(46, 12, 46, 40, 1.5)      = 637: the regular rate is 13, bonus included (29 C.F.R. 778.110(b))
//   statutory_addition(100, 3)             = 200: "treble" is the total, so twice the loss comes on top
//   simple_interest, compound_interest     on a base, for days that a day count turns into years
//   annuity, annuity_past                  1 at the end of each of n periods, worth now; worth at their end
//   allocation                             one total in shares that add up to it, by largest remainders
#pragma once

#include <span>

#include <restituo/formula/program.hpp>
#include <restituo/quantity/date.hpp>
#include <restituo/quantity/day_count.hpp>

namespace restituo {

// Hours, each above the threshold counted `multiplier` times.
Outcome<NodeId> hours_to_pay(ProgramBuilder& builder, NodeId hours, NodeId threshold, NodeId multiplier,
                             const Place& place);
// Pay of a workweek: the regular rate is everything earned in the week over all its hours; each hour above the
// threshold earns (multiplier - 1) times that rate more.
Outcome<NodeId> workweek_pay(ProgramBuilder& builder, std::span<const NodeId> hours_rate_bonus_threshold_multiplier,
                             const Place& place);
// What comes on top of a loss so that the total is `multiple` times the loss.
Outcome<NodeId> statutory_addition(ProgramBuilder& builder, NodeId loss, NodeId multiple, const Place& place);
// No interest where `to` does not come after `from`.
Outcome<NodeId> simple_interest(ProgramBuilder& builder, NodeId base, NodeId rate, const Date& from, const Date& to,
                                DayCount count, const Place& place);
// Compounded on each anniversary of `from`; the days after the last one simply: base × ((1 + r)^k × (1 + r × d) - 1).
Outcome<NodeId> compound_interest(ProgramBuilder& builder, NodeId base, NodeId rate, const Date& from, const Date& to,
                                  DayCount count, const Place& place);
// (1 - (1 + rate)^-n) / rate, and n where the rate is 0.
Outcome<NodeId> annuity(ProgramBuilder& builder, NodeId rate, NodeId n, const Place& place);
// ((1 + rate)^n - 1) / rate, and n where the rate is 0.
Outcome<NodeId> annuity_past(ProgramBuilder& builder, NodeId rate, NodeId n, const Place& place);
// The share of member `own` of `total`, in whole steps of `step`, by the weights of all: the largest remainders are
// rounded up until the shares add up; of equal remainders the earlier member's. Where all weights are 0: equal shares.
Outcome<NodeId> allocation(ProgramBuilder& builder, NodeId total, std::span<const NodeId> weights, std::size_t own,
                           const Exact& step, const Place& place);

}  // namespace restituo
