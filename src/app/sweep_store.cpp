#include "sweep_store.hpp"

#include <unordered_map>

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <restituo/base/must.hpp>

namespace restituo {
namespace {

constexpr const char* layout = "1";
constexpr int spread_columns = 7;

class Statement {
 public:
  Statement(sqlite3* store, const std::string& sql) {
    // The texts are ours, so what SQLite does not take here is our mistake; a full disk shows when they are run.
    result_ = sqlite3_prepare_v2(store, sql.c_str(), -1, &statement_, nullptr);
  }
  ~Statement() { sqlite3_finalize(statement_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  int prepared() const { return result_; }
  void bind(int column, const std::string& text) {
    sqlite3_bind_text(statement_, column, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
  }
  void bind(int column, std::uint64_t number) {
    sqlite3_bind_int64(statement_, column, static_cast<sqlite3_int64>(number));
  }
  void bind(int column, double number) { sqlite3_bind_double(statement_, column, number); }
  void bind_nothing(int column) { sqlite3_bind_null(statement_, column); }
  int step() { return result_ == SQLITE_OK ? sqlite3_step(statement_) : result_; }
  // Runs it to its end and makes it ready for the next time.
  int run() {
    const int result = step();
    sqlite3_reset(statement_);
    return result == SQLITE_DONE || result == SQLITE_ROW ? SQLITE_OK : result;
  }
  std::string text(int column) const {
    const auto* bytes = static_cast<const char*>(static_cast<const void*>(sqlite3_column_text(statement_, column)));
    return bytes == nullptr ? std::string()
                            : std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)));
  }
  std::uint64_t number(int column) const {
    return static_cast<std::uint64_t>(sqlite3_column_int64(statement_, column));
  }
  double real(int column) const { return sqlite3_column_double(statement_, column); }
  bool is_nothing(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

 private:
  sqlite3_stmt* statement_ = nullptr;
  int result_ = SQLITE_OK;
};

// Ids of axes are identifiers, so they need no more than quotation marks.
std::string axis_columns(const Sweep& sweep) {
  std::string columns;
  for (const Axis& axis : sweep.axes) {
    columns += ", \"" + axis.id + '"';
  }
  return columns;
}

std::string question_marks(std::size_t count) {
  std::string marks = "?";
  for (std::size_t i = 1; i < count; ++i) {
    marks += ", ?";
  }
  return marks;
}

}  // namespace

struct SweepStore::Inside {
  Inside(std::string where, const Sweep& of) : path(std::move(where)), sweep(of) {}
  ~Inside() { close(); }
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;

  void close() {
    put_scenario.reset();
    put_figure.reset();
    put_result.reset();
    sqlite3_close(store);
    store = nullptr;
  }

  Faults fault_of(int result) const {
    switch (result & 0xFF) {
      case SQLITE_BUSY:
      case SQLITE_LOCKED: return {{.code = "sweep-store-in-use", .place = {}, .details = {path}}};
      case SQLITE_NOTADB:
      case SQLITE_CORRUPT: return {{.code = "sweep-store-foreign", .place = {}, .details = {path}}};
      default: return {{.code = "file-not-written", .place = {}, .details = {path, sqlite3_errmsg(store)}}};
    }
  }

  int run(const std::string& sql) const { return sqlite3_exec(store, sql.c_str(), nullptr, nullptr, nullptr); }

  Faults open() {
    // Readable by the owner alone, as every file we write; SQLite gives its journal the same rights.
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file >= 0) {
      ::close(file);
    }
    int result = sqlite3_open_v2(path.c_str(), &store, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    // Exclusive: two runs of one sweep would do everything twice. The lock goes with the process, however it ends.
    for (const char* sql : {"PRAGMA locking_mode = EXCLUSIVE", "PRAGMA synchronous = FULL",
                            "PRAGMA cache_size = -65536", "BEGIN EXCLUSIVE"}) {
      if (result == SQLITE_OK) {
        result = run(sql);
      }
    }
    if (result != SQLITE_OK) {
      return fault_of(result);
    }
    const Faults faults = begin_or_compare();
    result = run(faults.empty() ? "COMMIT" : "ROLLBACK");
    if (!faults.empty() || result != SQLITE_OK) {
      return faults.empty() ? fault_of(result) : faults;
    }
    prepare();
    return read_figures();
  }

