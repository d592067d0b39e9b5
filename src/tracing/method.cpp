#include <restituo/tracing/method.hpp>

#include <algorithm>
#include <array>

#include <restituo/base/must.hpp>

namespace restituo {
namespace {

struct NamedMethod {
  Method method;
  std::string_view name;
  std::string_view title_en;
  std::string_view title_es;
  std::string_view en;
  std::string_view es;
};

constexpr NamedMethod named_methods[] = {
    {Method::libr, "libr",
     "own money first, then all claims in proportion (lowest intermediate balance rule, LIBR, rolling)",
     "primero lo propio, luego todos los reclamos en proporción (regla del saldo intermedio más bajo, LIBR, continua)",
     "The holder's own money leaves first, then loan money that lies in the account, then all claims in proportion to "
     "what each still has there. What is paid beyond all that is lent by the bank. Later money of his own restores "
     "nothing.",
     "Primero sale el dinero propio del titular, luego el dinero prestado que hay en la cuenta y luego todos los "
     "reclamos en proporción a lo que cada uno conserva allí. Lo que se paga más allá de todo eso lo presta el banco. "
     "El dinero propio posterior no repone nada."},
    {Method::libr_cap, "libr-cap", "each claim alone, capped by its lowest balance (LIBR)",
     "cada reclamo solo, con el tope de su saldo más bajo (LIBR)",
     "Each claim is taken alone and everything else counts as the holder's: the lowest balance since its deposit caps "
     "it. The "
     "caps of several claims do not add up.",
     "Cada reclamo se toma solo y todo lo demás cuenta como del titular: lo limita el saldo más bajo desde su "
     "depósito. Los topes "
     "de varios reclamos no se suman."},
    {Method::libr_individual, "libr-individual", "caps of each claim, cut down to the balance (LIBR)",
     "topes de cada reclamo, reducidos al saldo (LIBR)",
     "The cap of each claim alone; where the caps together exceed the balance, all are cut down in proportion.",
     "El tope de cada reclamo por separado; si juntos exceden el saldo, todos se reducen en proporción."},
    {Method::libr_work_back, "libr-work-back", "back from the last deposit (LIBR)",
     "desde el último depósito hacia atrás (LIBR)",
     "From the last deposit back: each claim takes no more than it put in, than the lowest balance until the next "
     "claim's "
     "deposit, and than what later claims leave.",
     "Desde el último depósito hacia atrás: cada reclamo toma como máximo lo que puso, el saldo más bajo hasta el "
     "depósito del "
     "reclamo siguiente y lo que dejan los posteriores."},
    {Method::pro_rata, "pro-rata", "each payment in proportion (rolling pro rata)",
     "cada pago en proporción (prorrata continua)",
     "Every payment takes the same share of all money then in the account, the holder's own included; later deposits "
     "are not "
     "touched by it.",
     "Cada pago toma la misma parte de todo el dinero que hay entonces en la cuenta, incluido el propio del titular; "
     "los depósitos "
     "posteriores no se ven afectados."},
    {Method::pari_passu, "pari-passu", "the final balance in proportion (pari passu)",
     "el saldo final en proporción (pari passu)",
     "The final balance is shared in proportion to what each claim put in, whatever the order; the holder's own money "
     "ranks last.",
     "El saldo final se reparte en proporción a lo que puso cada reclamo, sin importar el orden; el dinero propio del "
     "titular queda "
     "al último."},
    {Method::fifo, "fifo", "first in, first out (FIFO)", "lo primero que entra es lo primero que sale (FIFO)",
     "First in, first out, by arrival in this account; a block that is moved keeps its order and arrives as one.",
     "Lo primero que entra es lo primero que sale, según la llegada a esta cuenta; un bloque trasladado conserva su "
     "orden y llega "
     "como uno solo."},
    {Method::fifo_oldest_origin, "fifo-oldest-origin", "first in, first out, by the first arrival anywhere (FIFO)",
     "lo primero que entra es lo primero que sale, según su primera llegada (FIFO)",
     "First in, first out, by the movement with which the money first came in; it keeps that date through transfers.",
     "Lo primero que entra es lo primero que sale, según el movimiento con que el dinero entró por primera vez; "
     "conserva esa fecha "
     "en los traslados."},
    {Method::lifo, "lifo", "last in, first out (LIFO)", "lo último que entra es lo primero que sale (LIFO)",
     "Last in, first out, by arrival in this account; a block that is moved keeps its age order, its youngest part on "
     "top.",
     "Lo último que entra es lo primero que sale, según la llegada a esta cuenta; un bloque trasladado conserva su "
     "orden de "
     "antigüedad, lo más reciente arriba."},
    {Method::lifo_as_popped, "lifo-as-popped", "last in, first out, moved blocks turned over (LIFO)",
     "lo último que entra es lo primero que sale, con los bloques trasladados invertidos (LIFO)",
     "Last in, first out, by arrival in this account; a block that is moved is laid down as it was taken off, its "
     "oldest part on "
     "top.",
     "Lo último que entra es lo primero que sale, según la llegada a esta cuenta; un bloque trasladado se deposita "
     "como se fue "
     "retirando, lo más antiguo arriba."},
    {Method::dirty_first, "dirty-first", "claim money first", "primero el dinero de los reclamos",
     "Claim money leaves first, in proportion among the claims; then what the bank lent, then the holder's own.",
     "Primero sale el dinero de los reclamos, en proporción entre ellos; luego lo que prestó el banco y luego lo "
     "propio del titular."},
    {Method::direct_match, "direct-match", "a payment of the same sum (direct match)",
     "un pago de la misma suma (coincidencia directa)",
     "A deposit of claim money and a payment of the same sum within the days named, each the only candidate of the "
     "other. Evidence, "
     "not a presumption; what is ambiguous is refused.",
     "Un depósito de dinero reclamado y un pago de igual suma dentro de los días indicados, cada uno único candidato "
     "del otro. Es "
     "un indicio, no una presunción; lo ambiguo se rechaza."},
    {Method::poison, "poison", "contact with claim money", "contacto con dinero reclamado",
     "Any contact taints everything that comes after. For screening only: the sums of several claims do not add up.",
     "Cualquier contacto contamina todo lo que viene después. Solo para una primera revisión: las sumas de varios "
     "reclamos no se "
     "suman."},
};

constexpr auto methods_in_order = [] {
  std::array<Method, std::size(named_methods)> result{};
  std::transform(std::begin(named_methods), std::end(named_methods), result.begin(),
                 [](const NamedMethod& entry) { return entry.method; });
  return result;
}();

const NamedMethod& named(Method method) {
  const auto* const found = std::find_if(std::begin(named_methods), std::end(named_methods),
                                         [&](const NamedMethod& entry) { return entry.method == method; });
  must(found != std::end(named_methods), "every method has its name");
  return *found;
}

const std::vector<TracingForum>& forum_table() {
  const Words read{"read", "leído"};
  const Words secondary{"read in secondary sources", "leído en fuentes secundarias"};
  const Words recalled{"recalled: check before use", "recordado: verificar antes de usar"};
  const Words mixed{"read, in part recalled: check before use", "leído, en parte recordado: verificar antes de usar"};
  static const std::vector<TracingForum> table{
      {{"England and Wales", "Inglaterra y Gales"},
       {"own money first (Hallett), Roscoe cap, election (Oatway, Foskett)",
        "primero lo propio (Hallett), tope de Roscoe, elección (Oatway, Foskett)"},
       {"FIFO (Clayton) only as a weak default; otherwise pari passu or rolling (Barlow Clowes, Russell-Cooke, "
        "Framjee)",
        "FIFO (Clayton) solo como regla supletoria débil; si no, pari passu o prorrata continua (Barlow Clowes, "
        "Russell-Cooke, Framjee)"},
       mixed,
       {Method::libr, Method::libr_cap, Method::dirty_first, Method::fifo, Method::pari_passu, Method::pro_rata}},
      {{"Privy Council, Jersey", "Consejo Privado, Jersey"},
       {"as England, with backward tracing where coordination is proved (Durant)",
        "como Inglaterra, con rastreo hacia atrás si se prueba coordinación (Durant)"},
       {"–", "–"},
       read,
       {Method::libr, Method::libr_cap}},
      {{"Canada", "Canadá"},
       {"LIBR", "LIBR"},
       {"LIBR unless unworkable or contrary to intention (Easy Loan; Boughner v Greyhawk); pro rata where unworkable "
        "(LSUC v TD)",
        "LIBR salvo que sea impracticable o contraria a la intención (Easy Loan; Boughner v Greyhawk); prorrata si es "
        "impracticable (LSUC v TD)"},
       read,
       {Method::libr, Method::libr_individual, Method::libr_work_back, Method::pro_rata}},
      {{"Australia", "Australia"},
       {"own money first (Hallett), Roscoe cap", "primero lo propio (Hallett), tope de Roscoe"},
       {"the least unfair on the facts; LIBR in Caron v Jahani (No 2); pari passu or Clayton for their cost",
        "el menos injusto según los hechos; LIBR en Caron v Jahani (No 2); pari passu o Clayton por su costo"},
       read,
       {Method::libr, Method::pari_passu, Method::fifo}},
      {{"US bankruptcy, UCC proceeds", "EE. UU.: quiebra, producto según el UCC"},
       {"LIBR (GMAC v Norstar; Universal CIT; In re Dameron)", "LIBR (GMAC v Norstar; Universal CIT; In re Dameron)"},
       {"equality where the account was emptied and refilled (Cunningham v Brown)",
        "igualdad si la cuenta se vació y se volvió a llenar (Cunningham v Brown)"},
       read,
       {Method::libr, Method::libr_cap, Method::pari_passu}},
      {{"US receivership", "EE. UU.: sindicatura (receivership)"},
       {"not needed once pooled", "no hace falta una vez reunido el fondo"},
       {"net pro rata or rising tide, at the judge's discretion: see `restituo distribute`",
        "prorrata neta o marea creciente, a discreción judicial: véase `restituo distribute`"},
       read,
       {Method::pari_passu, Method::pro_rata}},
      {{"US forfeiture", "EE. UU.: decomiso"},
       {"the government's election (2d Cir.) or no tracing through a mixture (3d Cir.); 18 USC 984; 21 USC 853(p)",
        "elección del gobierno (2.º Cir.) o sin rastreo a través de la mezcla (3.er Cir.); 18 USC 984; 21 USC 853(p)"},
       {"remission pro rata", "remisión a prorrata"},
       mixed,
       {Method::dirty_first, Method::libr, Method::pro_rata}},
      {{"Texas, marital property", "Texas, bienes conyugales"},
       {"community out first (Sibley), minimum sum balance (Snider), pro rata (Duncan), clearinghouse",
        "primero sale lo común (Sibley), saldo mínimo (Snider), prorrata (Duncan), cuenta de paso"},
       {"–", "–"},
       read,
       {Method::libr, Method::libr_cap, Method::pro_rata, Method::direct_match}},
      {{"Restatement (Third) of Restitution § 59", "Restatement (Third) of Restitution § 59"},
       {"own money first when dissipated, claimant's choice when invested; later money does not restore",
        "primero lo propio si se disipó, elección de quien reclama si se invirtió; el dinero posterior no repone"},
       {"rateably; milder against an innocent recipient", "a prorrata; más suave frente a quien recibió de buena fe"},
       recalled,
       {Method::libr, Method::dirty_first}},
  };
  return table;
}

}  // namespace

std::span<const Method> all_methods() { return methods_in_order; }

std::string_view name_of(Method method) { return named(method).name; }

std::optional<Method> method_from_name(std::string_view name) {
  for (const NamedMethod& entry : named_methods) {
    if (entry.name == name) {
      return entry.method;
    }
  }
  return std::nullopt;
}

std::vector<std::string> method_names() {
  std::vector<std::string> names;
  for (const NamedMethod& entry : named_methods) {
    names.emplace_back(entry.name);
  }
  return names;
}

Words title_of(Method method) { return {std::string(named(method).title_en), std::string(named(method).title_es)}; }

Words sentence_of(Method method) { return {std::string(named(method).en), std::string(named(method).es)}; }

bool attributes_payments(Method method) {
  switch (method) {
    case Method::libr:
    case Method::pro_rata:
    case Method::fifo:
    case Method::fifo_oldest_origin:
    case Method::lifo:
    case Method::lifo_as_popped:
    case Method::dirty_first: return true;
    default: return false;
  }
}

std::span<const TracingForum> forums() { return forum_table(); }

}  // namespace restituo
