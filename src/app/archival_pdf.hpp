// What PDF/A-3 asks of a PDF with files attached and WeasyPrint 57 leaves out: the name and kind of each file, its
// relation to the document, and the document's own id. Source: ISO 19005-3:2012, 6.8 and its annex E; 6.1.3.
#pragma once

#include <string>

namespace restituo {

// The same pages with those marks; the same PDF gives the same bytes. Throws std::exception where the text is no PDF.
std::string archival_pdf(const std::string& pdf);

}  // namespace restituo
