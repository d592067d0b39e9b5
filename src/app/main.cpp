// restituo: the command line. It reads the words, calls one command, and turns what comes back into an exit code.
#include <cstdlib>
#include <exception>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include "commands.hpp"
#include "files.hpp"

namespace restituo {
namespace {

// The language of help and messages, before the words are parsed: --lang, else the environment, else English.
Language language_of(int argc, const char* const* argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--lang" && i + 1 < argc) {
      return language_from_code(argv[i + 1]).value_or(Language::en);
    }
    if (word.rfind("--lang=", 0) == 0) {
      return language_from_code(word.substr(7)).value_or(Language::en);
    }
  }
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0') {
      return std::string(value).rfind("es", 0) == 0 ? Language::es : Language::en;
    }
  }
  return Language::en;
}

int run(int argc, const char* const* argv) {
  CommonWishes common;
  common.language = language_of(argc, argv);
  common.models_folder = default_models_folder();
  const auto say = [&](const char* en, const char* es) {
    return std::string(common.language == Language::en ? en : es);
  };

  CLI::App app(
      say("What traffickers earned from each person they exploited, exactly, with its sources and its doubt.",
          "Lo que los tratantes obtuvieron de cada persona que explotaron: exacto, con sus fuentes y sus dudas."),
      "restituo");
  app.set_version_flag("--version", "restituo " RESTITUO_VERSION);
  app.set_help_flag("-h,--help", say("Show this help and end", "Mostrar esta ayuda y terminar"));
  app.require_subcommand(1);
  app.footer(say(
      "Exit codes: 0 answer, 1 answer with warnings, 2 input refused, 3 not converged, 4 verify failed, 70 our bug.\n"
      "Nothing is sent anywhere. First steps: README.md; how to write a case: docs/formats/case.md.",
      "Códigos de salida: 0 respuesta, 1 respuesta con advertencias, 2 datos rechazados, 3 sin converger,\n"
      "4 la verificación falló, 70 error nuestro. Nada se envía a ninguna parte.\n"
      "Primeros pasos: README.md; cómo escribir un caso: docs/formats/case.md."));

  std::string language_code(code_of(common.language));
  const auto add_common = [&](CLI::App& command) {
    command.set_help_flag("-h,--help", say("Show this help and end", "Mostrar esta ayuda y terminar"));
    command
        .add_option("--lang", language_code, say("Language of messages and reports", "Idioma de mensajes e informes"))
        ->check(CLI::IsMember({"es", "en"}));
    command.add_option("--models", common.models_folder, say("Folder of the models", "Carpeta de los modelos"));
  };

  EstimateWishes wishes;
  auto& estimate = *app.add_subcommand("estimate", say("Work out a case: the exact figure, its range, and the report",
                                                       "Calcular un caso: la cifra exacta, su rango y el informe"));
  add_common(estimate);
  estimate.add_option("case", wishes.case_file, say("The case file (TOML)", "El archivo del caso (TOML)"))->required();
  estimate.add_option("--out", wishes.out_folder,
                      say("Folder for the report; without it the answer is printed",
                          "Carpeta para el informe; sin ella se imprime la respuesta"));
  estimate
      .add_option("--format", wishes.formats,
                  say("html, json, csv; several with commas", "html, json, csv; varios con comas"))
      ->delimiter(',')
      ->check(CLI::IsMember({"html", "json", "csv"}));
  estimate.add_option(
      "--draws", wishes.draws,
      say("How many simulated worlds (usually 100000)", "Cuántos mundos simulados (lo usual es 100000)"));
  estimate.add_option("--seed", wishes.seed,
                      say("Any whole number; the same seed gives the same bits",
                          "Un entero cualquiera; la misma semilla da los mismos bits"));
  estimate.add_option(
      "--threads", wishes.threads,
      say("How many processors; changes no result", "Cuántos procesadores; no cambia ningún resultado"));
  estimate.add_flag("--quiet", wishes.quiet, say("No progress", "Sin indicador de avance"));

  std::string case_file;
  int decimals = 2;
  auto& check = *app.add_subcommand(
      "check", say("Validate a case only: every fault at once", "Solo validar un caso: todas las faltas de una vez"));
  add_common(check);
  check
      .add_option("case", case_file,
                  say("The case file (TOML), or a ledger of movements (CSV)",
                      "El archivo del caso (TOML), o un libro de movimientos (CSV)"))
      ->required();
  check
      .add_option(
          "--decimals", decimals,
          say("Decimals of the currency of a ledger (usually 2)", "Decimales de la moneda de un libro (lo usual es 2)"))
      ->check(CLI::Range(0, 18));

  VerifyWishes to_verify;
  auto& again =
      *app.add_subcommand("verify", say("Run a result.json again and compare: exit code 4 where anything differs",
                                        "Repetir un result.json y comparar: código de salida 4 si algo difiere"));
  add_common(again);
  again.add_option("result", to_verify.result_file, say("The result.json", "El result.json"))->required();
  again.add_option("--case", to_verify.case_file,
                   say("The case file, where it is no longer where the result says",
                       "El archivo del caso, si ya no está donde dice el resultado"));
  again.add_option("--threads", to_verify.threads,
                   say("How many processors; changes no result", "Cuántos procesadores; no cambia ningún resultado"));
  again.add_flag("--quiet", to_verify.quiet, say("No progress", "Sin indicador de avance"));

  std::string model_id;
  auto& models =
      *app.add_subcommand("models", say("The models: list, show one, verify their published answers",
                                        "Los modelos: listarlos, mostrar uno, comprobar sus respuestas publicadas"));
  add_common(models);
  auto& list = *models.add_subcommand(
      "list", say("All models, by what they may speak for", "Todos los modelos, según para qué sirven"));
  add_common(list);
  auto& show = *models.add_subcommand(
      "show", say("One model: inputs, numbers with sources, steps", "Un modelo: datos, números con fuentes, pasos"));
  add_common(show);
  show.add_option("id", model_id, say("Its id", "Su id"))->required();
  auto& verify =
      *models.add_subcommand("verify", say("Run every published answer", "Comprobar cada respuesta publicada"));
  add_common(verify);
  models.require_subcommand(0, 1);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? exit_answer : exit_refused;
  }
  if (estimate.parsed()) return estimate_command(common, wishes);
  if (again.parsed()) return verify_command(common, to_verify);
  if (check.parsed()) {
    const bool is_ledger = case_file.size() >= 4 && case_file.substr(case_file.size() - 4) == ".csv";
    return is_ledger ? check_ledger_command(common, case_file, decimals) : check_command(common, case_file);
  }
  if (show.parsed()) return models_show_command(common, model_id);
  if (verify.parsed()) return models_verify_command(common);
  return models_list_command(common);
}

}  // namespace
}  // namespace restituo

int main(int argc, char** argv) {
  try {
    return restituo::run(argc, argv);
  } catch (const std::exception& bug) {
    fmt::print(
        stderr,
        "restituo: this is our mistake, not yours. Nothing was written. Please report it with this text:\n  {}\n",
        bug.what());
    return restituo::exit_bug;
  }
}
