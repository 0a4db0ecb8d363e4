// The files of config/surfaces, as they are: what is printed beside a fader is right, and mistakes are told with their
// line.
#include <gmock/gmock.h>

#include <fstream>

#include "clients/surface/mcu/keys.hpp"
#include "clients/surface/mcu/profile.hpp"
#include "tests/wire/desk_process.hpp"

namespace tutti::surface {
namespace {

Profile shipped(const std::string& name) {
    return read_profile(profile_file(name));
}

TEST(SurfaceProfile, all_that_come_with_tutti_are_read) {
    const auto names = profile_names();
    for (const char* name : {"mackie-mcu-pro", "x-touch", "x-touch-one", "x-touch-extender", "x-touch-xctl", "icon",
                             "faderport", "generic"})
        EXPECT_THAT(names, ::testing::Contains(name));
    for (const std::string& name : names) EXPECT_FALSE(shipped(name).name.empty()) << name;
    EXPECT_EQ(shipped("x-touch-extender").id, 0x15);
    EXPECT_FALSE(shipped("x-touch-extender").master);
    EXPECT_EQ(shipped("x-touch-one").strips, 1);
    EXPECT_TRUE(shipped("x-touch-xctl").xctl);
    EXPECT_FALSE(shipped("icon").blinks);
    EXPECT_FALSE(shipped("generic").handshake);
}

TEST(SurfaceProfile, an_x_touch_prints_0_dB_at_12800) {
    const Scale scale = shipped("x-touch").scale;
    EXPECT_EQ(scale.position(0), 12800);
    EXPECT_NEAR(scale.db(12800), 0, 0.001);
    // Its marks, equal ways apart as on a desk's fader: 1/8 of 12800 each between 0 and -10.
    for (const auto& [db, position] : std::map<double, int>{
             {10, 16383}, {5, 14592}, {-5, 10667}, {-10, 8533}, {-20, 6400}, {-30, 4267}, {-60, 1067}, {-90, 0}})
        EXPECT_NEAR(scale.db(position), db, 0.3) << position;
}

TEST(SurfaceProfile, each_position_is_found_again_from_the_level_that_it_means) {
    for (const std::string& name : profile_names()) {
        const Scale scale = shipped(name).scale;
        for (int position = 0; position <= kTop; ++position)
            ASSERT_EQ(scale.position(static_cast<float>(scale.db(position))), position) << name;
    }
    const Scale scale;
    EXPECT_EQ(scale.position(-200), 0);
    EXPECT_EQ(scale.position(std::nan("")), 0);
    EXPECT_EQ(scale.position(50), kTop);
}

struct Wrong {
    std::string text, said;
};

TEST(SurfaceProfile, a_mistake_is_told_with_line_and_key) {
    const wire::Folder folder;
    for (const auto& [text, said] :
         {Wrong{"name = 3", ":1: name: wants a text"}, Wrong{"\nstripes = 8", ":2: stripes: is no key of this file"},
          Wrong{"strips = 9", ":1: strips: wants a whole number from 1 to 8"},
          Wrong{"dialect = \"hui\"", ":1: dialect: is mcu or xctl"},
          Wrong{"scale = [[0, -90]]", ":1: scale: a scale has at least two marks"},
          Wrong{"scale = [[0, -90], [0, 10]]", ":1: scale: each mark is higher"},
          Wrong{"scale = [[0, -90], [1, nan]]", ":1: scale: dB go from -90 (off) to 10"},
          Wrong{"bytes_per_second = 500", ":1: bytes_per_second: wants 0 (no bound), or at least 1000"},
          Wrong{"scale = [[0], [5, 6]]", ":1: scale: wants pairs [position, dB]"},
          Wrong{"[keys]\nf9 = \"undo\"", ":2: keys: there is no key 'f9'"}, Wrong{"strips = ", ":1: "}}) {
        const auto file = folder.write("unit.toml", text);
        try {
            read_profile(file);
            ADD_FAILURE() << "taken: " << text;
        } catch (const ConfigError& error) {
            EXPECT_THAT(error.what(), ::testing::HasSubstr("unit.toml" + said)) << text;
        }
    }
    EXPECT_THROW(read_profile(profile_file("no-such-unit")), ConfigError);
}

TEST(SurfaceProfile, keys_can_be_given_to_something_else) {
    const wire::Folder folder;
    const Profile profile = read_profile(folder.write("unit.toml", "[keys]\nf1 = \"undo\"\nplay = \"off\"\n"));
    ASSERT_EQ(profile.keys.size(), 2U);
    EXPECT_EQ(profile.keys.at(key_number("f1")).words, "undo");
    EXPECT_EQ(profile.keys.at(key_number("play")).words, "off");
    EXPECT_THAT(profile.keys.at(key_number("play")).where, ::testing::EndsWith("unit.toml:3: keys.play"));
}

}  // namespace
}  // namespace tutti::surface
