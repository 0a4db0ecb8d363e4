#pragma once
// The mixing desk as sound: takes the newest MixFrame, moves to it, and turns one block of inputs into one block of
// outputs with no delay. Made on any thread; process() is the audio thread's and never allocates, locks, logs or makes
// a system call. It knows no fader, DCA or scene: gains, coefficients and patches are all it is told.
#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include "engine/mix/automix.hpp"
#include "engine/mix/bus_bank.hpp"
#include "engine/mix/channel_bank.hpp"
#include "engine/mix/crew.hpp"
#include "engine/mix/feeds.hpp"
#include "engine/mix/fx_rack.hpp"
#include "engine/mix/keys.hpp"
#include "engine/mix/mailboxes.hpp"
#include "engine/mix/main_limiter.hpp"
#include "engine/mix/matrices.hpp"
#include "engine/mix/monitors.hpp"
#include "engine/mix/oscillator.hpp"
#include "engine/mix/outputs.hpp"
#include "engine/mix/patch_bay.hpp"
#include "engine/mix/probes.hpp"
#include "engine/mix/send_matrix.hpp"
#include "engine/mix/sockets.hpp"
#include "engine/mix/talkback.hpp"

namespace tutti {

class Engine {
public:
    // rate in Hz; the frames posted must be of the same layout and rate. `workers`: threads beside the audio thread
    // that share the banks of channels (Crew); the sound is the same to the bit.
    Engine(const Layout& layout, double rate, const dsp::Kernels& kernels = dsp::best_kernels())
        : Engine(layout, rate, kernels, Ramps::at(rate)) {}
    Engine(const Layout& layout, double rate, const dsp::Kernels& kernels, const Ramps& ramps, int workers = 0);

    // [state] The two mailboxes.
    MixMailbox& mixes() { return mixes_; }
    MeterMailbox& meters() { return meters_; }
    // [state] What is copied out to be measured.
    rt::TripleBuffer<ProbeFrame>& probes() { return probes_.orders(); }
    double rate() const { return rate_; }

    // [audio] Any number of frames. Inputs and outputs must not share memory. The first frame posted holds at once,
    // later ones are moved to.
    void process(const float* const* inputs, int input_count, float* const* outputs, int output_count,
                 int frames) noexcept;

    // [state] The loop of an insert, alone: see Loops.
    Loops& loops() { return loops_; }

    // [any] Outputs silent (in 10 ms; at once before the first block), and back in 500 ms. Released at first.
    void hold_outputs() { outputs_.hold(); }
    void release_outputs() { outputs_.release(); }

    // [any] Since the start.
    std::uint64_t broken_samples() const { return sockets_.broken(); }
    std::uint64_t blocks() const { return blocks_.load(std::memory_order_relaxed); }

private:
    void take_frame();
    void take_channels(const MixFrame& frame, int bank);
    void apply_channel(const MixFrame& frame, int channel);
    void move_channels(const MixFrame& frame, int bank, dsp::LaneBits lanes);
    bool apply_solos(const MixFrame& frame, int channel, bool at_once);
    void apply_bus(const MixFrame& frame, int bus);
    bool apply_fx(const MixFrame& frame, int number);
    void apply_main(const MixFrame& frame);
    void apply_matrix(const MixFrame& frame, int number);
    Listened listened(int left_rows, int right_rows) const;
    void look_at_loops();
    void let_inserts_look();
    void settle(bool look_again);
    void listen();
    int next_slice(int frames);

    void render(int frames);
    const dsp::Block* take_key_input(int bank, int frames);
    void process_own_signals(int frames);
    void process_channels(int frames);
    TapPoints process_bank(int bank, int frames, ChannelScratch& scratch);
    void mix_bank(int bank, const TapPoints& taps, int frames);
    void process_buses(int frames);
    void process_returns(int frames);
    void process_main(int frames);
    void process_matrices(int frames);
    void answer_meters();

    // Rows in banks of sixteen: channels, then left and right sides of each bank of buses and of the returns, then
    // main's two and those of the matrices.
    int bus_rows(int bank, int side) const { return channel_banks_ + 2 * bank + side; }
    int fx_rows(int side) const { return channel_banks_ + 2 * bus_banks_ + side; }
    int main_rows(int side) const { return channel_banks_ + 2 * (bus_banks_ + fx_banks_) + side; }

    int matrix_rows(int side) const { return main_rows(2) + side; }

    const dsp::Kernels& kernels_;
    double rate_;
    int channel_banks_, bus_banks_, fx_banks_;
    Ramps ramps_;
    MixMailbox mixes_;
    MeterMailbox meters_;

    dsp::DelayPool delays_;
    Sockets sockets_;
    Oscillator oscillator_;
    Talkbacks talkbacks_;
    FxRack rack_;
    Loops loops_;
    InsertGear gear_;
    std::vector<ChannelBank> channels_;
    std::vector<BusBank> buses_;
    BusBank returns_;
    BusBank main_;
    MainLimiter main_limiter_;
    Matrices matrices_;
    Keys keys_;
    Automix automix_;
    SendMatrix sends_;
    std::vector<Feed> main_feeds_;
    SoloFeeds solos_;
    PatchBay bay_;
    Monitors monitors_;
    Outputs outputs_;
    Probes probes_;

    ChannelScratch channel_scratch_;
    std::unique_ptr<Crew> crew_;  // none: the audio thread does all alone
    struct Place {
        ChannelScratch scratch;
        TapPoints taps;
    };
    std::vector<Place> places_;  // of the crew
    std::vector<int> awake_;     // banks at work in this slice
    struct KeyInput {
        dsp::Block source, low_cut;
        const dsp::Block* taken = nullptr;  // of this slice
    };
    std::vector<KeyInput> key_inputs_;  // one for each bank of channels; at work where others listen to it
    BusScratch bus_scratch_;
    std::vector<StereoSum> bus_sums_;
    StereoSum main_lanes_, main_sum_;  // lane by lane over all rows; added up in lane 0

    std::vector<std::uint64_t> seen_, seen_processors_;  // stamps of what has been applied
    bool started_ = false;                               // a frame has been applied
    std::uint64_t clock_ = 0;                            // samples since the start
    std::uint64_t due_ = kNever;                         // when settle() has something to do
    std::atomic<std::uint64_t> blocks_{0};

    static constexpr std::uint64_t kNever = ~std::uint64_t{0};
};

}  // namespace tutti
