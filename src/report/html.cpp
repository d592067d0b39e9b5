#include "html.hpp"

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "style_sheet.hpp"
#include "svg.hpp"

namespace restituo {
namespace {

// Markup that stands in this file. Anything else can only come in through `text` and `attribute`, which escape it: a
// text that is not a literal does not convert to Markup, because its constructor runs when the program compiles.
class Markup {
 public:
  consteval Markup(const char* literal) : text_(literal) {}  // NOLINT: a literal is markup
  std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

struct Attribute {
  Markup name;
  std::string_view value;
};

class Writer {
 public:
  void markup(Markup literal) { page_ += literal.text(); }

  void text(std::string_view words) { escape(words, false); }

  // Text inside <style> knows no entities. A StyleSheet holds no '<', so it cannot end its element.
  void style(const StyleSheet& sheet) { page_ += sheet.text(); }

  // svg_of escapes every text it is given.
  void drawing(const std::string& svg) { page_ += svg; }

  // <name a="…" b="…">; an attribute with an empty value is left out.
  void open(Markup name, std::initializer_list<Attribute> attributes = {}) {
    page_ += '<';
    page_ += name.text();
    for (const Attribute& attribute : attributes) {
      if (!attribute.value.empty()) {
        page_ += ' ';
        page_ += attribute.name.text();
        page_ += "=\"";
        escape(attribute.value, true);
        page_ += '"';
      }
    }
    page_ += '>';
  }

  void close(Markup name) {
    page_ += "</";
    page_ += name.text();
    page_ += '>';
  }

  void element(Markup name, std::string_view words, std::initializer_list<Attribute> attributes = {}) {
    open(name, attributes);
    text(words);
    close(name);
  }

  std::string take() { return std::move(page_); }

 private:
  void escape(std::string_view words, bool in_attribute) {
    for (const char c : words) {
      switch (c) {
        case '&': page_ += "&amp;"; break;
        case '<': page_ += "&lt;"; break;
        case '>': page_ += "&gt;"; break;
        case '"': page_ += in_attribute ? "&quot;" : "\""; break;
        case '\'': page_ += in_attribute ? "&#39;" : "'"; break;
        case '\n':
        case '\t': page_ += c; break;
        default:
          // Control characters have no place in HTML, not even escaped.
          page_ += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
      }
    }
  }

  std::string page_;
};

class Page {
 public:
  Page(const ReportDocument& document, Medium medium) : document_(document), medium_(medium) {}

  std::string render() {
    writer_.markup("<!DOCTYPE html>\n");
    writer_.open("html", {{"lang", code_of(document_.language)}});
    head();
    writer_.markup("\n");
    writer_.open("body", {{"class", document_.one_page ? "one-page" : ""}});
    writer_.markup("\n");
    writer_.element("a", document_.skip_to_content, {{"class", "skip"}, {"href", "#answer"}});
    writer_.markup("\n<header class=\"masthead\">\n");
    writer_.element("h1", document_.title);
    writer_.element("p", document_.subtitle, {{"class", "subtitle"}});
    for (const Block& block : document_.front) {
      render(block);
    }
    writer_.markup("\n</header>\n<main>\n");
    for (const Block& block : document_.blocks) {
      render(block);
    }
    writer_.markup("\n</main>\n<footer>");
    writer_.element("p", document_.credit);
    writer_.markup("</footer>\n</body>\n</html>\n");
    return writer_.take();
  }

 private:
  void head() {
    writer_.markup(
        "\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"robots\" content=\"noindex\">\n");
    writer_.open("meta", {{"name", "description"}, {"content", document_.description}});
    writer_.markup("\n");
    writer_.element("title", document_.mark.empty() ? document_.title : document_.title + " · " + document_.mark);
    writer_.markup("\n<style>\n");
    writer_.style(medium_ == Medium::screen ? style_sheet(document_) : court_style_sheet(document_));
    writer_.markup("</style>\n</head>");
  }

  void render(const Block& block) {
    std::visit([&](const auto& is) { draw(is); }, block.is);
  }

  void render(const Inlines& content) {
    for (const Inline& part : content) {
      draw(part);
    }
  }