  // A new file is given its tables; one that was there must be of this sweep.
  Faults begin_or_compare() {
    Statement any(store, "SELECT count(*) FROM sqlite_schema");
    if (any.step() != SQLITE_ROW) {
      return fault_of(sqlite3_errcode(store));
    }
    if (any.number(0) != 0) {
      Statement known(store, "SELECT value FROM sweep WHERE key = 'digest'");
      if (known.prepared() != SQLITE_OK || known.step() != SQLITE_ROW) {
        return {{.code = "sweep-store-foreign", .place = {}, .details = {path}}};
      }
      if (known.text(0) != sweep.digest) {
        return {{.code = "sweep-store-of-another", .place = {}, .details = {path}}};
      }
      return {};
    }
    std::string scenario = "CREATE TABLE scenario(scenario INTEGER PRIMARY KEY, refused TEXT NOT NULL";
    for (const Axis& axis : sweep.axes) {
      scenario += ", \"" + axis.id + "\" TEXT NOT NULL";
    }
    for (const std::string& sql :
         {std::string("CREATE TABLE sweep(key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT"), scenario + ") STRICT",
          std::string(
              "CREATE TABLE figure(figure INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, model TEXT NOT "
              "NULL, victim TEXT NOT NULL, period TEXT NOT NULL, key TEXT NOT NULL, kind TEXT NOT NULL, unit TEXT "
              "NOT NULL) STRICT"),
          std::string("CREATE TABLE result(scenario INTEGER NOT NULL, place INTEGER NOT NULL, figure INTEGER NOT NULL, "
                      "exact TEXT NOT NULL, mean REAL, p05 REAL, p25 REAL, p50 REAL, p75 REAL, p95 REAL, error REAL, "
                      "PRIMARY KEY(scenario, place)) STRICT, WITHOUT ROWID"),
          "INSERT INTO sweep VALUES ('layout', '" + std::string(layout) + "'), ('sweep', '" + sweep.id +
              "'), ('digest', '" + sweep.digest + "'), ('scenarios', '" + std::to_string(sweep.count) +
              "'), ('program', 'restituo " RESTITUO_VERSION "')"}) {
      if (const int result = run(sql); result != SQLITE_OK) {
        return fault_of(result);
      }
    }
    return {};
  }

  void prepare() {
    put_scenario = std::make_unique<Statement>(store, "INSERT INTO scenario(scenario, refused" + axis_columns(sweep) +
                                                          ") VALUES (" + question_marks(2 + sweep.axes.size()) + ")");
    put_figure = std::make_unique<Statement>(store, "INSERT INTO figure VALUES (" + question_marks(9) + ")");
    put_result = std::make_unique<Statement>(store, "INSERT INTO result VALUES (" + question_marks(11) + ")");
  }

  static std::string name_of(const FigureHead& h) {
    std::string text;
    for (const std::string* part : {&h.id, &h.name, &h.model, &h.victim, &h.period, &h.key, &h.kind, &h.unit}) {
      text += *part + '\x1f';
    }
    return text;
  }

  Faults read_figures() {
    Statement all(store, "SELECT id, name, model, victim, period, key, kind, unit FROM figure ORDER BY figure");
    int result = all.step();
    for (; result == SQLITE_ROW; result = all.step()) {
      auto head = std::make_shared<FigureHead>();
      int column = 0;
      for (std::string* text :
           {&head->id, &head->name, &head->model, &head->victim, &head->period, &head->key, &head->kind, &head->unit}) {
        *text = all.text(column++);
      }
      numbers.emplace(name_of(*head), heads.size());
      heads.push_back(std::move(head));
    }
    return result == SQLITE_DONE ? Faults{} : fault_of(result);
  }

  // The number of a figure in this file, given to it where it has none yet.
  int figure_number(const std::shared_ptr<const FigureHead>& head, std::uint64_t& number) {
    if (head == last_head) {
      number = last_number;
      return SQLITE_OK;
    }
    const auto [known, is_new] = numbers.emplace(name_of(*head), heads.size());
    number = known->second;
    last_head = head;
    last_number = number;
    if (!is_new) {
      return SQLITE_OK;
    }
    heads.push_back(head);
    put_figure->bind(1, number);
    int column = 2;
    for (const std::string* text :
         {&head->id, &head->name, &head->model, &head->victim, &head->period, &head->key, &head->kind, &head->unit}) {
      put_figure->bind(column++, *text);
    }
    return put_figure->run();
  }

