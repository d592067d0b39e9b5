#include <restituo/ledger/reconciliation.hpp>

#include <algorithm>
#include <map>
#include <numeric>
#include <queue>
#include <tuple>

#include <restituo/base/must.hpp>
#include <restituo/base/shown.hpp>

#include "day_order.hpp"
#include "statement_forms.hpp"

namespace restituo {
namespace {

constexpr std::string_view unknown_payee = "OUT";

std::string where(const Place& place) { return text_of(place); }

struct Entry {
  StatementEntry printed;
  std::size_t account = 0;
  std::size_t statement = 0;
  bool is_opening = false;
  std::optional<std::size_t> other_leg;
  std::string label;
  std::string unmatched_with;  // a known account whose leg is not there
};

class Reconciler {
 public:
  Reconciler(std::vector<Statement> statements, const ReconciliationSettings& settings)
      : settings_(settings), accounts_(settings.accounts), statements_(std::move(statements)) {}

  Reconciliation run() {
    name_accounts();
    check_currencies();
    for (std::size_t account = 0; account < accounts_.size(); ++account) {
      read_account(account);
    }
    match_transfers();
    put_labels();
    result_.findings = in_order(std::move(result_.findings));
    if (!refuses(result_.findings)) {
      write_movements();
      result_.findings = in_order(std::move(result_.findings));
    }
    return std::move(result_);
  }

 private:
  void find(const char* code, const Place& place, std::vector<std::string> details, Severity severity) {
    result_.findings.push_back({code, place, std::move(details), severity});
  }

  std::string money(MinorUnits amount) const { return minor_units_text(amount, settings_.decimals); }

  // The account that this is a name or number of.
  std::optional<std::size_t> known(std::string_view written) const {
    const std::string bare = bare_account(written);
    if (bare.empty()) {
      return std::nullopt;
    }
    for (std::size_t i = 0; i < accounts_.size(); ++i) {
      if (bare_account(accounts_[i].name) == bare ||
          std::any_of(accounts_[i].numbers.begin(), accounts_[i].numbers.end(),
                      [&](const std::string& number) { return bare_account(number) == bare; })) {
        return i;
      }
    }
    return std::nullopt;
  }

  void name_accounts() {
    for (const Statement& statement : statements_) {
      auto account = known(statement.account);
      if (!account) {
        account = accounts_.size();
        accounts_.push_back({statement.account, {}, {}});
      }
      account_of_.push_back(*account);
      StatementRead read{statement.place.file,          accounts_[*account].name,     statement.entries.size(), {}, {},
                         statement.opening.has_value(), statement.closing.has_value()};
      for (const StatementEntry& entry : statement.entries) {
        read.first = std::min(read.first.value_or(entry.booked), entry.booked);
        read.last = std::max(read.last.value_or(entry.booked), entry.booked);
      }
      result_.statements.push_back(std::move(read));
    }
    chains_.resize(accounts_.size());
  }

  void check_currencies() {
    std::string currency;
    for (const Statement& statement : statements_) {
      if (currency.empty()) {
        currency = statement.currency;
      } else if (!statement.currency.empty() && statement.currency != currency) {
        find("statement-two-currencies", statement.place, {currency, statement.currency}, Severity::refuse);
      }
    }
  }

  static Date begin_of(const Statement& statement) {
    if (statement.opening && statement.opening->date) {
      return *statement.opening->date;
    }
    return statement.entries.empty()
               ? (statement.closing && statement.closing->date ? *statement.closing->date : Date())
               : statement.entries.front().booked;
  }

