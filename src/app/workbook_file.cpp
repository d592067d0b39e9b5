#include "workbook_file.hpp"

#include <algorithm>
#include <ctime>
#include <map>
#include <string_view>
#include <vector>

#include <xlsxwriter.h>

#include <restituo/base/must.hpp>
#include <restituo/base/text.hpp>

#include "files.hpp"

namespace restituo {
namespace {

using Cell = WorkbookCell;

// A header's own signs are doubled, and it holds 255 characters.
std::string header_text(const std::string& text) {
  std::string result;
  for (const char c : text) {
    result += c == '&' ? std::string("&&") : std::string(1, c);
  }
  constexpr std::size_t longest = 120;
  if (result.size() > longest) {
    std::size_t end = longest;
    while ((static_cast<unsigned char>(result[end]) & 0xC0U) == 0x80U) --end;
    result = result.substr(0, end) + "…";
  }
  return result;
}

class Writer {
 public:
  explicit Writer(lxw_workbook* book) : book_(book) {}

  void write(const Workbook& workbook) {
    properties(workbook);
    for (const WorkbookSheet& sheet : workbook.sheets) {
      lxw_worksheet* made = workbook_add_worksheet(book_, sheet.name.c_str());
      must(made != nullptr, "a sheet has a name that a workbook takes: " + sheet.name);
      write(*made, sheet, workbook);
    }
    for (const WorkbookName& name : workbook.names) {
      const std::string place =
          "='" + workbook.sheets[name.sheet].name + "'!$" + column_of(name.column) + "$" + std::to_string(name.row + 1);
      must(workbook_define_name(book_, name.name.c_str(), place.c_str()) == LXW_NO_ERROR,
           "a cell has a name that a workbook takes: " + name.name);
    }
  }

 private:
  static std::string column_of(std::size_t column) { return std::string(1, static_cast<char>('A' + column)); }

  void properties(const Workbook& workbook) {
    std::string title = workbook.title.substr(0, 250);
    std::string subject = workbook.subject.substr(0, 250);
    std::string author = "restituo";
    std::string status = workbook.mark;
    lxw_doc_properties properties = {};
    properties.title = title.data();
    properties.subject = subject.data();
    properties.author = author.data();
    properties.status = status.data();
    properties.created = static_cast<std::time_t>(workbook.made.serial()) * 86400;
    workbook_set_properties(book_, &properties);
  }

  void write(lxw_worksheet& made, const WorkbookSheet& sheet, const Workbook& workbook) {
    for (std::size_t c = 0; c < sheet.widths.size(); ++c) {
      const auto column = static_cast<lxw_col_t>(c);
      worksheet_set_column(&made, column, column, sheet.widths[c], nullptr);
    }
    if (sheet.frozen_rows != 0) {
      worksheet_freeze_panes(&made, static_cast<lxw_row_t>(sheet.frozen_rows), 0);
      worksheet_repeat_rows(&made, static_cast<lxw_row_t>(sheet.frozen_rows - 1),
                            static_cast<lxw_row_t>(sheet.frozen_rows - 1));
    }
    worksheet_set_landscape(&made);
    worksheet_fit_to_pages(&made, 1, 0);
    worksheet_set_margins(&made, 0.5, 0.5, 0.9, 0.8);
    worksheet_set_header(&made, ("&L" + header_text(workbook.title) + "&R" + header_text(workbook.mark)).c_str());
    worksheet_set_footer(
        &made,
        ("&L" + header_text(sheet.name) + "&R" + workbook.page_word + " &P " + workbook.of_word + " &N").c_str());
    // The heading of a column of numbers stands over them, at the right.
    std::vector<bool> counts(100);
    for (const auto& row : sheet.rows) {
      for (std::size_t c = 0; c < row.size() && c < counts.size(); ++c) {
        counts[c] = counts[c] || row[c].form == Cell::Form::number || row[c].form == Cell::Form::formula;
      }
    }
    for (std::size_t r = 0; r < sheet.rows.size(); ++r) {
      for (std::size_t c = 0; c < sheet.rows[r].size(); ++c) {
        write(made, static_cast<lxw_row_t>(r), static_cast<lxw_col_t>(c), sheet.rows[r][c],
              counts[c] || sheet.rows[r][c].form == Cell::Form::number);
      }
      worksheet_set_row(&made, static_cast<lxw_row_t>(r), height_of(sheet, r), nullptr);
    }
  }

  static bool wraps(const Cell& cell) {
    return cell.form == Cell::Form::text &&
           (cell.look == Cell::Look::plain || cell.look == Cell::Look::heading || cell.look == Cell::Look::total);
  }

