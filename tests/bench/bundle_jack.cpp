#include "tests/bench/bundle_jack.hpp"

#include <jack/jack.h>

#include <algorithm>
#include <bit>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "engine/console/rows.hpp"
#include "protocol/osc/message.hpp"
#include "tests/bench/wire_desk.hpp"
#include "tests/bench/wire_sockets.hpp"
#include "tests/device/jackd.hpp"

namespace tutti::bench {
namespace {

constexpr int kRounds = 10;
constexpr double kBlockUs = 64 / 48000.0 * 1e6;

struct Seconds {
    double worst_us = 0, xruns = 0;
};

void append_part(std::string& bundle, const std::string& packet) {
    const auto size = static_cast<std::uint32_t>(packet.size());
    for (int shift = 24; shift >= 0; shift -= 8) bundle += static_cast<char>(size >> shift & 0xff);
    bundle += packet;
}

// Every row of all channels, by patterns: one message a row.
std::string bundle_of_all(bool highest) {
    std::string bundle("#bundle\0\0\0\0\0\0\0\0\1", 16);
    for (const Row& row : rows::kChannel) {
        if (row.kind != Kind::setting || row.type == Type::text || row.type == Type::route) continue;
        std::string path(row.path);
        if (const std::size_t open = path.find('{'); open != std::string::npos)
            path.replace(open, path.find('}') - open + 1, "*");
        // Only odd channels can be linked.
        const std::string strips = row.path == "link" ? "/channel/*[13579]/" : "/channel/*/";
        std::string packet;
        const float value = highest ? row.max : row.min;
        if (row.type == Type::choice)
            osc::append_message(packet, strips + path, {static_cast<std::int32_t>(value)});
        else
            osc::append_message(packet, strips + path, {value});
        append_part(bundle, packet);
    }
    return bundle;
}

// The number that an address answers.
double ask(OscStream& client, const std::string& address) {
    std::string packet;
    osc::append_message(packet, address, {});
    client.send(packet);
    while (true) {
        const std::string answer = client.receive();
        if (answer.compare(0, address.size() + 1, address + '\0') != 0) continue;
        std::uint32_t bits = 0;
        for (std::size_t i = answer.size() - 4; i < answer.size(); ++i)
            bits = bits << 8 | static_cast<unsigned char>(answer[i]);
        const bool whole = answer.find(",i") != std::string::npos;
        return whole ? static_cast<std::int32_t>(bits) : static_cast<double>(std::bit_cast<float>(bits));
    }
}

}  // namespace

int run_bundle_on_jack(bool json) {
    setenv("JACK_DEFAULT_SERVER", test::Jackd::name().c_str(), 1);
    jack_set_error_function([](const char*) {});
    jack_set_info_function([](const char*) {});
    test::Jackd server;
    if (!server.start() || !server.real_time()) {
        std::fprintf(stderr, "no jackd that runs with real-time priority: the bundle on a device is left out\n");
        return 0;
    }
    const Desk desk(256,
                    "kind = \"portaudio\"\nname = \"JACK Audio Connection Kit: system\"\ninputs = 32\noutputs = 32\n");
    OscStream client(OscStream::Kind::tcp, desk.osc());
    const auto worst_of_a_second = [&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(1300));
        return ask(client, "/session/engine/load") * kBlockUs;
    };
    // The dummy driver plays silence, in which channels sleep.
    const auto tell = [&](const char* address, const Argument& value) {
        std::string packet;
        osc::append_message(packet, address, {value});
        client.send(packet);
    };
    tell("/channel/*/input/source", std::string_view("oscillator")), tell("/oscillator/on", true);
    const std::string bundles[] = {bundle_of_all(true), bundle_of_all(false)};
    // The same at rest and with a bundle a second, so that what the machine does by itself can be told apart.
    const auto seconds = [&](bool moving) {
        Seconds all;
        const double before = ask(client, "/session/engine/xruns");
        for (int round = 0; round < kRounds; ++round) {
            if (moving) client.send(bundles[round % 2]);
            all.worst_us = std::max(all.worst_us, worst_of_a_second());
        }
        all.xruns = ask(client, "/session/engine/xruns") - before;
        return all;
    };
    const Seconds rest = seconds(false), moved = seconds(true);
    const double rate = ask(client, "/session/engine/rate"), block = ask(client, "/session/engine/block");
    std::printf(json ? "{\"bench\":\"bundle_on_jack\",\"rate\":%.0f,\"frames\":%.0f,\"worst_us_at_rest\":%.0f,"
                       "\"xruns_at_rest\":%.0f,\"worst_us\":%.0f,\"xruns\":%.0f,\"deadline_us\":%.0f}\n"
                     : "on jackd, %.0f Hz, %.0f frames: worst callback at rest %.0f us, xruns %.0f; with bundles %.0f "
                       "us, xruns %.0f; deadline %.0f us\n",
                rate, block, rest.worst_us, rest.xruns, moved.worst_us, moved.xruns, kBlockUs);
    std::fflush(stdout);
    return moved.worst_us <= kBlockUs ? 0 : 1;
}

}  // namespace tutti::bench
