// What the device tests share: sounds, and processors that do something plain.
#pragma once

#include <gtest/gtest.h>

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
#include "tests/device/sound_files.hpp"

namespace tutti::test {

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