  void read_account(std::size_t account) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < statements_.size(); ++i) {
      if (account_of_[i] == account) {
        check_statement(statements_[i]);
        order.push_back(i);
      }
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return begin_of(statements_[a]) < begin_of(statements_[b]); });
    std::optional<MinorUnits> balance;
    const Statement* before = nullptr;
    for (const std::size_t i : order) {
      read_statement(account, i, before, balance);
      before = &statements_[i];
    }
    warn_of_bank_ids(account);
  }

  void check_statement(Statement& statement) {
    auto& entries = statement.entries;
    std::stable_sort(entries.begin(), entries.end(),
                     [](const StatementEntry& a, const StatementEntry& b) { return a.booked < b.booked; });
    MinorUnits sum = 0;
    bool fits = true;
    for (const StatementEntry& entry : entries) {
      fits = fits && add_checked(sum, entry.amount);
    }
    if (!fits) {
      find("movements-total-too-large", statement.place, {}, Severity::refuse);
      return;
    }
    if (statement.opening && statement.closing) {
      MinorUnits expected = statement.opening->amount;
      if (!add_checked(expected, sum) || expected != statement.closing->amount) {
        find("statement-does-not-close", statement.closing->place,
             {money(statement.opening->amount), money(sum), money(expected), money(statement.closing->amount)},
             Severity::refuse);
      }
    }
  }

  // The entries that were not in an earlier statement, in the order of each day, behind those of the account so far.
  void read_statement(std::size_t account, std::size_t number, const Statement* before,
                      std::optional<MinorUnits>& balance) {
    const Statement& statement = statements_[number];
    result_.entries += statement.entries.size();
    MinorUnits counted_before = 0;
    std::vector<StatementEntry> fresh;
    for (const StatementEntry& entry : statement.entries) {
      if (is_new(account, number, entry)) {
        fresh.push_back(entry);
      } else {
        ++result_.left_out;
        must(add_checked(counted_before, entry.amount), "a part of a sum that fits");
      }
    }
    auto opening = opening_of(statement);
    if (opening) {
      must(add_checked(*opening, counted_before), "a balance of this statement");
    }
    if (before == nullptr) {
      open_account(account, statement, opening);
      balance = opening;
    } else if (!statement.entries.empty() || statement.opening) {
      check_joint(*before, statement, balance, opening);
      balance = opening ? opening : balance;
    }
    order_days(account, number, fresh, balance);
    if (statement.closing && !statement.entries.empty()) {
      balance = statement.closing->amount;
    }
  }

  // As printed, or what stood before the first entry.
  static std::optional<MinorUnits> opening_of(const Statement& statement) {
    if (statement.opening) {
      return statement.opening->amount;
    }
    if (statement.entries.empty()) {
      return std::nullopt;
    }
    // In a day printed out of order the first row need not be the first entry: any balance that no entry of the day
    // leads to, where there is exactly one.
    const Date day = statement.entries.front().booked;
    std::vector<DayEntry> first_day;
    for (const StatementEntry& entry : statement.entries) {
      if (entry.booked == day) {
        first_day.push_back({entry.amount, entry.balance});
      }
    }
    return balance_before(first_day);
  }

  void open_account(std::size_t account, const Statement& statement, const std::optional<MinorUnits>& opening) {
    if (!opening) {
      find("opening-unknown", statement.place, {shown(accounts_[account].name)}, Severity::warn);
      return;
    }
    if (*opening == 0) {
      return;
    }
    Entry entry;
    entry.is_opening = true;
    entry.account = account;
    entry.printed.amount = *opening;
    entry.printed.booked = begin_of(statement);
    if (!statement.entries.empty()) {
      entry.printed.booked = std::min(entry.printed.booked, statement.entries.front().booked);
    }
    entry.printed.place = statement.opening ? statement.opening->place : statement.entries.front().place;
    entry.printed.text = "opening balance";
    entry.label = accounts_[account].opening_label;
    add(std::move(entry));
  }

  void check_joint(const Statement& before, const Statement& statement, const std::optional<MinorUnits>& balance,
                   const std::optional<MinorUnits>& opening) {
    const Place place = statement.opening ? statement.opening->place
                                          : (statement.entries.empty() ? statement.place : statement.entries[0].place);
    if (balance && opening && *balance != *opening) {
      find("statements-do-not-join", place, {money(*balance), where(before.place), money(*opening)}, Severity::refuse);
    }
    const auto first = whole_number(before.number);
    const auto second = whole_number(statement.number);
    if (first && second && *second > *first + 1) {
      find("statement-number-gap", statement.place, {before.number, statement.number}, Severity::warn);
    }
    if ((!balance || !opening) && !before.entries.empty() && !statement.entries.empty()) {
      constexpr int longest_silence = 31;
      const Date last = before.entries.back().booked;
      const Date next = statement.entries.front().booked;
      if (next.serial() - last.serial() > longest_silence) {
        find("statement-gap", statement.place, {last.text(), next.text()}, Severity::warn);
      }
    }
  }

  // "12" or "12/1"; banks begin again each year, so a smaller number says nothing.
  static std::optional<std::int64_t> whole_number(const std::string& number) {
    std::int64_t value = 0;
    std::size_t i = 0;
    for (; i < number.size() && i < 9 && number[i] >= '0' && number[i] <= '9'; ++i) {
      value = value * 10 + (number[i] - '0');
    }
    return i == 0 ? std::nullopt : std::optional(value);
  }

  using Key = std::tuple<std::int32_t, MinorUnits, std::string, std::optional<MinorUnits>, std::string>;

  bool is_new(std::size_t account, std::size_t statement, const StatementEntry& entry) {
    // Where the bank gives an id or a balance the text need not agree: exports cut it differently.
    const bool told_apart = !entry.bank_id.empty() || entry.balance.has_value();
    const Key key{entry.booked.serial(), entry.amount, entry.bank_id, entry.balance, told_apart ? "" : entry.text};
    auto& same = seen_[account][key];
    if (same.empty()) {
      same.push_back({statement, entry.place});
      return true;
    }
    const bool same_statement = same.back().first == statement;
    if (told_apart && same_statement) {
      find("entry-twice", entry.place, {money(entry.amount), where(same.back().second)}, Severity::refuse);
    } else if (told_apart) {
      find("entry-in-two-statements", entry.place, {money(entry.amount), where(same.back().second)}, Severity::warn);
      return false;
    } else if (same_statement) {
      find("entry-repeated", entry.place, {money(entry.amount), where(same.back().second)}, Severity::warn);
    } else {
      find("entry-perhaps-twice", entry.place, {money(entry.amount), where(same.back().second)}, Severity::refuse);
    }
    same.push_back({statement, entry.place});
    return true;
  }

  void warn_of_bank_ids(std::size_t account) {
    std::map<std::string, const Entry*> first;
    for (const std::size_t i : chains_[account]) {
      const Entry& entry = entries_[i];
      if (entry.printed.bank_id.empty()) {
        continue;
      }
      const auto [at, fresh] = first.emplace(entry.printed.bank_id, &entry);
      if (!fresh) {
        find("bank-id-again", entry.printed.place, {shown(entry.printed.bank_id), where(at->second->printed.place)},
             Severity::warn);
      }
    }
  }

  void order_days(std::size_t account, std::size_t statement, const std::vector<StatementEntry>& fresh,
                  std::optional<MinorUnits>& balance) {
    for (std::size_t begin = 0; begin < fresh.size();) {
      std::size_t end = begin;
      std::vector<DayEntry> day;
      while (end < fresh.size() && fresh[end].booked == fresh[begin].booked) {
        day.push_back({fresh[end].amount, fresh[end].balance});
        ++end;
      }
      const DayOrder order = order_of_day(day, balance);
      tell(order, fresh, begin, balance);
      for (const std::size_t i : order.order) {
        Entry entry;
        entry.printed = fresh[begin + i];
        entry.account = account;
        entry.statement = statement;
        if (entry.printed.reversal) {
          find("entry-reversal", entry.printed.place, {money(entry.printed.amount)}, Severity::warn);
        }
        add(std::move(entry));
      }
      balance = order.balance_after;
      begin = end;
    }
  }

  void tell(const DayOrder& order, const std::vector<StatementEntry>& fresh, std::size_t begin,
            const std::optional<MinorUnits>& balance) {
    const StatementEntry& first = fresh[begin];
    if (order.broken_at) {
      const StatementEntry& broken = fresh[begin + *order.broken_at];
      find("balance-does-not-chain", broken.place, {money(*broken.balance), money(order.expected)}, Severity::refuse);
    } else if (order.found_from_balances) {
      find("day-order-found", first.place, {first.booked.text(), std::to_string(order.order.size())}, Severity::note);
    }
    if (order.is_uncertain && balance) {
      find("day-order-uncertain", first.place,
           {first.booked.text(), std::to_string(order.order.size()), money(*balance + order.lowest_at_best),
            money(*balance + order.lowest_at_worst)},
           Severity::warn);
    } else if (order.is_uncertain) {
      find("day-order-uncertain-relative", first.place,
           {first.booked.text(), std::to_string(order.order.size()), money(order.lowest_at_best),
            money(order.lowest_at_worst)},
           Severity::warn);
    }
  }

  void add(Entry entry) {
    if (!total_is_too_large_ && !add_checked(total_, std::abs(entry.printed.amount))) {
      find("movements-total-too-large", entry.printed.place, {}, Severity::refuse);
      total_is_too_large_ = true;
    }
    chains_[entry.account].push_back(entries_.size());
    entries_.push_back(std::move(entry));
  }

  // The account on the other side, as far as the entry names it.
  std::optional<std::size_t> named_other(const Entry& entry) const {
    if (const auto account = known(entry.printed.counter_account); account && *account != entry.account) {
      return account;
    }
    // A number of six or more characters in the text is no accident.
    constexpr std::size_t shortest_number = 6;
    const std::string bare = bare_account(entry.printed.text);
    for (std::size_t i = 0; i < accounts_.size(); ++i) {
      for (const std::string& number : accounts_[i].numbers) {
        const std::string wanted = bare_account(number);
        if (i != entry.account && wanted.size() >= shortest_number && bare.find(wanted) != std::string::npos) {
          return i;
        }
      }
    }
    return std::nullopt;
  }

  bool names_a_stranger(const Entry& entry) const {
    return !entry.printed.counter_account.empty() && !known(entry.printed.counter_account);
  }

  // Unmatched credits that may be the other leg: the amount, the days, and nothing that speaks against it.
  std::vector<std::size_t> legs_for(std::size_t debit, bool only_unnamed) const {
    const Entry& out = entries_[debit];
    const auto named = named_other(out);
    std::vector<std::size_t> legs;
    const auto [begin, end] = credits_.equal_range(-out.printed.amount);
    for (auto at = begin; at != end; ++at) {
      const Entry& in = entries_[at->second];
      const int apart = std::abs(in.printed.booked.serial() - out.printed.booked.serial());
      if (in.other_leg || in.account == out.account || apart > settings_.transfer_days || names_a_stranger(in)) {
        continue;
      }
      const auto named_back = named_other(in);
      const bool evidence = (named && *named == in.account) || (named_back && *named_back == out.account);
      const bool contradicts = (named && *named != in.account) || (named_back && *named_back != out.account);
      if (!contradicts && (only_unnamed ? !evidence : evidence)) {
        legs.push_back(at->second);
      }
    }
    std::stable_sort(legs.begin(), legs.end(), [&](std::size_t a, std::size_t b) {
      const auto apart = [&](std::size_t i) {
        return std::abs(entries_[i].printed.booked.serial() - out.printed.booked.serial());
      };
      return apart(a) < apart(b);
    });
    return legs;
  }

  void join(std::size_t debit, std::size_t credit) {
    entries_[debit].other_leg = credit;
    entries_[credit].other_leg = debit;
    ++result_.transfers;
  }

  void match_transfers() {
    std::vector<std::size_t> debits;
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if (entries_[i].is_opening) {
        continue;
      }
      if (entries_[i].printed.amount < 0) {
        debits.push_back(i);
      } else {
        credits_.emplace(entries_[i].printed.amount, i);
      }
    }
    // First those that one leg names: of several equal ones the nearest in time, for they are alike in effect.
    for (const std::size_t debit : debits) {
      const auto legs = names_a_stranger(entries_[debit]) ? std::vector<std::size_t>() : legs_for(debit, false);
      if (!legs.empty()) {
        join(debit, legs.front());
      }
    }
    // Then those that only the amount joins, where there is one leg on each side.
    std::map<std::size_t, std::vector<std::size_t>> debits_for;
    std::map<std::size_t, std::vector<std::size_t>> credits_for;
    for (const std::size_t debit : debits) {
      if (entries_[debit].other_leg || names_a_stranger(entries_[debit])) {
        continue;
      }
      for (const std::size_t credit : legs_for(debit, true)) {
        debits_for[credit].push_back(debit);
        credits_for[debit].push_back(credit);
      }
    }
    for (const auto& [debit, credits] : credits_for) {
      const Entry& out = entries_[debit];
      if (credits.size() == 1 && debits_for[credits.front()].size() == 1) {
        find("transfer-by-amount-alone", out.printed.place,
             {money(-out.printed.amount), where(entries_[credits.front()].printed.place)}, Severity::warn);
        join(debit, credits.front());
      } else {
        find("transfer-ambiguous", out.printed.place,
             {money(-out.printed.amount), std::to_string(std::max(credits.size(), debits_for[credits[0]].size()))},
             Severity::warn);
      }
    }
    for (Entry& entry : entries_) {
      const auto other = entry.is_opening || entry.other_leg ? std::nullopt : named_other(entry);
      if (other) {
        entry.unmatched_with = accounts_[*other].name;
        find("transfer-unmatched", entry.printed.place, {money(entry.printed.amount), shown(accounts_[*other].name)},
             Severity::warn);
      }
    }
  }

  void put_labels() {
    for (const DepositLabel& wanted : settings_.labels) {
      std::vector<std::size_t> fitting;
      const auto account = known(wanted.account);
      for (std::size_t i = 0; i < entries_.size(); ++i) {
        const Entry& entry = entries_[i];
        if (account && entry.account == *account && !entry.is_opening && !entry.other_leg &&
            entry.printed.booked == wanted.date && entry.printed.amount == wanted.amount &&
            (wanted.bank_id.empty() || wanted.bank_id == entry.printed.bank_id) && entry.label.empty()) {
          fitting.push_back(i);
        }
      }
      if (fitting.size() == 1) {
        entries_[fitting.front()].label = wanted.label;
      } else if (fitting.empty()) {
        find("label-fits-nothing", wanted.place,
             {shown(wanted.label), money(wanted.amount), wanted.date.text(), shown(wanted.account)}, Severity::refuse);
      } else {
        find("label-fits-several", wanted.place,
             {shown(wanted.label), std::to_string(fitting.size()), where(entries_[fitting[0]].printed.place),
              where(entries_[fitting[1]].printed.place)},
             Severity::refuse);
      }
    }
  }

  static bool both_on_one_day(const Entry& a, const Entry& b) { return a.printed.booked == b.printed.booked; }

  // One after the other in each account, by date across accounts; a transfer booked on one day stands in both accounts
  // at once, and waits until both are there.
  void write_movements() {
    std::vector<std::size_t> at(accounts_.size(), 0);
    const auto head = [&](std::size_t account) -> std::optional<std::size_t> {
      return at[account] < chains_[account].size() ? std::optional(chains_[account][at[account]]) : std::nullopt;
    };
    while (true) {
      std::optional<std::size_t> next;
      bool waiting = false;
      for (std::size_t account = 0; account < accounts_.size(); ++account) {
        const auto first = head(account);
        if (!first) {
          continue;
        }
        const Entry& entry = entries_[*first];
        const bool earlier = !next || earlier_than(entry, entries_[*next]);
        const bool waits = entry.other_leg && both_on_one_day(entry, entries_[*entry.other_leg]) &&
                           head(entries_[*entry.other_leg].account) != entry.other_leg;
        if (waits) {
          waiting = true;
        } else if (earlier) {
          next = *first;
        }
      }
      if (waiting && (!next || waits_for_day(head, *next))) {
        next = break_circle(head);
      }
      if (!next) {
        break;
      }
      take(*next, at);
    }
  }

  bool earlier_than(const Entry& a, const Entry& b) const {
    return std::tuple(a.printed.booked, !a.is_opening, a.account) <
           std::tuple(b.printed.booked, !b.is_opening, b.account);
  }

  // An account that waits on an earlier day than the next movement: nothing that could come would free it.
  template <class Head>
  bool waits_for_day(const Head& head, std::size_t next) const {
    for (std::size_t account = 0; account < accounts_.size(); ++account) {
      const auto first = head(account);
      if (first && entries_[*first].printed.booked < entries_[next].printed.booked) {
        return true;
      }
    }
    return false;
  }

  // Two accounts print two transfers of a day in opposite orders: the first by account goes first, and that is said.
  template <class Head>
  std::optional<std::size_t> break_circle(const Head& head) {
    std::optional<std::size_t> first;
    for (std::size_t account = 0; account < accounts_.size(); ++account) {
      const auto candidate = head(account);
      if (candidate && (!first || earlier_than(entries_[*candidate], entries_[*first]))) {
        first = candidate;
      }
    }
    if (first) {
      const Entry& entry = entries_[*first];
      find("transfer-order-circle", entry.printed.place,
           {money(entry.printed.amount), where(entries_[*entry.other_leg].printed.place)}, Severity::warn);
    }
    return first;
  }

  void take(std::size_t number, std::vector<std::size_t>& at) {
    const Entry& entry = entries_[number];
    if (!entry.other_leg) {
      write_single(entry);
      leave(number, at);
      return;
    }
    const Entry& other = entries_[*entry.other_leg];
    const Entry& out = entry.printed.amount < 0 ? entry : other;
    const Entry& in = entry.printed.amount < 0 ? other : entry;
    if (both_on_one_day(entry, other)) {
      ReconciledMovement movement = movement_of(entry, accounts_[out.account].name, accounts_[in.account].name);
      movement.source = out.printed.place;
      movement.other_source = in.printed.place;
      result_.movements.push_back(std::move(movement));
      leave(number, at);
      leave(*entry.other_leg, at);
      return;
    }
    if (in.printed.booked < out.printed.booked) {
      // Booked in before it was booked out: it moves when it arrives, or the claim it carries would be lost on the way.
      if (&entry == &in) {
        find("transfer-arrives-first", in.printed.place,
             {money(in.printed.amount), in.printed.booked.text(), out.printed.booked.text(), where(out.printed.place)},
             Severity::warn);
        ReconciledMovement movement = movement_of(entry, accounts_[out.account].name, accounts_[in.account].name);
        movement.source = out.printed.place;
        movement.other_source = in.printed.place;
        result_.movements.push_back(std::move(movement));
      }
      leave(number, at);
      return;
    }
    const std::string transit = "IN TRANSIT " + accounts_[out.account].name + " > " + accounts_[in.account].name;
    ReconciledMovement movement = &entry == &out ? movement_of(entry, accounts_[out.account].name, transit)
                                                 : movement_of(entry, transit, accounts_[in.account].name);
    movement.other_source = other.printed.place;
    result_.movements.push_back(std::move(movement));
    leave(number, at);
  }

  void leave(std::size_t number, std::vector<std::size_t>& at) {
    auto& chain = chains_[entries_[number].account];
    std::size_t& place = at[entries_[number].account];
    // A circle that was broken takes a leg out of the middle of a day.
    const auto found = std::find(chain.begin() + static_cast<std::ptrdiff_t>(place), chain.end(), number);
    must(found != chain.end(), "an entry is taken once");
    std::rotate(chain.begin() + static_cast<std::ptrdiff_t>(place), found, found + 1);
    ++place;
  }

  ReconciledMovement movement_of(const Entry& entry, std::string from, std::string to) const {
    ReconciledMovement movement;
    movement.date = entry.printed.booked;
    movement.from = std::move(from);
    movement.to = std::move(to);
    movement.amount = std::abs(entry.printed.amount);
    movement.source = entry.printed.place;
    movement.text = entry.printed.text;
    return movement;
  }

  void write_single(const Entry& entry) {
    const std::string& account = accounts_[entry.account].name;
    if (entry.printed.amount >= 0) {
      ReconciledMovement movement = movement_of(entry, "", account);
      movement.label = entry.label;
      if (!entry.unmatched_with.empty() && movement.label.empty()) {
        movement.label = "UNMATCHED " + entry.unmatched_with;  // nobody may take it for the holder's own
      }
      result_.movements.push_back(std::move(movement));
      return;
    }
    std::string payee = entry.is_opening                         ? "DEBT BEFORE " + account
                        : !entry.unmatched_with.empty()          ? "UNMATCHED " + entry.unmatched_with
                        : !entry.printed.counter_account.empty() ? entry.printed.counter_account
                        : !entry.printed.counter_party.empty()   ? entry.printed.counter_party
                                                                 : std::string(unknown_payee);
    result_.movements.push_back(movement_of(entry, account, std::move(payee)));
  }

  const ReconciliationSettings& settings_;
  std::vector<KnownAccount> accounts_;
  std::vector<Statement> statements_;
  std::vector<std::size_t> account_of_;  // of each statement
  std::vector<Entry> entries_;
  std::vector<std::vector<std::size_t>> chains_;  // entries of each account, in their order
  std::multimap<MinorUnits, std::size_t> credits_;
  std::map<std::size_t, std::map<Key, std::vector<std::pair<std::size_t, Place>>>> seen_;
  MinorUnits total_ = 0;
  bool total_is_too_large_ = false;
  Reconciliation result_;
};

