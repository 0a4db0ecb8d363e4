// The library that comes with the desk: every preset arrives at a strip of its kind value for value, whatever stood
// there before, and the daemon finds it wherever it was started from.
#include <cmath>
#include <filesystem>

#include "server/preset_file.hpp"
#include "tests/presets/studio.hpp"

namespace tutti::wire {
namespace {

PresetMap library() {
    auto read = read_presets(TUTTI_LIBRARY, 1, 100);
    if (const auto* complaint = std::get_if<std::string>(&read)) ADD_FAILURE() << *complaint;
    return std::holds_alternative<PresetMap>(read) ? std::get<PresetMap>(read) : PresetMap{};
}

struct Library : Studio {
    std::string strip_of(const Preset& preset) const {
        return preset.kind == "main" ? "/main" : "/" + preset.kind + "/2";
    }

    // Whether the desk has just what the file says.
    testing::AssertionResult has(const std::string& address, const json::Scalar& wanted) {
        const Heard heard = ana.get(address);
        const Value& value = heard.values.at(0);
        bool same = false;
        if (const auto* text = std::get_if<std::string>(&wanted))
            same = heard.text() == *text;
        else if (const auto* b = std::get_if<bool>(&wanted))
            same = std::holds_alternative<bool>(value) && std::get<bool>(value) == *b;
        else {
            const double number = std::holds_alternative<double>(wanted)
                                      ? std::get<double>(wanted)
                                      : static_cast<double>(std::get<std::int64_t>(wanted));
            const double got = std::holds_alternative<std::int32_t>(value) ? heard.whole() : heard.number();
            same = got == static_cast<double>(static_cast<float>(number));
        }
        return same ? testing::AssertionSuccess() : testing::AssertionFailure() << address;
    }
};

TEST_F(Library, of_usual_sources_is_there_and_its_names_are_told) {
    const PresetMap presets = library();
    EXPECT_GE(presets.size(), 50U);
    for (const auto& [id, preset] : presets) {
        EXPECT_EQ(word("/preset/" + std::to_string(id) + "/name"), preset.name);
        EXPECT_EQ(word("/preset/" + std::to_string(id) + "/parts"), preset.parts);
    }
}

TEST_F(Library, every_value_of_every_preset_arrives_as_it_is_written) {
    for (const auto& [id, preset] : library()) {
        const std::string strip = strip_of(preset);
        const HeardList answers = recall(id, strip);
        ASSERT_EQ(of(answers, "/ok").size(), 1U) << id;
        ASSERT_FALSE(preset.values->empty()) << id;
        for (const auto& [path, value] : *preset.values) EXPECT_TRUE(has(strip + "/" + path, value)) << preset.name;
    }
}

// A preset is a sound, not a layer over what was there.
TEST_F(Library, what_a_preset_does_not_name_is_at_its_default) {
    set("/channel/2/eq/band/4/type", "notch"), set("/channel/2/comp/hold", 500.0F), set("/channel/2/gate/on", true);
    set("/channel/2/fader", -7.0F), set("/channel/2/send/1/level", -9.0F);
    recall(7, "/channel/2");  // a hi-hat has neither gate nor compressor
    EXPECT_FALSE(on("/channel/2/gate/on"));
    EXPECT_EQ(number("/channel/2/comp/hold"), 0);
    EXPECT_EQ(word("/channel/2/eq/band/4/type"), "high_shelf");
    EXPECT_EQ(number("/channel/2/fader"), -7) << "not a matter of the preset";
    EXPECT_EQ(number("/channel/2/send/1/level"), -9);
    set("/channel/3/gate/on", true);
    recall(7, "/channel/3", "eq");
    EXPECT_TRUE(on("/channel/3/gate/on")) << "not of the part that was asked for";
}

TEST_F(Library, of_buses_leaves_a_performers_limiter_on) {
    set("/bus/2/kind", "cue"), set("/bus/2/limiter/ceiling", -10.0F);
    recall(81, "/bus/2");
    EXPECT_TRUE(on("/bus/2/comp/on"));
    EXPECT_TRUE(on("/bus/2/limiter/on"));
    EXPECT_EQ(number("/bus/2/limiter/ceiling"), -10);
}

TEST(LibraryElsewhere, is_found_from_any_folder) {
    const auto here = std::filesystem::current_path();
    std::filesystem::current_path("/");
    DeskProcess desk;
    std::filesystem::current_path(here);
    TcpClient ana(desk);
    EXPECT_EQ(ana.get("/preset/51/name").text(), "Lead vocal");
}

// What an engineer would not forgive: levels that jump, a key that points somewhere, ears that are hit.
TEST(LibraryItself, starts_nobody_off_with_a_surprise) {
    for (const auto& [id, preset] : library()) {
        EXPECT_LE(preset.name.size(), 32U);
        // An effect is of one type, and says which.
        std::string type;
        for (const auto& [path, value] : *preset.values)
            if (path == "type") type = std::get<std::string>(value) + "/";
        EXPECT_EQ(preset.kind == "fx", !type.empty()) << preset.name;
        for (const auto& [path, value] : *preset.values) {
            EXPECT_TRUE(!type.empty()
                            ? path == "type" || path.starts_with(type)
                            : path.starts_with("hpf/") || path.starts_with("gate/") || path.starts_with("comp/") ||
                                  path.starts_with("eq/") || path.starts_with("limiter/"))
                << preset.name << ": " << path;
            EXPECT_EQ(path.find("/key"), std::string::npos) << preset.name;
            double number = 0;
            if (const auto* d = std::get_if<double>(&value)) number = *d;
            if (const auto* i = std::get_if<std::int64_t>(&value)) number = static_cast<double>(*i);
            const double most = path.ends_with("/gain")       ? 6
                                : path == "comp/makeup"       ? 10
                                : path.ends_with("/feedback") ? 0.6
                                                              : 20000;
            EXPECT_LE(std::abs(number), most) << preset.name << ": " << path;
        }
    }
}

}  // namespace
}  // namespace tutti::wire
