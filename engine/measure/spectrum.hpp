#pragma once
// The spectrum of a stereo signal in sixths of an octave: the power between 20 Hz x 2^((k-1/2)/6) and 20 Hz x
// 2^((k+1/2)/6), of the louder side, in dB; a full-scale sine is 0. One thread at a time; it does not allocate after it
// was made. Bands above half the rate stay silent.
//
// Every octave is transformed at a rate of its own, halved as often as it allows, always over 512 samples (Hann): 54 to
// 109 periods of each band, more above 10 kHz. So a window lasts 11 ms at the top and 2.7 s at 20 Hz (at 48 kHz), and a
// sine in the middle of its band shows 40 dB lower beside it. Windows overlap by half or more; averaged over 200 ms.
#include <array>
#include <complex>
#include <memory>
#include <span>
#include <vector>

struct kiss_fft_state;

namespace tutti {

inline constexpr int kSpectrumBands = 61;
double spectrum_band(int band);  // its middle in Hz

class Spectrum {
public:
    explicit Spectrum(double rate);
    ~Spectrum();

    // Left and right in turn.
    void add(std::span<const float> interleaved);
    std::array<float, kSpectrumBands> bands() const;  // dB; -inf where there is nothing

private:
    using Sample = std::complex<float>;  // left + i right

    // Half the rate: what lies in the lower 0.225 of the new rate passes, what would fold onto it does not (100 dB).
    class Halving {
    public:
        Halving();
        // True if there is a sample of the lower rate.
        bool take(Sample x, Sample& y);

    private:
        static constexpr int kTaps = 27;  // every second one is 0, but for the middle
        std::array<float, (kTaps + 1) / 4> half_;
        std::array<Sample, 2 * kTaps> past_{};  // twice, so that the newest lie together
        int at_ = 0;
        bool odd_ = false;
    };
    struct Band {
        int number;
        double from, to;  // in bins, counted from the lower edge of bin 0
        double power[2] = {};
    };
    struct Octave {
        Halving above;
        std::vector<Sample> past;  // a circle
        int at = 0, since = 0, hop = 0;
        double share = 0;  // of a new window in the average
        std::vector<Band> bands;
    };
    void add(std::size_t octave, Sample x);
    void transform(Octave& octave);

    std::unique_ptr<kiss_fft_state, void (*)(void*)> fft_;
    std::vector<float> window_;
    double scale_;
    std::vector<Sample> in_, out_;
    std::vector<Octave> octaves_;  // the highest first
};

}  // namespace tutti
