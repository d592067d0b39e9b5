#include <restituo/base/parallel.hpp>

#include <algorithm>
#include <atomic>
#include <exception>
#include <thread>
#include <vector>

namespace restituo {

void for_each_block(std::size_t blocks, unsigned threads, const std::function<void(std::size_t)>& work) {
  const std::size_t wanted = std::min<std::size_t>(std::max(1U, threads), std::max<std::size_t>(1, blocks));
  if (wanted == 1) {
    for (std::size_t block = 0; block < blocks; ++block) {
      work(block);
    }
    return;
  }

  struct Failure {
    std::size_t block = 0;
    std::exception_ptr exception;
  };
  std::atomic<std::size_t> next{0};
  std::atomic<bool> stop{false};
  std::vector<Failure> failures(wanted);
  const auto run = [&](std::size_t lane) {
    while (!stop.load(std::memory_order_relaxed)) {
      const std::size_t block = next.fetch_add(1, std::memory_order_relaxed);
      if (block >= blocks) {
        return;
      }
      try {
        work(block);
      } catch (...) {
        failures[lane] = {block, std::current_exception()};
        stop.store(true, std::memory_order_relaxed);
        return;
      }
    }
  };

  {
    std::vector<std::jthread> lanes;
    lanes.reserve(wanted - 1);
    for (std::size_t lane = 1; lane < wanted; ++lane) {
      lanes.emplace_back(run, lane);
    }
    run(0);
  }

  const Failure* first = nullptr;
  for (const Failure& failure : failures) {
    if (failure.exception && (first == nullptr || failure.block < first->block)) {
      first = &failure;
    }
  }
  if (first != nullptr) {
    std::rethrow_exception(first->exception);
  }
}

}  // namespace restituo
