// A Workbook as an .xlsx file, by libxlsxwriter.
#pragma once

#include <string>

#include <restituo/base/outcome.hpp>
#include <restituo/report/workbook.hpp>

namespace restituo {

// The bytes of the file; the same workbook gives the same bytes. The library writes files only, so a folder of its own,
// which the owner alone may read, stands for a moment under the system's temporary folder.
Outcome<std::string> xlsx_of(const Workbook& workbook);

}  // namespace restituo
