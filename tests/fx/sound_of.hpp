#pragma once
// One effect as a test plays it: values by the names of their rows, sound in, sound out.
#include <algorithm>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "engine/fx/make_effect.hpp"
#include "engine/rt/flush.hpp"

namespace tutti::test {

struct Stereo {
    std::vector<float> left, right;
};
inline Stereo both_sides(std::vector<float> x) {
    return {x, x};
}
inline Stereo impulse(std::size_t frames, float left = 1, float right = 1) {
    Stereo x{std::vector<float>(frames), std::vector<float>(frames)};
    x.left[0] = left, x.right[0] = right;
    return x;
}

// A type's effect with the defaults of its rows.
class SoundOf {
public:
    explicit SoundOf(FxType type, double rate = 48000, const dsp::Kernels& kernels = dsp::best_kernels())
        : type_(type), effect_(fx::make_effect(type, rate, kernels)) {
        for (const Row& row : fx_rows(type)) {
            if (row.kind != Kind::setting) continue;
            for (int i = 0; i < std::max<int>(row.bands, 1); ++i) values_.push_back(row.initial);
        }
        effect_->set(values_, true);
    }

    // One value; the path is without the type. Bands count from 0.
    SoundOf& set(std::string_view path, float value, bool at_once = true, int band = 0) {
        std::size_t at = 0;
        for (const Row& row : fx_rows(type_)) {
            if (row.kind != Kind::setting) continue;
            if (row.path.substr(row.path.find('/') + 1) == path) {
                if (value < row.min || value > row.max) throw std::out_of_range(std::string(path));
                values_[at + static_cast<std::size_t>(band)] = value;
                effect_->set(values_, at_once);
                return *this;
            }
            at += static_cast<std::size_t>(std::max<int>(row.bands, 1));
        }
        throw std::invalid_argument(std::string(path));
    }

    Stereo play(const Stereo& x, std::size_t block = 64) {
        const rt::FlushDenormals flush;  // as the callback does
        Stereo y{std::vector<float>(x.left.size()), std::vector<float>(x.left.size())};
        for (std::size_t at = 0; at < x.left.size(); at += block) {
            const float* in[] = {x.left.data() + at, x.right.data() + at};
            float* out[] = {y.left.data() + at, y.right.data() + at};
            effect_->process(in, out, static_cast<int>(std::min(block, x.left.size() - at)));
        }
        return y;
    }
    fx::Effect& effect() { return *effect_; }

private:
    FxType type_;
    std::vector<float> values_;
    std::unique_ptr<fx::Effect> effect_;
};

}  // namespace tutti::test
