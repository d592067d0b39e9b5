// The document tree as one self-contained HTML page: no script, nothing fetched, its own style sheet inside.
#pragma once

#include <string>

#include "document_tree.hpp"

namespace restituo {

// `screen`: the page, which also prints. `court`: the same page for the tool that makes a PDF of it.
enum class Medium { screen, court };

std::string html_of(const ReportDocument& document, Medium medium = Medium::screen);
// One drawing as an SVG file of its own, with its title and its description.
std::string svg_of(const Picture& picture, Language language);

}  // namespace restituo
