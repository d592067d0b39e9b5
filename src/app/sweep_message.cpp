#include "sweep_message.hpp"

#include <bit>
#include <cstring>

#include <restituo/base/must.hpp>

namespace restituo {
namespace {

class Packer {
 public:
  void number(std::uint64_t value) {
    for (int i = 0; i < 8; ++i) {
      bytes_ += static_cast<char>((value >> (8 * i)) & 0xFFU);
    }
  }
  void real(double value) { number(std::bit_cast<std::uint64_t>(value)); }
  void text(std::string_view words) {
    number(words.size());
    bytes_ += words;
  }
  void file(const FileText& file) {
    text(file.name);
    text(file.text);
  }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : bytes_(bytes) {}

  std::uint64_t number() {
    const std::string_view eight = take(8);
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < 8; ++i) {
      value |= std::uint64_t{static_cast<unsigned char>(eight[i])} << (8 * i);
    }
    return value;
  }
  double real() { return std::bit_cast<double>(number()); }
  std::string text() { return std::string(take(number())); }
  FileText file() {
    FileText file;
    file.name = text();
    file.text = text();
    return file;
  }

 private:
  std::string_view take(std::uint64_t count) {
    must(count <= bytes_.size(), "a message of our own is whole");
    const std::string_view taken = bytes_.substr(0, count);
    bytes_.remove_prefix(count);
    return taken;
  }

  std::string_view bytes_;
};

}  // namespace

std::string packed(const SweepInputs& inputs) {
  Packer packer;
  packer.text(inputs.program_version);
  packer.number(inputs.models.size());
  for (const FileText& file : inputs.models) {
    packer.file(file);
  }
  packer.file(inputs.sweep_file);
  packer.file(inputs.case_file);
  packer.file(inputs.scenario_file);
  packer.number(inputs.beside.size());
  for (const FileText& file : inputs.beside) {
    packer.file(file);
  }
  return packer.take();
}

SweepInputs unpacked_inputs(std::string_view bytes) {
  Unpacker unpacker(bytes);
  SweepInputs inputs;
  inputs.program_version = unpacker.text();
  inputs.models.resize(unpacker.number());
  for (FileText& file : inputs.models) {
    file = unpacker.file();
  }
  inputs.sweep_file = unpacker.file();
  inputs.case_file = unpacker.file();
  inputs.scenario_file = unpacker.file();
  inputs.beside.resize(unpacker.number());
  for (FileText& file : inputs.beside) {
    file = unpacker.file();
  }
  return inputs;
}

std::string packed(const std::vector<std::uint64_t>& numbers) {
  Packer packer;
  packer.number(numbers.size());
  for (const std::uint64_t number : numbers) {
    packer.number(number);
  }
  return packer.take();
}

std::vector<std::uint64_t> unpacked_numbers(std::string_view bytes) {
  Unpacker unpacker(bytes);
  std::vector<std::uint64_t> numbers(unpacker.number());
  for (std::uint64_t& number : numbers) {
    number = unpacker.number();
  }
  return numbers;
}

std::string packed(const std::vector<ScenarioResult>& results) {
  Packer packer;
  packer.number(results.size());
  for (const ScenarioResult& result : results) {
    packer.number(result.number);
    packer.number(result.cells.size());
    for (const std::string& cell : result.cells) {
      packer.text(cell);
    }
    packer.text(result.refused);
    packer.number(result.figures.size());
    for (const FigureValue& figure : result.figures) {
      const FigureHead& h = *figure.head;
      for (const std::string* text : {&h.id, &h.name, &h.model, &h.victim, &h.period, &h.key, &h.kind, &h.unit}) {
        packer.text(*text);
      }
      packer.text(figure.exact);
      packer.number(figure.spread ? 1 : 0);
      if (figure.spread) {
        const FigureSpread& s = *figure.spread;
        for (const double value : {s.mean, s.p05, s.p25, s.p50, s.p75, s.p95, s.error}) {
          packer.real(value);
        }
      }
    }
  }
  return packer.take();
}

std::vector<ScenarioResult> unpacked_results(std::string_view bytes) {
  Unpacker unpacker(bytes);
  std::vector<ScenarioResult> results(unpacker.number());
  for (ScenarioResult& result : results) {
    result.number = unpacker.number();
    result.cells.resize(unpacker.number());
    for (std::string& cell : result.cells) {
      cell = unpacker.text();
    }
    result.refused = unpacker.text();
    result.figures.resize(unpacker.number());
    for (FigureValue& figure : result.figures) {
      auto head = std::make_shared<FigureHead>();
      FigureHead& h = *head;
      for (std::string* text : {&h.id, &h.name, &h.model, &h.victim, &h.period, &h.key, &h.kind, &h.unit}) {
        *text = unpacker.text();
      }
      figure.head = std::move(head);
      figure.exact = unpacker.text();
      if (unpacker.number() == 1) {
        FigureSpread s;
        for (double* value : {&s.mean, &s.p05, &s.p25, &s.p50, &s.p75, &s.p95, &s.error}) {
          *value = unpacker.real();
        }
        figure.spread = s;
      }
    }
  }
  return results;
}

}  // namespace restituo
