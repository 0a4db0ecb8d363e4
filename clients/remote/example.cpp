// remote_example [HOST:PORT]: prints channel 1's fader and every change of it, moves it to -10 dB, and shows levels for
// a second. The token of `tutti login` is in TUTTI_TOKEN, where one is needed.
#include <cstdio>
#include <cstdlib>

#include "clients/remote/remote.hpp"

using namespace tutti::remote;

int main(int argc, char** argv) {
    const char* token = std::getenv("TUTTI_TOKEN");
    Desk desk(argc > 1 ? argv[1] : "127.0.0.1:9000", {.token = token ? token : ""});

    desk.on_link = [&](const Link& link) {
        if (link.state == State::joined) {
            std::printf("joined\n");
            desk.set("/channel/1/fader", -10.0F);
        } else if (!link.why.empty()) {
            std::printf("%s\n", link.why.c_str());  // it tries again by itself
        }
    };
    desk.on_change = [](const std::string& address, const Value& value) {
        std::printf("%s %s\n", address.c_str(), in_words(value).c_str());
    };
    desk.on_meters = [](const MeterFrame& frame) {
        std::printf("%s", frame.what.c_str());
        for (const auto& strip : frame.records) std::printf(" %.1f", static_cast<double>(strip.back()));
        std::printf("\n");
    };

    desk.subscribe("/channel/1/fader");
    desk.meters("channels", 10);
    while (!desk.joined() && desk.link().state != State::refused) desk.run_for(std::chrono::milliseconds(100));
    desk.run_for(std::chrono::seconds(1));
    return desk.joined() ? EXIT_SUCCESS : EXIT_FAILURE;
}