  void words_of(const Inline& part) {
    if (part.spoken.empty()) {
      writer_.text(part.text);
      return;
    }
    writer_.element("span", part.spoken, {{"class", "hidden"}});
    writer_.element("span", part.text, {{"aria-hidden", "true"}});
  }

  void draw(const Inline& part) {
    switch (part.form) {
      case Inline::Form::text: words_of(part); break;
      case Inline::Form::strong:
        writer_.open("strong");
        words_of(part);
        writer_.close("strong");
        break;
      case Inline::Form::code: draw_code(part.text); break;
      case Inline::Form::link: writer_.element("a", part.text, {{"href", "#" + part.target}}); break;
      case Inline::Form::figure:
        writer_.open("a", {{"class", "figure"},
                           {"href", "#" + anchor_of_step(part.target)},
                           {"data-figure", part.target},
                           {"data-aspect", part.aspect}});
        words_of(part);
        writer_.close("a");
        break;
      // On a screen the glossary is one link away; paper has its foot.
      case Inline::Form::footnote:
        if (medium_ == Medium::court) {
          writer_.element("span", part.text, {{"class", "footnote"}});
        }
        break;
      case Inline::Form::date: writer_.element("time", part.text, {{"datetime", part.target}}); break;
      case Inline::Form::line_break: writer_.markup("<br>"); break;
    }
  }

  // A code goes on in the next line behind its signs, and a digest at each quarter; a word or an option never breaks.
  void draw_code(std::string_view words) {
    writer_.open("code");
    while (!words.empty()) {
      const std::string_view word = words.substr(0, words.find(' '));
      if (word.starts_with("--")) {
        writer_.element("span", word, {{"class", "option"}});
      } else {
        breakable(word);
      }
      words.remove_prefix(word.size());
      if (!words.empty()) writer_.text(" ");
      words.remove_prefix(std::min<std::size_t>(1, words.size()));
    }
    writer_.close("code");
  }

  void breakable(std::string_view word) {
    const bool digest = word.size() == 64 && word.find_first_not_of("0123456789abcdef") == std::string_view::npos;
    std::size_t begin = 0;
    for (std::size_t i = 0; i + 1 < word.size(); ++i) {
      const bool sign = std::string_view("_/(,").find(word[i]) != std::string_view::npos &&
                        std::string_view("_/-0123456789").find(word[i + 1]) == std::string_view::npos;
      if (digest ? i % 16 == 15 : sign) {
        writer_.text(word.substr(begin, i + 1 - begin));
        writer_.markup("<wbr>");
        begin = i + 1;
      }
    }
    writer_.text(word.substr(begin));
  }

  void draw(const Paragraph& paragraph) {
    const std::string_view role = paragraph.role == Paragraph::Role::lead    ? "lead"
                                  : paragraph.role == Paragraph::Role::small ? "small"
                                                                             : "";
    writer_.markup("\n");
    writer_.open("p", {{"class", role}});
    if (document_.counts(paragraph, numbers_.size() - 1, in_box_)) {
      writer_.element("span", std::to_string(++paragraphs_) + ".", {{"class", "paragraph-number"}});
      writer_.markup(" ");
    }
    render(paragraph.content);
    writer_.close("p");
  }

  void draw(const BulletList& list) {
    writer_.markup(list.numbered ? Markup("\n<ol>") : Markup("\n<ul>"));
    for (const Inlines& item : list.items) {
      writer_.markup("\n<li>");
      render(item);
      writer_.markup("</li>");
    }
    writer_.markup(list.numbered ? Markup("\n</ol>") : Markup("\n</ul>"));
  }

  void draw(const DefinitionList& list) {
    std::string_view role = "facts";
    switch (list.role) {
      case DefinitionList::Role::facts: break;
      case DefinitionList::Role::working: role = "working"; break;
      case DefinitionList::Role::glossary: role = "glossary"; break;
      case DefinitionList::Role::to_fill_in: role = "to-fill-in"; break;
    }
    writer_.markup("\n");
    writer_.open("dl", {{"class", role}});
    for (const DefinitionList::Entry& entry : list.entries) {
      writer_.markup("\n");
      writer_.open("div", {{"id", entry.id}});
      writer_.markup("<dt>");
      render(entry.term);
      writer_.markup("</dt>");
      for (const Inlines& meaning : entry.meanings) {
        writer_.markup("<dd>");
        render(meaning);
        writer_.markup("</dd>");
      }
      writer_.markup("</div>");
    }
    writer_.markup("\n</dl>");
  }

