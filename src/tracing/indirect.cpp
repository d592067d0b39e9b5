#include <restituo/tracing/indirect.hpp>

#include <algorithm>

#include <restituo/base/must.hpp>

namespace restituo {
namespace {

// Lines that add up to an answer. A line of zero says nothing and is left out.
class Working {
 public:
  void add(std::string en, std::string es, const Exact& amount) {
    sum_ += amount;
    if (!amount.is_zero()) lines_.push_back({{std::move(en), std::move(es)}, amount});
  }
  IndirectAnswer answer(IndirectMethod method) { return {method, std::move(lines_), sum_}; }
  std::vector<WorkingLine> lines() { return std::move(lines_); }
  const Exact& sum() const { return sum_; }

 private:
  std::vector<WorkingLine> lines_;
  Exact sum_;
};

Exact change(const ScheduleBalance& balance) { return balance.closing - balance.opening; }
Exact change_at_cost(const ScheduleBalance& balance) { return balance.at_cost ? change(balance) : balance.bought; }

Exact total(const std::vector<ScheduleAmount>& amounts) {
  Exact sum;
  for (const ScheduleAmount& amount : amounts) sum += amount.total();
  return sum;
}

Exact cash_change(const IndirectSchedule& schedule) {
  return *schedule.safeguards.closing_cash - *schedule.safeguards.opening_cash;
}

IndirectAnswer net_worth(const IndirectSchedule& schedule) {
  Working working;
  for (const ScheduleBalance& asset : schedule.assets) {
    working.add("change of asset: " + asset.label, "cambio del activo: " + asset.label, change(asset));
  }
  working.add("change of cash on hand", "cambio del efectivo en mano", cash_change(schedule));
  for (const ScheduleBalance& debt : schedule.liabilities) {
    working.add("change of debt: " + debt.label, "cambio de la deuda: " + debt.label, -change(debt));
  }
  working.add("living expenses", "gastos de vida", total(schedule.living));
  working.add("taxes paid", "impuestos pagados", total(schedule.taxes));
  working.add("non-taxable receipts", "ingresos no gravables", -total(schedule.non_taxable));
  working.add("income reported", "ingreso declarado", -schedule.reported);
  return working.answer(IndirectMethod::net_worth);
}

IndirectAnswer expenditures(const IndirectSchedule& schedule) {
  Working working;
  const auto flow = [&](const std::string& label, const Exact& amount, bool bank) {
    if (amount.sign() > 0) {
      working.add((bank ? "applied: increase in bank: " : "applied: bought: ") + label,
                  (bank ? "aplicado: aumento en banco: " : "aplicado: comprado: ") + label, amount);
    } else {
      working.add((bank ? "source: decrease in bank: " : "source: sold: ") + label,
                  (bank ? "fuente: disminución en banco: " : "fuente: vendido: ") + label, amount);
    }
  };
  working.add("applied: living expenses", "aplicado: gastos de vida", total(schedule.living));
  working.add("applied: taxes paid", "aplicado: impuestos pagados", total(schedule.taxes));
  for (const ScheduleBalance& asset : schedule.assets) flow(asset.label, change_at_cost(asset), asset.bank);
  flow("cash on hand / efectivo en mano", cash_change(schedule), true);
  for (const ScheduleBalance& debt : schedule.liabilities) {
    const Exact repaid = -change(debt);
    working.add((repaid.sign() > 0 ? "applied: debt reduced: " : "source: debt increased: ") + debt.label,
                (repaid.sign() > 0 ? "aplicado: deuda reducida: " : "fuente: deuda aumentada: ") + debt.label, repaid);
  }
  working.add("source: non-taxable receipts", "fuente: ingresos no gravables", -total(schedule.non_taxable));
  working.add("source: income reported", "fuente: ingreso declarado", -schedule.reported);
  return working.answer(IndirectMethod::expenditures);
}

Exact banked(const IndirectSchedule& schedule) {
  Exact sum = schedule.loans_banked;
  for (const ScheduleAmount& receipt : schedule.non_taxable) {
    if (receipt.banked) sum += receipt.total();
  }
  return sum;
}

IndirectAnswer bank_deposits(const IndirectSchedule& schedule) {
  Working working;
  working.add("total deposits", "total de depósitos", *schedule.deposits);
  working.add("transfers between own accounts", "traspasos entre cuentas propias", -schedule.transfers);
  working.add("returned and redeposited items", "partidas devueltas y redepositadas", -schedule.returned);
  working.add("non-taxable receipts and loans that were banked", "ingresos no gravables y préstamos depositados",
              -banked(schedule));
  working.add("cash spent that never passed a bank", "efectivo gastado que nunca pasó por el banco",
              schedule.cash_spent);
  working.add("increase in cash on hand", "aumento del efectivo en mano", cash_change(schedule));
  working.add("costs and deductions", "costos y deducciones", -schedule.deductions);
  working.add("income reported", "ingreso declarado", -schedule.reported);
  return working.answer(IndirectMethod::bank_deposits);
}

// deposits less expenditures, taken apart; asset-tracing.md 8 gives both sums, and their difference is these four
// lines.
std::vector<WorkingLine> explain_deposits(const IndirectSchedule& schedule, const Exact& difference) {
  Exact bank_change;
  Exact spent = total(schedule.living) + total(schedule.taxes);
  for (const ScheduleBalance& asset : schedule.assets) {
    (asset.bank ? bank_change : spent) += change_at_cost(asset);
  }
  for (const ScheduleBalance& debt : schedule.liabilities) spent -= change(debt);
  const Exact withdrawals = schedule.withdrawals.value_or(*schedule.deposits - bank_change);
  Working working;
  working.add(
      "withdrawals and cash spent that no application explains",
      "retiros y efectivo gastado que ninguna aplicación explica",
      withdrawals - schedule.transfers - schedule.returned + schedule.cash_spent - spent - schedule.loans_banked);
  working.add("deposits less withdrawals against the change of the bank balances",
              "depósitos menos retiros frente al cambio de los saldos bancarios",
              *schedule.deposits - withdrawals - bank_change);
  working.add("non-taxable receipts that were not banked", "ingresos no gravables que no se depositaron",
              total(schedule.non_taxable) + schedule.loans_banked - banked(schedule));
  working.add("costs and deductions, which expenditures do not take off",
              "costos y deducciones, que el método de gastos no descuenta", -schedule.deductions);
  must(working.sum() == difference, "the lines that explain a difference add up to it");
  return working.lines();
}

Faults missing(const IndirectSchedule& schedule) {
  Faults faults;
  const Safeguards& safeguards = schedule.safeguards;
  const auto fault = [&](const char* field) {
    faults.push_back({.code = "safeguard-missing", .place = schedule.place, .details = {schedule.period, field}});
  };
  if (!safeguards.opening_cash || !safeguards.closing_cash) fault("cash_on_hand");
  if (safeguards.cash_evidence.empty()) fault("cash_evidence");
  if (safeguards.likely_source.empty() && safeguards.sources_excluded.empty()) fault("likely_source");
  if (safeguards.leads.empty()) fault("leads");
  return faults;
}

}  // namespace

std::string_view name_of(IndirectMethod method) {
  switch (method) {
    case IndirectMethod::net_worth: return "net-worth";
    case IndirectMethod::expenditures: return "expenditures";
    case IndirectMethod::bank_deposits: return "bank-deposits";
  }
  return {};
}

Outcome<IndirectResult> indirect(const IndirectSchedule& schedule) {
  if (Faults faults = missing(schedule); !faults.empty()) {
    return refuse(std::move(faults));
  }
  IndirectResult result;
  result.period = schedule.period;
  result.answers = {net_worth(schedule), expenditures(schedule)};
  const Exact by_expenditures = result.answers[1].understatement;
  Working moving;
  for (const ScheduleBalance& asset : schedule.assets) {
    if (!asset.at_cost) {
      moving.add("moving value of " + asset.label, "valor cambiante de " + asset.label,
                 change(asset) - change_at_cost(asset));
    }
  }
  result.net_worth_at_cost = result.answers[0].understatement - moving.sum();
  must(result.net_worth_at_cost == by_expenditures, "net worth at cost and expenditures are one identity");
  result.net_worth_against_expenditures = moving.lines();
  if (schedule.deposits) {
    result.answers.push_back(bank_deposits(schedule));
    result.deposits_against_expenditures =
        explain_deposits(schedule, result.answers[2].understatement - by_expenditures);
  }
  Exact least = by_expenditures;
  Exact most = by_expenditures;
  Exact sum;
  for (const IndirectAnswer& answer : result.answers) {
    least = std::min(least, answer.understatement);
    most = std::max(most, answer.understatement);
    sum += answer.understatement;
  }
  result.agree = least == most;
  if (!sum.is_zero()) {
    result.spread = ((most - least) * Exact(static_cast<std::int64_t>(result.answers.size())) / sum).magnitude();
  }
  return result;
}

}  // namespace restituo
