#include <restituo/tracing/ledger_bounds.hpp>

#include <algorithm>
#include <limits>

#include "tracer_base.hpp"

namespace restituo {
namespace {

constexpr std::uint32_t no_claim = std::numeric_limits<std::uint32_t>::max();

// One row as the bounds see it: what of the claim may leave with it, what came in, and the money that is there after.
struct Step {
  MinorUnits leaves = 0;
  MinorUnits comes = 0;  // of `claim`
  MinorUnits after = 0;
  std::uint32_t claim = no_claim;
  std::uint32_t payee = 0;  // 0: what leaves is lost
};

// Lengths by slope in the order of their slopes: the worth of s units is what the first s of them are worth.
class Worth {
 public:
  explicit Worth(std::size_t slopes) : lengths_(slopes, 0), taken_(slopes, 0) {}

  void add(std::size_t slope, MinorUnits length) {
    lengths_[slope] += length;
    all_ += length;
  }
  void keep(MinorUnits length) {
    for (std::size_t last = lengths_.size(); all_ > length;) {
      MinorUnits& there = lengths_[--last];
      const MinorUnits cut = std::min(there, all_ - length);
      there -= cut;
      all_ -= cut;
    }
  }
  void take(MinorUnits length) {
    for (std::size_t first = 0; first < lengths_.size() && length > 0; ++first) {
      const MinorUnits part = std::min(lengths_[first], length);
      lengths_[first] -= part;
      all_ -= part;
      taken_[first] += part;
      length -= part;
    }
  }
  const std::vector<MinorUnits>& taken() const { return taken_; }

 private:
  std::vector<MinorUnits> lengths_;
  std::vector<MinorUnits> taken_;
  MinorUnits all_ = 0;
};

// `slopes` in the order in which units are taken: falling for the ceiling, rising for the floor.
Exact extreme(const std::vector<Step>& steps, std::uint32_t claim, const std::vector<Exact>& slopes,
              const std::vector<std::size_t>& slope_of_payee, std::size_t slope_of_one) {
  Worth worth(slopes.size());
  if (!steps.empty()) worth.add(slope_of_one, steps.back().after);
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
    worth.keep(step->after);
    if (step->leaves > 0) worth.add(slope_of_payee[step->payee], step->leaves);
    if (step->claim == claim) worth.take(step->comes);
  }
  Exact sum;
  for (std::size_t i = 0; i < slopes.size(); ++i) sum += Exact(worth.taken()[i]) * slopes[i];
  return sum;
}

}  // namespace

struct BoundsBook::Book {
  Book(const TracingRules& given, const LedgerNames& known) : rules(given), names(known), map(rules, known) {}

  struct Row {
    std::uint32_t from;
    std::uint32_t to;
    std::uint32_t label;
    MinorUnits amount;
  };
  TracingRules rules;
  const LedgerNames& names;
  AccountMap map;
  std::vector<Row> rows;
  std::vector<bool> pays;

  // Which accounts pay is known only in the end, so balances are worked out then.
  std::vector<Step> steps() const {
    std::vector<Step> result;
    result.reserve(rows.size());
    std::vector<MinorUnits> balance(map.size(), 0);  // below zero: a debt
    MinorUnits money = 0;                            // of all the holder's accounts, debts not counted
    for (const Row& row : rows) {
      Step step;
      MinorUnits funded = 0;
      if (row.from != 0) {
        funded = std::min(row.amount, std::max<MinorUnits>(0, balance[row.from]));
        balance[row.from] -= row.amount;
        money -= funded;
      }
      if (!pays[row.to]) {
        step.leaves = funded;
        step.payee = row.to;
      } else {
        const MinorUnits repaid = std::min(row.amount, std::max<MinorUnits>(0, -balance[row.to]));
        balance[row.to] += row.amount;
        money += row.amount - repaid;
        if (row.from == 0) {
          step.claim = row.label;
          step.comes = row.amount - repaid;
        } else {
          step.leaves = std::min(repaid, funded);
        }
      }
      step.after = money;
      result.push_back(step);
    }
    return result;
  }
};

BoundsBook::BoundsBook(const TracingRules& rules, const LedgerNames& names)
    : book_(std::make_unique<Book>(rules, names)) {}
BoundsBook::~BoundsBook() = default;

void BoundsBook::take(std::span<const Movement> block) {
  book_->map.grow();
  book_->pays.resize(book_->map.size(), false);
  for (const Movement& movement : block) {
    const Book::Row row{book_->map.of(movement.from), book_->map.of(movement.to), number_of(movement.label),
                        movement.amount};
    if (row.from == row.to && row.from != 0 && movement.from != movement.to) continue;
    book_->pays[row.from == 0 ? row.to : row.from] = true;
    book_->rows.push_back(row);
  }
}

LedgerBounds BoundsBook::finish(const std::map<std::string, PayeeWorth>& worth) const {
  LedgerBounds result;
  const auto steps = book_->steps();
  result.exact = std::count(book_->pays.begin(), book_->pays.end(), true) <= 1;
  // Few payees have a worth, so few slopes are told apart.
  const auto slopes_by = [&](Exact PayeeWorth::*which, bool falling) {
    std::vector<Exact> slopes{0, 1};
    for (const auto& [name, unit] : worth) slopes.push_back(unit.*which);
    std::sort(slopes.begin(), slopes.end());
    slopes.erase(std::unique(slopes.begin(), slopes.end()), slopes.end());
    if (falling) std::reverse(slopes.begin(), slopes.end());
    return slopes;
  };
  const auto place_in = [](const std::vector<Exact>& slopes, const Exact& slope) {
    return static_cast<std::size_t>(std::find(slopes.begin(), slopes.end(), slope) - slopes.begin());
  };
  const auto payees_by = [&](const std::vector<Exact>& slopes, Exact PayeeWorth::*which) {
    std::vector<std::size_t> places(book_->map.size(), place_in(slopes, 0));
    for (const auto& [name, unit] : worth) {
      if (const auto number = book_->map.find(name)) places[*number] = place_in(slopes, unit.*which);
    }
    return places;
  };
  const auto rising = slopes_by(&PayeeWorth::least, false);
  const auto falling = slopes_by(&PayeeWorth::most, true);
  const auto least = payees_by(rising, &PayeeWorth::least);
  const auto most = payees_by(falling, &PayeeWorth::most);
  LabelBook labels(book_->names, false);
  for (std::uint32_t id = 1; id < book_->names.labels.size(); ++id) {
    if (labels.rank_of(code_of(LabelId{id})) != LabelRank::claim) continue;
    result.claims.push_back({LabelId{id}, extreme(steps, id, rising, least, place_in(rising, 1)),
                             extreme(steps, id, falling, most, place_in(falling, 1))});
  }
  return result;
}

}  // namespace restituo
