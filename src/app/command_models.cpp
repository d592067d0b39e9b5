#include <algorithm>

#include <fmt/core.h>
#include <restituo/base/text.hpp>
#include <restituo/model/library.hpp>
#include <restituo/model/verify.hpp>
#include <restituo/quantity/decimal.hpp>
#include "commands.hpp"
#include "files.hpp"
#include "terminal.hpp"

namespace restituo {
namespace {

// What could be loaded; the faults are printed.
std::optional<Checked<Library>> load(const CommonWishes& common) {
  auto files = read_models(common.models_folder);
  if (!files) {
    print_faults(files.error(), common.language);
    return std::nullopt;
  }
  Checked<Library> loaded = load_library(*files);
  print_faults(loaded.faults, common.language);
  return loaded;
}

bool offers_cross_check(const Model& model) {
  return std::any_of(model.steps.begin(), model.steps.end(),
                     [](const ModelStep& step) { return !step.compares_with.empty(); });
}

void print_citation(const Citation& citation) {
  if (!citation.source.empty()) {
    fmt::print(" [{}{}{}]", citation.source, citation.pin.empty() ? "" : ", ", citation.pin);
  }
}

std::string per_word(const std::string& per, Language language) {
  if (language == Language::en) return per;
  return per == "period" ? "periodo" : per == "victim" ? "persona" : per == "case" ? "caso" : per;
}

std::string_view status_word(Status status, Language language) {
  if (language == Language::en) return name_of(status);
  return status == Status::read ? "leído" : status == Status::derived ? "derivado" : "recordado";
}

void print_number(const ParameterValue& value, const ModelParameter& parameter, Language language) {
  fmt::print("    {}{}{} {}", value.key, value.key.empty() ? "" : ": ", readable_text(value.value),
             parameter.unit.text());
  if (value.from) fmt::print(", {}", value.from->text());
  print_citation(value.citation);
  fmt::print(" {}{}{}\n", status_word(value.status, language), value.note.en.empty() ? "" : "; ",
             trimmed(value.note.in(language)));
}

std::string text_of_basis(const LegalBasis& basis, Language language) {
  const bool english = language == Language::en;
  std::string text = basis.article + " [" + basis.citation.source;
  if (!basis.citation.pin.empty()) text += ", " + basis.citation.pin;
  text += "]";
  if (basis.status == Status::recalled) {
    text += english ? " (from memory: off unless allow_unverified = true)"
                    : " (de memoria: apagada salvo allow_unverified = true)";
  }
  return text;
}

std::string in_force(const RuleText& text, Language language) {
  const bool english = language == Language::en;
  std::string words;
  if (text.from) words += (english ? " from " : " desde ") + text.from->text();
  if (text.until) words += (english ? " until " : " hasta ") + text.until->text();
  return words;
}

// What only a forum has: the words, dates and proof it asks of a case, its rules by head, and its deadlines.
void print_forum(const Forum& forum, Language language) {
  const auto say = [&](const char* en, const char* es) { return language == Language::en ? en : es; };
  if (!forum.choices.empty())
    fmt::print("\n{}\n", say("Facts and readings to choose", "Hechos y lecturas que se eligen"));
  for (const ForumChoice& choice : forum.choices) {
    fmt::print("  {} ({} {}{}): {}\n", choice.id, say("per", "por"), per_word(choice.per, language),
               choice.otherwise.empty()
                   ? say(", where it matters the case must say", ", donde importa el caso debe decirlo")
                   : std::string(say(", otherwise ", ", si no ")) + choice.otherwise,
               trimmed(choice.label.in(language)));
    for (const ForumChoice::Option& option : choice.options) {
      fmt::print("    \"{}\": {}", option.id, trimmed(option.label.in(language)));
      print_citation(option.citation);
      fmt::print("\n");
    }
  }
  if (!forum.dates.empty()) fmt::print("\n{}\n", say("Dates that decide", "Fechas que deciden"));
  for (const ForumDate& date : forum.dates) {
    fmt::print("  {}{}: {}\n", date.id,
               date.otherwise.empty()
                   ? say(" (where it matters the case must say)", " (donde importa el caso debe decirla)")
                   : std::string(say(" (otherwise ", " (si no, ")) + date.otherwise + ")",
               trimmed(date.label.in(language)));
  }
  fmt::print("\n{}\n", say("Rules, by head of loss", "Reglas, por concepto de daño"));
  for (const Rule& rule : forum.rules) {
    fmt::print("  E{} {}{}\n", rule.head, trimmed(rule.label.in(language)),
               rule.counts       ? say(" (part of the award)", " (parte de la condena)")
               : rule.by_state   ? say(" (paid by the State)", " (lo paga el Estado)")
               : rule.head == 14 ? say(" (no money)", " (sin dinero)")
                                 : "");
    for (const RuleText& text : rule.texts) {
      fmt::print("    {}{}\n", text_of_basis(text.basis, language), in_force(text, language));
    }
    for (const ProofNeeded& proof : rule.proof) {
      fmt::print("    {}: {} ({})\n", say("to show", "hay que mostrar"), trimmed(proof.label.in(language)), proof.id);
    }
  }
  if (!forum.exclusions.empty()) fmt::print("\n{}\n", say("Only one of these", "Solo una de estas"));
  for (const ForumExclusion& exclusion : forum.exclusions) {
    fmt::print("  {}\n    {}\n", joined(exclusion.rules), text_of_basis(exclusion.basis, language));
  }
  if (!forum.liability_basis.article.empty()) {
    const bool shares = forum.liability == Liability::shares;
    fmt::print("\n{}: {}\n    {}\n", say("Several defendants", "Varias personas acusadas"),
               shares ? say("each owes a share", "cada una debe su parte")
                      : say("each owes all of it, collected once", "cada una debe todo, y se cobra una vez"),
               text_of_basis(forum.liability_basis, language));
  }
  if (!forum.offsets.empty()) fmt::print("\n{}\n", say("What comes off", "Lo que se descuenta"));
  for (const ForumOffset& offset : forum.offsets) {
    fmt::print("  {}: {} ({})\n    {}\n", offset.sort, trimmed(offset.label.in(language)),
               offset.stage == ForumOffset::Stage::from_total   ? say("from the total", "del total")
               : offset.stage == ForumOffset::Stage::at_payment ? say("at payment", "al pagar")
               : offset.stage == ForumOffset::Stage::refused    ? say("refused", "se rechaza")
                                                                : say("never", "nunca"),
               text_of_basis(offset.basis, language));
  }
  if (!forum.deadlines.empty()) fmt::print("\n{}\n", say("Deadlines", "Plazos"));
  for (const ForumDeadline& deadline : forum.deadlines) {
    fmt::print("  {}: {} {} {} {}\n    {}\n", trimmed(deadline.label.in(language)),
               deadline.months != 0 ? deadline.months : deadline.days,
               deadline.months != 0 ? say("months", "meses") : say("days", "días"), say("from", "desde"), deadline.from,
               text_of_basis(deadline.basis, language));
  }
}

}  // namespace

int models_list_command(const CommonWishes& common) {
  const auto loaded = load(common);
  if (!loaded) {
    return exit_refused;
  }
  const bool english = common.language == Language::en;
  for (const Use use : {Use::person, Use::venue, Use::population, Use::forum}) {
    switch (use) {
      case Use::person:
        fmt::print("{}\n", english ? "One person's estimate (model = \"...\" in a period)"
                                   : "La estimación de una persona (model = \"...\" en un periodo)");
        break;
      case Use::venue:
        fmt::print("\n{}\n", english ? "A place of exploitation (in a period, or [[study]])"
                                     : "Un lugar de explotación (en un periodo, o [[study]])");
        break;
      case Use::population:
        fmt::print("\n{}\n", english ? "Averages over many people ([[study]]; with * also [[cross_check]])"
                                     : "Promedios de muchas personas ([[study]]; con * también [[cross_check]])");
        break;
      case Use::forum:
        fmt::print("\n{}\n", english ? "The law of one court (forums = [...] of a case)"
                                     : "El derecho de un tribunal (forums = [...] de un caso)");
        break;
    }
    for (const auto& [id, model] : loaded->value.models) {
      if (model.use == use) {
        fmt::print("  {}{:<34} {}\n", offers_cross_check(model) ? "*" : " ", id, model.title.in(common.language));
      }
    }
  }
  return refuses(loaded->faults) ? exit_refused : exit_answer;
}

int models_show_command(const CommonWishes& common, const std::string& id) {
  const auto loaded = load(common);
  if (!loaded) {
    return exit_refused;
  }
  const Library& library = loaded->value;
  const Model* model = library.model(id);
  if (model == nullptr) {
    const auto known = library.model_ids();
    print_faults({{.code = "model-unknown", .place = {}, .details = {id, nearest_or_all(id, known)}}}, common.language);
    return exit_refused;
  }
  const Language language = common.language;
  const auto say = [&](const char* en, const char* es) { return language == Language::en ? en : es; };
  fmt::print("{} ({})\n\n{}\n", model->title.in(language), model->id, trimmed(model->answers.in(language)));
  fmt::print("\n{}\n", say("May not be used for", "No se puede usar para"));
  for (const Words& limit : model->not_for) fmt::print("  - {}\n", trimmed(limit.in(language)));
  if (!model->criticisms.empty()) fmt::print("\n{}\n", say("Known criticisms", "Críticas conocidas"));
  for (const Criticism& criticism : model->criticisms) {
    fmt::print("  - {}", trimmed(criticism.text.in(language)));
    print_citation(criticism.citation);
    fmt::print("\n");
  }
  if (!model->inputs.empty()) fmt::print("\n{}\n", say("What the case must give", "Lo que debe dar el caso"));
  for (const ModelInput& input : model->inputs) {
    fmt::print("  {:<26} {:<16} {} {}{}\n", input.id, input.unit.text(), say("per", "por"),
               per_word(input.per, language),
               input.fallback
                   ? std::string(say(", optional, otherwise ", ", opcional, si no ")) + readable_text(*input.fallback)
                   : "");
    fmt::print("    {}\n", trimmed(input.label.in(language)));
  }
  if (model->forum) print_forum(*model->forum, language);
  if (!model->parameters.empty()) fmt::print("\n{}\n", say("What the model brings along", "Lo que trae el modelo"));
  for (const ModelParameter& parameter : model->parameters) {
    fmt::print("  {}: {}\n", parameter.id, trimmed(parameter.label.in(language)));
    for (const ParameterValue& value : parameter.values) print_number(value, parameter, language);
  }
  fmt::print("\n{}\n", say("Steps", "Pasos"));
  for (const ModelStep& step : model->steps) {
    fmt::print("  {} [{}{}{}]{}\n    = {}\n    {}\n", step.id, step.unit.text(), step.kind == Kind::none ? "" : ", ",
               name_of(step.kind), step.figure ? say(" figure", " cifra") : "", step.formula,
               trimmed(step.says.in(language)));
  }
  fmt::print("\n{}: {}\n", say("Published answers it must give", "Respuestas publicadas que debe dar"),
             model->checks.size());
  for (const ModelCheck& check : model->checks) {
    fmt::print("  - {}", check.says);
    print_citation(check.citation);
    fmt::print("\n");
  }
  return exit_answer;
}

int models_verify_command(const CommonWishes& common) {
  const auto loaded = load(common);
  if (!loaded) {
    return exit_refused;
  }
  std::size_t passed = 0;
  std::size_t failed = 0;
  for (const CheckResult& result : verify_models(loaded->value)) {
    if (result.passed) {
      ++passed;
      continue;
    }
    ++failed;
    fmt::print(stderr, "{}: {}\n", result.model, result.check->says);
    print_faults(result.faults, common.language);
  }
  for (const auto& [id, model] : loaded->value.models) {
    if (model.checks.empty()) {
      fmt::print("{}: {}\n", id,
                 common.language == Language::en ? "no [[check]]: nothing shows that it gives a published answer"
                                                 : "sin [[check]]: nada muestra que dé una respuesta publicada");
    }
  }
  if (refuses(loaded->faults)) {
    fmt::print(
        "{}\n",
        common.language == Language::en
            ? "NOT COMPLETE: the files with errors above were left out, and their checks did not run."
            : "INCOMPLETO: los archivos con errores de arriba quedaron fuera y sus comprobaciones no se hicieron.");
  }
  if (common.language == Language::en) {
    fmt::print("{} models, {} series, {} sources; {} checks passed, {} failed\n", loaded->value.models.size(),
               loaded->value.series.size(), loaded->value.sources.size(), passed, failed);
  } else {
    fmt::print("{} modelos, {} series, {} fuentes; {} comprobaciones cumplidas, {} fallidas\n",
               loaded->value.models.size(), loaded->value.series.size(), loaded->value.sources.size(), passed, failed);
  }
  if (refuses(loaded->faults)) {
    return exit_refused;
  }
  return failed == 0 ? exit_answer : exit_verify_failed;
}

}  // namespace restituo
