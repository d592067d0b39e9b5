// restituo: the command line. It reads the words, calls one command, and turns what comes back into an exit code.
#include <algorithm>
#include <cstdlib>
#include <exception>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <restituo/tracing/distribution.hpp>
#include <restituo/tracing/method.hpp>
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

// The words of `series import`. None of them is required here: what is missing is told in one go, with its reason.
template <class Say>
void add_series_import(CLI::App& command, SeriesImportWishes& wishes, const Say& say) {
  SeriesWishes& series = wishes.series;
  command.add_option("table", wishes.table, say("The table (CSV)", "La tabla (CSV)"))->required();
  command.add_option(
      "--out", wishes.out,
      say("The series file; without it the series is printed", "El archivo de la serie; sin él se imprime"));
  command.add_option("--id", series.id, say("Name of the series", "Nombre de la serie"));
  command.add_option("--title-en", series.title.en, say("What it is, in English", "Qué es, en inglés"));
  command.add_option("--title-es", series.title.es, say("What it is, in Spanish", "Qué es, en español"));
  command.add_option("--date-column", series.date_column, say("Column of the dates", "Columna de las fechas"));
  command.add_option("--value-column", series.value_column, say("Column of the values", "Columna de los valores"));
  command.add_option(
      "--where", wishes.filters,
      say("COLUMN=TEXT: only these rows; may be repeated", "COLUMNA=TEXTO: solo estas filas; se puede repetir"));
  command.add_option("--from", wishes.from, say("First date taken", "Primera fecha tomada"));
  command.add_option("--to", wishes.to, say("Last date taken", "Última fecha tomada"));
  command
      .add_option(
          "--meaning", series.meaning,
          say("index, percent-change, exchange-rate or amount", "index, percent-change, exchange-rate o amount"))
      ->check(CLI::IsMember({"index", "percent-change", "exchange-rate", "amount"}));
  command.add_option("--base", series.base, say("Of an index: when it is 100", "De un índice: cuándo es 100"));
  command
      .add_option("--over", series.over,
                  say("Of a change: over a month or a year", "De una variación: en un mes o un año"))
      ->check(CLI::IsMember({"month", "year"}));
  command.add_option("--units-of", series.units_of,
                     say("Of an exchange rate: so many units of this currency ...",
                         "De un tipo de cambio: tantas unidades de esta moneda ..."));
  command.add_option("--per", series.per, say("... for one of this", "... por una de esta"));
  command.add_option("--unit", series.unit,
                     say("Of an amount: its unit, such as MXN/day", "De un monto: su unidad, como MXN/day"));
  command.add_option("--each", series.each, say("How long a value holds", "Cuánto vale un valor"))
      ->check(CLI::IsMember({"month", "year", "until-next"}));
  command.add_option("--until", wishes.until,
                     say("With until-next: the last day that was checked", "Con until-next: el último día comprobado"));
  command.add_option("--source-id", series.source_id, say("Id of the source", "Id de la fuente"));
  command.add_option("--cite", series.cite,
                     say("The source, as a court would cite it", "La fuente, como la citaría un tribunal"));
  command.add_option("--kind", series.source_kind, say("Kind of the source (dataset)", "Clase de la fuente (dataset)"))
      ->check(CLI::IsMember(
          {"report", "book", "article", "court", "statute", "press", "dataset", "exhibit", "testimony", "expert"}));
  command.add_option("--where-found", series.where_found, say("Its address", "Su dirección"));
}

