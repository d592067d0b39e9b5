#include <restituo/model/forum.hpp>

#include <algorithm>
#include <array>

#include <restituo/base/must.hpp>

namespace restituo {
namespace {

struct HeadName {
  const char* en;
  const char* es;
};

constexpr std::array<HeadName, head_count> heads{{
    {"Income or value that the exploiter took", "Ingresos o valor que obtuvo quien explotó"},
    {"Wages due for the work", "Salarios debidos por el trabajo"},
    {"Statutory multiplier", "Multiplicador legal"},
    {"Sums extorted or retained", "Sumas extorsionadas o retenidas"},
    {"Care and expenses so far", "Atención y gastos hasta ahora"},
    {"Future care", "Atención futura"},
    {"Lost earning capacity and lost profit", "Pérdida de capacidad de ingresos y lucro cesante"},
    {"Lost opportunities and life project", "Oportunidades perdidas y proyecto de vida"},
    {"Non-pecuniary harm", "Daño no patrimonial"},
    {"Punitive damages", "Daños punitivos"},
    {"Fees and costs", "Honorarios y costas"},
    {"Updating and interest", "Actualización e intereses"},
    {"Offsets", "Descuentos"},
    {"Measures without money", "Medidas sin dinero"},
}};

template <class Items>
auto* with_id(Items& items, std::string_view id) {
  const auto found = std::find_if(items.begin(), items.end(), [&](const auto& item) { return item.id == id; });
  return found == items.end() ? nullptr : &*found;
}

}  // namespace

Words head_label(int number) {
  must(number >= 1 && number <= head_count, "a head is E1 to E14");
  const HeadName& head = heads[static_cast<std::size_t>(number - 1)];
  return {head.en, head.es};
}

const ForumChoice::Option* ForumChoice::option(std::string_view wanted) const { return with_id(options, wanted); }
const Rule* Forum::rule(std::string_view id) const { return with_id(rules, id); }
const ForumChoice* Forum::choice(std::string_view id) const { return with_id(choices, id); }
const ForumOffset* Forum::offset(std::string_view sort) const {
  const auto found = std::find_if(offsets.begin(), offsets.end(), [&](const auto& one) { return one.sort == sort; });
  return found == offsets.end() ? nullptr : &*found;
}
const ForumDate* Forum::date(std::string_view id) const { return with_id(dates, id); }

}  // namespace restituo