  // Narrow screens show each row as a stack of "heading: cell" (style sheet). That takes the table's meaning away from
  // screen readers unless the roles are said, so they are said.
  void draw(const Table& table) {
    if (medium_ == Medium::court) {
      // WeasyPrint leaves a table's head and first group alone at the foot of a page. A box that takes no room, but
      // needs it, sends them to the next.
      writer_.markup(table.rows.size() > 1 ? Markup("\n<div class=\"room\"></div>")
                                           : Markup("\n<div class=\"room little\"></div>"));
    }
    writer_.markup("\n");
    writer_.open("table", {{"id", table.id},
                           {"role", "table"},
                           {"class", table.columns.size() > 6   ? "wide widest"
                                     : table.columns.size() > 4 ? "wide"
                                                                : ""}});
    writer_.markup("\n");
    writer_.element("caption", table.caption);
    if (table.columns.front().width != 0) {
      writer_.markup("\n<colgroup>");
      for (const Table::Column& column : table.columns) {
        writer_.open("col", {{"style", "width:" + std::to_string(column.width) + "%"}});
      }
      writer_.markup("</colgroup>");
    }
    writer_.markup("\n<thead role=\"rowgroup\"><tr role=\"row\">");
    for (const Table::Column& column : table.columns) {
      writer_.element("th", column.heading,
                      {{"scope", "col"}, {"role", "columnheader"}, {"class", column.numbers ? "number" : ""}});
    }
    writer_.markup("</tr></thead>");
    const std::vector<Part> parts = parts_of(table);
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      if (parts[i] != Part::goes_on) {
        if (i != 0) writer_.markup("\n</tbody>");
        writer_.markup(parts[i] == Part::whole ? Markup("\n<tbody class=\"whole\" role=\"rowgroup\">")
                                               : Markup("\n<tbody role=\"rowgroup\">"));
      }
      draw_row(table, table.rows[i]);
    }
    writer_.markup("\n</tbody>\n</table>");
  }

  enum class Part { goes_on, begins, whole };

  // Where the parts of a table begin: on a screen at each group. On paper a part that stays whole holds a heading with
  // its first row, or a small group, or the last two rows of a group: WeasyPrint keeps rows together only so. The very
  // first part is not held whole, because WeasyPrint would let it run off the page.
  std::vector<Part> parts_of(const Table& table) const {
    std::vector<Part> parts(table.rows.size(), Part::goes_on);
    for (std::size_t begin = 0, end = 0; begin < parts.size(); begin = end) {
      end = begin + 1;
      while (end < parts.size() && table.rows[end].role != Table::RowRole::group) ++end;
      const bool first = begin == 0;
      parts[begin] = first || medium_ == Medium::screen ? Part::begins : Part::whole;
      if (medium_ == Medium::screen) continue;
      const bool headed = table.rows[begin].role == Table::RowRole::group;
      if (!first && end - begin > 3) parts[begin + 2] = Part::begins;
      if (end - begin > (headed ? 3 : 2)) parts[end - 2] = Part::whole;
    }
    return parts;
  }

  void draw_row(const Table& table, const Table::Row& row) {
    writer_.markup("\n");
    if (row.role == Table::RowRole::group) {
      writer_.open("tr", {{"id", row.id}, {"class", "group"}, {"role", "row"}});
      writer_.open("th",
                   {{"scope", "rowgroup"}, {"role", "rowheader"}, {"colspan", std::to_string(table.columns.size())}});
      render(row.cells.front());
      writer_.markup("</th></tr>");
      return;
    }
    const std::string_view role = row.role == Table::RowRole::subtotal ? "subtotal"
                                  : row.role == Table::RowRole::total  ? "total"
                                                                       : "";
    writer_.open("tr", {{"id", row.id}, {"class", role}, {"role", "row"}});
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      const Table::Column& column = table.columns[c];
      const std::string_view alignment = column.numbers ? "number" : "";
      if (c == table.row_header) {
        writer_.open("th",
                     {{"scope", "row"}, {"role", "rowheader"}, {"class", alignment}, {"data-label", column.heading}});
        render(row.cells[c]);
        writer_.close("th");
      } else {
        writer_.open("td", {{"role", "cell"}, {"class", alignment}, {"data-label", column.heading}});
        // One box inside the cell, so that a stacked row has two columns: the heading and all of the cell.
        writer_.markup("<span class=\"cell\">");
        render(row.cells[c]);
        writer_.markup("</span>");
        writer_.close("td");
      }
    }
    writer_.markup("</tr>");
  }

