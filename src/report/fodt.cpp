#include "fodt.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "catalogue.hpp"
#include "svg.hpp"

namespace restituo {
namespace {

std::string base64(std::string_view bytes) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t have = std::min<std::size_t>(3, bytes.size() - i);
    unsigned group = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      group = group << 8 | (k < have ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      text += k <= have ? letters[group >> (18 - 6 * k) & 63U] : '=';
    }
  }
  return text;
}

constexpr std::string_view beginning =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:ooo="http://openoffice.org/2004/office" xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
)";

constexpr std::string_view styles = R"(
 <style:style style:name="Standard" style:family="paragraph" style:class="text"><style:paragraph-properties fo:margin-bottom="0.2cm" fo:line-height="125%" fo:orphans="3" fo:widows="3"/></style:style>
 <style:style style:name="Lead" style:family="paragraph" style:parent-style-name="Standard"><style:text-properties fo:font-size="14pt"/></style:style>
 <style:style style:name="Small" style:family="paragraph" style:parent-style-name="Standard"><style:text-properties fo:font-size="9.5pt" fo:color="#4d4d4d"/></style:style>
 <style:style style:name="Answer" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:background-color="#f4f2ec" fo:padding="0.2cm" fo:border-left="3pt solid #1d3b5c" fo:border-right="none" fo:border-top="none" fo:border-bottom="none" fo:margin-bottom="0cm"/></style:style>
 <style:style style:name="AnswerLead" style:family="paragraph" style:parent-style-name="Answer"><style:text-properties fo:font-size="14pt"/></style:style>
 <style:style style:name="Alarm" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:background-color="#fbefec" fo:padding="0.15cm" fo:border="1pt solid #7a1c10"/></style:style>
 <style:style style:name="Term" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-left="4.5cm" fo:text-indent="-4.5cm" fo:margin-bottom="0.08cm"><style:tab-stops><style:tab-stop style:position="0cm"/></style:tab-stops></style:paragraph-properties><style:text-properties fo:font-size="10pt"/></style:style>
 <style:style style:name="Meaning" style:family="paragraph" style:parent-style-name="Term"><style:paragraph-properties fo:margin-left="4.5cm" fo:text-indent="0cm"/></style:style>
 <style:style style:name="Between" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-top="0cm" fo:margin-bottom="0cm" fo:line-height="0.1cm"/><style:text-properties fo:font-size="2pt"/></style:style>
 <style:style style:name="FillIn" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:border-bottom="0.75pt solid #1b1b1b" fo:padding-bottom="0.9cm" fo:border-top="none" fo:border-left="none" fo:border-right="none" style:join-border="false"/></style:style>
 <style:style style:name="Cell" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-bottom="0cm" fo:line-height="110%" fo:orphans="0" fo:widows="0"/><style:text-properties fo:font-size="8.5pt"/></style:style>
 <style:style style:name="CellNumber" style:family="paragraph" style:parent-style-name="Cell"><style:paragraph-properties fo:text-align="end"/></style:style>
 <style:style style:name="CellHead" style:family="paragraph" style:parent-style-name="Cell"><style:text-properties fo:color="#4d4d4d" fo:font-weight="bold"/></style:style>
 <style:style style:name="CellHeadNumber" style:family="paragraph" style:parent-style-name="CellHead"><style:paragraph-properties fo:text-align="end"/></style:style>
 <style:style style:name="Caption" style:family="paragraph" style:parent-style-name="Standard" style:class="extra"><style:paragraph-properties fo:keep-with-next="always" fo:margin-top="0.45cm" fo:margin-bottom="0.1cm"/><style:text-properties fo:font-weight="bold"/></style:style>
 <style:style style:name="Contents" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:margin-bottom="0.05cm"><style:tab-stops><style:tab-stop style:position="17cm" style:type="right" style:leader-style="dotted" style:leader-text="."/></style:tab-stops></style:paragraph-properties></style:style>
 <style:style style:name="Title" style:family="paragraph" style:class="chapter"><style:paragraph-properties fo:margin-bottom="0.2cm"/><style:text-properties fo:font-size="19pt" fo:font-weight="bold"/></style:style>
 <style:style style:name="Subtitle" style:family="paragraph" style:class="chapter"><style:paragraph-properties fo:margin-bottom="0.4cm"/><style:text-properties fo:font-size="12pt" fo:color="#4d4d4d"/></style:style>
 <style:style style:name="Header" style:family="paragraph" style:class="extra"><style:paragraph-properties><style:tab-stops><style:tab-stop style:position="17cm" style:type="right"/></style:tab-stops></style:paragraph-properties><style:text-properties fo:font-size="9pt" fo:color="#4d4d4d"/></style:style>
 <style:style style:name="Footnote" style:family="paragraph" style:class="extra"><style:text-properties fo:font-size="8.5pt"/></style:style>
 <style:style style:name="Heading_1" style:display-name="Heading 1" style:family="paragraph" style:default-outline-level="1" style:class="text"><style:paragraph-properties fo:keep-with-next="always" fo:margin-top="0.6cm" fo:margin-bottom="0.2cm"/><style:text-properties fo:font-size="15pt" fo:font-weight="bold"/></style:style>
 <style:style style:name="Heading_1_new_page" style:family="paragraph" style:parent-style-name="Heading_1" style:default-outline-level="1"><style:paragraph-properties fo:break-before="page"/></style:style>
 <style:style style:name="Heading_2" style:display-name="Heading 2" style:family="paragraph" style:default-outline-level="2" style:class="text"><style:paragraph-properties fo:keep-with-next="always" fo:margin-top="0.45cm" fo:margin-bottom="0.15cm"/><style:text-properties fo:font-size="12.5pt" fo:font-weight="bold"/></style:style>
 <style:style style:name="Heading_3" style:display-name="Heading 3" style:family="paragraph" style:default-outline-level="3" style:class="text"><style:paragraph-properties fo:keep-with-next="always" fo:margin-top="0.35cm" fo:margin-bottom="0.1cm"/><style:text-properties fo:font-size="11pt" fo:font-weight="bold"/></style:style>
 <style:style style:name="Heading_4" style:display-name="Heading 4" style:family="paragraph" style:default-outline-level="4" style:class="text"><style:paragraph-properties fo:keep-with-next="always" fo:margin-top="0.3cm"/><style:text-properties fo:font-weight="bold"/></style:style>
 <style:style style:name="Picture_line" style:display-name="Picture line" style:family="paragraph" style:parent-style-name="Standard"><style:paragraph-properties fo:keep-with-next="always" fo:margin-top="0.3cm" fo:margin-bottom="0.1cm" fo:line-height="100%"/></style:style>
 <style:style style:name="Bold" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
 <style:style style:name="Soft" style:family="text"><style:text-properties fo:color="#4d4d4d"/></style:style>
 <style:style style:name="AlarmWord" style:family="text"><style:text-properties fo:font-weight="bold" fo:color="#7a1c10"/></style:style>
 <style:style style:name="Number" style:family="text"><style:text-properties fo:color="#4d4d4d" fo:font-size="9pt"/></style:style>
 <style:style style:name="Code" style:family="text"><style:text-properties style:font-name="Liberation Mono" fo:font-size="8.5pt"/></style:style>
 <style:style style:name="PlainLink" style:family="text"><style:text-properties fo:color="#1b1b1b" style:text-underline-style="none"/></style:style>
 <text:notes-configuration text:note-class="footnote" text:default-style-name="Footnote" style:num-format="1" text:start-value="0" text:footnotes-position="page"/>
)";

