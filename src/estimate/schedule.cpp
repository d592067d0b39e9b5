#include <restituo/estimate/schedule.hpp>

#include <algorithm>
#include <numeric>

#include <restituo/base/must.hpp>
#include <restituo/quantity/money.hpp>

namespace restituo {
namespace {

struct Stretch {
  std::string from;
  std::string to;
  Exact days;
};

std::vector<Stretch> stretches_of(const SettingPeriod& period, ScheduleParts parts) {
  std::vector<Stretch> stretches;
  if (period.dates) {
    for (const Period& part :
         parts == ScheduleParts::months ? period.dates->by_calendar_month() : period.dates->by_week()) {
      stretches.push_back({part.first().text(), part.last().text(), Exact(part.days())});
    }
  } else if (period.length) {
    // Months (weeks) of a known length and an unknown date are numbered; the last one may be a part.
    const bool fits = period.length->unit == Unit::of(parts == ScheduleParts::months ? "month" : "week");
    Exact rest = fits ? period.length->value : Exact(1);
    for (int number = 1; rest.sign() > 0; ++number) {
      const Exact part = std::min(rest, Exact(1));
      stretches.push_back({std::to_string(number), "", part});
      rest -= part;
    }
  }
  return stretches;
}

// The case with each dated period cut into its stretches; amounts of a whole period are cut by days.
Setting cut(const Setting& setting, ScheduleParts parts) {
  Setting made = setting;
  made.models.clear();
  for (SettingVictim& victim : made.victims) {
    std::vector<SettingPeriod> periods;
    for (const SettingPeriod& period : victim.periods) {
      if (!period.dates) {
        periods.push_back(period);
        continue;
      }
      const auto pieces = parts == ScheduleParts::months ? period.dates->by_calendar_month() : period.dates->by_week();
      for (const Period& piece : pieces) {
        SettingPeriod part = period;
        part.id = period.id + "/" + piece.first().text();
        part.dates = piece;
        part.doubt = {};
        for (auto& [name, value] : part.inputs) {
          const bool whole = value.unit.is_money() || value.unit == Unit::of("day") || value.unit == Unit::of("week") ||
                             value.unit == Unit::of("act");
          if (whole) value.value = value.value * Exact(piece.days()) / Exact(period.dates->days());
        }
        periods.push_back(std::move(part));
      }
    }
    victim.periods = std::move(periods);
  }
  return made;
}

// `total` in whole cents by the weights; the largest remainders get the cents that are left.
std::vector<Exact> shared(const Exact& total, const std::vector<Exact>& weights, const Exact& cent) {
  const Exact all = std::accumulate(weights.begin(), weights.end(), Exact(0));
  std::vector<Exact> shares;
  std::vector<std::pair<Exact, std::size_t>> remainders;
  Exact given;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const Exact quota = all.is_zero() ? Exact(0) : total * weights[i] / all;
    shares.push_back(rounded(quota, {cent, RoundingMode::floor}));
    given += shares.back();
    remainders.emplace_back(quota - shares.back(), i);
  }
  std::stable_sort(remainders.begin(), remainders.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  for (const auto& [remainder, i] : remainders) {
    if (given + cent > total) break;
    shares[i] += cent;
    given += cent;
  }
  if (!shares.empty()) shares.back() += total - given;  // a total that is no whole number of cents
  return shares;
}

class Schedule {
 public:
  Schedule(const Estimate& estimate, ScheduleParts parts) : estimate_(estimate), parts_(parts) {
    const Setting& setting = estimate.source_case->setting;
    auto bound = bind(*estimate.library, cut(setting, parts));
    if (bound) {
      cut_ = std::move(bound->value);
      run_ = run_exactly(cut_->program, cut_->central_values());
    }
  }

  std::vector<ScheduleRow> rows() {
    for (const SettingForum& chosen : estimate_.source_case->setting.forums) {
      const Model* model = estimate_.library->model(chosen.forum);
      must(model != nullptr && model->forum, "a bound case names forums that exist");
      for (const SettingVictim& victim : estimate_.source_case->setting.victims) {
        for (const Rule& rule : model->forum->rules) {
          if (rule.counts) add(*model, rule, victim);
        }
      }
    }
    return std::move(rows_);
  }

 private:
  static std::optional<Exact> value(const Program& program, const ExactRun& run, const std::string& id) {
    const auto step = program.step_with_id(id);
    return step ? run.at(program.steps[*step].root) : std::nullopt;
  }
  std::optional<Exact> whole(const std::string& id) const {
    return value(estimate_.bound.program, estimate_.central, id);
  }
  std::optional<Exact> piece(const std::string& id) const {
    return cut_ ? value(cut_->program, run_, id) : std::nullopt;
  }

