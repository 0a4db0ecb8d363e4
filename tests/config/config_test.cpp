#include "server/config.hpp"

#include <gmock/gmock.h>
#include <unistd.h>

#include <fstream>

namespace tutti {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::IsSubsetOf;

class ConfigFile : public ::testing::Test {
protected:
    ConfigFile() {
        char name[] = "/tmp/tutti-config-XXXXXX";
        folder = ::mkdtemp(name);
        file = folder / "desk.toml";
    }
    ~ConfigFile() override { std::filesystem::remove_all(folder); }

    Config load(const std::string& text) {
        std::ofstream(file) << text;
        return load_config(file);
    }
    std::string complaint(const std::string& text) {
        try {
            load(text);
        } catch (const ConfigError& error) {
            const std::string what = error.what();
            EXPECT_EQ(what.rfind(file.string() + ":", 0), 0u) << what;
            return what.substr(file.string().size() + 1);
        }
        return "none";
    }

    std::filesystem::path folder, file;
};

TEST_F(ConfigFile, AnEmptyOneIsTheDefaults) {
    const Config config = load("");
    EXPECT_EQ(config.server.http.port, 8080);
    EXPECT_EQ(config.server.osc.address, "127.0.0.1");
    EXPECT_FALSE(config.server.x32);
    EXPECT_EQ(config.server.session, folder / "studio-a.tutti");
    EXPECT_EQ(config.device.kind, "portaudio");
    EXPECT_EQ(config.desk.channels, 32);
    EXPECT_EQ(config.desk.talkbacks, 2);
    EXPECT_EQ(config.desk.delays, 256);
    EXPECT_TRUE(config.users.empty() && config.set.empty() && config.x32.empty());
}

TEST_F(ConfigFile, EveryKeyIsTaken) {
    const Config config = load(R"([server]
name = "B"
http = "0.0.0.0:0"
osc = "[::1]:9001"
x32 = "localhost:10023"
session = "/var/b.tutti"
local_role = "viewer"
lan_role = "none"
hosts = ["desk", "desk.local"]
discovery = "all"
[device]
kind = "offline"
name = "x"
rate = 96000
block = 128
inputs = 0
outputs = 2
workers = 3
stems = ["a.wav", "/b.wav"]
[desk]
channels = 1024
buses = 64
matrices = 16
fx = 16
dcas = 32
mutegroups = 0
monitors = 8
talkbacks = 1
delays = 8192
[[x32]]
listen = "127.0.0.1:10024"
first_channel = 33
first_bus = 17
user = "ana"
[[user]]
name = "ana"
role = "artist"
pin = "4821"
cue = 3
monitor = 0
[set]
"/z" = -3.5
"/a" = "Kick"
"/m" = true
"/n" = 2
)");
    EXPECT_EQ(config.server.osc.address, "::1");
    EXPECT_EQ(config.server.session, "/var/b.tutti");
    EXPECT_EQ(config.server.discovery, "all");
    EXPECT_THAT(config.device.stems, ElementsAre(folder / "a.wav", "/b.wav"));
    EXPECT_EQ(config.users.at(0).cue, 3);
    EXPECT_EQ(config.x32.at(0).first_bus, 17);
    ASSERT_EQ(config.set.size(), 4u);
    EXPECT_EQ(config.set[0].address, "/z");  // in the order of the file
    EXPECT_EQ(std::get<double>(config.set[0].value), -3.5);
    EXPECT_EQ(std::get<std::string>(config.set[1].value), "Kick");
    EXPECT_EQ(std::get<bool>(config.set[2].value), true);
    EXPECT_EQ(std::get<std::int64_t>(config.set[3].value), 2);
    EXPECT_EQ(config.set[3].line, 45);
    EXPECT_EQ(config.at(config.set[3], "no."), file.string() + ":45: set.\"/n\": no.");
}

TEST_F(ConfigFile, WhatIsWrongIsToldWithLineAndKey) {
    EXPECT_THAT(complaint("[server]\nname = \n"), HasSubstr("2: syntax: "));
    EXPECT_THAT(complaint("[server]\nname = \"a\"\nname = \"b\"\n"), HasSubstr("3: syntax: "));
    EXPECT_THAT(complaint("[server]\n\nhtpp = \"x\"\n"), HasSubstr("3: server.htpp: is no key"));
    EXPECT_THAT(complaint("\n[sever]\n"), HasSubstr("2: sever: is no section"));
    EXPECT_THAT(complaint("server = 1\n"), HasSubstr("1: server: must be a section"));
    EXPECT_THAT(complaint("[user]\n"), HasSubstr("1: user: must be written [[user]]"));
    EXPECT_THAT(complaint("[desk]\nchannels = 0\n"), HasSubstr("2: desk.channels: 0 is out of range"));
    EXPECT_THAT(complaint("[desk]\nchannels = 1025\n"), HasSubstr("1 to 1024"));
    EXPECT_THAT(complaint("[desk]\nbuses = 65\n"), HasSubstr("2: desk.buses: "));
    EXPECT_THAT(complaint("[desk]\nmatrices = 17\n"),
                HasSubstr("2: desk.matrices: 17 is out of range, which is 0 to 16"));
    EXPECT_THAT(complaint("[desk]\nfx = 17\n"), HasSubstr("2: desk.fx: 17 is out of range, which is 0 to 16"));
    EXPECT_THAT(complaint("[desk]\nmonitors = \"2\"\n"), HasSubstr("2: desk.monitors: must be a whole number"));
    EXPECT_THAT(complaint("[desk]\nmonitors = 2.0\n"), HasSubstr("must be a whole number"));
    EXPECT_THAT(complaint("[device]\nrate = 7999\n"), HasSubstr("2: device.rate: "));
    EXPECT_THAT(complaint("[device]\nkind = \"jack\"\n"), HasSubstr("2: device.kind: \"jack\" is none of portaudio"));
    EXPECT_THAT(complaint("[device]\nstems = [\n\"a\",\n3]\n"), HasSubstr("4: device.stems: must be a text"));
    EXPECT_THAT(complaint("[server]\nlan_role = \"boss\"\n"), HasSubstr("2: server.lan_role: "));
    EXPECT_THAT(complaint("[[user]]\nname = \"a\"\n"), HasSubstr("1: user.role: is missing"));
    EXPECT_THAT(complaint("[[user]]\nname = \"a\"\nrole = \"none\"\n"), HasSubstr("3: user.role: "));
    EXPECT_THAT(complaint("[[user]]\nname = \"a\"\nrole = \"artist\"\ncue = 17\n"),
                HasSubstr("4: user.cue: there is no bus 17, only 16"));
    EXPECT_THAT(complaint("[set]\n\"/a\" = 1\n\"/b\" = [1]\n"), HasSubstr("3: set.\"/b\": "));
    EXPECT_THAT(complaint("[set]\nfader = 1\n"), HasSubstr("2: set.\"fader\": is no address"));
}

TEST_F(ConfigFile, AddressesAndPorts) {
    for (const char* wrong : {"8080", "127.0.0.1", "127.0.0.1:", "127.0.0.1:65536", "127.0.0.1:-1", "1.2.3:80",
                              "::1:80", "desk:80", "127.0.0.1:80x", "[::1]", ""})
        EXPECT_THAT(complaint("[server]\nhttp = \"" + std::string(wrong) + "\"\n"),
                    HasSubstr("2: server.http: \"" + std::string(wrong) + "\" is no address:port"));
}

TEST_F(ConfigFile, AFileThatIsNotThereIsSaid) {
    EXPECT_THROW(load_config(folder / "none.toml"), ConfigError);
    EXPECT_THROW(load_config(folder), ConfigError);
}

}  // namespace
}  // namespace tutti
