#include "match_plan.hpp"

#include <filesystem>
#include <map>

#include <restituo/base/text.hpp>
#include <restituo/quantity/money.hpp>

namespace restituo {
namespace {

class PlanReader {
 public:
  explicit PlanReader(const FileText& file) : file_(file) {}

  Outcome<MatchPlan> read() {
    const auto document = Document::parse(file_);
    if (!document) {
      return refuse(document.error());
    }
    TableReader plan(document->root(), faults_);
    plan.format_version();
    if (const auto code = plan.text("currency")) {
      const auto currency = Currency::from_code(*code);
      if (currency) {
        plan_.settings.decimals = currency->decimals();
      } else {
        plan.fault("currency-unknown", plan.place_of("currency"), {*code});
      }
    }
    if (const auto days = plan.optional_count("transfer_days")) {
      plan_.settings.transfer_days = static_cast<int>(std::min<std::uint64_t>(*days, 60));
    }
    for (const Entry& table : plan.tables("account")) {
      read_account(table);
    }
    for (const Entry& table : plan.tables("profile")) {
      read_profile(table);
    }
    for (const Entry& table : plan.tables("statement")) {
      read_statement(table);
    }
    for (const Entry& table : plan.tables("deposit")) {
      read_deposit(table);
    }
    plan.finish();
    if (plan_.statements.empty() && !refuses(faults_)) {
      plan.fault("match-without-statements", plan.place(), {});
    }
    faults_ = in_order(std::move(faults_));
    if (refuses(faults_)) {
      return refuse(std::move(faults_));
    }
    return std::move(plan_);
  }

 private:
  void read_account(const Entry& table) {
    TableReader account(table, faults_);
    KnownAccount known;
    known.name = account.text("name").value_or("");
    known.numbers = account.texts("numbers");
    known.opening_label = account.optional_text("opening_label").value_or("");
    account.finish();
    plan_.settings.accounts.push_back(std::move(known));
  }

  void read_profile(const Entry& table) {
    TableReader reader(table, faults_);
    const std::string id = reader.identifier("id").value_or("");
    StatementSettings settings;
    CsvProfile& profile = settings.profile;
    const std::map<std::string, char> separators{{",", ','}, {";", ';'}, {"tab", '\t'}, {"|", '|'}};
    if (const auto name = reader.optional_one_of("separator", {",", ";", "tab", "|"})) {
      profile.separator = separators.at(*name);
    }
    if (const auto mark = reader.optional_one_of("decimal", {".", ","})) {
      profile.decimal = mark->front();
    }
    if (const auto order = reader.optional_one_of("dates", {"dd/mm/yyyy", "mm/dd/yyyy", "yyyy-mm-dd"})) {
      profile.date_order = *order == "dd/mm/yyyy" ? "dmy" : *order == "mm/dd/yyyy" ? "mdy" : "ymd";
    }
    if (const auto encoding = reader.optional_one_of("encoding", {"utf-8", "windows-1252"})) {
      settings.encoding = *encoding == "utf-8" ? TextEncoding::utf_8 : TextEncoding::windows_1252;
    }
    const std::pair<const char*, std::string*> columns[] = {{"date", &profile.date},
                                                            {"value_date", &profile.value_date},
                                                            {"amount", &profile.amount},
                                                            {"debit", &profile.debit},
                                                            {"credit", &profile.credit},
                                                            {"balance", &profile.balance},
                                                            {"bank_id", &profile.bank_id},
                                                            {"counter_account", &profile.counter_account},
                                                            {"counter_party", &profile.counter_party}};
    for (const auto& [key, target] : columns) {
      *target = reader.optional_text(key).value_or("");
    }
    profile.text = reader.texts("text");
    profile.ignore_rows_that_begin = reader.texts("ignore_rows_that_begin");
    reader.finish();
    profiles_.emplace(id, std::move(settings));
    profile_names_.push_back(id);
  }

  void read_statement(const Entry& table) {
    TableReader statement(table, faults_);
    const auto file = statement.text("file");
    const auto account = statement.optional_text("account");
    const auto profile = statement.optional_text("profile");
    statement.finish();
    PlannedStatement planned;
    if (file) {
      planned.file = (std::filesystem::path(file_.name).parent_path() / *file).string();
    }
    if (profile) {
      const auto found = profiles_.find(*profile);
      if (found == profiles_.end()) {
        statement.fault("profile-unknown", statement.place_of("profile"),
                        {*profile, nearest_or_all(*profile, profile_names_)});
      } else {
        planned.settings = found->second;
      }
    }
    planned.settings.account = account.value_or("");
    plan_.statements.push_back(std::move(planned));
  }

  void read_deposit(const Entry& table) {
    TableReader deposit(table, faults_);
    DepositLabel label;
    label.place = deposit.place();
    label.label = deposit.text("label").value_or("");
    label.account = deposit.text("account").value_or("");
    label.date = deposit.date("date").value_or(Date());
    label.bank_id = deposit.optional_text("bank_id").value_or("");
    if (const auto amount = deposit.text("amount")) {
      const auto read = read_minor_units(*amount, plan_.settings.decimals, deposit.place_of("amount"));
      if (read) {
        label.amount = *read;
      } else {
        append(faults_, read.error());
      }
    }
    deposit.finish();
    plan_.settings.labels.push_back(std::move(label));
  }

  const FileText& file_;
  Faults faults_;
  MatchPlan plan_;
  std::map<std::string, StatementSettings> profiles_;
  std::vector<std::string> profile_names_;
};

}  // namespace

Outcome<MatchPlan> read_match_plan(const FileText& file) { return PlanReader(file).read(); }

}  // namespace restituo
