// A real JACK server, a real client beside ours: what arrives where, and what happens when the server comes and goes.
#include <gmock/gmock.h>

#include <array>
#include <csignal>

#include "tests/device/jackd.hpp"
#include "tests/device/support.hpp"

namespace tutti::test {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;

constexpr int channels = 32;

// Output i carries (i+1)/100; what comes in is kept.
struct Constants final : Processor {
    void process(const float* const* inputs, int input_count, float* const* outputs, int output_count,
                 int frames) noexcept override {
        for (int c = 0; c < output_count; ++c)
            std::fill(outputs[c], outputs[c] + frames, static_cast<float>(c + 1) / 100);
        for (int c = 0; c < std::min(input_count, channels); ++c)
            last_in[static_cast<std::size_t>(c)] = inputs[c][frames - 1];
        calls.fetch_add(1);
    }
    std::array<std::atomic<float>, channels> last_in{};
    std::atomic<int> calls{0};
};

// Another program in the studio: sends (i+1)/1000 from its port i and keeps what its port i hears.
class Probe {
public:
    Probe() : client_(Jackd::connect("probe")) {
        for (std::size_t i = 0; i < channels; ++i) {
            const std::string number = std::to_string(i + 1);
            in_[i] = jack_port_register(client_, ("in" + number).c_str(), JACK_DEFAULT_AUDIO_TYPE, JackPortIsInput, 0);
            out_[i] =
                jack_port_register(client_, ("out" + number).c_str(), JACK_DEFAULT_AUDIO_TYPE, JackPortIsOutput, 0);
        }
        jack_set_process_callback(client_, process, this);
        jack_activate(client_);
    }
    ~Probe() { jack_client_close(client_); }

    void connect_to(const std::string& other) {
        for (std::size_t i = 0; i < channels; ++i) {
            const std::string number = std::to_string(i + 1);
            EXPECT_EQ(jack_connect(client_, (other + ":out_" + number).c_str(), jack_port_name(in_[i])), 0) << number;
            EXPECT_EQ(jack_connect(client_, jack_port_name(out_[i]), (other + ":in_" + number).c_str()), 0) << number;
        }
    }

    std::vector<std::string> connections_of(const std::string& port) const {
        std::vector<std::string> names;
        if (const char** all = jack_port_get_all_connections(client_, jack_port_by_name(client_, port.c_str()))) {
            for (const char** name = all; *name; ++name) names.emplace_back(*name);
            jack_free(all);
        }
        return names;
    }

    std::array<std::atomic<float>, channels> heard{};

private:
    // The thread sanitizer cannot see how JACK hands memory from one client to the next.
    __attribute__((no_sanitize("thread"))) static int process(jack_nframes_t frames, void* user) {
        auto& probe = *static_cast<Probe*>(user);
        for (std::size_t i = 0; i < channels; ++i) {
            probe.heard[i] = static_cast<float*>(jack_port_get_buffer(probe.in_[i], frames))[frames - 1];
            auto* out = static_cast<float*>(jack_port_get_buffer(probe.out_[i], frames));
            for (jack_nframes_t k = 0; k < frames; ++k) out[k] = static_cast<float>(i + 1) / 1000;
        }
        return 0;
    }

    jack_client_t* client_;
    std::array<jack_port_t*, channels> in_{}, out_{};
};

class Jack : public testing::Test {
protected:
    static void SetUpTestSuite() {
        setenv("JACK_DEFAULT_SERVER", Jackd::name().c_str(), 1);
        jack_set_error_function([](const char*) {});
        jack_set_info_function([](const char*) {});
    }
    void SetUp() override { ASSERT_TRUE(server_.start()) << "jackd, which scripts/test installs, does not start"; }

    static DeviceRequest request(const std::string& name = "JACK Audio Connection Kit: system", double rate = 48000) {
        DeviceRequest result;
        result.name = name;
        result.rate = rate;
        result.inputs = result.outputs = channels;
        return result;
    }

