#pragma once
// Loudness of a stereo signal after EBU R 128 and ITU-R BS.1770, by libebur128. One thread at a time; it allocates, and
// what it answers about the whole programme takes time that grows with its length. Loudness in LUFS, -inf where there
// is none; true peaks in dBTP.
#include <memory>
#include <span>

namespace tutti {

class Loudness {
public:
    // rate in Hz, rounded to whole ones. Throws std::bad_alloc.
    explicit Loudness(double rate);
    ~Loudness();

    // Left and right in turn.
    void add(std::span<const float> interleaved);
    // The programme begins here: integrated, range and true peaks start anew. The two windows slide on.
    void clear();

    double momentary() const;   // the last 400 ms
    double short_term() const;  // the last 3 s
    double integrated() const;  // the programme, gated; at most its last 24 hours
    double range() const;       // LU
    double true_peak(int side) const;

private:
    class State;

    double rate_;
    std::unique_ptr<State> windows_, programme_;
};

}  // namespace tutti
