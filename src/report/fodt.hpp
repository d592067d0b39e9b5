// The document tree as one flat OpenDocument text: a file that word processors open and lawyers edit, and from which
// LibreOffice makes ODT, DOCX and the tagged PDF. Headings, tables with header rows, remarks, pictures with their
// words, and a list of contents with pages are the word processor's own, so that what it writes is accessible.
#pragma once

#include <string>

#include "document_tree.hpp"

namespace restituo {

std::string fodt_of(const ReportDocument& document);

}  // namespace restituo
