// The Library holds every model, series and source that was handed in, checked against each other.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <restituo/model/model.hpp>
#include <restituo/model/series.hpp>
#include <restituo/model/source.hpp>

namespace restituo {

struct Library {
  std::map<std::string, Model> models;
  std::map<std::string, Series> series;
  std::map<std::string, Source> sources;

  const Model* model(std::string_view id) const;
  const Series* series_named(std::string_view name) const;  // by id, or by its name in formulas ('_' for '-')
  const Source* source(std::string_view id) const;
  std::vector<std::string> model_ids() const;
};

// Files in a folder `sources` are lists of sources, in `series` one series each, all others one model each. What
// can be used is in the value; everything that is wrong in any file is in the faults, in order.
Checked<Library> load_library(const std::vector<FileText>& files);

}  // namespace restituo