class Flat {
 public:
  explicit Flat(const ReportDocument& document) : document_(document) {}

  std::string render() {
    body_ += "<text:p text:style-name=\"Title\">" + escaped(document_.title) + "</text:p>";
    body_ += "<text:p text:style-name=\"Subtitle\">" + escaped(document_.subtitle) + "</text:p>";
    render(document_.front);
    render(document_.blocks);
    body_ += "<text:p text:style-name=\"Small\">" + escaped(document_.credit) + "</text:p>\n";

    std::string text(beginning);
    text += "<office:meta><dc:title>" + escaped(document_.title) + "</dc:title><dc:description>" +
            escaped(document_.description) + "</dc:description><dc:language>" + locale("-") +
            "</dc:language><meta:generator>restituo</meta:generator></office:meta>\n";
    // A row whose paragraphs are kept with the next stays with the next row, as it does in a DOCX.
    text +=
        "<office:settings><config:config-item-set config:name=\"ooo:configuration-settings\"><config:config-item "
        "config:name=\"TableRowKeep\" config:type=\"boolean\">true</config:config-item></config:config-item-set>"
        "</office:settings>\n";
    text +=
        "<office:font-face-decls><style:font-face style:name=\"Liberation Serif\" svg:font-family=\"'Liberation "
        "Serif'\"/>"
        "<style:font-face style:name=\"Liberation Mono\" svg:font-family=\"'Liberation "
        "Mono'\"/></office:font-face-decls>\n";
    text +=
        "<office:styles>\n <style:default-style style:family=\"paragraph\"><style:text-properties "
        "style:font-name=\"Liberation Serif\" fo:font-size=\"11pt\" fo:color=\"#1b1b1b\" fo:language=\"" +
        std::string(code_of(document_.language)) + "\" fo:country=\"" + country() + "\"/></style:default-style>" +
        std::string(styles) + "</office:styles>\n";
    text += "<office:automatic-styles>\n" + automatic_ + page_layout() + "</office:automatic-styles>\n";
    text +=
        "<office:master-styles><style:master-page style:name=\"Standard\" style:page-layout-name=\"Page\">"
        "<style:header><text:p text:style-name=\"Header\">" +
        escaped(document_.running_head) + "<text:tab/><text:span text:style-name=\"AlarmWord\">" +
        escaped(document_.mark) +
        "</text:span></text:p></style:header><style:footer><text:p text:style-name=\"Header\"><text:tab/>" +
        escaped(document_.page_word) + " <text:page-number text:select-page=\"current\">1</text:page-number> " +
        escaped(document_.of_word) +
        " <text:page-count>1</text:page-count></text:p></style:footer>"
        "</style:master-page></office:master-styles>\n";
    text += "<office:body><office:text>\n" + body_ + "</office:text></office:body>\n</office:document>\n";
    return text;
  }

