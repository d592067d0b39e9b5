// A Picture as SVG that needs no style sheet: every look stands in the drawing itself, so that a browser, a PDF and a
// word processor draw the same. Readable in grey: tones differ in lightness, and each mark has a shape of its own.
#pragma once

#include <string>

#include "document_tree.hpp"

namespace restituo {

// `standalone`: a file of its own, with its namespace and its language; else an element of the page, named by its ids.
// `scale` enlarges the size it asks for, not the drawing: a program that makes points of it makes more of them.
std::string svg_of(const Picture& picture, bool standalone, Language language = Language::en, int scale = 1);

// & < > " ' and control signs, for XML and HTML alike, in texts and attributes.
std::string escaped(std::string_view words);

}  // namespace restituo