  void draw(const Picture& picture) {
    writer_.markup("\n");
    writer_.open("figure", {{"id", picture.id}});
    writer_.markup("\n");
    // On a telephone a drawing keeps its size and is moved sideways, with a finger or with the keyboard.
    writer_.open("div", {{"class", "drawing"},
                         {"tabindex", medium_ == Medium::screen ? "0" : ""},
                         {"role", medium_ == Medium::screen ? "group" : ""},
                         {"aria-label", medium_ == Medium::screen ? std::string_view(picture.title) : ""}});
    writer_.markup("\n");
    writer_.drawing(svg_of(picture, false));
    writer_.markup("\n</div>\n");
    writer_.element("figcaption", picture.title);
    writer_.markup("\n</figure>");
  }

  void draw(const Callout& callout) {
    writer_.markup("\n");
    const std::string_view role = callout.role == Callout::Role::answer  ? "callout answer"
                                  : callout.role == Callout::Role::alarm ? "callout alarm"
                                                                         : "callout";
    writer_.open("div", {{"class", role}});
    if (!callout.label.empty()) {
      writer_.open("p", {{"class", "callout-label"}});
      writer_.element("strong", callout.label);
      writer_.markup("</p>");
    }
    in_box_ = true;
    for (const Block& block : callout.blocks) {
      render(block);
    }
    in_box_ = false;
    writer_.markup("\n</div>");
  }

  void draw(const Contents& contents) {
    writer_.markup("\n<nav aria-labelledby=\"contents\">\n");
    writer_.element("h2", contents.title, {{"id", "contents"}});
    writer_.markup("\n<ol>");
    for (const Block& block : document_.blocks) {
      if (const Section* section = std::get_if<Section>(&block.is); section != nullptr && section->numbered) {
        writer_.markup("\n<li>");
        writer_.element("a", section->title, {{"href", "#" + section->id}});
        writer_.markup("</li>");
      }
    }
    writer_.markup("\n</ol>\n</nav>");
  }

  void draw(const Section& section) {
    if (section.numbered) {
      ++numbers_.back();
    }
    const std::string number = section.numbered ? number_text() : std::string();
    writer_.markup("\n");
    writer_.open("section", {{"id", section.id},
                             {"class", section.starts_page ? "starts-page"
                                       : section.numbered  ? ""
                                                           : "together"},
                             {"aria-labelledby", section.id + ".heading"}});
    writer_.markup("\n");
    heading(section, number);
    numbers_.push_back(0);
    for (const Block& block : section.blocks) {
      render(block);
    }
    numbers_.pop_back();
    writer_.markup("\n</section>");
  }

  void heading(const Section& section, const std::string& number) {
    const std::string id = section.id + ".heading";
    const auto with = [&](Markup level) {
      writer_.open(level, {{"id", id}});
      if (!number.empty()) {
        writer_.element("span", number, {{"class", "section-number"}});
        writer_.markup(" ");
      }
      writer_.text(section.title);
      writer_.close(level);
    };
    switch (numbers_.size()) {
      case 1: with("h2"); break;
      case 2: with("h3"); break;
      case 3: with("h4"); break;
      case 4: with("h5"); break;
      default: with("h6"); break;
    }
  }

  std::string number_text() const {
    std::string text;
    for (const int number : numbers_) {
      text += (text.empty() ? "" : ".") + std::to_string(number);
    }
    return text;
  }

  const ReportDocument& document_;
  Medium medium_;
  Writer writer_;
  std::vector<int> numbers_{0};
  std::size_t paragraphs_ = 0;
  bool in_box_ = false;
};

}  // namespace

std::string svg_of(const Picture& picture, Language language) { return svg_of(picture, true, language) + "\n"; }

std::string html_of(const ReportDocument& document, Medium medium) { return Page(document, medium).render(); }

}  // namespace restituo
