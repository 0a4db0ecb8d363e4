#include "engine/mix/engine.hpp"

#include <algorithm>

#include "engine/fx/functions.hpp"
#include "engine/rt/callback.hpp"
#include "engine/rt/flush.hpp"

namespace tutti {
namespace {

int banks(int strips) {
    return (strips + dsp::kLanes - 1) / dsp::kLanes;
}

constexpr dsp::LaneBits kMainLane = 1;
const StereoTaps kNoReturns;

}  // namespace

Engine::Engine(const Layout& layout, double rate, const dsp::Kernels& kernels, const Ramps& ramps, int workers)
    : kernels_(kernels),
      rate_(rate),
      channel_banks_(banks(layout.sizes().channels)),
      bus_banks_(banks(layout.sizes().buses)),
      fx_banks_(banks(layout.sizes().fx)),
      ramps_(ramps),
      mixes_([&] { return MixFrame(layout, rate); }),
      meters_(MeterFrame(layout)),
      delays_(delay_pool(layout.sizes()), rate),
      sockets_(layout.sizes().inputs, layout.sizes().talkbacks),
      oscillator_(layout.sizes().buses, rate, ramps_),
      talkbacks_(layout, ramps_),
      rack_(layout.sizes().fx, rate, kernels),
      loops_(layout, rate),
      gear_{rack_, loops_, sockets_},
      channels_(static_cast<std::size_t>(channel_banks_), ChannelBank(delays_, ramps_, gear_)),
      buses_(static_cast<std::size_t>(bus_banks_), BusBank(ramps_, gear_, nullptr, rate)),
      returns_(ramps_, gear_),
      main_(ramps_, gear_),
      main_limiter_(rate, ramps_),
      matrices_(layout, delays_, ramps_, gear_),
      keys_(layout),
      automix_(channel_banks_, rate, ramps_),
      sends_(channel_banks_ + 2 * (bus_banks_ + fx_banks_), layout.sizes().buses, ramps_),
      main_feeds_(static_cast<std::size_t>(channel_banks_ + 2 * (bus_banks_ + fx_banks_)), Feed(ramps_)),
      solos_(channel_banks_ + 2 * (bus_banks_ + fx_banks_) + 4, layout.sizes().monitors, ramps_),
      bay_(layout, sockets_, loops_),
      monitors_(layout.sizes().monitors, delays_, ramps_),
      outputs_(layout.sizes().outputs, rate, delays_, ramps_),
      crew_(workers > 0 ? std::make_unique<Crew>(workers) : nullptr),
      places_(crew_ ? static_cast<std::size_t>(crew_->places()) : 0),
      awake_(static_cast<std::size_t>(channel_banks_)),
      key_inputs_(static_cast<std::size_t>(channel_banks_)),
      bus_sums_(static_cast<std::size_t>(bus_banks_)),
      seen_(static_cast<std::size_t>(mixes_.front().strips())),
      seen_processors_(static_cast<std::size_t>(layout.sizes().channels)) {}

void Engine::process(const float* const* inputs, int input_count, float* const* outputs, int output_count,
                     int frames) noexcept {
    const rt::CallbackScope inside;
    const rt::FlushDenormals flush;
    outputs_.look_at_gate(blocks() == 0);
    take_frame();
    if (probes_.take()) listen();
    look_at_loops();
    for (int from = 0; from < frames;) {
        const int slice = next_slice(frames - from);
        sockets_.take(kernels_, inputs, input_count, from, slice);
        render(slice);
        outputs_.play(kernels_, bay_, outputs, output_count, from, slice);
        probes_.write(bay_, slice);
        clock_ += static_cast<std::uint64_t>(slice);
        if (automix_.in_use()) automix_.pass(slice, clock_);
        from += slice;
    }
    answer_meters();
    blocks_.store(blocks() + 1, std::memory_order_relaxed);
}

// Inputs, oscillator and talkback -> channels -> groups and fx buses -> effects and their returns -> aux and
// cue buses -> main -> matrices -> monitors -> outputs.
void Engine::render(int frames) {
    for (StereoSum& sum : bus_sums_) sum.clear();
    main_lanes_.clear();
    matrices_.begin();
    solos_.begin();
    loops_.begin(sockets_, frames);
    process_own_signals(frames);
    process_channels(frames);
    process_buses(frames);
    process_main(frames);
    process_matrices(frames);
    monitors_.process(kernels_, bay_, solos_, talkbacks_, frames);
    rack_.pass(frames);
}

// Channels that others listen to are taken in ahead of all others, so that it does not matter who comes first.
const dsp::Block* Engine::take_key_input(int bank, int frames) {
    const auto n = static_cast<std::size_t>(bank);
    if (!keys_.wants_channels(bank)) return nullptr;
    if (channels_[n].asleep()) {
        keys_.silence_channels(bank);
        return nullptr;
    }
    KeyInput& key = key_inputs_[n];
    const dsp::Block& input = channels_[n].take_input(kernels_, sockets_, frames, key.source, key.low_cut);
    keys_.keep_channels(kernels_, bank, input, frames);
    return &input;
}

void Engine::process_own_signals(int frames) {
    sockets_.place_oscillator(oscillator_.process(kernels_, frames));
    oscillator_.add(kernels_, frames, bus_sums_, main_lanes_);
    talkbacks_.process(kernels_, sockets_, frames);
}

void Engine::process_channels(int frames) {
    for (int bank = 0; bank < channel_banks_; ++bank) {
        const auto n = static_cast<std::size_t>(bank);
        if (!channels_[n].asleep() && channels_[n].try_sleep()) {
            sends_.settle(kernels_, bank);
            main_feeds_[n].settle();
            solos_.settle(bank);
            bay_.silence_channels(bank);
        }
        key_inputs_[n].taken = take_key_input(bank, frames);
    }
    int awake = 0;
    for (int bank = 0; bank < channel_banks_; ++bank) {
        ChannelBank& channels = channels_[static_cast<std::size_t>(bank)];
        if (channels.asleep()) continue;
        channels.listen(solos_.listened(bank));
        awake_[static_cast<std::size_t>(awake++)] = bank;
    }
    const auto bank_of = [this](int job) { return awake_[static_cast<std::size_t>(job)]; };
    if (!crew_ || awake < 2) {
        for (int job = 0; job < awake; ++job)
            mix_bank(bank_of(job), process_bank(bank_of(job), frames, channel_scratch_), frames);
        return;
    }
    // Inserts lead through what others use too: their banks are the audio thread's.
    const auto alone = [this](int bank) { return channels_[static_cast<std::size_t>(bank)].inserts().in_use(); };
    const auto work = [&](int job, int place) {
        Place& at = places_[static_cast<std::size_t>(place)];
        if (!alone(bank_of(job))) at.taps = process_bank(bank_of(job), frames, at.scratch);
    };
    crew_->run(awake, work, [&](int job, int place) {
        Place& at = places_[static_cast<std::size_t>(place)];
        if (alone(bank_of(job))) at.taps = process_bank(bank_of(job), frames, at.scratch);
        mix_bank(bank_of(job), at.taps, frames);
    });
}

// Needs nothing of other banks.
TapPoints Engine::process_bank(int bank, int frames, ChannelScratch& scratch) {
    const auto n = static_cast<std::size_t>(bank);
    const dsp::Block* input = key_inputs_[n].taken;
    if (!input) input = &channels_[n].take_input(kernels_, sockets_, frames, scratch.source, scratch.low_cut);
    return channels_[n].process(kernels_, keys_, *input, automix_.gains(bank), frames, scratch);
}

void Engine::mix_bank(int bank, const TapPoints& taps, int frames) {
    const auto n = static_cast<std::size_t>(bank);
    automix_.hear(bank, taps[Tap::pre_fader], frames);
    sends_.add(kernels_, bank, dsp::kAllLanes, taps, frames, bus_sums_);
    main_feeds_[n].add(kernels_, taps[Tap::post_fader], dsp::kAllLanes, frames, main_lanes_);
    solos_.add(kernels_, bank, dsp::kAllLanes, taps, frames);
    bay_.keep_channels(kernels_, bank, taps, frames);
}

void Engine::process_buses(int frames) {
    for (int stage = 0; stage < kStages; ++stage) {
        for (int bank = 0; bank < bus_banks_; ++bank) {
            const auto n = static_cast<std::size_t>(bank);
            if (keys_.wants_buses(bank))
                keys_.keep_buses(kernels_, bank, buses_[n].in_stage(stage), bus_sums_[n], frames);
        }
        for (int bank = 0; bank < bus_banks_; ++bank) {
            const auto n = static_cast<std::size_t>(bank);
            const dsp::LaneBits lanes = buses_[n].in_stage(stage);
            if (!lanes) continue;
            if (solos_.listens()) buses_[n].listen(listened(bus_rows(bank, 0), bus_rows(bank, 1)));
            const StereoTaps& taps = buses_[n].process(kernels_, keys_, lanes, bus_sums_[n],
                                                       talkbacks_.into_buses(bank), frames, bus_scratch_);
            for (int side = 0; side < 2; ++side) {
                const int rows = bus_rows(bank, side);
                sends_.add(kernels_, rows, lanes, taps.side[side], frames, bus_sums_);
                main_feeds_[static_cast<std::size_t>(rows)].add(kernels_, taps.side[side][Tap::post_fader], lanes,
                                                                frames, main_lanes_);
                solos_.add(kernels_, rows, lanes, taps.side[side], frames);
                matrices_.add(kernels_, matrices_.of_buses(bank, side), lanes, taps.side[side][Tap::post_fader],
                              frames);
            }
            bay_.keep_buses(kernels_, bank, lanes, taps, frames);
        }
        if (stage == kStageOfReturns - 1) process_returns(frames);
    }
}

// Behind the fx buses, ahead of the aux and cue buses.
void Engine::process_returns(int frames) {
    const dsp::LaneBits lanes = rack_.heard();
    if (!lanes) return bay_.keep_returns(kernels_, lanes, kNoReturns, frames);
    const StereoSum& sum = rack_.process(kernels_, bay_, crew_.get(), frames);
    const StereoTaps& taps = returns_.process(kernels_, keys_, lanes, sum, nullptr, frames, bus_scratch_);
    for (int side = 0; side < 2; ++side) {
        const int rows = fx_rows(side);
        sends_.add(kernels_, rows, lanes, taps.side[side], frames, bus_sums_);
        main_feeds_[static_cast<std::size_t>(rows)].add(kernels_, taps.side[side][Tap::post_fader], lanes, frames,
                                                        main_lanes_);
        solos_.add(kernels_, rows, lanes, taps.side[side], frames);
    }
    bay_.keep_returns(kernels_, lanes, taps, frames);
}

void Engine::process_main(int frames) {
    if (main_lanes_.silent()) main_sum_.clear();
    for (int side = 0; side < 2 && !main_lanes_.silent(); ++side) {
        main_sum_.touch(frames);
        float sum[dsp::kChunk];
        kernels_.add_up(main_lanes_.side[side], frames, sum);
        for (int t = 0; t < frames; ++t) main_sum_.side[side].at[t][0] = sum[t];
    }
    if (solos_.listens()) main_.listen(listened(main_rows(0), main_rows(1)));
    StereoTaps taps = main_.process(kernels_, keys_, kMainLane, main_sum_, nullptr, frames, bus_scratch_);
    for (int side = 0; side < 2; ++side)
        matrices_.add(kernels_, matrices_.of_main(side), kMainLane, *taps.unlimited[side], frames);
    main_limiter_.process(kernels_, taps, frames);
    for (int side = 0; side < 2; ++side) solos_.add(kernels_, main_rows(side), kMainLane, taps.side[side], frames);
    bay_.keep_main(taps, frames);
}

void Engine::process_matrices(int frames) {
    const dsp::LaneBits lanes = matrices_.lanes();
    if (!lanes) return;
    if (solos_.listens()) matrices_.bank().listen(listened(matrix_rows(0), matrix_rows(1)));
    const StereoTaps& taps = matrices_.process(kernels_, keys_, frames, bus_scratch_);
    for (int side = 0; side < 2; ++side) solos_.add(kernels_, matrix_rows(side), lanes, taps.side[side], frames);
    bay_.keep_matrices(kernels_, taps, frames);
}

void Engine::answer_meters() {
    MeterFrame* answer = meters_.question();
    if (!answer) return;
    sockets_.answer(answer->inputs);
    for (std::size_t c = 0; c < answer->channels.size(); ++c) {
        const int bank = static_cast<int>(c) / dsp::kLanes, lane = static_cast<int>(c) % dsp::kLanes;
        answer->channels[c] = channels_[c / dsp::kLanes].take_peaks(lane);
        answer->channels[c].automix = automix_.take_least(bank, lane);
    }
    for (std::size_t b = 0; b < answer->buses.size(); ++b)
        answer->buses[b] = buses_[b / dsp::kLanes].take_peaks(static_cast<int>(b % dsp::kLanes));
    for (std::size_t x = 0; x < answer->fx.size(); ++x) {
        MeterFrame::Bus& peaks = answer->fx[x];
        peaks = returns_.take_peaks(static_cast<int>(x));
        peaks.comp = std::min(peaks.comp, fx::fast_log2(rack_.take_reduction(static_cast<int>(x))));
        answer->inserted[x] = rack_.take_peaks(static_cast<int>(x));
    }
    answer->main = main_.take_peaks(0);
    main_limiter_.answer(answer->main);
    for (std::size_t m = 0; m < answer->matrices.size(); ++m)
        answer->matrices[m] = matrices_.bank().take_peaks(static_cast<int>(m));
    monitors_.answer(answer->monitors);
    outputs_.answer(answer->outputs);
    meters_.publish();
}

}  // namespace tutti
