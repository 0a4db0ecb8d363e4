#pragma once
// The whole boundary between the state thread and the audio thread. Down: the newest MixFrame wins. Up: levels, by ask
// and answer. Neither side ever waits for the other.
#include <vector>

#include "engine/console/mix_frame.hpp"
#include "engine/rt/ask_answer.hpp"
#include "engine/rt/triple_buffer.hpp"

namespace tutti {

// [state] MixFrame& f = mailbox.back(); bring f up to date by its own stamps; mailbox.publish().
using MixMailbox = rt::TripleBuffer<MixFrame>;

// Greatest absolute sample of each point since the last answer; linear, 1 = full scale.
struct MeterFrame {
    struct Channel {
        float input = 0;           // after trim, before the low cut
        float gate = 0, comp = 0;  // least gain, log2 of amplitude: <= 0
        float output = 0;          // post_fader
        float automix = 1;         // least gain, linear
    };
    struct Bus {
        float input_left = 0, input_right = 0;    // the sum
        float comp = 0;                           // least gain, log2 of amplitude: <= 0
        float reduction = 1;                      // least gain of the limiter; 1 = it did nothing
        float output_left = 0, output_right = 0;  // behind the limiter
    };
    struct Effect {
        float input_left = 0, input_right = 0;    // what goes into it
        float output_left = 0, output_right = 0;  // what comes of it; of a mono strip the mean, twice
    };
    struct Monitor {
        float input_left = 0, input_right = 0;  // source and solo
        float output_left = 0, output_right = 0;
    };

    explicit MeterFrame(const Layout& layout);

    std::vector<float> inputs, outputs;  // sockets; outputs as they leave
    std::vector<Channel> channels;
    std::vector<Bus> buses, fx;    // fx: returns; their sum is what comes of the effect, its reduction stands in comp
    std::vector<Effect> inserted;  // effects by their number, while they are in a strip's insert
    Bus main;
    std::vector<Bus> matrices;
    std::vector<Monitor> monitors;
};

// [state] ask() once; later answer() is the frame, or nullptr while the audio thread has not come by.
using MeterMailbox = rt::AskAnswer<MeterFrame>;

}  // namespace tutti
