#include <restituo/sweep/scenario_run.hpp>

#include <algorithm>
#include <map>
#include <mutex>
#include <set>
#include <unordered_set>

#include <restituo/base/must.hpp>
#include <restituo/base/text.hpp>
#include <restituo/casefile/case.hpp>
#include <restituo/estimate/estimate.hpp>
#include <restituo/quantity/decimal.hpp>
#include <restituo/quantity/money.hpp>
#include "narrowed.hpp"

namespace restituo {
namespace {

// More programs than this are not kept; they can be made again.
constexpr std::size_t most_structures = 1000;
constexpr std::size_t most_trials = 1000;
constexpr char between = '\x1f';

// The case file of one scenario, read, bound and run like any other.
struct FullRun {
  Faults faults;  // with one that refuses, the rest is empty
  std::optional<Case> source_case;
  BoundProgram bound;
  ExactRun central;

  bool stands() const { return !refuses(faults); }
};

FullRun full_run(const Sweep& sweep, const Library& library, const Scenario& scenario) {
  FullRun run;
  const BesideFile beside = [&](const std::string& name) -> Outcome<FileText> {
    const auto file =
        std::find_if(sweep.beside.begin(), sweep.beside.end(), [&](const FileText& one) { return one.name == name; });
    if (file == sweep.beside.end()) {
      return refuse({.code = "sweep-file-not-of-case", .place = {}, .details = {name}});
    }
    return *file;
  };
  auto source_case = read_case(sweep.case_file, library, amendments_of(sweep, scenario), beside);
  if (!source_case) {
    run.faults = std::move(source_case.error());
    return run;
  }
  auto bound = bind(library, source_case->setting);
  if (!bound) {
    run.faults = std::move(bound.error());
    return run;
  }
  run.faults = source_case->warnings;
  append(run.faults, std::move(bound->faults));
  run.source_case = std::move(*source_case);
  run.bound = std::move(bound->value);
  run.central = run_exactly(run.bound.program, run.bound.central_values());
  return run;
}

// Whether an id is what was written, where * stands for anything.
bool fits(std::string_view written, std::string_view id) {
  const auto star = written.find('*');
  if (star == std::string_view::npos) {
    return written == id;
  }
  if (id.substr(0, star) != written.substr(0, star)) {
    return false;
  }
  const std::string_view rest = written.substr(star + 1);
  for (std::size_t from = star; from <= id.size(); ++from) {
    if (fits(rest, id.substr(from))) {
      return true;
    }
  }
  return false;
}

bool fits_any(const std::vector<std::string>& wanted, const std::string& id) {
  return wanted.empty() ||
         std::any_of(wanted.begin(), wanted.end(), [&](const std::string& one) { return fits(one, id); });
}

std::vector<StepId> wanted_steps(const Sweep& sweep, const Program& program) {
  std::vector<StepId> steps;
  for (StepId i = 0; i < program.steps.size(); ++i) {
    const Step& step = program.steps[i];
    if (step.figure && fits_any(sweep.figures, step.id)) {
      steps.push_back(i);
    }
  }
  return steps;
}

std::shared_ptr<const FigureHead> head_of(const Program& program, StepId id) {
  const Step& step = program.steps[id];
  auto head = std::make_shared<FigureHead>();
  head->id = step.id;
  head->name = step.name;
  head->model = step.owner.model;
  head->victim = step.owner.victim;
  head->period = step.owner.period;
  head->key = step.owner.key;
  head->kind = std::string(name_of(program.nodes[step.root].kind));
  head->unit = program.unit_of(step.root).text();
  return head;
}

// As result.json writes it.
int least_decimals(const Unit& unit) {
  if (!unit.is_money()) {
    return 0;
  }
  const auto currency = Currency::from_code(unit.currency());
  return currency ? currency->decimals() : 2;
}

std::string codes_of(const Faults& faults) {
  std::vector<std::string> codes;
  for (const Fault& fault : faults) {
    const bool known = std::find(codes.begin(), codes.end(), fault.code) != codes.end();
    if (fault.severity == Severity::refuse && !known) {
      codes.push_back(fault.code);
    }
  }
  return joined(codes, " ");
}

// The smallest and largest number an axis takes in a sweep.
struct Ends {
  Cell low;
  Cell high;

