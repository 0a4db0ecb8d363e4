// A configuration that is wrong ends the start with exit code 2 and a sentence with file, line and key.
#include <gmock/gmock.h>

#include "tests/wire/clients.hpp"

namespace tutti::wire {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

struct Configuration : testing::Test {
    Folder folder;
    // What the daemon says of this text, without the name of the file. Its line and key come first.
    std::string complaint(const std::string& text) {
        const Ended ended = run_daemon(folder, text);
        EXPECT_EQ(ended.code, 2) << text << "\n" << ended.said;
        const std::string head = "tuttid: " + (folder.path() / "desk.toml").string() + ":";
        const std::size_t at = ended.said.find(head);
        if (at == std::string::npos) return "another sentence: " + ended.said;
        return ended.said.substr(at + head.size(), ended.said.find('\n', at) - at - head.size());
    }
};

MATCHER_P2(complains, place, words, "") {
    return arg.rfind(std::string(place) + ": ", 0) == 0 && arg.find(words) != std::string::npos;
}

TEST_F(Configuration, that_is_no_toml) {
    EXPECT_THAT(complaint("[server]\nname = Studio A\n"), complains("2: syntax", ""));
    EXPECT_THAT(complaint("\n\n[server\n"), complains("3: syntax", ""));
    EXPECT_THAT(complaint("[desk]\nchannels = 8\nchannels = 9\n"), complains("3: syntax", ""));
}

TEST_F(Configuration, with_words_that_do_not_exist) {
    EXPECT_THAT(complaint("[server]\nname = \"A\"\n[desc]\nchannels = 8\n"),
                complains("3: desc", "server, device, desk"));
    EXPECT_THAT(complaint("[server]\n\nnmae = \"A\"\n"), complains("3: server.nmae", "name"));
    EXPECT_THAT(complaint("[desk]\nchannels = 8\nbusses = 4\n"), complains("3: desk.busses", "buses"));
    EXPECT_THAT(complaint("channels = 8\n"), complains("1: channels", "section"));
    EXPECT_THAT(complaint("[[server]]\n"), complains("1: server", "[server]"));
    EXPECT_THAT(complaint("[user]\nname = \"ana\"\n"), complains("1: user", "[[user]]"));
}

TEST_F(Configuration, with_values_of_another_kind) {
    EXPECT_THAT(complaint("[desk]\nchannels = \"8\"\n"), complains("2: desk.channels", "whole number"));
    EXPECT_THAT(complaint("[desk]\nchannels = 8.5\n"), complains("2: desk.channels", "whole number"));
    EXPECT_THAT(complaint("[server]\nname = 5\n"), complains("2: server.name", "quotes"));
    EXPECT_THAT(complaint("[device]\nstems = \"a.wav\"\n"), complains("2: device.stems", "list"));
    EXPECT_THAT(complaint("[device]\nstems = [\n\"a.wav\",\n5]\n"), complains("4: device.stems", "quotes"));
    EXPECT_THAT(complaint("[server]\nhosts = [5]\n"), complains("2: server.hosts", "quotes"));
}

TEST_F(Configuration, with_values_out_of_range) {
    EXPECT_THAT(complaint("[desk]\nchannels = 0\n"), complains("2: desk.channels", "1 to 1024"));
    EXPECT_THAT(complaint("[desk]\nchannels = 1025\n"), complains("2: desk.channels", "1 to 1024"));
    EXPECT_THAT(complaint("[desk]\nchannels = 8\nbuses = 65\n"), complains("3: desk.buses", "0 to 64"));
    EXPECT_THAT(complaint("[desk]\nmonitors = 0\n"), complains("2: desk.monitors", "1 to 8"));
    EXPECT_THAT(complaint("[device]\nrate = 44\n"), complains("2: device.rate", "out of range"));
    EXPECT_THAT(complaint("[device]\nblock = 100000\n"), complains("2: device.block", "out of range"));
    EXPECT_THAT(complaint("[device]\ninputs = -1\n"), complains("2: device.inputs", "out of range"));
    EXPECT_THAT(complaint("[desk]\nchannels = 99999999999999999999\n"), complains("2: syntax", ""));
}

TEST_F(Configuration, with_addresses_that_are_none) {
    for (const char* address : {"8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:80800", "127.0.0.1:x", "studio:8080",
                                "::1:8080", "[127.0.0.1]:80", ""})
        for (const char* key : {"http", "osc", "x32"})
            EXPECT_THAT(complaint("[server]\n" + std::string(key) + " = \"" + address + "\"\n"),
                        complains("2: server." + std::string(key), "address:port"));
}

TEST_F(Configuration, with_choices_that_are_none) {
    EXPECT_THAT(complaint("[server]\nlocal_role = \"boss\"\n"),
                complains("2: server.local_role", "engineer, producer, technician, artist, viewer, none"));
    EXPECT_THAT(complaint("[server]\nlan_role = \"\"\n"), complains("2: server.lan_role", "engineer"));
    EXPECT_THAT(complaint("[device]\nkind = \"tape\"\n"), complains("2: device.kind", "portaudio, virtual, offline"));
}

TEST_F(Configuration, with_people_that_cannot_be) {
    EXPECT_THAT(complaint("[[user]]\nrole = \"artist\"\n"), complains("1: user.name", "missing"));
    EXPECT_THAT(complaint("[[user]]\nname = \"ana\"\n"), complains("1: user.role", "missing"));
    EXPECT_THAT(complaint("[[user]]\nname = \"ana\"\nrole = \"none\"\n"), complains("3: user.role", "artist"));
    EXPECT_THAT(complaint("[[user]]\nname = \"ana\"\nrole = \"artist\"\n[[user]]\nname = \"ana\"\nrole = \"artist\"\n"),
                complains("5: user.name", "twice"));
    EXPECT_THAT(complaint("[desk]\nbuses = 2\n[[user]]\nname = \"ana\"\nrole = \"artist\"\ncue = 3\n"),
                complains("6: user.cue", "bus 3"));
}

TEST_F(Configuration, with_first_values_that_the_desk_refuses) {
    const std::string head =
        "[server]\nhttp = \"127.0.0.1:0\"\nosc = \"127.0.0.1:0\"\n[device]\nkind = \"virtual\"\n[desk]\nchannels = "
        "8\n[set]\n";
    EXPECT_THAT(complaint(head + "\"/channel/1/fader\" = -3\n\"/channel/9/fader\" = -3\n"),
                complains("10: set.\"/channel/9/fader\"", "address"));
    EXPECT_THAT(complaint(head + "\"/channel/1/fader\" = \"loud\"\n"),
                complains("9: set.\"/channel/1/fader\"", "number"));
    EXPECT_THAT(complaint(head + "\"/channel/1/fader\" = nan\n"), complains("9: set.\"/channel/1/fader\"", ""));
    EXPECT_THAT(complaint(head + "\"/channel/1/eq/band/1/type\" = \"bent\"\n"),
                complains("9: set.\"/channel/1/eq/band/1/type\"", "bell"));
    EXPECT_THAT(complaint(head + "\"/session/revision\" = 5\n"), complains("9: set.\"/session/revision\"", "reading"));
    EXPECT_THAT(complaint(head + "fader = 5\n"), complains("9: set.\"fader\"", "/"));
    EXPECT_THAT(complaint(head + "\"/channel/1/fader\" = [1]\n"), complains("9: set.\"/channel/1/fader\"", "number"));
}

TEST_F(Configuration, that_is_not_there) {
    for (const std::filesystem::path& path : {folder.path() / "none.toml", folder.path()}) {
        const Ended ended = run_tuttid(folder, {"--config", path.string()});
        EXPECT_EQ(ended.code, 2);
        EXPECT_THAT(ended.said, HasSubstr(path.string() + ": cannot be read"));
    }
}

TEST_F(Configuration, may_have_everything) {
    DeskProcess desk(
        {.server = "name = \"Studio B\"\nx32 = \"127.0.0.1:0\"\nsession = \"b.tutti\"\nhosts = [\"desk\"]\n",
         .desk = "channels = 8\nbuses = 4\ntalkbacks = 2\n",
         .rest = "[[x32]]\nlisten = \"127.0.0.1:0\"\nfirst_channel = 5\nfirst_bus = 1\nuser = \"ana\"\n"
                 "[[user]]\nname = \"ana\"\nrole = \"artist\"\npin = \"4821\"\ncue = 3\nmonitor = 0\n"});
    EXPECT_THAT(desk.log(), Not(HasSubstr("4821")));
    EXPECT_EQ(TcpClient(desk).get("/session/name").text(), "Studio B");
    EXPECT_EQ(UdpClient(desk).get("/channel/8/fader").number(), -90);
}

TEST_F(Configuration, may_be_empty_but_for_its_addresses) {
    DeskProcess desk({.desk = ""});
    TcpClient ana(desk);
    EXPECT_EQ(ana.get("/channel/32/fader").number(), -90);
    EXPECT_EQ(ana.get("/channel/33/fader").address, "/error");
    EXPECT_EQ(ana.get("/bus/16/fader").number(), 0);
    EXPECT_EQ(ana.get("/bus/17/fader").address, "/error");
    EXPECT_EQ(ana.get("/dca/8/mute").whole(), 0);
    EXPECT_EQ(ana.get("/mutegroup/6/on").whole(), 0);
    EXPECT_EQ(ana.get("/monitor/2/mute").whole(), 0);
    EXPECT_EQ(ana.get("/output/16/mute").whole(), 0);
    EXPECT_EQ(ana.get("/session/name").text(), "Studio A");
}

}  // namespace
}  // namespace tutti::wire