// How draws are made; the same words for every command that draws.
template <class Say>
void add_draws(CLI::App& command, DrawWishes& wishes, const Say& say) {
  command.add_option(
      "--draws", wishes.draws,
      say("How many simulated worlds (usually 100000)", "Cuántos mundos simulados (lo usual es 100000)"));
  command
      .add_option("--method", wishes.method,
                  say("mc: independent draws; lhs: Latin hypercubes; sobol: Sobol' points, far fewer for the same "
                      "certainty",
                      "mc: sorteos independientes; lhs: hipercubos latinos; sobol: puntos de Sobol, muchos menos para "
                      "la misma certeza"))
      ->check(CLI::IsMember({"mc", "lhs", "sobol"}));
  command
      .add_option("--until", wishes.until,
                  say("Draw until p05 is sure within this share of it, such as 0.01; --draws is then the most",
                      "Sortear hasta que p05 sea segura dentro de esta parte de ella, como 0.01; --draws es el máximo"))
      ->check(CLI::Range(1e-6, 0.999999));
  command.add_option("--outer", wishes.outer_draws,
                     say("Two-level run: draws of what is not known (usually 400)",
                         "Dos niveles: sorteos de lo que no se sabe (lo usual es 400)"));
  command.add_option("--inner", wishes.inner_draws,
                     say("Two-level run: draws of what varies, within each (usually 1000)",
                         "Dos niveles: sorteos de lo que varía, dentro de cada uno (lo usual es 1000)"));
  command.add_option("--seed", wishes.seed,
                     say("Any whole number; the same seed gives the same bits",
                         "Un entero cualquiera; la misma semilla da los mismos bits"));
  command.add_option("--threads", wishes.threads,
                     say("How many processors; changes no result", "Cuántos procesadores; no cambia ningún resultado"));
  command.add_flag("--quiet", wishes.quiet, say("No progress", "Sin indicador de avance"));
}

