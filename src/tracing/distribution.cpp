#include <restituo/tracing/distribution.hpp>

#include <algorithm>
#include <map>
#include <set>

#include <restituo/base/must.hpp>
#include <restituo/quantity/decimal.hpp>
#include <restituo/tracing/apportionment.hpp>

namespace restituo {
namespace {

struct NamedRule {
  SharingRule rule;
  std::string_view name;
  std::string_view en;
  std::string_view es;
};

constexpr NamedRule rules[] = {
    {SharingRule::net_loss, "net-loss",
     "In proportion to what each paid in less what she received (In re Bernard L. Madoff, 654 F.3d 229; CFTC v "
     "Topworth).",
     "En proporción a lo que cada una entregó menos lo que recibió (In re Bernard L. Madoff, 654 F.3d 229; CFTC v "
     "Topworth)."},
    {SharingRule::gross, "gross",
     "In proportion to what each paid in; what she received before does not count. Fit only where nobody was paid "
     "before.",
     "En proporción a lo que cada una entregó; lo recibido antes no cuenta. Sirve solo donde nadie recibió pagos "
     "antes."},
    {SharingRule::rising_tide, "rising-tide",
     "Everybody is lifted to the same share of what she paid in, counting what she received (SEC v Huber, 702 F.3d "
     "903; "
     "CCWB v Milligan, 112 F.4th 171).",
     "Todas suben a la misma parte de lo que entregaron, contando lo que recibieron (SEC v Huber, 702 F.3d 903; CCWB v "
     "Milligan, 112 F.4th 171)."},
    {SharingRule::last_statement, "last-statement",
     "In proportion to the balance last stated to each (rejected in Madoff; shown for comparison).",
     "En proporción al último saldo informado a cada una (rechazado en Madoff; se muestra para comparar)."},
    {SharingRule::per_capita, "per-capita",
     "Equal awards, no one above her net loss (constrained equal awards; small gifts and humanitarian funds).",
     "Pagos iguales, ninguno mayor que la pérdida neta (igual reparto con tope; donativos y fondos humanitarios)."},
    {SharingRule::equal_losses, "equal-losses",
     "Equal shortfalls, no one below nothing (constrained equal losses; economics literature).",
     "Faltantes iguales, nadie por debajo de cero (iguales pérdidas con tope; literatura económica)."},
    {SharingRule::talmud, "talmud",
     "Equal awards up to half of each net loss, then equal shortfalls (contested garment; Aumann and Maschler).",
     "Pagos iguales hasta la mitad de cada pérdida neta, luego faltantes iguales (la prenda disputada; Aumann y "
     "Maschler)."},
};

const NamedRule& named(SharingRule rule) {
  const auto* const found =
      std::find_if(std::begin(rules), std::end(rules), [&](const NamedRule& entry) { return entry.rule == rule; });
  must(found != std::end(rules), "every rule has its name");
  return *found;
}

// Between two levels an award grows by `slope` for each unit of the level.
struct Climb {
  Exact from;
  Exact to;
  Exact slope;
};

// What one claimant has already; her award counts only beyond it.
struct Claimant {
  std::vector<Climb> climbs;  // in order, not overlapping
  Exact already;
};

struct Spent {
  std::vector<Exact> shares;
  Exact level;
  Exact surplus;
};

// The part of each climb that lies above what the claimant has already.
std::vector<Climb> above(const Claimant& claimant) {
  std::vector<Climb> result;
  Exact below = claimant.already;
  for (Climb climb : claimant.climbs) {
    const Exact height = (climb.to - climb.from) * climb.slope;
    if (height <= below) {
      below -= height;
      continue;
    }
    climb.from += below / climb.slope;
    below = 0;
    result.push_back(std::move(climb));
  }
  return result;
}

// The level at which all awards together take the whole pool: a sweep over the levels where some award bends.
Spent spend(const Exact& pool, const std::vector<Claimant>& claimants) {
  std::vector<std::vector<Climb>> open;
  std::map<Exact, Exact> bends;  // how much the sum of slopes changes there
  for (const Claimant& claimant : claimants) {
    open.push_back(above(claimant));
    for (const Climb& climb : open.back()) {
      bends[climb.from] += climb.slope;
      bends[climb.to] -= climb.slope;
    }
  }
  Spent result;
  Exact rest = pool;
  Exact slope;
  Exact level;
  for (const auto& [bend, change] : bends) {
    const Exact wanted = (bend - level) * slope;
    if (slope.sign() > 0 && wanted >= rest) {
      level += rest / slope;
      rest = 0;
      break;
    }
    rest -= wanted;
    level = bend;
    slope += change;
    if (rest.is_zero()) {
      break;
    }
  }
  result.level = level;
  result.surplus = rest;
  for (const auto& climbs : open) {
    Exact share;
    for (const Climb& climb : climbs) {
      if (level > climb.from) {
        share += (std::min(level, climb.to) - climb.from) * climb.slope;
      }
    }
    result.shares.push_back(share);
  }
  return result;
}

Exact counted(const LossClaim& claim, SharingRule rule) {
  switch (rule) {
    case SharingRule::gross:
    case SharingRule::rising_tide: return claim.paid_in;
    case SharingRule::last_statement: return claim.stated.value_or(Exact());
    default: return claim.net_loss();
  }
}

// What she can be paid at most, earlier tranches among it.
Exact most(const LossClaim& claim, SharingRule rule) {
  return rule == SharingRule::gross || rule == SharingRule::last_statement ? counted(claim, rule) : claim.net_loss();
}

Claimant climbing(const LossClaim& claim, SharingRule rule, const Exact& largest) {
  const Exact size = counted(claim, rule);
  if (size.is_zero()) {
    return {{}, 0};
  }
  switch (rule) {
    case SharingRule::net_loss:
    case SharingRule::gross:
    case SharingRule::last_statement: return {{{0, 1, size}}, claim.earlier};
    case SharingRule::rising_tide: return {{{0, 1, size}}, claim.received + claim.collateral + claim.earlier};
    case SharingRule::per_capita: return {{{0, size, 1}}, claim.earlier};
    case SharingRule::equal_losses: return {{{largest - size, largest, 1}}, claim.earlier};
    case SharingRule::talmud: return {{{0, size / 2, 1}, {largest - size / 2, largest, 1}}, claim.earlier};
  }
  return {};
}

Spent spend_by_rule(const Exact& pool, const std::vector<LossClaim>& claims, SharingRule rule) {
  Exact largest;
  for (const LossClaim& claim : claims) {
    largest = std::max(largest, counted(claim, rule));
  }
  std::vector<Claimant> claimants;
  for (const LossClaim& claim : claims) {
    claimants.push_back(climbing(claim, rule, largest));
  }
  Spent spent = spend(pool, claimants);
  if (rule == SharingRule::equal_losses) {
    spent.level = largest - spent.level;
  }
  return spent;
}

Faults faults_of(const std::vector<LossClaim>& claims, const SharingWishes& wishes) {
  Faults faults;
  std::set<std::string> names;
  for (const LossClaim& claim : claims) {
    if (!names.insert(claim.claimant).second) {
      faults.push_back({.code = "claimant-twice", .place = claim.place, .details = {claim.claimant}});
    }
    for (const Exact* amount : {&claim.paid_in, &claim.received, &claim.collateral, &claim.reinvested, &claim.earlier,
                                claim.stated ? &*claim.stated : &claim.paid_in}) {
      if (amount->sign() < 0) {
        faults.push_back(
            {.code = "claim-negative", .place = claim.place, .details = {claim.claimant, readable_text(*amount)}});
        break;
      }
    }
    if (wishes.rule == SharingRule::last_statement && !claim.stated) {
      faults.push_back({.code = "claim-without-statement", .place = claim.place, .details = {claim.claimant}});
    }
    if (claim.reinvested.sign() > 0 && (claim.reinvested > claim.paid_in || claim.reinvested > claim.received)) {
      faults.push_back({.code = "claim-reinvested-too-much",
                        .place = claim.place,
                        .details = {claim.claimant, readable_text(claim.reinvested)}});
    }
  }
  for (const Exact& pool : wishes.pools) {
    if (pool.sign() < 0 || !(pool / wishes.minor_unit).is_integer()) {
      faults.push_back({.code = "pool-not-payable",
                        .place = {},
                        .details = {readable_text(pool), readable_text(wishes.minor_unit)}});
    }
  }
  return faults;
}

// One tranche; `claims` carry the earlier ones.
struct Tranche {
  Spent spent;
  std::vector<Exact> payments;
  Exact left_over;
};

Tranche pay(const Exact& pool, const std::vector<LossClaim>& claims, const std::vector<Exact>& paid,
            const SharingWishes& wishes) {
  Tranche result{spend_by_rule(pool, claims, wishes.rule), {}, {}};
  std::vector<Exact> shares;
  std::vector<Exact> ceilings;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    shares.push_back(result.spent.shares[i] / wishes.minor_unit);
    ceilings.push_back(((most(claims[i], wishes.rule) - paid[i]) / wishes.minor_unit).floor());
  }
  WholeUnits whole = whole_units((pool / wishes.minor_unit).floor(), shares, ceilings);
  for (const Exact& units : whole.units) {
    result.payments.push_back(units * wishes.minor_unit);
  }
  result.left_over = whole.left_over * wishes.minor_unit - result.spent.surplus;
  return result;
}

PoolDistribution run(std::vector<LossClaim> claims, const SharingWishes& wishes, const std::vector<bool>& dropped) {
  PoolDistribution result{.rule = wishes.rule, .pool = {}, .shares = {}, .surplus = {}, .left_over = {}, .level = {}};
  for (std::size_t i = 0; i < claims.size(); ++i) {
    if (dropped[i]) {
      claims[i].paid_in = claims[i].received = claims[i].collateral = claims[i].earlier = 0;
      claims[i].stated = 0;
    }
    result.shares.push_back({.claimant = claims[i].claimant,
                             .claim = counted(claims[i], wishes.rule),
                             .exact = {},
                             .payment = {},
                             .reserved = {},
                             .after = {},
                             .dropped = dropped[i],
                             .by_tranche = {}});
  }
  std::vector<Exact> paid;
  for (const LossClaim& claim : claims) {
    paid.push_back(claim.earlier);
  }
  for (const Exact& pool : wishes.pools) {
    const Tranche tranche = pay(pool, claims, paid, wishes);
    result.pool += pool;
    result.surplus += tranche.spent.surplus;
    result.left_over += tranche.left_over;
    result.level = tranche.spent.level;
    Exact check;
    for (std::size_t i = 0; i < claims.size(); ++i) {
      // The next tranche counts the exact share, so that tranches do not depend on the order of rounding.
      claims[i].earlier += tranche.spent.shares[i];
      paid[i] += tranche.payments[i];
      result.shares[i].exact += tranche.spent.shares[i];
      result.shares[i].payment += tranche.payments[i];
      result.shares[i].by_tranche.push_back(tranche.payments[i]);
      check += tranche.payments[i];
    }
    must(check + tranche.left_over + tranche.spent.surplus == pool, "every unit of the pool is accounted for");
  }
  if (level_name(wishes.rule).empty()) {
    result.level.reset();
  }
  return result;
}

}  // namespace