  int put(const ScenarioResult& result) {
    put_scenario->bind(1, result.number);
    put_scenario->bind(2, result.refused);
    for (std::size_t i = 0; i < result.cells.size(); ++i) {
      put_scenario->bind(static_cast<int>(3 + i), result.cells[i]);
    }
    int code = put_scenario->run();
    must((code & 0xFF) != SQLITE_CONSTRAINT, "no scenario is done twice");
    for (std::size_t place = 0; place < result.figures.size() && code == SQLITE_OK; ++place) {
      const FigureValue& figure = result.figures[place];
      std::uint64_t number = 0;
      code = figure_number(figure.head, number);
      if (code != SQLITE_OK) {
        break;
      }
      put_result->bind(1, result.number);
      put_result->bind(2, std::uint64_t{place});
      put_result->bind(3, number);
      put_result->bind(4, figure.exact);
      for (int i = 0; i < spread_columns; ++i) {
        if (!figure.spread) {
          put_result->bind_nothing(5 + i);
        }
      }
      if (figure.spread) {
        const FigureSpread& s = *figure.spread;
        int column = 5;
        for (const double value : {s.mean, s.p05, s.p25, s.p50, s.p75, s.p95, s.error}) {
          put_result->bind(column++, value);
        }
      }
      code = put_result->run();
    }
    return code;
  }

  std::string path;
  const Sweep& sweep;
  sqlite3* store = nullptr;
  std::unique_ptr<Statement> put_scenario;
  std::unique_ptr<Statement> put_figure;
  std::unique_ptr<Statement> put_result;
  std::vector<std::shared_ptr<const FigureHead>> heads;
  std::unordered_map<std::string, std::uint64_t> numbers;
  std::shared_ptr<const FigureHead> last_head;
  std::uint64_t last_number = 0;
};

SweepStore::SweepStore(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
SweepStore::SweepStore(SweepStore&&) noexcept = default;
SweepStore::~SweepStore() = default;

Outcome<SweepStore> SweepStore::open(const std::string& path, const Sweep& sweep) {
  auto inside = std::make_unique<Inside>(path, sweep);
  if (Faults faults = inside->open(); !faults.empty()) {
    return refuse(std::move(faults));
  }
  return SweepStore(std::move(inside));
}

const std::string& SweepStore::path() const { return inside_->path; }

void SweepStore::close() { inside_->close(); }

Outcome<std::vector<bool>> SweepStore::done() const {
  std::vector<bool> done(inside_->sweep.count, false);
  Statement all(inside_->store, "SELECT scenario FROM scenario");
  int result = all.step();
  for (; result == SQLITE_ROW; result = all.step()) {
    must(all.number(0) >= 1 && all.number(0) <= done.size(), "a file of this sweep has its scenarios");
    done[all.number(0) - 1] = true;
  }
  if (result != SQLITE_DONE) {
    return refuse(inside_->fault_of(result));
  }
  return done;
}

Faults SweepStore::put(std::span<const ScenarioResult> results) {
  int code = inside_->run("BEGIN");
  for (std::size_t i = 0; i < results.size() && code == SQLITE_OK; ++i) {
    code = inside_->put(results[i]);
  }
  if (code == SQLITE_OK) {
    code = inside_->run("COMMIT");
  }
  if (code == SQLITE_OK) {
    return {};
  }
  Faults faults = inside_->fault_of(code);
  inside_->run("ROLLBACK");
  return faults;
}

Faults SweepStore::each(const std::function<Faults(const ScenarioResult&)>& visit) const {
  Statement scenarios(inside_->store,
                      "SELECT scenario, refused" + axis_columns(inside_->sweep) + " FROM scenario ORDER BY scenario");
  Statement results(
      inside_->store,
      "SELECT scenario, figure, exact, mean, p05, p25, p50, p75, p95, error FROM result ORDER BY scenario, "
      "place");
  int more = results.step();
  int result = scenarios.step();
  for (; result == SQLITE_ROW; result = scenarios.step()) {
    ScenarioResult one;
    one.number = scenarios.number(0);
    one.refused = scenarios.text(1);
    for (std::size_t i = 0; i < inside_->sweep.axes.size(); ++i) {
      one.cells.push_back(scenarios.text(static_cast<int>(2 + i)));
    }
    for (; more == SQLITE_ROW && results.number(0) == one.number; more = results.step()) {
      FigureValue figure{inside_->heads.at(results.number(1)), results.text(2), {}};
      if (!results.is_nothing(3)) {
        figure.spread = FigureSpread{results.real(3), results.real(4), results.real(5), results.real(6),
                                     results.real(7), results.real(8), results.real(9)};
      }
      one.figures.push_back(std::move(figure));
    }
    if (Faults faults = visit(one); !faults.empty()) {
      return faults;
    }
  }
  const int end = result != SQLITE_DONE ? result : more;
  return end == SQLITE_DONE ? Faults{} : inside_->fault_of(end);
}

}  // namespace restituo
