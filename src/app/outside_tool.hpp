// Programs that are found at run time: WeasyPrint for the court's PDF, LibreOffice for what a word processor writes.
//
// They get files in a folder of their own and nothing else: no file of the user's but the report, no network address
// (the report holds none), a bare environment. Where one is not there, that is said in one line and the report goes on.
#pragma once

#include <string>
#include <vector>

#include <restituo/base/outcome.hpp>
#include <restituo/quantity/date.hpp>

#include "files.hpp"

namespace restituo {

// PDF/A-3b of a page, with files attached; the same page and files give the same bytes. `made` is the date it carries.
Outcome<std::string> pdf_of(const std::string& page, const std::vector<OutputFile>& attached, const Date& made);

// What LibreOffice makes of a flat OpenDocument text. The bytes differ each time: it writes the hour into them.
enum class TextFormat { odt, docx, tagged_pdf };
Outcome<std::string> converted(const std::string& flat_text, TextFormat format);

}  // namespace restituo
