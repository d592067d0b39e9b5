// A strict reader of the page, for tests: every element closed in order, every sign escaped that must be. A browser
// forgives; this does not.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace restituo::test {

struct Element {
  std::string name;  // empty for a text
  std::string text;
  std::map<std::string, std::string> attributes;
  std::vector<Element> children;

  std::string attribute(const std::string& key) const {
    const auto found = attributes.find(key);
    return found == attributes.end() ? "" : found->second;
  }

  // What a reader sees: the text of all children, without what is hidden from screen readers.
  std::string words() const {
    std::string result = text;
    for (const Element& child : children) {
      if (child.attribute("aria-hidden") != "true") {
        result += child.name == "br" ? " " : child.words();
      }
    }
    return result;
  }

  template <class Visit>
  void walk(Visit visit) const {
    visit(*this);
    for (const Element& child : children) {
      child.walk(visit);
    }
  }

  std::vector<const Element*> all(const std::string& wanted) const {
    std::vector<const Element*> found;
    walk([&](const Element& one) {
      if (one.name == wanted) found.push_back(&one);
    });
    return found;
  }
};

class HtmlReader {
 public:
  explicit HtmlReader(std::string_view page) : page_(page) {}

  // The <html> element.
  Element read() {
    expect("<!DOCTYPE html>");
    skip_blanks();
    Element root = element();
    skip_blanks();
    if (at_ != page_.size()) fail("something stands behind </html>");
    return root;
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw std::runtime_error(what + " at: " + std::string(page_.substr(at_, 120)));
  }
  void expect(std::string_view wanted) {
    if (page_.substr(at_, wanted.size()) != wanted) fail("wanted " + std::string(wanted));
    at_ += wanted.size();
  }
  void skip_blanks() {
    while (at_ < page_.size() && (page_[at_] == ' ' || page_[at_] == '\n')) ++at_;
  }

  std::string unescaped(std::string_view raw) const {
    std::string result;
    for (std::size_t i = 0; i < raw.size(); ++i) {
      if (raw[i] == '<' || raw[i] == '>') fail("a bare angle bracket in a text");
      if (raw[i] != '&') {
        result += raw[i];
        continue;
      }
      bool known = false;
      for (const auto& [name, sign] : {std::pair<std::string_view, char>{"&amp;", '&'},
                                       {"&lt;", '<'},
                                       {"&gt;", '>'},
                                       {"&quot;", '"'},
                                       {"&#39;", '\''}}) {
        if (raw.substr(i, name.size()) == name) {
          result += sign;
          i += name.size() - 1;
          known = true;
          break;
        }
      }
      if (!known) fail("a bare ampersand in a text");
    }
    return result;
  }

  std::string name() {
    const std::size_t begin = at_;
    while (at_ < page_.size() && (std::isalnum(static_cast<unsigned char>(page_[at_])) != 0 || page_[at_] == '-'))
      ++at_;
    if (begin == at_) fail("wanted a name");
    return std::string(page_.substr(begin, at_ - begin));
  }

  Element element() {
    expect("<");
    Element made;
    made.name = name();
    while (page_[at_] == ' ') {
      ++at_;
      const std::string key = name();
      expect("=\"");
      const std::size_t end = page_.find('"', at_);
      if (end == std::string_view::npos) fail("an attribute without end");
      if (!made.attributes.emplace(key, unescaped(page_.substr(at_, end - at_))).second) fail("an attribute twice");
      at_ = end + 1;
    }
    expect(">");
    constexpr std::string_view empty_ones[] = {"meta", "br", "col", "wbr"};
    if (std::find(std::begin(empty_ones), std::end(empty_ones), made.name) != std::end(empty_ones)) {
      return made;
    }
    if (made.name == "style") {
      const std::size_t end = page_.find('<', at_);
      made.children.push_back(text_of(page_.substr(at_, end - at_)));
      at_ = end;
    }
    while (page_.substr(at_, 2) != "</") {
      if (at_ >= page_.size()) fail("an element without end: " + made.name);
      if (page_[at_] == '<') {
        made.children.push_back(element());
        continue;
      }
      const std::size_t end = page_.find('<', at_);
      if (end == std::string_view::npos) fail("an element without end: " + made.name);
      made.children.push_back(text_of(unescaped(page_.substr(at_, end - at_))));
      at_ = end;
    }
    expect("</" + made.name + ">");
    return made;
  }

  static Element text_of(std::string_view words) {
    Element made;
    made.text = words;
    return made;
  }

  std::string_view page_;
  std::size_t at_ = 0;
};

}  // namespace restituo::test
