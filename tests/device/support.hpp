// What the device tests share: a folder that goes away, sound files in and out, and processors that do something plain.
#pragma once

#include <gtest/gtest.h>
#include <sndfile.h>
#include <stdlib.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "engine/device/device.hpp"

namespace tutti::test {

namespace fs = std::filesystem;

class Folder {
public:
    Folder() {
        std::string name = (fs::temp_directory_path() / "tutti-device-XXXXXX").string();
        path_ = mkdtemp(name.data());
    }
    ~Folder() {
        std::error_code ec;
        fs::remove_all(path_, ec);
    }
    fs::path operator/(const std::string& name) const { return path_ / name; }
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

struct Sound {
    int rate = 0, channels = 0, format = 0;
    std::vector<float> samples;  // interleaved
    float at(std::size_t frame, int channel) const {
        return samples[frame * static_cast<std::size_t>(channels) + static_cast<std::size_t>(channel)];
    }
    std::size_t frames() const { return samples.size() / static_cast<std::size_t>(std::max(channels, 1)); }
};

inline fs::path write_sound(const fs::path& path, const std::vector<float>& interleaved, int channels = 1,
                            int rate = 48000, int format = SF_FORMAT_WAV | SF_FORMAT_FLOAT) {
    SF_INFO info{};
    info.samplerate = rate;
    info.channels = channels;
    info.format = format;
    SNDFILE* file = sf_open(path.c_str(), SFM_WRITE, &info);
    EXPECT_NE(file, nullptr) << sf_strerror(nullptr);
    sf_writef_float(file, interleaved.data(), static_cast<sf_count_t>(interleaved.size()) / channels);
    sf_close(file);
    return path;
}

inline Sound read_sound(const fs::path& path) {
    SF_INFO info{};
    SNDFILE* file = sf_open(path.c_str(), SFM_READ, &info);
    EXPECT_NE(file, nullptr) << path << ": " << sf_strerror(nullptr);
    if (!file) return {};
    Sound sound{info.samplerate, info.channels, info.format, {}};
    sound.samples.resize(static_cast<std::size_t>(info.frames * info.channels));
    sf_readf_float(file, sound.samples.data(), info.frames);
    sf_close(file);
    return sound;
}

inline std::vector<float> noise(std::size_t count, std::uint32_t seed = 1) {
    std::vector<float> samples(count);
    for (float& sample : samples) {
        seed = seed * 1664525u + 1013904223u;
        sample = static_cast<float>(static_cast<std::int32_t>(seed)) * 0x1p-32f;
    }
    return samples;
}

inline std::vector<float> sine(double frequency, double rate, std::size_t count, double level = 0.5) {
    std::vector<float> samples(count);
    for (std::size_t i = 0; i < count; ++i)
        samples[i] = static_cast<float>(level * std::sin(2 * M_PI * frequency * static_cast<double>(i) / rate));
    return samples;
}

// Output i is input i.
struct Through final : Processor {
    void process(const float* const* inputs, int input_count, float* const* outputs, int output_count,
                 int frames) noexcept override {
        for (int c = 0; c < output_count; ++c)
            for (int i = 0; i < frames; ++i) outputs[c][i] = c < input_count ? inputs[c][i] : 0.0f;
        calls.fetch_add(1);
    }
    std::atomic<int> calls{0};
};

inline DeviceRequest virtual_request(std::vector<fs::path> stems, int inputs, int outputs, double rate = 48000,
                                     int block = 64) {
    DeviceRequest request;
    request.kind = "virtual";
    request.rate = rate;
    request.block = block;
    request.inputs = inputs;
    request.outputs = outputs;
    request.stems = std::move(stems);
    return request;
}

// Waits as long as a busy machine may need; what is waited for decides the test, not the time.
inline bool eventually(const std::function<bool()>& condition,
                       std::chrono::seconds longest = std::chrono::seconds(20)) {
    const auto end = std::chrono::steady_clock::now() + longest;
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
}

template <class Call>
std::string error_of(Call call) {
    try {
        call();
    } catch (const DeviceError& error) {
        return error.what();
    }
    return "no DeviceError";
}

}  // namespace tutti::test
