#include "engine/device/stems.hpp"

#include <sndfile.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <stdexcept>

#include "engine/device/resample.hpp"

namespace tutti {
namespace {

namespace fs = std::filesystem;

struct Unplayable : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct SoundFile {
    SF_INFO info{};
    SNDFILE* file = nullptr;

    explicit SoundFile(const fs::path& path) {
        std::error_code ec;
        const auto status = fs::status(path, ec);
        if (status.type() == fs::file_type::not_found) throw Unplayable("there is no such file");
        // A pipe or a device node would block the open for ever.
        if (status.type() != fs::file_type::regular) throw Unplayable("it is not a file");
        file = sf_open(path.c_str(), SFM_READ, &info);
        if (!file) throw Unplayable(std::string("it cannot be read as sound: ") + sf_strerror(nullptr));
    }
    ~SoundFile() { sf_close(file); }
    SoundFile(const SoundFile&) = delete;
    SoundFile& operator=(const SoundFile&) = delete;
};

std::size_t silence_non_numbers(std::vector<float>& samples) {
    std::size_t found = 0;
    for (float& sample : samples) {
        if (std::isfinite(sample)) continue;
        sample = 0;
        ++found;
    }
    return found;
}

// Reads in bites and trusts the header's length only as a reason to refuse: a broken file may claim anything.
std::vector<float> decode_mono(SoundFile& sound, std::size_t room_bytes) {
    const SF_INFO& info = sound.info;
    if (info.samplerate < 1 || info.channels < 1) throw Unplayable("its header makes no sense");
    const double longest = Stems::longest_seconds * info.samplerate;
    const std::string too_long = "it is longer than 10 minutes";
    if (static_cast<double>(info.frames) > longest) throw Unplayable(too_long);
    const auto channels = static_cast<std::size_t>(info.channels);
    constexpr std::size_t bite = 16384;
    std::vector<float> frames(bite * channels), mono;
    while (true) {
        const auto got = static_cast<std::size_t>(sf_readf_float(sound.file, frames.data(), bite));
        if (got == 0 || got > bite) break;
        for (std::size_t i = 0; i < got; ++i) {
            double sum = 0;
            for (std::size_t c = 0; c < channels; ++c) sum += static_cast<double>(frames[i * channels + c]);
            mono.push_back(static_cast<float>(sum / static_cast<double>(channels)));
        }
        if (static_cast<double>(mono.size()) > longest) throw Unplayable(too_long);
        if (mono.size() * sizeof(float) > room_bytes) throw Unplayable("the stems together are larger than 2 GB");
    }
    if (mono.empty()) throw Unplayable("it holds no sound");
    return mono;
}

}  // namespace

Stems::Stems(const std::vector<fs::path>& files, int inputs, double rate) : loops_(static_cast<std::size_t>(inputs)) {
    if (files.size() > loops_.size())
        warnings_.push_back("device.stems names " + std::to_string(files.size()) + " files, but there are " +
                            std::to_string(inputs) + " inputs: the rest is not played");
    std::map<fs::path, Samples> known;  // one file on several inputs is held once
    std::size_t used_bytes = 0;
    for (std::size_t i = 0; i < std::min(files.size(), loops_.size()); ++i) {
        const std::string number = std::to_string(i + 1);
        const std::string what = "device.stems, file " + number + " (" + files[i].string() + "): ";
        if (files[i].empty()) continue;  // an input left free on purpose
        if (const auto same = known.find(files[i]); same != known.end()) {
            loops_[i].samples = same->second;
            continue;
        }
        try {
            SoundFile sound(files[i]);
            std::vector<float> samples = decode_mono(sound, most_bytes - used_bytes);
            std::size_t non_numbers = silence_non_numbers(samples);
            if (sound.info.samplerate != rate) {
                samples = resample_loop(samples, sound.info.samplerate, rate);
                if (samples.empty()) throw Unplayable("it cannot be resampled");
                non_numbers += silence_non_numbers(samples);
            }
            if (non_numbers > 0)
                warnings_.push_back(what + std::to_string(non_numbers) + " samples are no numbers and play as silence");
            used_bytes += samples.size() * sizeof(float);
            if (used_bytes > most_bytes) {
                used_bytes -= samples.size() * sizeof(float);
                throw Unplayable("the stems together are larger than 2 GB");
            }
            loops_[i].samples = known[files[i]] = std::make_shared<const std::vector<float>>(std::move(samples));
        } catch (const Unplayable& error) {
            warnings_.push_back(what + error.what() + "; input " + number + " is silent");
        } catch (const std::bad_alloc&) {
            warnings_.push_back(what + "there is not enough memory; input " + number + " is silent");
        }
    }
}

void Stems::read(float* const* inputs, int frames) noexcept {
    for (std::size_t i = 0; i < loops_.size(); ++i) {
        Loop& loop = loops_[i];
        auto left = static_cast<std::size_t>(frames);
        float* to = inputs[i];
        if (!loop.samples) {
            std::memset(to, 0, left * sizeof(float));
            continue;
        }
        while (left > 0) {
            const std::size_t run = std::min(left, loop.samples->size() - loop.position);
            std::memcpy(to, loop.samples->data() + loop.position, run * sizeof(float));
            to += run;
            left -= run;
            loop.position += run;
            if (loop.position == loop.samples->size()) loop.position = 0;
        }
    }
}

}  // namespace tutti