  void include(const Cell& cell) {
    if (!low.number || *cell.number < *low.number) low = cell;
    if (!high.number || *cell.number > *high.number) high = cell;
  }
  bool differ() const { return low.number && *low.number < *high.number; }
};

Ends ends_of(const Sweep& sweep, std::size_t axis_index) {
  Ends ends;
  const Axis& axis = sweep.axes[axis_index];
  const auto include = [&](const AxisValue& value) {
    if (value.number) {
      ends.include({value.text, value.number, &value});
    }
  };
  if (!axis.is_number) {
    return ends;
  }
  if (axis.range) {
    for (const Exact& end : {axis.range->from, axis.range->to}) {
      ends.include({exact_decimal_text(end).value_or(end.fraction_text()), end, nullptr});
    }
  }
  std::for_each(axis.values.begin(), axis.values.end(), include);
  for (const auto& line : sweep.lines) {
    include(line[axis_index]);
  }
  return ends;
}

// A program that serves every scenario that differs in numbers only, and where those numbers go.
struct Structure {
  std::vector<std::shared_ptr<const FigureHead>> heads;
  std::vector<int> decimals;
  NarrowedProgram narrowed;
  std::vector<std::optional<Exact>> values;       // of the inputs of the narrowed program
  std::vector<std::vector<std::size_t>> reaches;  // an axis each: which of them it sets
};

// Made by the first thread that needs it; the others wait.
struct Made {
  std::once_flag once;
  std::shared_ptr<const Structure> structure;
};

}  // namespace

struct ScenarioRunner::Inside {
  Inside(const Sweep& of, const Library& from) : sweep(of), library(from) {
    for (std::size_t i = 0; i < sweep.axes.size(); ++i) {
      ends.push_back(ends_of(sweep, i));
    }
    short_way = !sweep.spread && worth_a_structure();
  }

  // Everything of a scenario but its numbers, as one text.
  std::string key_of(const Scenario& scenario) const {
    std::string key;
    for (std::size_t i = 0; i < scenario.cells.size(); ++i) {
      const Cell& cell = scenario.cells[i];
      const bool moves = ends[i].differ() && cell.number;
      key += moves ? std::string("#") : cell.text;
      key += between;
    }
    return key;
  }

  // How often a case is read to find out what its numbers reach.
  std::uint64_t trials_of_structure() const {
    const auto numbers = static_cast<std::uint64_t>(
        std::count_if(ends.begin(), ends.end(), [](const Ends& one) { return one.differ(); }));
    return 2 + numbers + numbers * (numbers + 1) / 2;
  }

  bool worth_a_structure() const {
    if (std::none_of(ends.begin(), ends.end(), [](const Ends& one) { return one.differ(); })) {
      return false;
    }
    std::uint64_t count = 1;
    if (sweep.design == Design::grid || sweep.design == Design::latin_hypercube) {
      for (std::size_t i = 0; i < ends.size(); ++i) {
        if (!ends[i].differ()) {
          count = std::min(count * std::max<std::uint64_t>(1, sweep.axes[i].values.size()), most_scenarios);
        }
      }
    } else {
      std::unordered_set<std::string> keys;
      for (std::uint64_t number = 1; number <= sweep.count; ++number) {
        keys.insert(key_of(scenario_at(sweep, number)));
      }
      count = keys.size();
    }
    return sweep.count / count >= trials_of_structure();
  }

  // The structure of a scenario; nothing where the short way is not open.
  std::shared_ptr<const Structure> structure_of(const Scenario& scenario) {
    std::shared_ptr<Made> made;
    {
      const std::lock_guard lock(mutex);
      if (structures.size() > most_structures) {
        structures.clear();
      }
      auto& known = structures[key_of(scenario)];
      if (!known) {
        known = std::make_shared<Made>();
      }
      made = known;
    }
    std::call_once(made->once, [&] { made->structure = make_structure(scenario); });
    return made->structure;
  }