 private:
  std::string country() const { return say(document_.language, Says::locale_country); }
  std::string locale(const char* joint) const { return std::string(code_of(document_.language)) + joint + country(); }

  std::string page_layout() const {
    // The text is 17 cm wide on either paper, as tables, pictures and the lines at head and foot are.
    const char* size = document_.letter_paper ? "fo:page-width=\"21.59cm\" fo:page-height=\"27.94cm\" "
                                                "fo:margin-left=\"2.295cm\" fo:margin-right=\"2.295cm\""
                                              : "fo:page-width=\"21cm\" fo:page-height=\"29.7cm\" "
                                                "fo:margin-left=\"2cm\" fo:margin-right=\"2cm\"";
    return std::string("<style:page-layout style:name=\"Page\"><style:page-layout-properties ") + size +
           " fo:margin-top=\"1.5cm\" fo:margin-bottom=\"1.5cm\"/>"
           "<style:header-style><style:header-footer-properties fo:min-height=\"0.8cm\" fo:margin-bottom=\"0.3cm\"/>"
           "</style:header-style><style:footer-style><style:header-footer-properties fo:min-height=\"0.8cm\" "
           "fo:margin-top=\"0.3cm\"/></style:footer-style></style:page-layout>\n";
  }

  std::string inlines(const Inlines& content) {
    std::string text;
    for (const Inline& part : content) {
      switch (part.form) {
        case Inline::Form::text:
        case Inline::Form::date: text += escaped(part.text); break;
        case Inline::Form::strong:
          text += "<text:span text:style-name=\"Bold\">" + escaped(part.text) + "</text:span>";
          break;
        case Inline::Form::code:
          text += "<text:span text:style-name=\"Code\">" + escaped(part.text) + "</text:span>";
          break;
        case Inline::Form::link: text += link(part.target, part.text); break;
        case Inline::Form::figure: text += link(anchor_of_step(part.target), part.text); break;
        case Inline::Form::footnote: {
          const std::string number = std::to_string(++notes_);
          text += "<text:note text:id=\"note" + number + "\" text:note-class=\"footnote\"><text:note-citation>" +
                  number + "</text:note-citation><text:note-body><text:p text:style-name=\"Footnote\">\u00A0" +
                  escaped(part.text) + "</text:p></text:note-body></text:note>";
          break;
        }
        case Inline::Form::line_break: text += "<text:line-break/>"; break;
      }
    }
    return text;
  }

