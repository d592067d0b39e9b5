#include <restituo/model/source.hpp>

namespace restituo {

std::string_view name_of(Status status) {
  switch (status) {
    case Status::read: return "read";
    case Status::derived: return "derived";
    case Status::recalled: break;
  }
  return "recalled";
}

std::optional<Status> status_from_name(std::string_view name) {
  for (const Status status : {Status::read, Status::derived, Status::recalled}) {
    if (name_of(status) == name) {
      return status;
    }
  }
  return std::nullopt;
}

char letter_of(Grade grade) { return static_cast<char>('A' + static_cast<int>(grade)); }

std::optional<Grade> grade_from_text(std::string_view text) {
  if (text.size() != 1 || text[0] < 'A' || text[0] > 'E') {
    return std::nullopt;
  }
  return static_cast<Grade>(text[0] - 'A');
}

std::optional<Source> read_source(const Entry& table, Faults& faults) {
  TableReader reader(table, faults);
  Source source;
  source.place = reader.place();
  const auto id = reader.identifier("id");
  source.kind = reader
                    .one_of("kind", {"report", "book", "article", "court", "statute", "press", "dataset", "exhibit",
                                     "testimony", "expert"})
                    .value_or("");
  source.cite = reader.words_or_text("cite").value_or(Words{});
  source.where = reader.optional_text("where").value_or("");
  source.seen = reader.optional_words_or_text("seen").value_or(Words{});
  source.retrieved = reader.optional_date("retrieved");
  source.checked = reader.truth("checked", false);
  source.note = reader.optional_words_or_text("note").value_or(Words{});
  reader.finish();
  if (!id) {
    return std::nullopt;
  }
  source.id = *id;
  return source;
}

}  // namespace restituo
