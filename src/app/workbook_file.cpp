#include "workbook_file.hpp"

#include <ctime>
#include <map>
#include <vector>

#include <xlsxwriter.h>

#include <restituo/base/must.hpp>

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
    worksheet_set_header(&made, ("&L" + header_text(workbook.title) + "&R" + header_text(workbook.mark)).c_str());
    worksheet_set_footer(
        &made,
        ("&L" + header_text(sheet.name) + "&R" + workbook.page_word + " &P " + workbook.of_word + " &N").c_str());
    for (std::size_t r = 0; r < sheet.rows.size(); ++r) {
      for (std::size_t c = 0; c < sheet.rows[r].size(); ++c) {
        write(made, static_cast<lxw_row_t>(r), static_cast<lxw_col_t>(c), sheet.rows[r][c]);
      }
    }
  }

  void write(lxw_worksheet& made, lxw_row_t row, lxw_col_t column, const Cell& cell) {
    lxw_error error = LXW_NO_ERROR;
    switch (cell.form) {
      case Cell::Form::blank: return;
      case Cell::Form::text:
        error = worksheet_write_string(&made, row, column, cell.text.c_str(), format_of(cell));
        break;
      case Cell::Form::number: error = worksheet_write_number(&made, row, column, cell.number, format_of(cell)); break;
      case Cell::Form::formula:
        error =
            worksheet_write_formula_num(&made, row, column, ("=" + cell.text).c_str(), format_of(cell), cell.number);
        break;
    }
    must(error == LXW_NO_ERROR, std::string("a workbook takes each cell: ") + lxw_strerror(error));
  }

  lxw_format* format_of(const Cell& cell) {
    const std::string key = std::to_string(static_cast<int>(cell.form)) + ' ' +
                            std::to_string(static_cast<int>(cell.look)) + ' ' + std::to_string(cell.decimals) +
                            (cell.given ? " given" : "");
    if (const auto found = formats_.find(key); found != formats_.end()) {
      return found->second;
    }
    lxw_format* format = workbook_add_format(book_);
    formats_.emplace(key, format);
    format_set_font_name(format, "Liberation Sans");
    format_set_font_size(format, 10);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    if (cell.form == Cell::Form::text) {
      const bool wraps = cell.look == Cell::Look::plain || cell.look == Cell::Look::heading;
      if (wraps) format_set_text_wrap(format);
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
