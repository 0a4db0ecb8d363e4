// A program that works a desk through the client library, as tests see it: what it was told, in order. One thread.
#pragma once
#include <gmock/gmock.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "clients/remote/remote.hpp"

namespace tutti::remote {

// A machine that is busy with other tests is no silent desk.
inline const Manner patient{.silence = std::chrono::seconds(10), .give_up = std::chrono::seconds(15)};

struct Program {
    explicit Program(std::uint16_t port, const Credentials& who = {}, const std::string& host = "127.0.0.1",
                     const Manner& manner = patient)
        : desk(host + ":" + std::to_string(port), who, manner) {
        desk.on_link = [this](const Link& link) { links.push_back(link); };
        desk.on_change = [this](const std::string& address, const Value& value) {
            told.push_back(address + " " + in_words(value));
            values[address] = value;
        };
        desk.on_meters = [this](const MeterFrame& frame) { ++frames[frame.what]; };
        desk.on_refusal = [this](const Refusal& refusal) { refusals.push_back(refusal); };
    }

    // Lets the library work until `enough` is true; false after a minute.
    bool until(const std::function<bool()>& enough) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
        while (!enough()) {
            if (std::chrono::steady_clock::now() > end) return false;
            desk.run_for(std::chrono::milliseconds(2));
        }
        return true;
    }
    bool until_joined() {
        return until([this] { return desk.joined(); });
    }
    bool until_it_is(const std::string& address, const Value& value) {
        return until([&] { return values[address] == value; });
    }
    // All that the desk has to say to what was said before is here.
    bool settle() {
        const auto answered = std::make_shared<bool>(false);
        const bool asked = desk.ask({{"/session/revision"}}, [answered](const Answers& all) { *answered = all.whole; });
        return asked && until([&] { return *answered; });
    }

    Desk desk;
    std::vector<Link> links = {};
    std::vector<std::string> told = {};  // "/channel/1/fader -6"
    std::map<std::string, Value> values = {};
    std::map<std::string, int> frames = {};
    std::vector<Refusal> refusals = {};
};

}  // namespace tutti::remote
