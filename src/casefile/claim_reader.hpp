// Reads what a case says for the law: forums, facts in words, dates, defendants, dated amounts, exchange rates.
// docs/formats/claim.md is the format.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "draft.hpp"
#include "value_reader.hpp"

namespace restituo {

class ClaimReader {
 public:
  ClaimReader(Draft& draft, const Library& library, const ValueContext& context, Faults& faults)
      : draft_(draft), library_(library), context_(context), faults_(faults) {}

  void read_case(TableReader& reader);
  void read_victim(TableReader& reader, DraftVictim& victim);
  // A table of names and words; empty where there is none.
  static GivenWords words(TableReader& owner, const std::string& key, Faults& faults);

 private:
  void read_dates(TableReader& owner, GivenDates& dates, std::map<std::string, Place>& places);
  void read_defendant(const Entry& entry);
  void read_exchange_rate(const Entry& entry);
  SettingItem read_item(const Entry& entry);
  std::optional<GivenValue> amount(TableReader& reader, const std::string& key);
  std::optional<GivenValue> share(TableReader& reader, const std::string& key);  // from 0 to 1

  Draft& draft_;
  const Library& library_;
  const ValueContext& context_;
  Faults& faults_;
};

// The forums that the case names and the library has.
std::vector<const Model*> forums_of(const Draft& draft, const Library& library);

// Ids of the library's forums for which `asks` holds, in alphabetical order.
std::vector<std::string> forums_asking(const Library& library, const std::function<bool(const Model&)>& asks);

// Words, dates and defendants against what the named forums know.
void check_claim(const Draft& draft, const Library& library, Faults& faults);

}  // namespace restituo