// In quotation marks where the text could be taken for more than one cell, with line breaks as spaces.
std::string csv_cell(std::string_view text) {
  std::string flat = squeezed(text);
  if (flat.find_first_of(",;\"#\t|") == std::string::npos) {
    return flat;
  }
  std::string quoted = "\"";
  for (const char c : flat) {
    quoted += c == '"' ? "\"\"" : std::string(1, c);
  }
  return quoted + "\"";
}

}  // namespace

Reconciliation reconcile(std::vector<Statement> statements, const ReconciliationSettings& settings) {
  return Reconciler(std::move(statements), settings).run();
}

std::string movements_csv(const Reconciliation& result, int decimals) {
  std::string csv = "seq,date,from,to,amount,label\n";
  MinorUnits total = 0;
  std::size_t sequence = 0;
  for (const ReconciledMovement& movement : result.movements) {
    must(add_checked(total, movement.amount), "the amounts of all entries were added before");
    csv += std::to_string(++sequence) + "," + movement.date.text() + "," + csv_cell(movement.from) + "," +
           csv_cell(movement.to) + "," + minor_units_text(movement.amount, decimals) + "," + csv_cell(movement.label) +
           "\n";
  }
  for (const StatementRead& read : result.statements) {
    if (read.prints_opening && read.prints_closing) continue;
    std::string file = read.file.substr(read.file.find_last_of('/') + 1);  // wherever it was read from
    std::replace(file.begin(), file.end(), '\n', ' ');                     // which would end the comment
    csv += "# statement of " + read.account + " in " + file + ": entries=" + std::to_string(read.entries) +
           " first=" + (read.first ? read.first->text() : "-") + " last=" + (read.last ? read.last->text() : "-") +
           " opening=" + (read.prints_opening ? "printed" : "not-printed") +
           " closing=" + (read.prints_closing ? "printed" : "not-printed") + "\n";
  }
  return csv + "# end rows=" + std::to_string(sequence) + " total=" + minor_units_text(total, decimals) + "\n";
}

std::string movement_sources_csv(const Reconciliation& result) {
  std::string csv = "seq,file,line,other_file,other_line,text\n";
  std::size_t sequence = 0;
  for (const ReconciledMovement& movement : result.movements) {
    csv += std::to_string(++sequence) + "," + csv_cell(movement.source.file) + "," +
           std::to_string(movement.source.line) + ",";
    if (movement.other_source) {
      csv += csv_cell(movement.other_source->file) + "," + std::to_string(movement.other_source->line);
    } else {
      csv += ",";
    }
    csv += "," + csv_cell(movement.text) + "\n";
  }
  return csv;
}

}  // namespace restituo