  // The rule per period by whose parts another one is spread: itself, its winning limb, or what it multiplies.
  const Rule* spread_by(const Model& model, const Rule& rule, const SettingVictim& victim) const {
    const ModelStep* step = model.step(rule.id);
    if (step != nullptr && step->per == "period") return &rule;
    if (!rule.multiplier_on.empty()) {
      const Rule* base = model.forum->rule(rule.multiplier_on);
      return base == nullptr ? nullptr : spread_by(model, *base, victim);
    }
    const Rule* largest = nullptr;
    Exact most;
    for (const std::string& limb : rule.greater_of) {
      const Rule* one = model.forum->rule(limb);
      const ModelStep* of_limb = model.step(limb);
      if (one == nullptr || of_limb == nullptr || of_limb->per != "period") continue;
      Exact sum;
      for (const SettingPeriod& period : victim.periods) {
        sum += whole(model.id + "." + limb + "." + victim.id + "." + period.id).value_or(Exact(0));
      }
      if (largest == nullptr || sum > most) {
        largest = one;
        most = sum;
      }
    }
    return largest;
  }

  void add(const Model& model, const Rule& rule, const SettingVictim& victim) {
    const ModelStep& step = *model.step(rule.id);
    const bool of_period = step.per == "period";
    Exact total;
    for (const SettingPeriod& period : victim.periods) {
      if (of_period) total += whole(id_of(model, rule, victim, period)).value_or(Exact(0));
    }
    if (!of_period) total = whole(model.id + "." + rule.id + "." + victim.id).value_or(Exact(0));
    if (total.is_zero()) return;

    ScheduleRow row;
    row.forum = model.id;
    row.head = rule.head;
    row.rule = rule.id;
    row.victim = victim.id;
    row.unit = step.unit.with_currency(estimate_.source_case->setting.currency);
    const auto currency = Currency::from_code(row.unit.currency());
    const Exact cent = Exact::power_of_ten(currency ? -currency->decimals() : -2);
    const Rule* spread = spread_by(model, rule, victim);
    std::vector<ScheduleRow> made;
    std::vector<Exact> weights;
    for (const SettingPeriod& period : victim.periods) {
      if (spread != nullptr) add_period(model, *spread, victim, period, row, made, weights);
    }
    const Exact all = std::accumulate(weights.begin(), weights.end(), Exact(0));
    if (made.empty() || all.is_zero()) {
      row.amount = total;
      rows_.push_back(std::move(row));
      return;
    }
    const std::vector<Exact> shares = shared(total, weights, cent);
    for (std::size_t i = 0; i < made.size(); ++i) {
      made[i].amount = shares[i];
      rows_.push_back(std::move(made[i]));
    }
  }

  static std::string id_of(const Model& model, const Rule& rule, const SettingVictim& victim,
                           const SettingPeriod& period) {
    return model.id + "." + rule.id + "." + victim.id + "." + period.id;
  }

  // The stretches of one period, weighing together what the period gives.
  void add_period(const Model& model, const Rule& rule, const SettingVictim& victim, const SettingPeriod& period,
                  const ScheduleRow& like, std::vector<ScheduleRow>& made, std::vector<Exact>& weights) const {
    const Exact of_period = whole(id_of(model, rule, victim, period)).value_or(Exact(0));
    const std::vector<Stretch> stretches = stretches_of(period, parts_);
    std::vector<Exact> own;
    Exact sum;
    Exact days;
    for (const Stretch& stretch : stretches) {
      own.push_back(period.dates ? piece(id_of(model, rule, victim, period) + "/" + stretch.from).value_or(Exact(0))
                                 : Exact(0));
      sum += own.back();
      days += stretch.days;
    }
    // Every part is rounded to cents; more than that apart, and the rule does not add up by days.
    const bool adds_up =
        period.dates && (sum - of_period).magnitude() * 100 <= Exact(static_cast<int>(own.size())) && !sum.is_zero();
    for (std::size_t i = 0; i < stretches.size(); ++i) {
      ScheduleRow row = like;
      row.period = period.id;
      row.from = stretches[i].from;
      row.to = stretches[i].to;
      row.basis = adds_up ? ScheduleRow::Basis::computed : ScheduleRow::Basis::by_days;
      weights.push_back(adds_up          ? of_period * own[i] / sum
                        : days.is_zero() ? Exact(0)
                                         : of_period * stretches[i].days / days);
      made.push_back(std::move(row));
    }
  }

  const Estimate& estimate_;
  ScheduleParts parts_;
  std::optional<BoundProgram> cut_;
  ExactRun run_;
  std::vector<ScheduleRow> rows_;
};

}  // namespace

std::vector<ScheduleRow> schedule_of(const Estimate& estimate, ScheduleParts parts) {
  return Schedule(estimate, parts).rows();
}

}  // namespace restituo
