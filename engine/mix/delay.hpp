#pragma once
// A delay of one or two sides that can be switched and set while sound passes: it cross-fades in 20 ms from what was
// heard to what is wanted; changes that come meanwhile wait for its end. It holds memory of the pool only while it is
// on or fades out. Where the pool is empty because others still fade out, it waits for them. Audio thread only.
#include "engine/console/delay_pool.hpp"
#include "engine/console/mix_frame.hpp"
#include "engine/dsp/delay_line.hpp"

namespace tutti {

class Delay {
public:
    // `pieces` of the pool for each side; `fade_length` in samples.
    Delay(dsp::DelayPool& pool, int sides, int pieces, float fade_length)
        : pool_(&pool), sides_(sides), pieces_(pieces), length_(fade_length) {}

    void set(int samples, bool at_once);  // kNoDelay: off
    void start_waiting();                 // a change that waited for the end of a fade, or for memory
    float wait(float none) const;         // samples until it may start
    void settle();                        // a fade is taken as done: nobody listens

    bool in_use() const { return line_[0].held(); }
    bool waits() const { return wanted_ != taken_; }
    // Nothing is kept that could still be heard.
    bool quiet() const { return rings_ <= 0; }

    // `frames` (1..kChunk) samples of each side, in place. Only while in_use().
    void process(float* const* sides, int frames);

private:
    void begin(bool at_once);
    void finish();

    dsp::DelayPool* pool_;
    int sides_, pieces_;
    float length_;
    dsp::DelayLine line_[2];
    int taken_ = kNoDelay, old_ = kNoDelay, wanted_ = kNoDelay;
    float rise_ = 0;  // samples in which the first of what is kept comes up; 0 where nobody heard it before
    float left_ = 0;  // samples that a fade from old to taken still takes
    int rings_ = 0;   // samples for which something loud may still come out
};

// Sixteen of them, one a lane.
class DelayBank {
public:
    DelayBank(dsp::DelayPool& pool, int sides, int pieces, float fade_length)
        : sides_(sides), lanes_(dsp::kLanes, Delay(pool, sides, pieces, fade_length)) {}

    void set(int lane, int samples, bool at_once);
    void start_waiting();
    float wait(float none) const;
    void settle();
    bool in_use() const { return in_use_ != 0; }
    bool quiet() const;

    // x: one block for each side, in place.
    void run(dsp::Block* const* x, int frames);

private:
    void look(int lane);

    int sides_;
    std::vector<Delay> lanes_;
    dsp::LaneBits in_use_ = 0, changing_ = 0;  // changing: may have something waiting
};

}  // namespace tutti
