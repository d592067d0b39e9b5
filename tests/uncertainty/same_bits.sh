#!/usr/bin/env bash
# The same bits from every compiler, optimisation level and processor that is at hand: same_bits.sh [--store]
# Builds src/uncertainty with tests/uncertainty/same_bits_main.cpp in a temporary folder, many ways, and compares the
# digests with same_bits.expected. --store writes that file first, from g++ -O2.
# An aarch64 build is tried where aarch64-linux-gnu-g++ and qemu-aarch64 are installed.
set -euo pipefail
cd "$(dirname "$0")/../.."
expected=$PWD/tests/uncertainty/same_bits.expected
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

sources=(src/uncertainty/*.cpp src/base/digest.cpp src/base/must.cpp src/base/text.cpp src/base/fault.cpp
  src/base/fault_catalogue.cpp src/base/language.cpp tests/uncertainty/same_bits_main.cpp)
flags=(-std=c++20 -ffp-contract=off -fno-math-errno -fno-trapping-math -DFMT_HEADER_ONLY -Iinclude -Isrc/uncertainty -w)

built=0
failed=0
compare() {  # NAME, then the command that prints the digests
  local name=$1
  shift
  if "$@" >"$work/out" && diff -q "$expected" "$work/out" >/dev/null; then
    echo "same     $name"
  else
    echo "DIFFERS  $name"
    diff "$expected" "$work/out" | head -6 || true
    failed=1
  fi
}
try() {  # NAME, how to run, compiler and flags
  local name=$1 run=$2
  shift 2
  local objects=()
  for source in "${sources[@]}"; do objects+=("$work/$built-$(basename "$source" .cpp).o"); done
  for source in "${sources[@]}"; do
    echo "$* ${flags[*]} -c $source -o $work/$built-$(basename "$source" .cpp).o"
  done | xargs -d '\n' -P "${jobs:-2}" -I{} sh -c '{}'
  "$@" "${objects[@]}" -o "$work/$built"
  if [[ ${store-} ]]; then
    "$work/$built" >"$expected"
    store=
  fi
  # shellcheck disable=SC2086
  compare "$name" $run "$work/$built"
  built=$((built + 1))
}

[[ ${1-} == --store ]] && store=1
try "g++ -O2" "" g++ -O2
try "g++ -O0" "" g++ -O0
try "g++ -O3" "" g++ -O3
try "g++ -O2 without clones" "" g++ -O2 -DRESTITUO_NO_CLONES
for level in v2 v3 v4; do
  if /lib64/ld-linux-x86-64.so.2 --help 2>/dev/null | grep -q "x86-64-$level.*supported"; then
    try "g++ -O3 -march=x86-64-$level" "" g++ -O3 -march=x86-64-$level -DRESTITUO_NO_CLONES
  fi
done
if command -v clang++-19 >/dev/null; then
  try "clang++-19 -O0" "" clang++-19 -O0
  try "clang++-19 -O3" "" clang++-19 -O3
  try "clang++-19 -O3 -march=x86-64-v3" "" clang++-19 -O3 -march=x86-64-v3 -DRESTITUO_NO_CLONES
fi
if command -v aarch64-linux-gnu-g++ >/dev/null && command -v qemu-aarch64 >/dev/null; then
  try "aarch64 g++ -O2 under qemu" "qemu-aarch64 -L /usr/aarch64-linux-gnu" aarch64-linux-gnu-g++ -O2 -static -idirafter /usr/include
fi
exit $failed