  std::shared_ptr<const Structure> make_structure(Scenario scenario) const {
    std::vector<std::size_t> moving;
    for (std::size_t i = 0; i < scenario.cells.size(); ++i) {
      if (ends[i].differ() && scenario.cells[i].number) {
        scenario.cells[i] = ends[i].low;
        moving.push_back(i);
      }
    }
    const FullRun low = full_run(sweep, library, scenario);
    if (!low.stands()) {
      return nullptr;
    }
    const std::string program = low.bound.program.canonical_text();
    const std::vector<Exact> at_low = low.bound.central_values();
    std::vector<std::optional<std::size_t>> owner(at_low.size());  // which axis moves an input

    // The inputs that lie elsewhere than at the low end; nothing where the program differs or the case is refused.
    const auto moved_by = [&](const std::vector<std::size_t>& raised) -> std::optional<std::vector<Exact>> {
      Scenario high = scenario;
      for (const std::size_t axis : raised) {
        high.cells[axis] = ends[axis].high;
      }
      const FullRun run = full_run(sweep, library, high);
      if (!run.stands() || run.bound.program.canonical_text() != program) {
        return std::nullopt;
      }
      return run.bound.central_values();
    };

    for (const std::size_t axis : moving) {
      const auto at_high = moved_by({axis});
      if (!at_high) {
        return nullptr;
      }
      for (std::size_t i = 0; i < at_low.size(); ++i) {
        if ((*at_high)[i] == at_low[i]) {
          continue;
        }
        const bool just_that = at_low[i] == *ends[axis].low.number && (*at_high)[i] == *ends[axis].high.number;
        if (!just_that || owner[i]) {
          return nullptr;
        }
        owner[i] = axis;
      }
    }
    std::vector<std::vector<std::size_t>> together{moving};
    for (std::size_t a = 0; a < moving.size(); ++a) {
      for (std::size_t b = a + 1; b < moving.size(); ++b) {
        together.push_back({moving[a], moving[b]});
      }
    }
    for (const auto& raised : together) {
      const auto at_high = moved_by(raised);
      if (!at_high) {
        return nullptr;
      }
      for (std::size_t i = 0; i < at_low.size(); ++i) {
        const bool up = owner[i] && std::find(raised.begin(), raised.end(), *owner[i]) != raised.end();
        if ((*at_high)[i] != (up ? *ends[*owner[i]].high.number : at_low[i])) {
          return nullptr;
        }
      }
    }
    return structure_from(low, owner);
  }

  std::shared_ptr<const Structure> structure_from(const FullRun& low,
                                                  const std::vector<std::optional<std::size_t>>& owner) const {
    const Program& program = low.bound.program;
    auto structure = std::make_shared<Structure>();
    const std::vector<StepId> steps = wanted_steps(sweep, program);
    if (steps.empty()) {
      return nullptr;
    }
    for (const StepId step : steps) {
      structure->heads.push_back(head_of(program, step));
      structure->decimals.push_back(least_decimals(program.unit_of(program.steps[step].root)));
    }
    std::vector<InputId> changing;
    for (InputId i = 0; i < owner.size(); ++i) {
      if (owner[i]) {
        changing.push_back(i);
      }
    }
    structure->narrowed = narrowed(program, low.central, steps, changing);
    structure->values.resize(structure->narrowed.program.inputs.size());
    structure->reaches.resize(sweep.axes.size());
    for (std::size_t k = 0; k < changing.size(); ++k) {
      if (const auto input = structure->narrowed.inputs[k]) {
        structure->reaches[*owner[changing[k]]].push_back(*input);
      }
    }
    return structure;
  }

  ScenarioResult empty_result(const Scenario& scenario) const {
    ScenarioResult result;
    result.number = scenario.number;
    result.cells.reserve(scenario.cells.size());
    for (const Cell& cell : scenario.cells) {
      result.cells.push_back(cell.text);
    }
    return result;
  }

  ScenarioResult run(const Scenario& scenario) {
    const auto structure = short_way ? structure_of(scenario) : nullptr;
    if (!structure) {
      return run_from_the_file(scenario);
    }
    std::vector<std::optional<Exact>> values = structure->values;
    for (std::size_t axis = 0; axis < scenario.cells.size(); ++axis) {
      for (const std::size_t input : structure->reaches[axis]) {
        values[input] = scenario.cells[axis].number;
      }
    }
    const ExactRun exact = run_exactly(structure->narrowed.program, values, MissingTerms::propagate);
    ScenarioResult result = empty_result(scenario);
    result.figures.reserve(structure->heads.size());
    for (std::size_t k = 0; k < structure->heads.size(); ++k) {
      const auto& value = exact.at(structure->narrowed.roots[k]);
      if (!value) {
        return run_from_the_file(scenario);  // which says why
      }
      result.figures.push_back({structure->heads[k], exact_data_text(*value, structure->decimals[k]), {}});
    }
    return result;
  }

  ScenarioResult run_from_the_file(const Scenario& scenario) const {
    ScenarioResult result = empty_result(scenario);
    const FullRun run = full_run(sweep, library, scenario);
    if (!run.stands()) {
      result.refused = codes_of(run.faults);
      return result;
    }
    const Program& program = run.bound.program;
    const std::vector<StepId> steps = wanted_steps(sweep, program);
    if (steps.empty()) {
      result.refused = "sweep-figure-unknown";
      return result;
    }
    for (const StepId step : steps) {
      const NodeId root = program.steps[step].root;
      if (!run.central.at(root)) {
        result.refused = codes_of(run.central.faults(program));
        result.figures.clear();
        return result;
      }
      result.figures.push_back(
          {head_of(program, step), exact_data_text(*run.central.at(root), least_decimals(program.unit_of(root))), {}});
    }
    if (sweep.spread) {
      add_spread(*run.source_case, result);
    }
    return result;
  }

