#include "svg.hpp"

#include <cmath>

namespace restituo {
namespace {

using Shape = Picture::Shape;

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + escaped(value) + "\"";
}
std::string attribute(std::string_view name, int value) { return attribute(name, std::to_string(value)); }

std::string look_of(const Shape& shape) {
  std::string look;
  switch (shape.tone) {
    case Shape::Tone::ink:
      look = attribute("stroke", "#1b1b1b") + attribute("stroke-width", "1.5") + attribute("fill", "#1b1b1b");
      break;
    case Shape::Tone::soft:
      look = attribute("stroke", "#1d3b5c") + attribute("stroke-width", "1.5") + attribute("fill", "#cfd6de");
      break;
    case Shape::Tone::faint:
      look = attribute("stroke", "#cfcabf") + attribute("stroke-width", "1") + attribute("fill", "#f4f2ec");
      break;
    case Shape::Tone::paper: look = attribute("stroke", "none") + attribute("fill", "#ffffff"); break;
    case Shape::Tone::frame:
      look = attribute("stroke", "#1b1b1b") + attribute("stroke-width", "1.5") + attribute("fill", "none");
      break;
    case Shape::Tone::accent:
      look = attribute("stroke", "#1d3b5c") + attribute("stroke-width", "3") + attribute("fill", "#1d3b5c");
      break;
  }
  return shape.dashed ? look + attribute("stroke-dasharray", "5 4") : look;
}

// A line and its tip, drawn by hand: markers need ids, and two drawings of a page must not share one.
std::string arrow(const Shape& shape) {
  const double across = shape.x2 - shape.x;
  const double down = shape.y2 - shape.y;
  const double length = std::sqrt(across * across + down * down);
  if (!(length > 0)) return {};
  const double tip = shape.tip ? 10 + shape.weight : 0;
  const auto along = [&](double back, double aside) {
    const auto whole = [](double value) { return std::to_string(static_cast<int>(std::floor(value + 0.5))); };
    return whole(shape.x2 - (across * back - down * aside) / length) + " " +
           whole(shape.y2 - (down * back + across * aside) / length);
  };
  const std::string base = along(tip, 0);
  const std::size_t gap = base.find(' ');
  std::string line = "<line" + attribute("stroke", "#555555") + attribute("stroke-width", shape.weight);
  if (shape.dashed) line += attribute("stroke-dasharray", "6 4");
  line += attribute("x1", shape.x) + attribute("y1", shape.y) + attribute("x2", base.substr(0, gap)) +
          attribute("y2", base.substr(gap + 1)) + "></line>";
  if (!shape.tip) return line;
  const double half = 4 + shape.weight;
  return line + "\n<path" + attribute("fill", "#555555") +
         attribute("d", "M" + along(0, 0) + "L" + along(tip, half) + "L" + along(tip, -half) + "z") + "></path>";
}

std::string drawn(const Shape& shape) {
  using Form = Shape::Form;
  switch (shape.form) {
    case Form::line:
      return "<line" + look_of(shape) + attribute("x1", shape.x) + attribute("y1", shape.y) +
             attribute("x2", shape.x2) + attribute("y2", shape.y2) + "></line>";
    case Form::arrow: return arrow(shape);
    case Form::box:
      return "<rect" + look_of(shape) + attribute("x", shape.x) + attribute("y", shape.y) +
             attribute("width", shape.x2 - shape.x) + attribute("height", shape.y2 - shape.y) + "></rect>";
    case Form::dot:
      return "<circle" + look_of(shape) + attribute("cx", shape.x) + attribute("cy", shape.y) +
             attribute("r", shape.x2 == 0 ? 6 : shape.x2) + "></circle>";
    case Form::diamond:
      return "<path" + look_of(shape) +
             attribute("d", "M" + std::to_string(shape.x) + " " + std::to_string(shape.y - 9) + "l8 9l-8 9l-8-9z") +
             "></path>";
    case Form::label_start:
    case Form::label_middle:
    case Form::label_end: {
      const char* anchor = shape.form == Form::label_start    ? "start"
                           : shape.form == Form::label_middle ? "middle"
                                                              : "end";
      return "<text" + attribute("x", shape.x) + attribute("y", shape.y) + attribute("text-anchor", anchor) +
             attribute("font-size", "14") + attribute("fill", "#1b1b1b") +
             attribute("font-family", "Liberation Serif, serif") + ">" + escaped(shape.text) + "</text>";
    }
  }
  return {};
}

}  // namespace

std::string escaped(std::string_view words) {
  std::string result;
  for (const char c : words) {
    switch (c) {
      case '&': result += "&amp;"; break;
      case '<': result += "&lt;"; break;
      case '>': result += "&gt;"; break;
      case '"': result += "&quot;"; break;
      case '\'': result += "&#39;"; break;
      case '\n':
      case '\t': result += c; break;
      default: result += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? ' ' : c;
    }
  }
  return result;
}

std::string svg_of(const Picture& picture, bool standalone, Language language, int scale) {
  std::string svg = "<svg";
  if (standalone) {
    svg += attribute("xmlns", "http://www.w3.org/2000/svg") + attribute("lang", code_of(language));
  }
  svg += attribute("role", "img") +
         attribute("viewBox", "0 0 " + std::to_string(picture.width) + " " + std::to_string(picture.height)) +
         attribute("width", picture.width * scale) + attribute("height", picture.height * scale);
  const std::string title = standalone ? "title" : picture.id + ".title";
  const std::string description = standalone ? "description" : picture.id + ".description";
  svg += attribute("aria-labelledby", title + " " + description);
  const auto named = [](const std::string& id) { return attribute("id", id); };
  svg += "><title" + named(title) + ">" + escaped(picture.title) + "</title><desc" + named(description) + ">" +
         escaped(picture.description) + "</desc>";
  for (const Shape& shape : picture.shapes) {
    svg += "\n" + drawn(shape);
  }
  return svg + "\n</svg>";
}

}  // namespace restituo
