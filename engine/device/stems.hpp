// Sound files that play as if musicians stood at the inputs: input i plays file i, looped without a gap, several
// channels of a file mixed down to their mean ((L+R)/2). Everything is decoded, resampled and in memory before the
// first read(), which is then [audio] and only copies. Not for recordings of hours: at most 10 minutes a file and 2 GB
// together. A file that cannot be played (missing, broken, empty, too long) is a warning that names it and a silent
// input.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace tutti {

class Stems {
public:
    static constexpr double longest_seconds = 600;
    static constexpr std::size_t most_bytes = std::size_t{2} << 30;

    Stems(const std::vector<std::filesystem::path>& files, int inputs, double rate);

    // Sentences for the log. Samples that are no numbers are played as silence and warned about too.
    const std::vector<std::string>& warnings() const { return warnings_; }

    // [audio] The next frames of every input.
    void read(float* const* inputs, int frames) noexcept;

private:
    using Samples = std::shared_ptr<const std::vector<float>>;
    struct Loop {
        Samples samples;  // null: silence
        std::size_t position = 0;
    };
    std::vector<Loop> loops_;
    std::vector<std::string> warnings_;
};

}  // namespace tutti