std::vector<std::string> with_all(std::vector<std::string> formats) {
  formats.emplace_back("all");
  return formats;
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
  std::vector<std::string> language_codes;
  for (const Language one : all_languages()) language_codes.emplace_back(code_of(one));
  const auto add_common = [&](CLI::App& command) {
    command.set_help_flag("-h,--help", say("Show this help and end", "Mostrar esta ayuda y terminar"));
    command
        .add_option("--lang", language_code, say("Language of messages and reports", "Idioma de mensajes e informes"))
        ->check(CLI::IsMember(language_codes));
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
      .add_option(
          "--format", wishes.formats,
          say("html, xlsx, json, csv, page; with WeasyPrint pdf; with LibreOffice tagged-pdf, odt, docx; fodt; or all. "
              "Several with commas",
              "html, xlsx, json, csv, page; con WeasyPrint pdf; con LibreOffice tagged-pdf, odt, docx; fodt; o all "
              "(todos). Varios con comas"))
      ->delimiter(',')
      ->check(CLI::IsMember(with_all(all_formats())));
  estimate
      .add_option("--paper", wishes.paper, say("Paper of the PDF: letter or a4", "Papel del PDF: letter (carta) o a4"))
      ->check(CLI::IsMember({"letter", "a4"}));
  estimate.add_flag(
      "--redact", wishes.redact,
      say("The public copy: labels for persons and places, years for dates, no notes",
          "La copia pública: etiquetas en lugar de personas y lugares, años en lugar de fechas, sin notas"));
  add_draws(estimate, wishes, say);
  estimate.add_flag("--challenge,!--no-challenge", wishes.challenge,
                    say("With the other side's view in the report (usual), or without it",
                        "Con la mirada de la otra parte en el informe (lo usual), o sin ella"));

  ChallengeWishes doubts;
  auto& challenge = *app.add_subcommand(
      "challenge", say("The other side's view: what moves the figure, what conceding costs, where it breaks",
                       "La mirada de la otra parte: qué mueve la cifra, qué cuesta conceder, dónde se rompe"));
  add_common(challenge);
  challenge.add_option("case", doubts.case_file, say("The case file (TOML)", "El archivo del caso (TOML)"))->required();
  challenge.add_option("--out", doubts.out_folder,
                       say("Folder for the files; without it the answer is printed",
                           "Carpeta para los archivos; sin ella se imprime la respuesta"));
  challenge
      .add_option("--format", doubts.formats,
                  say("html, json, csv, svg; several with commas", "html, json, csv, svg; varios con comas"))
      ->delimiter(',')
      ->check(CLI::IsMember({"html", "json", "csv", "svg"}));
  challenge.add_option("--figure", doubts.figure,
                       say("Id of the figure asked about (usually the first total)",
                           "Identificador de la cifra por la que se pregunta (lo usual es el primer total)"));
  challenge.add_option("--below", doubts.below,
                       say("The sum: how the figure falls under it", "La suma: cómo cae la cifra por debajo de ella"));
  add_draws(challenge, doubts, say);

  SweepWishes sweeps;
  auto& sweep = *app.add_subcommand("sweep", say("A case many times over, with other values; alone or under mpirun",
                                                 "Un caso muchas veces, con otros valores; solo o bajo mpirun"));
  const auto add_sweep = [&](CLI::App& command, bool positional_required) {
    add_common(command);
    auto* const file =
        command.add_option("sweep", sweeps.sweep_file, say("The sweep file (TOML)", "El archivo del barrido (TOML)"));
    if (positional_required) {
      file->required();
    }
    command.add_option(
        "--out", sweeps.out_file,
        say("The table of results (CSV); beside it stands its store, with which a run that ended goes on",
            "La tabla de resultados (CSV); junto a ella queda su almacén, con el que sigue una corrida "
            "interrumpida"));
  };
  add_sweep(sweep, false);
  sweep.add_option("--shard", sweeps.shard,
                   say("Only part 3 of 8: 3/8; for `sweep merge`", "Solo la parte 3 de 8: 3/8; para `sweep merge`"));
  sweep.add_option("--threads", sweeps.threads,
                   say("How many processors; changes no result", "Cuántos procesadores; no cambia ningún resultado"));
  sweep.add_flag("--quiet", sweeps.quiet, say("No progress", "Sin indicador de avance"));
  sweep.require_subcommand(0, 1);
  auto& merge =
      *sweep.add_subcommand("merge", say("Put the parts of --shard together", "Reunir las partes de --shard"));
  add_sweep(merge, true);
  auto& slurm =
      *sweep.add_subcommand("slurm", say("Print a script for Slurm: an array of parts, then their merge",
                                         "Imprimir un guion para Slurm: una serie de partes y luego su reunión"));
  add_sweep(slurm, true);
  slurm.add_option("--shards", sweeps.shards, say("How many parts", "Cuántas partes"))
      ->required()
      ->check(CLI::Range(1, 100000));
  slurm.add_option("--threads", sweeps.threads, say("Processors of each part", "Procesadores de cada parte"));

  DiscoverWishes broken;
  auto& discover = *sweep.add_subcommand(
      "discover", say("Where in a sweep a figure falls under a sum, in a few limits of its axes",
                      "Dónde, en un barrido, una cifra cae por debajo de una suma, en pocos límites de sus ejes"));
  add_common(discover);
  discover
      .add_option("results", broken.results_file,
                  say("The table that the sweep wrote (CSV)", "La tabla que escribió el barrido (CSV)"))
      ->required();
  discover.add_option("--below", broken.below, say("The sum", "La suma"))->required();
  discover.add_option(
      "--figure", broken.figure,
      say("Id of the figure, where the table has several", "Identificador de la cifra, si la tabla tiene varias"));
  discover.add_option(
      "--seed", broken.seed,
      say("Of the halves in which a limit is looked for again", "De las mitades en que se busca otra vez cada límite"));
  discover.add_option("--format", broken.format, say("json; without it a text to read", "json; sin él, un texto"))
      ->check(CLI::IsMember({"json"}));

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

  TraceWishes trace_wishes;
  auto& trace = *app.add_subcommand("trace", say("Follow the money: whose lies where, by one method or by all",
                                                 "Seguir el dinero: de quién está dónde, con un método o con todos"));
  add_common(trace);
  trace.add_option("movements", trace_wishes.ledger_file, say("The ledger (CSV)", "El libro de movimientos (CSV)"))
      ->required();
  std::vector<std::string> methods = method_names();
  methods.emplace_back("all");
  trace.add_option("--method", trace_wishes.method, say("The method; none is usual", "El método; ninguno es el usual"))
      ->required()
      ->check(CLI::IsMember(methods));
  trace
      .add_option("--format", trace_wishes.format,
                  say("json, csv or svg; without it a table", "json, csv o svg; sin él, una tabla"))
      ->check(CLI::IsMember({"json", "csv", "svg"}));
  trace.add_option("--out", trace_wishes.out_folder, say("Folder for all files", "Carpeta para todos los archivos"));
  trace.add_option("--rules", trace_wishes.rules_file,
                   say("What is known of single rows and accounts, with its evidence (TOML)",
                       "Lo que se sabe de filas y cuentas, con su prueba (TOML)"));
  trace
      .add_option("--shares", trace_wishes.shares,
                  say("exact fractions, whole cents, or exact while readable (auto)",
                      "fracciones exactas (exact), centavos enteros (cents), o exactas mientras se puedan leer (auto)"))
      ->check(CLI::IsMember({"auto", "exact", "cents"}));
  trace
      .add_option(
          "--day-order", trace_wishes.day_order,
          say("Order of the rows of one day, for the claims", "Orden de las filas de un día, para los reclamos"))
      ->check(CLI::IsMember({"as-written", "best", "worst"}));
  trace
      .add_option("--loan", trace_wishes.loan,
                  say("How a lender's money counts in an asset", "Cómo cuenta en un bien el dinero de quien prestó"))
      ->check(CLI::IsMember({"by-cost", "by-equity"}));
  trace.add_option("--decimals", trace_wishes.decimals, say("Decimals of the currency", "Decimales de la moneda"))
      ->check(CLI::Range(0, 18));
  trace
      .add_option("--match-days", trace_wishes.match_days,
                  say("direct-match: days after the deposit", "direct-match: días después del depósito"))
      ->check(CLI::Range(0, 3660));
  trace.add_option("--match-tolerance", trace_wishes.match_tolerance,
                   say("direct-match: how much a fee may take", "direct-match: cuánto puede descontar una comisión"));
  trace.add_flag("--trail", trace_wishes.trail,
                 say("Show what every payment carried", "Mostrar lo que llevó cada pago"));
  trace.add_flag("--bounds", trace_wishes.bounds,
                 say("Floor and ceiling of each claim, whatever the method",
                     "Mínimo y máximo de cada reclamo, sea cual sea el método"));
  trace.add_flag("--paths", trace_wishes.paths,
                 say("Show by which rows each sum came", "Mostrar por qué filas llegó cada suma"));

  DistributeWishes share_wishes;
  auto& distribute = *app.add_subcommand("distribute", say("Share a recovered pool among those who lost",
                                                           "Repartir un fondo recuperado entre quienes perdieron"));
  add_common(distribute);
  distribute
      .add_option("claims", share_wishes.claims_file,
                  say("The claims (CSV), or a result.json", "Los reclamos (CSV), o un result.json"))
      ->required();
  distribute
      .add_option("--pool", share_wishes.pools,
                  say("The amount to share; again for each further tranche",
                      "El monto por repartir; otra vez por cada pago parcial posterior"))
      ->required()
      ->take_all();
  distribute.add_option("--rule", share_wishes.rule, say("The rule; none is usual", "La regla; ninguna es la usual"))
      ->required()
      ->check(CLI::IsMember(sharing_rule_names()));
  distribute.add_option("--format", share_wishes.format, say("json; without it a table", "json; sin él, una tabla"))
      ->check(CLI::IsMember({"json"}));
  distribute.add_option("--least-payment", share_wishes.least_payment,
                        say("Smaller payments are dropped and listed", "Los pagos menores se omiten y se listan"));
  distribute.add_option(
      "--transfers", share_wishes.transfers_file,
      say("Transfers between claimants' accounts (CSV)", "Traspasos entre cuentas de reclamantes (CSV)"));
  distribute
      .add_option("--rollover", share_wishes.rollover,
                  say("Reinvested money: as written, or set off on both sides",
                      "Lo reinvertido: como está escrito, o compensado en ambos lados"))
      ->check(CLI::IsMember({"as-written", "set-off"}));
  distribute.add_option("--currency", share_wishes.currency,
                        say("Its cents are the least unit paid", "Sus centavos son la unidad mínima de pago"));
  distribute.add_option("--head", share_wishes.head,
                        say("Which figure of a result.json is the claim", "Qué cifra de un result.json es el reclamo"));

  IndirectWishes indirect_wishes;
  auto& indirect = *app.add_subcommand(
      "indirect", say("Income that no book shows: net worth, expenditures, bank deposits",
                      "Ingresos que ningún libro muestra: patrimonio neto, gastos, depósitos bancarios"));
  add_common(indirect);
  indirect
      .add_option("schedule", indirect_wishes.schedule_file, say("The schedule (TOML)", "El cuadro de datos (TOML)"))
      ->required();
  indirect.add_option("--format", indirect_wishes.format, say("json; without it a table", "json; sin él, una tabla"))
      ->check(CLI::IsMember({"json"}));

  MatchWishes match_wishes;
  auto& match = *app.add_subcommand(
      "match", say("Reconcile bank statements into one ledger of movements, and say what does not fit",
                   "Conciliar estados de cuenta en un libro de movimientos, y decir lo que no cuadra"));
  add_common(match);
  match
      .add_option("statements", match_wishes.files,
                  say("A plan (TOML), or statements (CAMT.053, MT940, OFX, CSV)",
                      "Un plan (TOML), o estados de cuenta (CAMT.053, MT940, OFX, CSV)"))
      ->required();
  match.add_option("--account", match_wishes.account,
                   say("The account, where a statement names none", "La cuenta, si el estado no la nombra"));
  match.add_option("--currency", match_wishes.currency,
                   say("Its code, for the number of decimals (usually two)",
                       "Su código, por el número de decimales (lo usual es dos)"));
  match.add_option("--out", match_wishes.out_folder,
                   say("Folder for the ledger, its sources and the findings",
                       "Carpeta para el libro, sus fuentes y lo que no cuadra"));

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

  std::string series_id;
  SeriesImportWishes table;
  auto& series = *app.add_subcommand(
      "series", say("Dated series of law and prices: list, show one, import a table",
                    "Series con fechas de leyes y precios: listarlas, mostrar una, importar una tabla"));
  add_common(series);
  auto& series_list =
      *series.add_subcommand("list", say("All series, from when to when", "Todas las series, de cuándo a cuándo"));
  add_common(series_list);
  auto& series_show = *series.add_subcommand(
      "show", say("One series: every value with its source", "Una serie: cada valor con su fuente"));
  add_common(series_show);
  series_show.add_option("id", series_id, say("Its id", "Su id"))->required();
  auto& series_import = *series.add_subcommand(
      "import",
      say("A table (CSV) of an office becomes a series; what it means must be said (docs/formats/series.md)",
          "Una tabla (CSV) de una oficina se vuelve serie; hay que decir qué significa (docs/formats/series.md)"));
  add_common(series_import);
  add_series_import(series_import, table, say);
  series.require_subcommand(1);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? exit_answer : exit_refused;
  }
  if (std::find(wishes.formats.begin(), wishes.formats.end(), "all") != wishes.formats.end()) {
    wishes.formats = all_formats();
  }
  if (estimate.parsed()) return estimate_command(common, wishes);
  if (discover.parsed()) return sweep_discover_command(common, broken);
  if (merge.parsed()) return sweep_merge_command(common, sweeps);
  if (slurm.parsed()) return sweep_slurm_command(common, sweeps);
  if (sweep.parsed()) return sweep_command(common, sweeps);
  if (again.parsed()) return verify_command(common, to_verify);
  if (challenge.parsed()) return challenge_command(common, doubts);
  if (check.parsed()) {
    const bool is_ledger = case_file.size() >= 4 && case_file.substr(case_file.size() - 4) == ".csv";
    return is_ledger ? check_ledger_command(common, case_file, decimals) : check_command(common, case_file);
  }
  if (series_list.parsed()) return series_list_command(common);
  if (series_show.parsed()) return series_show_command(common, series_id);
  if (series_import.parsed()) return series_import_command(common, std::move(table));
  if (trace.parsed()) return trace_command(common, trace_wishes);
  if (distribute.parsed()) return distribute_command(common, share_wishes);
  if (indirect.parsed()) return indirect_command(common, indirect_wishes);
  if (match.parsed()) return match_command(common, match_wishes);
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