  static std::string link(const std::string& target, const std::string& words) {
    return "<text:a xlink:type=\"simple\" xlink:href=\"#" + escaped(target) +
           "\" text:style-name=\"PlainLink\" text:visited-style-name=\"PlainLink\">" + escaped(words) + "</text:a>";
  }

  std::string anchor(const std::string& id) {
    if (id.empty() || !anchors_.insert(id).second) return {};
    return "<text:bookmark text:name=\"" + escaped(id) + "\"/>";
  }

  void paragraph(const std::string& style, const std::string& content, bool keep = false) {
    const bool below_table = std::exchange(below_table_, false);
    body_ += "<text:p text:style-name=\"" + variant(style, keep, below_table && style != "Caption") + "\">" + content +
             "</text:p>\n";
  }

  // A style with what a place adds to it: kept with the next paragraph, or with room above it, behind a table.
  std::string variant(const std::string& style, bool keep, bool below_table) {
    if (!keep && !below_table) return style;
    const std::string name = style + (keep ? ".kept" : "") + (below_table ? ".below" : "");
    if (variants_.insert(name).second) {
      automatic_ += "<style:style style:name=\"" + name + "\" style:family=\"paragraph\" style:parent-style-name=\"" +
                    style + "\"><style:paragraph-properties" + (keep ? " fo:keep-with-next=\"always\"" : "") +
                    (below_table ? " fo:margin-top=\"0.4cm\"" : "") + "/></style:style>\n";
    }
    return name;
  }

