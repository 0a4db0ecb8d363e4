#include "engine/device/offline.hpp"

#include <gmock/gmock.h>
#include <signal.h>
#include <sys/resource.h>

#include "tests/device/support.hpp"

namespace tutti::test {
namespace {

using testing::HasSubstr;

TEST(Offline, PlaysStemsBitTrueAndLoopsThem) {
    const Folder folder;
    const auto long_one = noise(1000, 1), short_one = noise(17, 2);  // the short one loops inside a block
    const auto a = write_sound(folder / "a.wav", long_one), b = write_sound(folder / "b.wav", short_one);
    for (const int block : {1, 17, 64, 1000, Processor::max_frames}) {
        Through through;
        const auto facts = render(through, virtual_request({a, b}, 3, 4, 48000, block), 0.05, folder / "out.wav");
        EXPECT_TRUE(facts.warnings.empty());
        const Sound out = read_sound(folder / "out.wav");
        ASSERT_EQ(out.frames(), 2400u) << block;
        ASSERT_EQ(out.channels, 4);
        EXPECT_EQ(out.rate, 48000);
        EXPECT_EQ(out.format & SF_FORMAT_SUBMASK, SF_FORMAT_FLOAT);
        for (std::size_t i = 0; i < out.frames(); ++i) {
            ASSERT_EQ(out.at(i, 0), long_one[i % long_one.size()]) << block << " frame " << i;
            ASSERT_EQ(out.at(i, 1), short_one[i % short_one.size()]) << block << " frame " << i;
            ASSERT_EQ(out.at(i, 2), 0.0f);  // an input without a stem
            ASSERT_EQ(out.at(i, 3), 0.0f);
        }
    }
}

TEST(Offline, EqualInEqualBytesOut) {
    const Folder folder;
    const auto stem = write_sound(folder / "a.flac", noise(5000), 1, 44100, SF_FORMAT_FLAC | SF_FORMAT_PCM_24);
    const auto bytes = [&](const std::string& name) {
        Through through;
        render(through, virtual_request({stem}, 1, 2), 0.2, folder / name);
        std::ifstream file(folder / name, std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(file), {});
    };
    const std::string first = bytes("1.wav");
    std::this_thread::sleep_for(std::chrono::milliseconds(1100));  // a time stamp of seconds would differ
    EXPECT_GT(first.size(), 9600u * 2 * 4);
    EXPECT_EQ(first, bytes("2.wav"));
}

TEST(Offline, SaysWhereItCannotWrite) {
    const Folder folder;
    Through through;
    const auto request = virtual_request({}, 1, 2);
    const auto error = error_of([&] { render(through, request, 1, folder / "no" / "such" / "out.wav"); });
    EXPECT_THAT(error, HasSubstr("out.wav"));
    EXPECT_THAT(error, HasSubstr("No such file"));
    EXPECT_EQ(through.calls, 0);
}

TEST(Offline, FullDiskLeavesNothingAndKeepsTheOldFile) {
    const Folder folder;
    Through through;
    const auto old = write_sound(folder / "out.wav", noise(100));
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    rlimit full = before;
    full.rlim_cur = 100'000;
    const auto handler = signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &full);
    const auto error = error_of([&] { render(through, virtual_request({}, 1, 2), 10, old); });
    setrlimit(RLIMIT_FSIZE, &before);
    signal(SIGXFSZ, handler);
    EXPECT_THAT(error, HasSubstr("cannot write"));
    EXPECT_THAT(error, HasSubstr("too large"));
    EXPECT_EQ(read_sound(old).frames(), 100u);
    EXPECT_FALSE(fs::exists(folder / "out.wav.part"));
}

TEST(Offline, RefusesWhatMakesNoSense) {
    const Folder folder;
    Through through;
    const auto refusal = [&](auto change, double seconds = 1) {
        DeviceRequest request = virtual_request({}, 1, 2);
        change(request);
        return error_of([&] { render(through, request, seconds, folder / "out.wav"); });
    };
    EXPECT_THAT(refusal([](auto& r) { r.rate = 0; }), HasSubstr("device.rate"));
    EXPECT_THAT(refusal([](auto& r) { r.rate = std::nan(""); }), HasSubstr("device.rate"));
    EXPECT_THAT(refusal([](auto& r) { r.block = 0; }), HasSubstr("device.block"));
    EXPECT_THAT(refusal([](auto& r) { r.block = Processor::max_frames + 1; }), HasSubstr("device.block"));
    EXPECT_THAT(refusal([](auto& r) { r.outputs = 0; }), HasSubstr("device.outputs"));
    EXPECT_THAT(refusal([](auto& r) { r.inputs = -1; }), HasSubstr("device.inputs"));
    EXPECT_THAT(refusal([](auto&) {}, 0), HasSubstr("seconds"));
    EXPECT_THAT(refusal([](auto&) {}, std::nan("")), HasSubstr("seconds"));
    EXPECT_TRUE(fs::is_empty(folder.path()));
}

}  // namespace
}  // namespace tutti::test
