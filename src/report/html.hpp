// The document tree as one self-contained HTML page: no script, nothing fetched, its own style sheet inside.
#pragma once

#include <string>

#include "document_tree.hpp"

namespace restituo {

std::string html_of(const ReportDocument& document);
// One drawing as an SVG file of its own, with its title, its description and its style inside.
std::string svg_of(const Picture& picture, Language language);

}  // namespace restituo
