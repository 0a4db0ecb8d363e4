// `tutti login` and `tutti user`: the command line as somebody who has a PIN uses it.
#include <sys/wait.h>

#include <array>
#include <cstdio>

#include "tests/people/people.hpp"

namespace tutti::wire {
namespace {

struct Said {
    int code;
    std::string words;
};

struct CommandLine : testing::Test {
    DeskProcess desk{with_people("local_role = \"viewer\"\n")};
    std::filesystem::path home = desk.folder().path() / "home";

    // PINs come by standard input.
    Said tutti(const std::string& words, const std::string& pin = "") {
        const std::string line = "printf '%s\\n' '" + pin + "' | env -u TUTTI_TOKEN XDG_CONFIG_HOME=" + home.string() +
                                 " " TUTTI_CLI " --host 127.0.0.1:" + std::to_string(desk.osc_port()) + " " + words +
                                 " 2>&1";
        FILE* pipe = ::popen(line.c_str(), "r");
        std::string said;
        std::array<char, 4096> piece;
        while (const std::size_t count = std::fread(piece.data(), 1, piece.size(), pipe))
            said.append(piece.data(), count);
        const int status = ::pclose(pipe);
        return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, said};
    }
};

TEST_F(CommandLine, is_somebody_from_the_login_on) {
    EXPECT_EQ(tutti("set /channel/1/fader -6").code, 1) << "a viewer from this machine";
    EXPECT_EQ(tutti("login eve", "0000").code, 1);
    const Said in = tutti("login eve", "5555");
    EXPECT_EQ(in.code, 0) << in.words;
    EXPECT_THAT(in.words, HasSubstr("engineer"));
    using std::filesystem::perms;
    EXPECT_EQ(std::filesystem::status(home / "tutti" / "tokens").permissions(), perms::owner_read | perms::owner_write);
    EXPECT_EQ(tutti("set /channel/1/fader -6").code, 0);
    EXPECT_EQ(tutti("get /channel/1/fader").words, "-6\n");
    EXPECT_EQ(tutti("--token nobody get /channel/1/fader").code, 1);
    EXPECT_EQ(tutti("logout").code, 0);
    EXPECT_EQ(tutti("set /channel/1/fader -7").code, 1);
}

TEST_F(CommandLine, adds_lists_and_deletes_people) {
    ASSERT_EQ(tutti("login eve", "5555").code, 0);
    EXPECT_EQ(tutti("user add max artist --cue 2 --monitor 1", "7777").words, "6\n");
    EXPECT_THAT(tutti("user list").words, HasSubstr("6  max  artist  bus 2  monitor 1\n"));
    EXPECT_THAT(tutti("user list").words, HasSubstr("1  ana  artist  bus 3\n"));
    TcpClient max(desk);
    EXPECT_EQ(login(max, "max", "7777"), "artist");
    EXPECT_EQ(refusal(max.ask("/bus/2/fader", {-6.0F})), "");
    EXPECT_EQ(tutti("user grant max /dca/1/mute /dca/1/name").code, 0);
    EXPECT_EQ(refusal(max.ask("/dca/1/mute", {true})), "");
    EXPECT_EQ(tutti("user grant max").code, 0);
    EXPECT_EQ(refusal(max.ask("/dca/1/mute", {false})), "not_allowed");
    EXPECT_EQ(tutti("user pin max", "8888").code, 0);
    EXPECT_EQ(login(max, "max", "8888"), "artist");
    EXPECT_EQ(tutti("user pin nobody", "8888").code, 1);
    EXPECT_EQ(tutti("user add max artist", "7777").code, 1);
    EXPECT_EQ(tutti("user delete max").code, 0);
    EXPECT_THAT(tutti("user list").words, Not(HasSubstr("max")));
}

}  // namespace
}  // namespace tutti::wire