  void render(const std::vector<Block>& blocks) {
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      // What is said before a table, a drawing, a list or a part stays with it.
      keep_ = i + 1 < blocks.size() &&
              (std::holds_alternative<Table>(blocks[i + 1].is) || std::holds_alternative<Picture>(blocks[i + 1].is) ||
               std::holds_alternative<BulletList>(blocks[i + 1].is) ||
               std::holds_alternative<DefinitionList>(blocks[i + 1].is) ||
               std::holds_alternative<Section>(blocks[i + 1].is));
      std::visit([&](const auto& is) { draw(is); }, blocks[i].is);
    }
    keep_ = false;
  }

  std::string style_for(Paragraph::Role role) const {
    if (box_ == "Answer") return role == Paragraph::Role::lead ? "AnswerLead" : "Answer";
    if (!box_.empty()) return box_;
    return role == Paragraph::Role::lead ? "Lead" : role == Paragraph::Role::small ? "Small" : "Standard";
  }

  void draw(const Paragraph& one) {
    std::string number;
    if (document_.counts(one, numbers_.size() - 1, !box_.empty())) {
      number = "<text:span text:style-name=\"Number\">" + std::to_string(++paragraphs_) + ".</text:span>\u2002";
    }
    paragraph(style_for(one.role), number + std::exchange(lead_in_, {}) + inlines(one.content), keep_ && box_.empty());
  }

  void draw(const BulletList& list) {
    body_ += list.numbered ? "<text:list text:style-name=\"Numbered\">" : "<text:list text:style-name=\"Bullets\">";
    for (const Inlines& item : list.items) {
      body_ += "<text:list-item>";
      paragraph("Standard", inlines(item));
      body_ += "</text:list-item>\n";
    }
    body_ += "</text:list>\n";
    if (!lists_) {
      lists_ = true;
      const std::string place =
          "<style:list-level-properties text:list-level-position-and-space-mode=\"label-alignment\">"
          "<style:list-level-label-alignment text:label-followed-by=\"listtab\" fo:text-indent=\"-0.6cm\" "
          "fo:margin-left=\"0.8cm\"/></style:list-level-properties>";
      automatic_ +=
          "<text:list-style style:name=\"Bullets\"><text:list-level-style-bullet text:level=\"1\" "
          "text:bullet-char=\"•\">" +
          place +
          "</text:list-level-style-bullet></text:list-style>"
          "<text:list-style style:name=\"Numbered\"><text:list-level-style-number text:level=\"1\" "
          "style:num-format=\"1\" style:num-suffix=\".\">" +
          place + "</text:list-level-style-number></text:list-style>\n";
    }
  }

  void draw(const DefinitionList& list) {
    for (const DefinitionList::Entry& entry : list.entries) {
      if (list.role == DefinitionList::Role::to_fill_in) {
        paragraph("FillIn", anchor(entry.id) + inlines(entry.term));
        paragraph("Between", {});  // Word joins the borders of neighbours into one
        continue;
      }
      const bool strong_term = list.role == DefinitionList::Role::glossary;
      std::string term = anchor(entry.id) + "<text:span text:style-name=\"" + (strong_term ? "Bold" : "Soft") + "\">" +
                         inlines(entry.term) + "</text:span>";
      if (!box_.empty()) {
        paragraph(box_, term + ": " + (entry.meanings.empty() ? "" : inlines(entry.meanings.front())));
        continue;
      }
      // A line of the working stays on one page; of another list, the beginning of an entry.
      const bool last_entry = &entry == &list.entries.back();
      for (std::size_t i = 0; i < entry.meanings.size(); ++i) {
        const std::string meaning = inlines(entry.meanings[i]);
        const bool last = i + 1 == entry.meanings.size();
        const bool keep = list.role == DefinitionList::Role::working ? !(last && last_entry) : i == 0 && !last;
        paragraph(i == 0 ? "Term" : "Meaning", i == 0 ? term + "<text:tab/>" + meaning : meaning, keep);
      }
    }
  }

  // 476 is "4.76".
  static std::string hundredths(int number) {
    const std::string rest = std::to_string(number % 100);
    return std::to_string(number / 100) + (rest.size() == 1 ? ".0" : ".") + rest;
  }

  // Widths are absolute: where relative ones stand too, LibreOffice writes other ones into a DOCX.
  void draw(const Table& table) {
    const std::string name = "T" + std::to_string(++tables_);
    const std::size_t columns = table.columns.size();
    automatic_ += "<style:style style:name=\"" + name +
                  "\" style:family=\"table\"><style:table-properties style:width=\"17cm\" table:align=\"left\" "
                  "style:may-break-between-rows=\"true\"/></style:style>";
    for (std::size_t c = 0; c < columns; ++c) {
      const int width = table.columns[c].width != 0 ? table.columns[c].width : 100 / static_cast<int>(columns);
      automatic_ += "<style:style style:name=\"" + name + "." + std::to_string(c + 1) +
                    "\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"" +
                    hundredths(width * 17) + "cm\"/></style:style>";
    }
    if (tables_ == 1) {
      for (const auto& [cell, border] : {std::pair{"CellBox", "0.5pt solid #cfcabf"},
                                         {"HeadBox", "0.75pt solid #1b1b1b"},
                                         {"TotalBox", "1pt solid #1b1b1b"}}) {
        automatic_ += std::string("<style:style style:name=\"") + cell +
                      "\" style:family=\"table-cell\"><style:table-cell-properties fo:padding-top=\"0.08cm\" "
                      "fo:padding-bottom=\"0.08cm\" fo:padding-left=\"0.12cm\" "
                      "fo:padding-right=\"0.12cm\" fo:border-bottom=\"" +
                      border +
                      "\" fo:border-top=\"none\" fo:border-left=\"none\" fo:border-right=\"none\"/></style:style>";
      }
      automatic_ +=
          "<style:style style:name=\"Row\" style:family=\"table-row\"><style:table-row-properties "
          "fo:keep-together=\"always\"/></style:style>";
    }
    automatic_ += '\n';
    below_table_ = false;  // a caption has room of its own above it
    paragraph("Caption", anchor(table.id) + escaped(table.caption));
    body_ += "<table:table table:name=\"" + name + "\" table:style-name=\"" + name + "\">";
    for (std::size_t c = 0; c < columns; ++c) {
      body_ += "<table:table-column table:style-name=\"" + name + "." + std::to_string(c + 1) + "\"/>";
    }
    body_ += "<table:table-header-rows><table:table-row table:style-name=\"Row\">";
    for (const Table::Column& column : table.columns) {
      cell("HeadBox", variant(column.numbers ? "CellHeadNumber" : "CellHead", true, false), escaped(column.heading));
    }
    body_ += "</table:table-row></table:table-header-rows>\n";
    constexpr std::size_t little = 4;  // a table that stays on one page
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
      const Table::Row& row = table.rows[r];
      const std::size_t behind = table.rows.size() - r - 1;
      // The last row is never alone, nor the heading of a group.
      const bool keep =
          behind != 0 && (behind == 1 || table.rows.size() <= little || row.role == Table::RowRole::group ||
                          table.rows[r + 1].role == Table::RowRole::total);
      body_ += "<table:table-row table:style-name=\"Row\">";
      if (row.role == Table::RowRole::group) {
        body_ += "<table:table-cell table:style-name=\"CellBox\" table:number-columns-spanned=\"" +
                 std::to_string(columns) + "\"><text:p text:style-name=\"" + variant("CellHead", keep, false) + "\">" +
                 anchor(row.id) + inlines(row.cells.front()) + "</text:p></table:table-cell>";
        for (std::size_t c = 1; c < columns; ++c) body_ += "<table:covered-table-cell/>";
      } else {
        const bool strong = row.role != Table::RowRole::line;
        for (std::size_t c = 0; c < row.cells.size(); ++c) {
          std::string content = (c == 0 ? anchor(row.id) : std::string()) + inlines(row.cells[c]);
          if (strong) content = "<text:span text:style-name=\"Bold\">" + content + "</text:span>";
          cell(row.role == Table::RowRole::total ? "TotalBox" : "CellBox",
               variant(table.columns[c].numbers ? "CellNumber" : "Cell", keep, false), content);
        }
      }
      body_ += "</table:table-row>\n";
    }
    body_ += "</table:table>\n";
    below_table_ = true;
  }

  void cell(const char* box, const std::string& style, const std::string& content) {
    body_ += std::string("<table:table-cell table:style-name=\"") + box +
             "\" office:value-type=\"string\"><text:p text:style-name=\"" + style + "\">" + content +
             "</text:p></table:table-cell>";
  }

  void draw(const Picture& picture) {
    if (!pictures_) {
      pictures_ = true;
      automatic_ +=
          "<style:style style:name=\"Picture\" style:family=\"graphic\"><style:graphic-properties "
          "style:vertical-pos=\"top\" style:vertical-rel=\"baseline\"/></style:style>\n";
    }
    const int tenths = 170 * picture.height / picture.width;  // of a centimetre, for a width of 17 cm
    below_table_ = false;
    body_ += "<text:p text:style-name=\"Picture_line\">" + anchor(picture.id) +
             "<draw:frame draw:style-name=\"Picture\" draw:name=\"" + escaped(picture.title) +
             "\" text:anchor-type=\"as-char\" svg:width=\"17cm\" svg:height=\"" + std::to_string(tenths / 10) + "." +
             std::to_string(tenths % 10) + "cm\"><draw:image draw:mime-type=\"image/svg+xml\"><office:binary-data>" +
             base64(svg_of(picture, true, document_.language, 3)) + "</office:binary-data></draw:image><svg:title>" +
             escaped(picture.title) + "</svg:title><svg:desc>" + escaped(picture.description) +
             "</svg:desc></draw:frame></text:p>\n";
    paragraph("Small", escaped(picture.title));
  }

  void draw(const Callout& callout) {
    const std::string outer = std::exchange(box_, callout.role == Callout::Role::answer  ? "Answer"
                                                  : callout.role == Callout::Role::alarm ? "Alarm"
                                                                                         : "Answer");
    if (!callout.label.empty()) {
      lead_in_ = "<text:span text:style-name=\"AlarmWord\">" + escaped(callout.label) + ".</text:span> ";
    }
    render(callout.blocks);
    box_ = outer;
    lead_in_.clear();
  }

  void draw(const Contents& contents) {
    heading("contents", 1, false, escaped(contents.title));
    int number = 0;
    for (const Block& block : document_.blocks) {
      const Section* section = std::get_if<Section>(&block.is);
      if (section == nullptr || !section->numbered) continue;
      paragraph("Contents", link(section->id, std::to_string(++number) + "  " + section->title) +
                                "<text:tab/><text:bookmark-ref text:reference-format=\"page\" text:ref-name=\"" +
                                escaped(section->id) + "\">1</text:bookmark-ref>");
    }
  }

  void heading(const std::string& id, std::size_t level, bool new_page, const std::string& words) {
    below_table_ = false;
    level = std::min<std::size_t>(level, 4);
    const std::string at = std::to_string(level);
    // A bookmark around the heading, so that a reference finds its page.
    const bool first = !id.empty() && anchors_.insert(id).second;
    const std::string name = escaped(id);
    body_ += "<text:h text:style-name=\"Heading_" + at + (new_page && level == 1 ? "_new_page" : "") +
             "\" text:outline-level=\"" + at + "\">" +
             (first ? "<text:bookmark-start text:name=\"" + name + "\"/>" : "") + words +
             (first ? "<text:bookmark-end text:name=\"" + name + "\"/>" : "") + "</text:h>\n";
  }

  void draw(const Section& section) {
    std::string number;
    if (section.numbered) {
      ++numbers_.back();
      for (const int part : numbers_) number += (number.empty() ? "" : ".") + std::to_string(part);
      number += "  ";
    }
    heading(section.id, numbers_.size(), section.starts_page, escaped(number + section.title));
    numbers_.push_back(0);
    render(section.blocks);
    numbers_.pop_back();
  }

  const ReportDocument& document_;
  std::string body_;
  std::string automatic_;
  std::string box_;      // the style of a box, while inside one
  std::string lead_in_;  // the label of a box, before its first paragraph
  std::set<std::string> anchors_;
  std::set<std::string> variants_;
  std::vector<int> numbers_{0};
  std::size_t tables_ = 0;
  std::size_t notes_ = 0;
  std::size_t paragraphs_ = 0;
  bool keep_ = false;         // the next paragraph stays with what follows it
  bool below_table_ = false;  // what comes next stands right under a table
  bool lists_ = false;
  bool pictures_ = false;
};

}  // namespace

std::string fodt_of(const ReportDocument& document) { return Flat(document).render(); }

}  // namespace restituo
