#include <restituo/model/library.hpp>

#include <algorithm>

#include <restituo/base/text.hpp>
#include "binder.hpp"

namespace restituo {
namespace {

// The folder a file stands in decides what it is; folders above that may be called anything.
bool stands_in(std::string_view name, std::string_view folder) {
  const auto file = name.find_last_of('/');
  if (file == std::string_view::npos) {
    return false;
  }
  const std::string_view parent = name.substr(0, file);
  const auto slash = parent.find_last_of('/');
  return parent.substr(slash == std::string_view::npos ? 0 : slash + 1) == folder;
}

void keep_source(const Source& source, Library& library, Faults& faults) {
  if (!library.sources.try_emplace(source.id, source).second) {
    faults.push_back({.code = "name-twice", .place = source.place, .details = {source.id}});
  }
}

void read_source_file(const FileText& file, Library& library, Faults& faults) {
  auto document = Document::parse(file);
  if (!document) {
    append(faults, std::move(document.error()));
    return;
  }
  TableReader reader(document->root(), faults);
  for (const Entry& entry : reader.tables("source")) {
    if (const auto source = read_source(entry, faults)) {
      keep_source(*source, library, faults);
    }
  }
  reader.finish();
}

class CitationCheck {
 public:
  CitationCheck(const Library& library, Faults& faults) : library_(library), faults_(faults) {
    for (const auto& [id, source] : library.sources) {
      known_.push_back(id);
    }
  }

  void operator()(const Citation& citation, const Place& place) {
    if (!citation.source.empty() && library_.sources.count(citation.source) == 0) {
      const auto nearest = nearest_name(citation.source, known_);
      faults_.push_back({.code = "source-unknown",
                         .place = place,
                         .details = {citation.source, nearest ? *nearest : "models/sources/"}});
    }
  }

 private:
  const Library& library_;
  Faults& faults_;
  std::vector<std::string> known_;
};

void check_citations(const Library& library, Faults& faults) {
  CitationCheck check(library, faults);
  for (const auto& [id, model] : library.models) {
    check(model.method, model.place);
    for (const Criticism& criticism : model.criticisms) check(criticism.citation, model.place);
    for (const ModelParameter& parameter : model.parameters) {
      for (const ParameterValue& value : parameter.values) check(value.citation, value.place);
    }
    for (const ModelCheck& published : model.checks) check(published.citation, published.place);
    if (!model.forum) continue;
    const Forum& forum = *model.forum;
    check(forum.liability_basis.citation, model.place);
    for (const Rule& rule : forum.rules) {
      for (const RuleText& text : rule.texts) check(text.basis.citation, text.place);
    }
    for (const ForumChoice& choice : forum.choices) {
      for (const auto& option : choice.options) check(option.citation, choice.place);
    }
    for (const ForumDeadline& deadline : forum.deadlines) check(deadline.basis.citation, deadline.place);
    for (const ForumOffset& offset : forum.offsets) check(offset.basis.citation, offset.place);
    for (const ForumExclusion& exclusion : forum.exclusions) check(exclusion.basis.citation, exclusion.place);
  }
  for (const auto& [id, series] : library.series) {
    for (const SeriesValue& value : series.values) check(value.citation, value.place);
  }
}

}  // namespace

const Model* Library::model(std::string_view id) const {
  const auto found = models.find(std::string(id));
  return found == models.end() ? nullptr : &found->second;
}

const Series* Library::series_named(std::string_view name) const {
  std::string id(name);
  if (const auto found = series.find(id); found != series.end()) {
    return &found->second;
  }
  std::replace(id.begin(), id.end(), '_', '-');
  const auto found = series.find(id);
  return found == series.end() ? nullptr : &found->second;
}

const Source* Library::source(std::string_view id) const {
  const auto found = sources.find(std::string(id));
  return found == sources.end() ? nullptr : &found->second;
}

std::vector<std::string> Library::model_ids() const {
  std::vector<std::string> ids;
  for (const auto& [id, model] : models) {
    ids.push_back(id);
  }
  return ids;
}

Checked<Library> load_library(const std::vector<FileText>& files) {
  Checked<Library> loaded;
  auto& [library, faults] = loaded;
  for (const FileText& file : files) {
    if (stands_in(file.name, "sources")) {
      read_source_file(file, library, faults);
    } else if (stands_in(file.name, "series")) {
      auto series = read_series(file, faults);
      for (const Source& source : series ? series->sources : std::vector<Source>()) {
        keep_source(source, library, faults);
      }
      if (series && !library.series.try_emplace(series->id, *series).second) {
        faults.push_back({.code = "name-twice", .place = series->place, .details = {series->id}});
      }
    } else {
      auto model = read_model(file, faults);
      if (model && !library.models.try_emplace(model->id, *model).second) {
        faults.push_back({.code = "name-twice", .place = model->place, .details = {model->id}});
      }
    }
  }
  check_citations(library, faults);
  for (auto model = library.models.begin(); model != library.models.end();) {
    Faults found = check_formulas(library, model->second);
    const bool usable = !refuses(found);
    append(faults, std::move(found));
    model = usable ? std::next(model) : library.models.erase(model);
  }
  faults = in_order(std::move(faults));
  return loaded;
}

}  // namespace restituo
