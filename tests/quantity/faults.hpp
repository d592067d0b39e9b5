// What the tests of this module ask of an outcome.
#pragma once

#include <string>

#include <restituo/base/outcome.hpp>

namespace restituo {

inline const Place somewhere{"case.toml", 12, 8};

// The code of the one fault; "accepted" where there is none, all codes where there are several.
template <class T>
std::string code_of_refusal(const Outcome<T>& outcome) {
  if (outcome) {
    return "accepted";
  }
  std::string codes;
  for (const Fault& fault : outcome.error()) {
    codes += codes.empty() ? fault.code : " " + fault.code;
  }
  return codes;
}

}  // namespace restituo