    Jackd server_;
};

TEST_F(Jack, EveryChannelOnItsOwnPort) {
    const auto device = open_device(request());
    EXPECT_EQ(device->facts().name, "JACK Audio Connection Kit: system");
    EXPECT_EQ(device->facts().rate, 48000);
    EXPECT_EQ(device->facts().inputs, channels);
    EXPECT_EQ(device->facts().outputs, channels);
    EXPECT_GT(device->facts().latency_ms, 0);
    EXPECT_TRUE(device->facts().warnings.empty());

    Constants processor;
    device->start(processor);
    Probe probe;
    probe.connect_to("tutti");
    EXPECT_TRUE(eventually([&] {
        for (std::size_t i = 0; i < channels; ++i) {
            if (probe.heard[i] != static_cast<float>(i + 1) / 100) return false;
            if (processor.last_in[i] != static_cast<float>(i + 1) / 1000) return false;
        }
        return true;
    }));
    for (int i = 1; i <= channels; ++i) {
        const std::string n = std::to_string(i);
        EXPECT_THAT(probe.connections_of("tutti:out_" + n), Contains("system:playback_" + n));
        EXPECT_THAT(probe.connections_of("tutti:in_" + n), Contains("system:capture_" + n));
    }
    EXPECT_EQ(device->counters().block, 64);
    EXPECT_TRUE(device->alive());
    device->stop();
    const int calls = processor.calls;
    std::this_thread::sleep_for(20ms);
    EXPECT_EQ(processor.calls, calls);
    device->start(processor);  // and again
    EXPECT_GT(processor.calls, calls);
}

TEST_F(Jack, IsListedAndIsTheDefault) {
    const auto list = list_devices();
    ASSERT_FALSE(list.empty());
    EXPECT_EQ(list[0].name, "JACK Audio Connection Kit: system");
    EXPECT_EQ(list[0].inputs, channels);
    EXPECT_EQ(list[0].outputs, channels);
    EXPECT_EQ(list[0].rates, std::vector<double>{48000});
    EXPECT_TRUE(list[0].is_default);
    EXPECT_EQ(open_device(request(""))->facts().name, "JACK Audio Connection Kit: system");
    EXPECT_EQ(open_device(request("JACK Audio Connection Kit"))->facts().name, "JACK Audio Connection Kit: system");
    EXPECT_TRUE(device_present(request("")));
}

TEST_F(Jack, SaysWhatItCannotDo) {
    EXPECT_THAT(error_of([] { open_device(request("JACK Audio Connection Kit: system", 44100)); }),
                AllOf(HasSubstr("44100 Hz"), HasSubstr("48000 Hz")));
    EXPECT_THAT(error_of([] { open_device(request("JACK Audio Connection Kit: organ")); }),
                AllOf(HasSubstr("no such device"), HasSubstr("organ"), HasSubstr("JACK Audio Connection Kit: system")));
    DeviceRequest more = request();
    more.outputs = 40;
    const auto device = open_device(more);
    EXPECT_EQ(device->facts().outputs, channels);
    EXPECT_THAT(device->facts().warnings, Contains(AllOf(HasSubstr("32 of the 40"), HasSubstr("device.outputs"))));
}

TEST_F(Jack, IsLostWithItsServerAndComesBackWithIt) {
    for (const int signal : {SIGTERM, SIGKILL}) {
        Constants processor;
        auto device = open_device(request());
        device->start(processor);
        ASSERT_TRUE(device->alive());
        server_.send(signal);
        ASSERT_TRUE(eventually([&] { return !device->alive(); }));
        device->stop();
        const int calls = processor.calls;
        device.reset();
        EXPECT_EQ(processor.calls, calls);
        EXPECT_FALSE(device_present(request()));
        EXPECT_THAT(error_of([] { open_device(request()); }), HasSubstr("no JACK server is running"));
        server_.stop();
        ASSERT_TRUE(server_.start());
        EXPECT_TRUE(eventually([] { return device_present(request()); }, 30s));
    }
    Constants processor;
    const auto device = open_device(request());
    device->start(processor);
    EXPECT_TRUE(eventually([&] { return processor.calls > 10; }));
}

TEST_F(Jack, AServerThatHangsIsLostToo) {
    Constants processor;
    auto device = open_device(request());
    device->start(processor);
    server_.send(SIGSTOP);
    ASSERT_TRUE(eventually([&] { return !device->alive(); }));
    device.reset();  // returns, though JACK does not
    EXPECT_THAT(error_of([] { open_device(request()); }), HasSubstr("JACK hangs"));
    EXPECT_FALSE(device_present(request()));
    server_.send(SIGCONT);
    ASSERT_TRUE(eventually([] { return error_of([] { open_device(request()); }) == "no DeviceError"; }, 30s));
}

}  // namespace
}  // namespace tutti::test