std::string_view name_of(SharingRule rule) { return named(rule).name; }

std::optional<SharingRule> sharing_rule_from_name(std::string_view name) {
  for (const NamedRule& entry : rules) {
    if (entry.name == name) {
      return entry.rule;
    }
  }
  return std::nullopt;
}

std::vector<std::string> sharing_rule_names() {
  std::vector<std::string> names;
  for (const NamedRule& entry : rules) {
    names.emplace_back(entry.name);
  }
  return names;
}

Words sentence_of(SharingRule rule) { return {std::string(named(rule).en), std::string(named(rule).es)}; }

std::string_view level_name(SharingRule rule) {
  switch (rule) {
    case SharingRule::talmud: return "";
    case SharingRule::per_capita: return "award";
    case SharingRule::equal_losses: return "shortfall";
    default: return "share";
  }
}

Exact LossClaim::net_loss() const { return std::max(Exact(), paid_in - received - collateral); }

Outcome<PoolDistribution> distribute(const std::vector<LossClaim>& given, const SharingWishes& wishes) {
  if (Faults faults = faults_of(given, wishes); !faults.empty()) {
    return refuse(std::move(faults));
  }
  std::vector<LossClaim> claims = given;
  for (LossClaim& claim : claims) {
    if (wishes.rollover == Rollover::set_off) {
      claim.paid_in -= claim.reinvested;
      claim.received -= claim.reinvested;
    }
  }
  std::vector<bool> dropped(claims.size(), false);
  PoolDistribution result = run(claims, wishes, dropped);
  if (wishes.least_payment) {
    for (std::size_t i = 0; i < claims.size(); ++i) {
      dropped[i] = result.shares[i].payment.sign() > 0 && result.shares[i].payment < *wishes.least_payment;
    }
    if (std::find(dropped.begin(), dropped.end(), true) != dropped.end()) {
      result = run(claims, wishes, dropped);
    }
  }
  for (std::size_t i = 0; i < claims.size(); ++i) {
    Share& share = result.shares[i];
    share.claim = counted(claims[i], wishes.rule);
    share.reserved = claims[i].disputed ? share.payment : Exact();
    share.after = std::max(Exact(), claims[i].net_loss() - claims[i].earlier - share.payment);
  }
  return result;
}

Outcome<std::vector<CreditedTransfer>> credit_transfers(std::vector<LossClaim>& claims,
                                                        const std::vector<AccountTransfer>& transfers) {
  Faults faults;
  std::vector<CreditedTransfer> result;
  const auto find = [&](const std::string& name, const Place& place) -> LossClaim* {
    const auto found =
        std::find_if(claims.begin(), claims.end(), [&](const LossClaim& claim) { return claim.claimant == name; });
    if (found == claims.end()) {
      faults.push_back({.code = "transfer-claimant-unknown", .place = place, .details = {name}});
      return nullptr;
    }
    return &*found;
  };
  for (const AccountTransfer& transfer : transfers) {
    LossClaim* const from = find(transfer.from, transfer.place);
    LossClaim* const to = find(transfer.to, transfer.place);
    if (from == nullptr || to == nullptr) {
      continue;
    }
    const Exact credit = std::min(transfer.amount, from->net_loss());
    from->received += credit;
    to->paid_in += credit;
    result.push_back({transfer, credit});
  }
  if (!faults.empty()) {
    return refuse(std::move(faults));
  }
  return result;
}

}  // namespace restituo
