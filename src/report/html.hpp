// The document tree as one self-contained HTML page: no script, nothing fetched, its own style sheet inside.
#pragma once

#include <string>

#include "document_tree.hpp"

namespace restituo {

std::string html_of(const ReportDocument& document);

}  // namespace restituo
