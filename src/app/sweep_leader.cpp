#include "sweep_leader.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

#include <restituo/base/must.hpp>
#include <restituo/base/parallel.hpp>
#include "stops.hpp"

namespace restituo {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::uint64_t most_at_a_time = 256;
constexpr auto between_transactions = std::chrono::milliseconds(200);
constexpr std::size_t most_waiting = 20'000;  // results that wait for a transaction

// The scenarios that are not done yet, a few at a time.
class OpenScenarios {
 public:
  OpenScenarios(const std::vector<bool>& done, Shard shard, std::uint64_t at_a_time)
      : done_(done), shard_(shard), at_a_time_(at_a_time) {}

  std::vector<std::uint64_t> take() {
    const std::lock_guard lock(mutex_);
    std::vector<std::uint64_t> numbers;
    while (!closed_ && next_ <= done_.size() && numbers.size() < at_a_time_) {
      if (!done_[next_ - 1] && shard_.has(next_)) {
        numbers.push_back(next_);
      }
      ++next_;
    }
    return numbers;
  }

  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }

 private:
  std::mutex mutex_;
  const std::vector<bool>& done_;
  Shard shard_;
  std::uint64_t at_a_time_;
  std::uint64_t next_ = 1;
  bool closed_ = false;
};

// Results on their way from the threads that compute to the one that stores.
class Results {
 public:
  void put(std::vector<ScenarioResult> results) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return waiting_.size() < most_waiting || closed_; });
    for (ScenarioResult& result : results) {
      waiting_.push_back(std::move(result));
    }
    there_.notify_one();
  }
  void fail(std::exception_ptr failure) {
    const std::lock_guard lock(mutex_);
    failure_ = failure_ ? failure_ : std::move(failure);
    there_.notify_one();
  }
  // What has come within the time; throws what a thread threw.
  std::vector<ScenarioResult> take(std::chrono::milliseconds within) {
    std::unique_lock lock(mutex_);
    there_.wait_for(lock, within, [&] { return !waiting_.empty() || failure_; });
    if (failure_) {
      closed_ = true;
      room_.notify_all();
      std::rethrow_exception(failure_);
    }
    std::vector<ScenarioResult> taken(std::make_move_iterator(waiting_.begin()),
                                      std::make_move_iterator(waiting_.end()));
    waiting_.clear();
    room_.notify_all();
    return taken;
  }
  // Nobody takes any more: what still comes is dropped.
  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    room_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable there_;
  std::condition_variable room_;
  std::deque<ScenarioResult> waiting_;
  std::exception_ptr failure_;
  bool closed_ = false;
};

// The threads of rank 0. They end when there is nothing left to take.
class Threads {
 public:
  Threads(unsigned count, const ScenarioRunner& runner, OpenScenarios& open, Results& results)
      : open_(open), results_(results), running_(count) {
    for (unsigned i = 0; i < count; ++i) {
      threads_.emplace_back([this, &runner] {
        try {
          work(runner);
        } catch (...) {
          results_.fail(std::current_exception());
        }
        --running_;
      });
    }
  }
  ~Threads() {
    open_.close();
    results_.close();
  }
  Threads(const Threads&) = delete;
  Threads& operator=(const Threads&) = delete;

  bool ended() const { return running_ == 0; }

 private:
  void work(const ScenarioRunner& runner) {
    for (auto numbers = open_.take(); !numbers.empty(); numbers = open_.take()) {
      std::vector<ScenarioResult> results;
      results.reserve(numbers.size());
      for (const std::uint64_t number : numbers) {
        results.push_back(runner.run(number));
      }
      results_.put(std::move(results));
    }
  }

  OpenScenarios& open_;
  Results& results_;
  std::atomic<unsigned> running_;
  std::vector<std::jthread> threads_;
};

class Leader {
 public:
  Leader(const SweepWork& work, SweepStore& store, const Ranks& ranks, const LeaderSettings& settings)
      : work_(work), store_(store), ranks_(ranks), settings_(settings), ranks_at_work_(ranks.size() - 1) {}

  Outcome<SweepProgress> run() {
    const auto done = store_.done();
    if (!done) {
      send_home();
      return refuse(done.error());
    }
    for (std::uint64_t number = 1; number <= work_.sweep.count; ++number) {
      if (settings_.shard.has(number)) {
        ++progress_.wanted;
        progress_.done += (*done)[number - 1] ? 1U : 0U;
      }
    }
    OpenScenarios open(*done, settings_.shard, at_a_time());
    Faults faults = run_all(open);
    send_home();
    if (!faults.empty()) {
      return refuse(std::move(faults));
    }
    return progress_;
  }

