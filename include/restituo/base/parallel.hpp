// A loop over numbered blocks on any number of threads, whose result may not depend on that number.
//
// `work(block)` is called once for each block from 0 to blocks - 1, in any order and on any thread; it must write only
// what belongs to its block. Whoever adds the blocks up does it afterwards, in index order. The first exception thrown
// by any block (by lowest block number among those caught) is thrown again here after all threads have ended.
#pragma once

#include <cstddef>
#include <functional>

namespace restituo {

void for_each_block(std::size_t blocks, unsigned threads, const std::function<void(std::size_t)>& work);

}  // namespace restituo
