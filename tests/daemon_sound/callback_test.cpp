// The engine behind a device's gate, with callback_trap.c around it: what is forbidden in the callback is caught, and
// nothing of it happens while everything on the desk moves.
#include <gtest/gtest.h>

#include <condition_variable>
#include <cstring>
#include <fstream>
#include <limits>
#include <mutex>
#include <shared_mutex>
#include <stdexcept>
#include <thread>

#include "engine/console/resolve.hpp"
#include "engine/device/callback.hpp"
#include "engine/device/gate.hpp"
#include "engine/mix/engine.hpp"
#include "engine/rt/callback.hpp"
#include "tests/console/support.hpp"

extern "C" bool tutti_trap_kernel_watches(void);

namespace tutti::test {
namespace {

// ---- the trap itself ----

struct Mistake {
    const char* name;
    void (*make)();
    const char* caught;
    bool by_kernel = false;
};

void* volatile kept = nullptr;
std::mutex mutex;
std::shared_mutex shared_mutex;
std::condition_variable condition;
int number_of_process() {
    return static_cast<int>(getpid());
}

const Mistake mistakes[] = {
    {"malloc", [] { kept = std::malloc(8); }, "malloc"},
    {"calloc", [] { kept = std::calloc(8, 8); }, "calloc"},
    {"realloc", [] { kept = std::realloc(kept, 80); }, "realloc"},
    {"free", [] { std::free(kept); }, "free"},
    {"aligned_alloc", [] { kept = std::aligned_alloc(64, 64); }, "memalign"},
    {"operator_new", [] { kept = ::operator new(8); }, "malloc"},
    {"operator_new_aligned", [] { kept = ::operator new (64, std::align_val_t{64}); }, "memalign"},
    {"operator_delete", [] { ::operator delete(kept); }, "free"},
    {"a_growing_vector", [] { kept = new std::vector<int>(100); }, "malloc"},
    {"a_thrown_exception", [] { throw std::runtime_error("no"); }, "malloc"},
    {"a_lock", [] { mutex.lock(); }, "pthread_mutex_lock"},
    {"a_try_lock", [] { kept = mutex.try_lock() ? kept : nullptr; }, "pthread_mutex_trylock"},
    {"a_shared_lock", [] { shared_mutex.lock_shared(); }, "pthread_rwlock_rdlock"},
    {"a_wake", [] { condition.notify_one(); }, "pthread_cond_signal"},
    {"a_static_of_a_function",
     [] {
         static const int first = number_of_process();
         kept = first ? nullptr : kept;
     },
     "guard_acquire"},
    {"a_thread", [] { std::thread([] {}).detach(); }, "malloc"},
    {"a_yield", [] { std::this_thread::yield(); }, "sched_yield"},
    {"a_sleep", [] { std::this_thread::sleep_for(std::chrono::milliseconds(1)); }, "nanosleep"},
    {"a_system_call", [] { number_of_process(); }, "system call", true},
    {"an_open_file", [] { std::fopen("/dev/null", "r"); }, "malloc"},
    {"a_word_on_stderr", [] { std::fputs("word\n", stderr); }, "system call", true},
};

class Trap : public testing::TestWithParam<Mistake> {};

TEST_P(Trap, catches) {
    if (GetParam().by_kernel && !tutti_trap_kernel_watches()) GTEST_SKIP() << "this kernel cannot watch system calls";
    kept = std::malloc(8);
    const auto make_it = [] {
        std::thread([] {
            const rt::CallbackScope inside;
            GetParam().make();
        }).join();
    };
    EXPECT_DEATH(make_it(), std::string("in the audio callback: .*") + GetParam().caught);
    // The same outside, so that it is the callback which makes it a mistake. What throws or waits is left out.
    if (std::strcmp(GetParam().name, "a_thrown_exception") != 0) std::thread(GetParam().make).join();
}
INSTANTIATE_TEST_SUITE_P(Mistakes, Trap, testing::ValuesIn(mistakes),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(Trap, lets_pass_what_the_callback_may_do) {
    std::thread([] {
        const rt::CallbackScope inside;
        std::atomic<int> counter{0};
        for (int i = 0; i < 10'000; ++i) counter += monotonic_ns() > 0;
        EXPECT_EQ(counter, 10'000);
    }).join();
}

// ---- the engine ----

struct Seat final : Processor {
    explicit Seat(Engine& desk) : engine(desk) {}
    void process(const float* const* inputs, int input_count, float* const* outputs, int output_count,
                 int frames) noexcept override {
        engine.process(inputs, input_count, outputs, output_count, frames);
    }
    Engine& engine;
};

// A device that calls as fast as it can, with blocks of all lengths and inputs of all kinds.
class Driver {
public:
    Driver(Gate& gate, const Sizes& sizes) : gate_(gate), noise_(longest), out_(longest) {
        Dice dice(3);
        for (float& sample : noise_) sample = dice.between(-1, 1);
        noise_[100] = std::numeric_limits<float>::quiet_NaN(), noise_[200] = std::numeric_limits<float>::infinity();
        noise_[300] = 1e-40F, noise_[400] = -1e30F;
        inputs_.assign(static_cast<std::size_t>(sizes.inputs), noise_.data());
        outputs_.assign(static_cast<std::size_t>(sizes.outputs), out_.data());
        thread_ = std::jthread([this](std::stop_token stop) { drive(stop); });
    }

private:
    static constexpr int longest = Processor::max_frames + 100;
    void drive(std::stop_token stop) {
        const int lengths[] = {64, 1, 64, 63, 256, 64, 17, 1024, 64, 64};
        for (int i = 0; !stop.stop_requested(); ++i)
            gate_.call(inputs_.data(), outputs_.data(), i % 500 == 499 ? longest : lengths[i % 10], i % 50 == 0);
    }

    Gate& gate_;
    std::vector<float> noise_, out_;
    std::vector<const float*> inputs_;
    std::vector<float*> outputs_;
    std::jthread thread_;
};

Value somewhere(const Layout& layout, const Row& row, Dice& dice) {
    if (row.type == Type::route) return {static_cast<float>(dice.below(route_count(layout, row.routes)))};
    if (dice.once_in(3)) return {dice.once_in(2) ? row.min : row.max};
    return {dice.between(row.min, row.max)};
}

class Callback : public testing::TestWithParam<Sizes> {};

TEST_P(Callback, neither_allocates_nor_waits_nor_asks_the_kernel_while_everything_moves) {
    Console console(GetParam());
    const Layout& layout = console.layout();
    Engine engine(layout, 48000);
    Seat seat(engine);
    DeviceCounters counters;
    Gate gate(GetParam().inputs, GetParam().outputs, 48000);
    gate.open(seat, counters);
    const auto blocks = [&] { return counters.callbacks.load(); };
    {
        const Driver driver(gate, GetParam());
        Dice dice(11);
        std::vector<Slot> slots;
        for (Slot slot = 0; slot < layout.slot_count(); ++slot)
            if (layout.row(slot).kind == Kind::setting && layout.row(slot).type != Type::text) slots.push_back(slot);
        unsigned answers = 0;
        // Every parameter of the table at least twice, some dozens in each block; closed and opened on the way.
        for (int round = 0; round < 2; ++round) {
            for (std::size_t at = 0; at < slots.size(); ++at) {
                std::swap(slots[at], slots[static_cast<std::size_t>(dice.below(static_cast<int>(slots.size())))]);
                const Change change{slots[at], somewhere(layout, layout.row(slots[at]), dice)};
                console.apply({&change, 1}, 1);
                if (!dice.once_in(24)) continue;
                catch_up(console, engine.mixes().back());
                engine.mixes().publish();
                if (engine.meters().answer()) ++answers;
                engine.meters().ask();
                if (dice.once_in(50)) engine.hold_outputs();
                if (dice.once_in(20)) engine.release_outputs();
                if (dice.once_in(500)) gate.close(), gate.open(seat, counters);
                for (const auto seen = blocks(); blocks() == seen;) std::this_thread::yield();
            }
        }
        EXPECT_GT(answers, 0U);
        EXPECT_GT(engine.broken_samples(), 0U);
        gate.close();
    }
    EXPECT_GT(blocks(), 100U);
}
INSTANTIATE_TEST_SUITE_P(Desks, Callback, testing::Values(sizes(8, 4, 2, 2, 2, 8, 8), sizes(33, 17, 8, 6, 2, 32, 32)),
                         [](const auto& test) { return shape(test.param); });

}  // namespace
}  // namespace tutti::test