 private:
  Faults run_all(OpenScenarios& open) {
    Results results;
    Threads threads(settings_.threads, *work_.runner, open, results);
    Faults faults;
    bool all_here = false;
    while (faults.empty() && !all_here) {
      const bool nobody_works = threads.ended() && ranks_at_work_ == 0;  // asked before the last results are taken
      take_in(results.take(std::chrono::milliseconds(ranks_at_work_ > 0 ? 0 : 50)));
      listen(open);
      const bool due = Clock::now() - last_stored_ >= between_transactions || waiting_.size() >= most_waiting;
      if (due || nobody_works || Stops::asked()) {
        faults = store();
      }
      settings_.show(progress_);
      if (Stops::asked() && faults.empty()) {
        settings_.stopped(progress_);
      }
      all_here = nobody_works;
    }
    return faults;
  }

  std::uint64_t at_a_time() const {
    // Simulations take long enough to be given out one by one.
    const std::uint64_t hands = settings_.threads + static_cast<std::uint64_t>(ranks_at_work_);
    return work_.sweep.spread
               ? 1
               : std::clamp<std::uint64_t>((progress_.wanted - progress_.done) / (hands * 8), 1, most_at_a_time);
  }

  void take_in(std::vector<ScenarioResult> results) {
    waiting_.insert(waiting_.end(), std::make_move_iterator(results.begin()), std::make_move_iterator(results.end()));
  }

  // One message of another rank at most: results, and the wish for more.
  void listen(OpenScenarios& open) {
    const auto message = ranks_at_work_ > 0 ? ranks_.receive(5) : std::nullopt;
    if (!message) {
      return;
    }
    take_in(unpacked_results(message->bytes));
    const auto numbers = open.take();
    ranks_.send(message->from, packed(numbers));
    ranks_at_work_ -= numbers.empty() ? 1 : 0;
  }

  Faults store() {
    last_stored_ = Clock::now();
    if (waiting_.empty()) {
      return {};
    }
    Faults faults = store_.put(waiting_);
    progress_.done += faults.empty() ? waiting_.size() : 0;
    waiting_.clear();
    return faults;
  }

  // Those still at work ask once more.
  void send_home() {
    for (; ranks_at_work_ > 0; --ranks_at_work_) {
      const auto message = ranks_.receive(-1);
      ranks_.send(message->from, packed(std::vector<std::uint64_t>{}));
    }
  }

  const SweepWork& work_;
  SweepStore& store_;
  const Ranks& ranks_;
  const LeaderSettings& settings_;
  int ranks_at_work_;
  SweepProgress progress_;
  std::vector<ScenarioResult> waiting_;
  Clock::time_point last_stored_ = Clock::now();
};

}  // namespace

Outcome<SweepProgress> lead(const SweepWork& work, SweepStore& store, const Ranks& ranks,
                            const LeaderSettings& settings) {
  return Leader(work, store, ranks, settings).run();
}

void hand_out(const Ranks& ranks, const SweepWork* work) {
  const std::string inputs = work == nullptr || ranks.size() == 1 ? std::string() : packed(work->inputs);
  for (int rank = 1; rank < ranks.size(); ++rank) {
    ranks.send(rank, inputs);
  }
}

void follow(const Ranks& ranks, unsigned threads) {
  const auto handed_out = ranks.receive(-1);
  if (handed_out->bytes.empty()) {
    return;  // rank 0 has said why
  }
  SweepInputs inputs = unpacked_inputs(handed_out->bytes);
  must(inputs.program_version == RESTITUO_VERSION, "every rank runs the same version of restituo");
  const auto work = work_from(std::move(inputs));
  must(work.has_value(), "what rank 0 could read, every rank can");
  std::vector<ScenarioResult> results;
  while (true) {
    ranks.send(0, packed(results));
    const auto numbers = unpacked_numbers(ranks.receive(-1)->bytes);
    if (numbers.empty()) {
      return;
    }
    results.assign(numbers.size(), {});
    for_each_block(numbers.size(), threads, [&](std::size_t i) { results[i] = (*work)->runner->run(numbers[i]); });
  }
}

}  // namespace restituo
