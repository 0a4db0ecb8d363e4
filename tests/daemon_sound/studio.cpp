#include "tests/daemon_sound/studio.hpp"

#include <cmath>
#include <complex>

namespace tutti::test {
namespace {

double decibels(double peak) {
    return 20 * std::log10(std::max(peak, 1e-10));
}

// For this program and what it starts; and without JACK's own words.
void name_our_jack() {
    setenv("JACK_DEFAULT_SERVER", Jackd::name().c_str(), 1);
    jack_set_error_function([](const char*) {});
    jack_set_info_function([](const char*) {});
}

// What is wrong with one output, or nothing.
std::string complaint(const Hearing& hearing, int channel, float fader) {
    const auto own = static_cast<std::size_t>(channel);
    std::string heard = "output " + std::to_string(channel + 1) + " at fader " + std::to_string(fader) + ": ";
    if (fader <= -90)
        return hearing.peak == 0 ? "" : heard + "not silent, " + std::to_string(decibels(hearing.peak)) + " dBFS";
    const double wanted = level_of(channel) + static_cast<double>(fader);
    if (std::abs(hearing.level[own] - wanted) > 0.05)
        return heard + std::to_string(hearing.level[own]) + " dBFS instead of " + std::to_string(wanted);
    for (std::size_t other = 0; other < kChannels; ++other)
        if (other != own && hearing.level[other] > -100)
            return heard + "channel " + std::to_string(other + 1) + " too, " + std::to_string(hearing.level[other]);
    return hearing.rest < -90 ? "" : heard + "something else besides, " + std::to_string(hearing.rest) + " dBFS";
}

}  // namespace

JackProgram::JackProgram(const char* name, bool plays) : plays_(plays), client_(Jackd::connect(name)) {
    if (!client_) throw std::runtime_error("no JACK server");
    for (int i = 0; i < kChannels; ++i)
        ports_[static_cast<std::size_t>(i)] =
            jack_port_register(client_, ("port_" + std::to_string(i + 1)).c_str(), JACK_DEFAULT_AUDIO_TYPE,
                               plays ? JackPortIsOutput : JackPortIsInput, 0);
}

void JackProgram::begin() {
    const auto call = [](jack_nframes_t frames, void* self) {
        static_cast<JackProgram*>(self)->process(frames);
        return 0;
    };
    jack_set_process_callback(client_, call, this);
    jack_activate(client_);
}

void JackProgram::leave() {
    if (client_) jack_client_close(client_);
    client_ = nullptr;
}

bool JackProgram::connect_to(const std::string& somebody) const {
    bool all = true;
    for (int i = 0; i < kChannels; ++i) {
        const std::string number = std::to_string(i + 1);
        const std::string mine = jack_port_name(ports_[static_cast<std::size_t>(i)]);
        const std::string theirs = somebody + (plays_ ? ":in_" : ":out_") + number;
        const int error = plays_ ? jack_connect(client_, mine.c_str(), theirs.c_str())
                                 : jack_connect(client_, theirs.c_str(), mine.c_str());
        all = all && (error == 0 || error == EEXIST);
    }
    return all;
}

float* JackProgram::buffer(int channel, jack_nframes_t frames) const {
    return static_cast<float*>(jack_port_get_buffer(ports_[static_cast<std::size_t>(channel)], frames));
}

Player::Player() : JackProgram("player", true), waves_(static_cast<std::size_t>(kChannels) * kWindow) {
    for (int c = 0; c < kChannels; ++c)
        for (int i = 0; i < kWindow; ++i)
            waves_[static_cast<std::size_t>(c * kWindow + i)] =
                static_cast<float>(std::pow(10, level_of(c) / 20) * std::sin(2 * M_PI * frequency_of(c) * i / 48000.0));
    begin();
}

void Player::process(jack_nframes_t frames) {
    if (const int ms = nap_ms.exchange(0)) std::this_thread::sleep_for(std::chrono::milliseconds(ms));
    const unsigned silent = silent_mask;
    for (int c = 0; c < kChannels; ++c) {
        float* out = buffer(c, frames);
        const float* wave = waves_.data() + c * kWindow;
        for (jack_nframes_t i = 0; i < frames; ++i)
            out[i] = silent >> c & 1 ? 0.0F : wave[(static_cast<jack_nframes_t>(position_) + i) % kWindow];
    }
    if (plays_nan.exchange(false)) buffer(0, frames)[0] = std::nanf("");
    position_ = (position_ + static_cast<int>(frames)) % kWindow;
}

Recorder::Recorder() : JackProgram("recorder", false), tape_(static_cast<std::size_t>(kChannels) * kWindow) {
    begin();
}

std::vector<float> Recorder::record() {
    position_ = 0;
    if (!eventually([this] { return position_ == kWindow; })) return {};
    return tape_;
}

void Recorder::process(jack_nframes_t frames) {
    const int at = position_;
    const int count = std::min(kWindow - at, static_cast<int>(frames));
    if (count <= 0) return;
    for (int c = 0; c < kChannels; ++c) std::copy_n(buffer(c, frames), count, tape_.data() + c * kWindow + at);
    position_ = at + count;
}

Hearing hear(const std::vector<float>& tape, int input, int own_channel) {
    Hearing hearing;
    std::vector<double> left(tape.begin() + input * kWindow, tape.begin() + (input + 1) * kWindow);
    for (const double sample : left) hearing.peak = std::max(hearing.peak, std::abs(sample));
    for (int c = 0; c < kChannels; ++c) {
        const std::complex<double> turn = std::polar(1.0, 2 * M_PI * frequency_of(c) / 48000);
        std::complex<double> sum = 0, at = 1;
        for (std::size_t i = 0; i < kWindow; ++i, at *= turn)
            sum += static_cast<double>(tape[static_cast<std::size_t>(input) * kWindow + i]) * std::conj(at);
        sum *= 2.0 / kWindow;
        hearing.level[static_cast<std::size_t>(c)] = decibels(std::abs(sum));
        if (c != own_channel) continue;
        at = 1;
        for (std::size_t i = 0; i < kWindow; ++i, at *= turn) left[i] -= (sum * at).real();
    }
    for (const double sample : left) hearing.rest = std::max(hearing.rest, std::abs(sample));
    hearing.rest = decibels(hearing.rest);
    return hearing;
}

Cards::Cards() {
    if (const char* home = getenv("HOME")) home_before_ = home;
    setenv("HOME", folder_.path().c_str(), 1);
    name_our_jack();
}

void Cards::plug_in(const std::vector<std::string>& names) const {
    std::ofstream file(folder_ / ".asoundrc");
    for (const std::string& name : names) file << "pcm." << name << " { type null }\n";
}

wire::Wish on_jack(const std::string& device) {
    name_our_jack();
    wire::Wish wish;
    wish.kind = "portaudio";
    wish.device = "name = \"" + device + "\"\nrate = 48000\ninputs = 32\noutputs = 32\n";
    wish.desk = "channels = 32\nbuses = 4\n";
    wish.rest = "[set]\n";
    for (int n = 1; n <= kChannels; ++n)
        wish.rest += "\"/output/" + std::to_string(n) + "/source\" = \"channel:" + std::to_string(n) + "\"\n";
    return wish;
}

wire::Heard engine(wire::Client& client, const std::string& reading) {
    return client.get("/session/engine/" + reading);
}

bool becomes(wire::Client& client, const std::string& state) {
    return eventually([&] { return engine(client, "state").text() == state; }, std::chrono::seconds(30));
}

testing::AssertionResult sounds_like(Recorder& recorder, const std::array<float, kChannels>& faders) {
    std::string complaints;
    const bool heard = eventually([&] {
        complaints.clear();
        const std::vector<float> tape = recorder.record();
        if (tape.empty()) return complaints = "JACK does not call", false;
        for (int c = 0; c < kChannels; ++c) {
            const std::string one = complaint(hear(tape, c, c), c, faders[static_cast<std::size_t>(c)]);
            if (!one.empty()) complaints += "\n  " + one;
        }
        return complaints.empty();
    });
    return heard ? testing::AssertionSuccess() : testing::AssertionFailure() << complaints;
}

}  // namespace tutti::test
