#include "engine/device/offline.hpp"

#include <fcntl.h>
#include <sndfile.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>

#include "engine/device/callback.hpp"
#include "engine/device/stems.hpp"

namespace tutti {
namespace {

namespace fs = std::filesystem;

// A WAV file under another name until it is finished; gone if it never is.
class Recording {
public:
    Recording(const fs::path& wav, int rate, int channels, std::int64_t frames)
        : wav_(wav), part_(wav.string() + ".part"), channels_(channels) {
        fd_ = ::open(part_.c_str(), O_CREAT | O_TRUNC | O_RDWR | O_CLOEXEC, 0666);
        if (fd_ < 0) fail(std::strerror(errno));
        // The data chunk of a WAV counts its bytes in 32 bits; a little below, for the header.
        const bool large = static_cast<double>(frames) * channels * sizeof(float) > 4294967295.0 - 65536;
        SF_INFO info{};
        info.samplerate = rate;
        info.channels = channels;
        info.format = (large ? SF_FORMAT_RF64 : SF_FORMAT_WAV) | SF_FORMAT_FLOAT;
        file_ = sf_open_fd(fd_, SFM_WRITE, &info, SF_FALSE);
        if (!file_) fail(sf_strerror(nullptr));
        // It bears a time stamp: equal sound would not give equal files.
        sf_command(file_, SFC_SET_ADD_PEAK_CHUNK, nullptr, SF_FALSE);
    }
    ~Recording() {
        if (file_) sf_close(file_);
        if (fd_ >= 0) ::close(fd_);
        if (!finished_) ::unlink(part_.c_str());
    }
    Recording(const Recording&) = delete;
    Recording& operator=(const Recording&) = delete;

    void write(float* const* outputs, int frames) {
        interleaved_.resize(static_cast<std::size_t>(frames) * static_cast<std::size_t>(channels_));
        float* to = interleaved_.data();
        for (int i = 0; i < frames; ++i)
            for (int c = 0; c < channels_; ++c) *to++ = outputs[c][i];
        errno = 0;
        if (sf_writef_float(file_, interleaved_.data(), frames) != frames)
            fail(errno ? std::strerror(errno) : sf_strerror(file_));
    }

    void finish() {
        errno = 0;
        const int closed = sf_close(file_);
        file_ = nullptr;
        if (closed != 0) fail(errno ? std::strerror(errno) : sf_error_number(closed));
        if (::fsync(fd_) != 0 && errno != EINVAL) fail(std::strerror(errno));
        std::error_code ec;
        fs::rename(part_, wav_, ec);
        if (ec) fail(ec.message());
        finished_ = true;
    }

private:
    [[noreturn]] void fail(const std::string& why) {
        if (file_) sf_close(file_);
        file_ = nullptr;
        if (fd_ >= 0) {
            ::close(fd_);
            ::unlink(part_.c_str());
        }
        fd_ = -1;
        throw DeviceError("cannot write " + wav_.string() + ": " + why);
    }

    fs::path wav_, part_;
    int channels_;
    int fd_ = -1;
    SNDFILE* file_ = nullptr;
    std::vector<float> interleaved_;
    bool finished_ = false;
};

}  // namespace

DeviceFacts render(Processor& processor, const DeviceRequest& request, double seconds, const fs::path& wav) {
    check_request(request);
    if (request.outputs < 1) throw DeviceError("device.outputs must be at least 1 for a render");
    if (!(seconds > 0 && seconds <= 86400)) throw DeviceError("a render lasts more than 0 and at most 86400 seconds");
    if (request.rate != std::floor(request.rate)) throw DeviceError("device.rate must be a whole number for a render");
    const auto total = std::max<std::int64_t>(1, std::llround(seconds * request.rate));
    Recording recording(wav, static_cast<int>(request.rate), request.outputs, total);
    Stems stems(request.stems, request.inputs, request.rate);

    std::vector<std::vector<float>> samples(static_cast<std::size_t>(request.inputs + request.outputs));
    std::vector<float*> inputs, outputs;
    for (auto& channel : samples) {
        channel.resize(static_cast<std::size_t>(request.block));
        (inputs.size() < static_cast<std::size_t>(request.inputs) ? inputs : outputs).push_back(channel.data());
    }
    for (std::int64_t done = 0; done < total;) {
        const int frames = static_cast<int>(std::min<std::int64_t>(request.block, total - done));
        stems.read(inputs.data(), frames);
        processor.process(inputs.data(), request.inputs, outputs.data(), request.outputs, frames);
        recording.write(outputs.data(), frames);
        done += frames;
    }
    recording.finish();
    return {"offline", request.rate, request.inputs, request.outputs, 0.0, stems.warnings()};
}

}  // namespace tutti
