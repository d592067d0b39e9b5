// Prints the digests: tests/uncertainty/same_bits.sh builds this file many ways and compares what comes out.
#include <cstdio>

#include "digests.hpp"

int main() {
  for (const auto& [name, digest] : restituo::test::all_digests()) {
    std::printf("%s  %s\n", digest.c_str(), name.c_str());
  }
}