  void add_spread(const Case& source_case, ScenarioResult& result) const {
    EstimateSettings settings;
    settings.draws = sweep.spread->draws;
    settings.seed = sweep.spread->seed;
    settings.method = sweep.spread->method;
    settings.threads = 1;
    const auto estimated = estimate(source_case, library, settings);
    if (!estimated) {
      result.refused = codes_of(estimated.error());
      result.figures.clear();
      return;
    }
    for (FigureValue& value : result.figures) {
      if (!fits_any(sweep.spread->figures, value.head->id)) {
        continue;
      }
      const auto figure = std::find_if(estimated->figures.begin(), estimated->figures.end(),
                                       [&](const Figure& one) { return one.id == value.head->id; });
      must(figure != estimated->figures.end(), "an estimate has every figure of its program");
      const double exact = figure->exact.to_double();
      value.spread = FigureSpread{exact, exact, exact, exact, exact, exact, 0};
      if (figure->spread) {
        const SpreadSummary& s = *figure->spread;
        value.spread = FigureSpread{s.mean, s.p05, s.p25, s.p50, s.p75, s.p95, s.error};
      }
    }
  }

  // ------------------------------------------------------------------------------------------------------------ check

  Faults check() const {
    Faults faults;
    Faults warnings;
    std::set<std::string> known;
    bool any_stands = false;
    const std::vector<Scenario> trials = trial_scenarios(sweep, most_trials);
    for (std::size_t i = 0; i < trials.size(); ++i) {
      const FullRun run = full_run(sweep, library, trials[i]);
      if (!run.stands()) {
        append(faults, run.faults);
        continue;
      }
      any_stands = true;
      if (i == 0) {
        warnings = run.faults;
      }
      for (const Step& step : run.bound.program.steps) {
        if (step.figure) {
          known.insert(step.id);
        }
      }
    }
    if (!faults.empty() && (!sweep.record_refusals || !any_stands)) {
      return in_order(std::move(faults));
    }
    faults = std::move(warnings);
    const std::vector<std::string> ids(known.begin(), known.end());
    std::vector<std::string> asked = sweep.figures;
    if (sweep.spread) {
      asked.insert(asked.end(), sweep.spread->figures.begin(), sweep.spread->figures.end());
    }
    for (const std::string& one : asked) {
      if (std::none_of(ids.begin(), ids.end(), [&](const std::string& id) { return fits(one, id); })) {
        faults.push_back(
            {.code = "sweep-figure-unknown", .place = sweep.figures_place, .details = {one, nearest_or_all(one, ids)}});
      }
    }
    append(faults, without_effect(trials.front()));
    return in_order(std::move(faults));
  }

  // A number that no model reads: its scenarios would all be the same.
  Faults without_effect(const Scenario& first) const {
    Faults faults;
    for (std::size_t i = 0; i < ends.size() && !sweep.spread; ++i) {
      if (!ends[i].differ()) {
        continue;
      }
      Scenario scenario = first;
      scenario.cells[i] = ends[i].low;
      const FullRun low = full_run(sweep, library, scenario);
      scenario.cells[i] = ends[i].high;
      const FullRun high = full_run(sweep, library, scenario);
      if (low.stands() && high.stands() && low.bound.central_values() == high.bound.central_values() &&
          low.bound.program.canonical_text() == high.bound.program.canonical_text()) {
        faults.push_back({.code = "sweep-without-effect",
                          .place = sweep.axes[i].place,
                          .details = {sweep.axes[i].id, sweep.axes[i].value_path}});
      }
    }
    return faults;
  }

  const Sweep& sweep;
  const Library& library;
  std::vector<Ends> ends;
  bool short_way = false;
  std::mutex mutex;
  std::map<std::string, std::shared_ptr<Made>> structures;
};

ScenarioRunner::ScenarioRunner(const Sweep& sweep, const Library& library)
    : inside_(std::make_unique<Inside>(sweep, library)) {}

ScenarioRunner::~ScenarioRunner() = default;

Faults ScenarioRunner::check() const { return inside_->check(); }

ScenarioResult ScenarioRunner::run(std::uint64_t number) const {
  return inside_->run(scenario_at(inside_->sweep, number));
}

bool ScenarioRunner::reuses_a_program(std::uint64_t number) const {
  return inside_->short_way && inside_->structure_of(scenario_at(inside_->sweep, number)) != nullptr;
}

ScenarioResult ScenarioRunner::run_from_the_file(std::uint64_t number) const {
  return inside_->run_from_the_file(scenario_at(inside_->sweep, number));
}

}  // namespace restituo
