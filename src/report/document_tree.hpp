// The document tree: what a report says, apart from how it looks. Every output (HTML now; PDF, workbook, text later) is
// drawn from one tree, so that no two of them can say different things.
//
// A Section holds blocks and further sections; its depth gives the level of its heading, so headings are always in
// order, and its place gives its number. A number that the program computed is always an Inline of form `figure` with
// the id of its step: a renderer links it to its working, and a test compares it with result.json. Texts are plain;
// each renderer escapes them for its own format.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include <restituo/base/language.hpp>

namespace restituo {

struct Inline {
  enum class Form {
    text,
    strong,
    code,      // a command, a digest, an id
    link,      // to `target`, the id of a section, row or entry of this document
    figure,    // a number of step `target`; `aspect` says which: "exact", "p05", "floor", ...
    date,      // `target` is its ISO form
    footnote,  // a remark that paper prints at its foot; a screen leaves it out
    line_break,
  };

  Form form = Form::text;
  std::string text;
  std::string target;
  std::string aspect;
  std::string spoken;  // what a screen reader should say where it differs from what is seen: "−12.00" for "(12.00)"
};

using Inlines = std::vector<Inline>;

struct Block;

struct Paragraph {
  enum class Role { body, lead, small };
  Role role = Role::body;
  Inlines content;
};

struct BulletList {
  bool numbered = false;
  std::vector<Inlines> items;
};

struct DefinitionList {
  enum class Role { facts, working, glossary, to_fill_in };
  struct Entry {
    std::string id;  // may be empty
    Inlines term;
    std::vector<Inlines> meanings;
  };
  Role role = Role::facts;
  std::vector<Entry> entries;
};

struct Table {
  struct Column {
    std::string heading;
    bool numbers = false;  // right-aligned, digits of one width
    int width = 0;         // in hundredths of the table's; 0 leaves it to the renderer
  };
  enum class RowRole { line, group, subtotal, total };
  struct Row {
    RowRole role = RowRole::line;
    std::string id;              // may be empty
    std::vector<Inlines> cells;  // one for each column; a group row has one for all of them
  };
  std::string id;
  std::string caption;
  std::vector<Column> columns;
  std::size_t row_header = 0;  // the column whose cells name their row
  std::vector<Row> rows;
};

// A drawing in a box of `width` × `height`, with what it shows in words. Its numbers always stand in a table beside it
// too.
struct Picture {
  struct Shape {
    enum class Form { line, arrow, box, diamond, dot, label_start, label_middle, label_end };
    // Paper hides what lies below it; a frame is a box that hides nothing.
    enum class Tone { ink, soft, faint, accent, paper, frame };
    Form form = Form::line;
    Tone tone = Tone::ink;
    int x = 0, y = 0;
    int x2 = 0, y2 = 0;  // a line's end, a box's far corner; x2 of a dot is its radius where it is not the usual one
    bool dashed = false;
    int weight = 1;    // of an arrow: how thick
    bool tip = true;   // of an arrow: false for all but the last of its pieces
    std::string text;  // of a label
  };
  std::string id;
  std::string title;
  std::string description;
  int width = 0;
  int height = 0;
  std::vector<Shape> shapes;
};

// What stands apart from the running text: the answer, a warning on top, a note.
struct Callout {
  enum class Role { answer, alarm, note };
  Role role = Role::note;
  std::string label;  // "DRAFT"; may be empty
  std::vector<Block> blocks;
};

// The list of sections, which a renderer makes itself (with pages, where it has pages).
struct Contents {
  std::string title;
};

struct Section {
  std::string id;
  std::string title;
  bool numbered = true;
  bool starts_page = false;
  std::vector<Block> blocks;
};

struct Block {
  std::variant<Paragraph, BulletList, DefinitionList, Table, Picture, Callout, Contents, Section> is;
};

struct ReportDocument {
  Language language = Language::en;
  std::string title;
  std::string subtitle;
  std::string description;         // for search and for the file's properties
  std::string running_head;        // on top of each printed page: the case
  std::string mark;                // on each printed page too: "DRAFT"; empty where there is none
  std::string skip_to_content;     // words of the page itself, which no block holds
  std::string page_word, of_word;  // "Page 3 of 12"
  std::string credit;              // at the very end
  bool letter_paper = true;        // of a PDF; else A4
  bool one_page = false;           // printed small enough for one
  bool counts_paragraphs = false;  // they are cited by their number, which is one in every format
  std::vector<Block> front;        // title block and banners
  std::vector<Block> blocks;

  // Whether a paragraph has a number: one of the running text, in a section or a part of one. Renderers go through the
  // tree in one order, so each gives it the same number.
  bool counts(const Paragraph& paragraph, std::size_t sections_around, bool in_callout) const {
    return counts_paragraphs && !in_callout && paragraph.role != Paragraph::Role::small &&
           (sections_around == 1 || sections_around == 2);
  }
};

// Short ways to write the common inlines.
inline Inline inline_of(Inline::Form form, std::string words, std::string target = {}) {
  Inline result;
  result.form = form;
  result.text = std::move(words);
  result.target = std::move(target);
  return result;
}
inline Inline plain(std::string words) { return inline_of(Inline::Form::text, std::move(words)); }
inline Inline strong(std::string words) { return inline_of(Inline::Form::strong, std::move(words)); }
inline Inline code(std::string words) { return inline_of(Inline::Form::code, std::move(words)); }
inline Inline link_to(std::string target, std::string words) {
  return inline_of(Inline::Form::link, std::move(words), std::move(target));
}
inline Inline footnote(std::string words) { return inline_of(Inline::Form::footnote, std::move(words)); }
inline Inline line_break() { return inline_of(Inline::Form::line_break, {}); }

inline void append(Inlines& to, Inlines more) { to.insert(to.end(), more.begin(), more.end()); }

// The id of the element that shows the working of a step; figures link to it.
inline std::string anchor_of_step(const std::string& step_id) { return "step." + step_id; }

}  // namespace restituo