  // In points. A program that prints does not make a row higher for a text that goes on in a second line.
  static double height_of(const WorkbookSheet& sheet, std::size_t r) {
    std::size_t lines = 1;
    double height = 14;
    for (std::size_t c = 0; c < sheet.rows[r].size(); ++c) {
      const Cell& cell = sheet.rows[r][c];
      if (cell.look == Cell::Look::title && cell.form == Cell::Form::text) height = 22;
      if (cell.look == Cell::Look::group && cell.form == Cell::Form::text) height = 20;
      if (!wraps(cell) || c >= sheet.widths.size()) continue;
      // Letters of a word stand wider in a bold heading; a word that does not fit begins a line of its own.
      const auto room =
          static_cast<std::size_t>(std::max(4, sheet.widths[c] - (cell.look == Cell::Look::plain ? 1 : 3)));
      std::size_t needed = 1;
      std::size_t filled = 0;
      for (const std::string_view word : split(cell.text, ' ')) {
        const auto letters = static_cast<std::size_t>(std::count_if(word.begin(), word.end(), [](char letter) {
          return (static_cast<unsigned char>(letter) & 0xC0U) != 0x80U;
        }));
        if (filled != 0 && filled + 1 + letters > room) {
          ++needed;
          filled = 0;
        }
        filled += (filled == 0 ? 0 : 1) + letters;
        while (filled > room) {
          ++needed;
          filled -= room;
        }
      }
      lines = std::max(lines, needed);
    }
    constexpr double highest = 400;  // a workbook takes no row above 409 points
    return std::min(highest, std::max(height, 13.0 * static_cast<double>(lines) + 3));
  }

  void write(lxw_worksheet& made, lxw_row_t row, lxw_col_t column, const Cell& cell, bool at_right) {
    lxw_error error = LXW_NO_ERROR;
    switch (cell.form) {
      case Cell::Form::blank: return;
      case Cell::Form::text:
        error = worksheet_write_string(&made, row, column, cell.text.c_str(), format_of(cell, at_right));
        break;
      case Cell::Form::number:
        error = worksheet_write_number(&made, row, column, cell.number, format_of(cell, true));
        break;
      case Cell::Form::formula:
        error = worksheet_write_formula_num(&made, row, column, ("=" + cell.text).c_str(), format_of(cell, true),
                                            cell.number);
        break;
    }
    must(error == LXW_NO_ERROR, std::string("a workbook takes each cell: ") + lxw_strerror(error));
  }

  lxw_format* format_of(const Cell& cell, bool at_right) {
    const std::string key = std::to_string(static_cast<int>(cell.form)) + ' ' +
                            std::to_string(static_cast<int>(cell.look)) + ' ' + std::to_string(cell.decimals) +
                            (cell.given ? " given" : "") + (at_right ? " right" : "");
    if (const auto found = formats_.find(key); found != formats_.end()) {
      return found->second;
    }
    lxw_format* format = workbook_add_format(book_);
    formats_.emplace(key, format);
    format_set_font_name(format, "Liberation Sans");
    format_set_font_size(format, 10);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    if (cell.form == Cell::Form::text) {
      if (wraps(cell)) format_set_text_wrap(format);
      if (cell.look == Cell::Look::heading && at_right) {
        format_set_align(format, LXW_ALIGN_RIGHT);
      } else if (wraps(cell)) {
        format_set_indent(format, 1);  // a unit stands apart from its number
      }
    } else if (cell.decimals >= 0) {
      format_set_num_format(
          format, ("#,##0" + (cell.decimals == 0 ? std::string()
                                                 : "." + std::string(static_cast<std::size_t>(cell.decimals), '0')))
                      .c_str());
    }
    if (cell.given) {
      format_set_bg_color(format, 0xFFF7DB);
      format_set_border(format, LXW_BORDER_HAIR);
    }
    switch (cell.look) {
      case Cell::Look::plain: break;
      case Cell::Look::small: format_set_font_color(format, 0x4D4D4D); break;
      case Cell::Look::title:
        format_set_bold(format);
        format_set_font_size(format, 14);
        break;
      case Cell::Look::alarm:
        format_set_bold(format);
        format_set_font_color(format, 0x7A1C10);
        break;
      case Cell::Look::heading:
        format_set_bold(format);
        format_set_bottom(format, LXW_BORDER_THIN);
        break;
      case Cell::Look::group:
        format_set_bold(format);
        format_set_font_color(format, 0x1D3B5C);
        break;
      case Cell::Look::total:
        format_set_bold(format);
        if (cell.form != Cell::Form::text) format_set_top(format, LXW_BORDER_THIN);
        break;
    }
    return format;
  }

  lxw_workbook* book_;
  std::map<std::string, lxw_format*> formats_;
};

}  // namespace

Outcome<std::string> xlsx_of(const Workbook& workbook) {
  const ScratchFolder scratch;
  if (!scratch.fault().empty()) {
    return refuse(scratch.fault());
  }
  const std::string path = scratch.path() + "/workbook.xlsx";
  std::string folder = scratch.path();
  lxw_workbook_options options = {};
  options.tmpdir = folder.data();
  lxw_workbook* book = workbook_new_opt(path.c_str(), &options);
  must(book != nullptr, "a workbook begins");
  Writer(book).write(workbook);
  if (const lxw_error error = workbook_close(book); error != LXW_NO_ERROR) {
    return refuse({.code = "file-not-written", .place = {}, .details = {path, lxw_strerror(error)}});
  }
  auto file = read_file(path);
  if (!file) {
    return refuse(std::move(file.error()));
  }
  return std::move(file->text);
}

}  // namespace restituo
