// What most commands begin with: the library and the case, or their faults on standard error and nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <restituo/casefile/case.hpp>

#include "commands.hpp"

namespace restituo {

// Where neither the command line nor the case says otherwise.
inline constexpr std::uint64_t usual_draws = 100'000;
inline constexpr std::uint64_t usual_seed = 1;

std::optional<Library> usable_library(const CommonWishes& common);
std::optional<Case> usable_case(const std::string& path, const Library& library, Language language);

// 1 where something was warned of, else 0; notes do not count.
int code_for(const Faults& faults);

// A word of a command line as a shell reads it back.
std::string quoted_word(const std::string& word);

}  // namespace restituo
