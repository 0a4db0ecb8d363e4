// A daemon that ends and is started again: the desk is what it was.
#include <gmock/gmock.h>
#include <unistd.h>

#include "tests/wire/kept.hpp"

namespace tutti::wire {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using namespace std::string_view_literals;

TEST(Session, every_kind_of_value_is_there_again) {
    DeskProcess desk;
    {
        TcpClient ana(desk);
        ana.ask("/channel/1/fader", {-12.5F});
        ana.ask("/channel/2/name", {"Vox \"Ü\""sv});
        ana.ask("/channel/3/input/source", {"input:7"sv});
        ana.ask("/bus/2/kind", {"cue"sv});
        ana.ask("/channel/3/send/2/level", {-3.0F});
        ana.ask("/channel/5/link", {true});
        ana.ask("/channel/6/fader", {2.0F});
        ana.ask("/channel/4/gate/mode", {"ducker"sv});
        ana.ask("/fx/1/type", {"hall"sv});
        ana.ask("/output/3/mute", {true});
        wait_until_saved(ana);
    }
    const auto before = picture(desk);
    ASSERT_GT(before.size(), 500U);
    EXPECT_EQ(desk.end(), 0);
    desk.start_again();
    EXPECT_EQ(picture(desk), before);
    EXPECT_THAT(desk.log(), testing::Not(HasSubstr("left out")));
}

TEST(Session, a_clean_end_saves_what_was_said_last) {
    DeskProcess desk;
    TcpClient(desk).ask("/channel/1/fader", {-7.0F});
    EXPECT_EQ(desk.end(), 0);
    desk.start_again();
    EXPECT_EQ(TcpClient(desk).get("/channel/1/fader").number(), -7);
}

TEST(Session, no_revision_is_used_twice) {
    DeskProcess desk;
    std::int64_t last = 0;
    for (int i = 0; i < 3; ++i) {
        TcpClient ana(desk);
        ana.sync();
        EXPECT_GT(ana.revision_of_sync, last);
        ana.ask("/channel/1/fader", {-20.0F - static_cast<float>(i)});
        last = ana.revision_of_sync;
        desk.end();
        desk.start_again();
    }
}

TEST(Session, what_lasts_only_while_the_daemon_runs_is_not_kept) {
    DeskProcess desk{{.desk = "channels = 8\nbuses = 4\nmonitors = 2\n"}};
    {
        TcpClient ana(desk);
        ana.ask("/channel/1/solo/1", {true});
        ana.ask("/oscillator/on", {true});
        ana.ask("/session/sip/armed", {true});
        ana.ask("/session/panic", {true});
        ana.ask("/oscillator/level", {-24.0F});
        ASSERT_TRUE(std::get<bool>(ana.get("/session/panic").values.at(0)));
    }
    desk.end();
    desk.start_again();
    TcpClient ana(desk);
    for (const char* passing : {"/channel/1/solo/1", "/oscillator/on", "/session/sip/armed", "/session/panic"})
        EXPECT_FALSE(std::get<bool>(ana.get(passing).values.at(0))) << passing;
    EXPECT_EQ(ana.get("/oscillator/level").number(), -24);
}

TEST(Session, first_values_are_those_of_a_new_one_only) {
    DeskProcess desk{{.rest = "[set]\n\"/channel/1/fader\" = -30.0\n\"/channel/2/fader\" = -31.0\n"}};
    TcpClient(desk).ask("/channel/1/fader", {-1.0F});
    desk.end();
    desk.start_again();
    TcpClient ana(desk);
    EXPECT_EQ(ana.get("/channel/1/fader").number(), -1);
    EXPECT_EQ(ana.get("/channel/2/fader").number(), -31);
}

TEST(Session, a_smaller_desk_takes_what_fits_and_says_what_does_not) {
    Wish wish{.desk = "channels = 8\nbuses = 4\n"};
    DeskProcess desk(wish);
    {
        TcpClient ana(desk);
        ana.ask("/channel/8/fader", {-8.0F}), ana.ask("/channel/2/fader", {-2.0F});
        ana.ask("/channel/2/send/4/level", {-4.0F}), ana.ask("/output/1/source", {"bus:4:l"sv});
    }
    desk.end();
    wish.desk = "channels = 4\nbuses = 2\n";
    desk.folder().write("desk.toml", config_text(wish));
    desk.start_again();
    {
        TcpClient ana(desk);
        EXPECT_EQ(ana.get("/channel/2/fader").number(), -2);
        EXPECT_EQ(ana.get("/output/1/source").text(), "main:l");
        for (const char* lost : {"/channel/8/fader", "/channel/2/send/4/level", "/output/1/source"})
            EXPECT_THAT(desk.log(), HasSubstr("left out: " + std::string(lost)));
        ana.ask("/channel/1/fader", {-1.0F});
    }
    desk.end();
    wish.desk = "channels = 8\nbuses = 4\n";  // what did not fit was not forgotten
    desk.folder().write("desk.toml", config_text(wish));
    desk.start_again();
    TcpClient ana(desk);
    EXPECT_EQ(ana.get("/channel/8/fader").number(), -8);
    EXPECT_EQ(ana.get("/channel/2/send/4/level").number(), -4);
    EXPECT_EQ(ana.get("/channel/1/fader").number(), -1);
    EXPECT_EQ(ana.get("/output/1/source").text(), "bus:4:l");
}

TEST(Session, the_command_line_names_another_file) {
    DeskProcess desk;
    const auto other = desk.folder().path() / "other.tutti";
    TcpClient(desk).ask("/channel/1/fader", {-9.0F});
    desk.end();
    EXPECT_FALSE(std::filesystem::exists(other));
    EXPECT_TRUE(std::filesystem::exists(desk.folder().path() / "studio-a.tutti"));
    desk.start_again({"--session", other.string()});
    EXPECT_NE(TcpClient(desk).get("/channel/1/fader").number(), -9);
    EXPECT_TRUE(std::filesystem::exists(other));
}

TEST(Session, a_second_daemon_on_the_same_file_does_not_start) {
    DeskProcess desk;
    const Folder elsewhere;
    const Ended second = run_tuttid(elsewhere, {"--config", elsewhere.write("desk.toml", config_text({})).string(),
                                                "--session", (desk.folder().path() / "studio-a.tutti").string()});
    EXPECT_EQ(second.code, 1);
    EXPECT_THAT(second.said, HasSubstr("another tuttid works with this session"));
    TcpClient ana(desk);
    ana.ask("/channel/1/fader", {-5.0F});
    wait_until_saved(ana);
}

}  // namespace
}  // namespace tutti::wire
