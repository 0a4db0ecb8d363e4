// Starting and ending: the command line, the ready file, addresses in use, stems that are not there, and signals.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <fstream>
#include <sstream>

#include "tests/wire/clients.hpp"

namespace tutti::wire {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using testing::AllOf;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;
using namespace std::string_view_literals;

std::string text_of(const fs::path& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

// A port of loopback that somebody else has.
struct Taken {
    explicit Taken(int type, std::uint16_t port = 0) : fd(::socket(AF_INET, type, 0)) {
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_port = htons(port);
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ::bind(fd, reinterpret_cast<const sockaddr*>(&at), sizeof at);  // fails where another program has it already
        if (type == SOCK_STREAM) ::listen(fd, 1);
        socklen_t size = sizeof at;
        ::getsockname(fd, reinterpret_cast<sockaddr*>(&at), &size);
        number = ntohs(at.sin_port);
    }
    ~Taken() { ::close(fd); }
    int fd;
    std::uint16_t number = 0;
};

struct Start : testing::Test {
    Folder folder;
    Ended with(const std::vector<std::string>& arguments) { return run_tuttid(folder, arguments); }
    std::string config(const Wish& wish = {}) { return folder.write("desk.toml", config_text(wish)).string(); }
};

TEST_F(Start, tells_what_it_is) {
    const Ended version = with({"--version"});
    EXPECT_EQ(version.code, 0);
    EXPECT_THAT(version.said, ContainsRegex("^[0-9]+\\.[0-9]+\\.[0-9]+\n$"));
    const Ended help = with({"--help"});
    EXPECT_EQ(help.code, 0);
    for (const char* option :
         {"--config", "--ready-file", "--session", "--device", "--list-devices", "--describe", "--render", "--seconds"})
        EXPECT_THAT(help.said, HasSubstr(option));
}

TEST_F(Start, describes_the_table_without_a_configuration) {
    const Ended oscquery = with({"--describe", "oscquery"});
    EXPECT_EQ(oscquery.code, 0);
    EXPECT_EQ(json::parse(oscquery.said).at("CONTENTS").at("channel").at("CONTENTS").at("1").at("FULL_PATH"),
              "/channel/1");
    EXPECT_THAT(with({"--describe", "markdown"}).said, StartsWith("# Parameters\n"));
    EXPECT_THAT(with({"--describe", "typescript"}).said, HasSubstr("export "));
}

TEST_F(Start, lists_devices) {
    EXPECT_EQ(with({"--list-devices"}).code, 0);
}

TEST_F(Start, refuses_words_it_does_not_know) {
    for (const std::vector<std::string>& arguments :
         std::vector<std::vector<std::string>>{{},
                                               {"--config"},
                                               {"--no-such-option"},
                                               {"--describe", "poetry"},
                                               {"--config", config(), "--device", "gramophone"},
                                               {"--config", config(), "extra"},
                                               {"--config", config(), "--render", "out.wav"},
                                               {"--config", config(), "--render", "out.wav", "--seconds", "0"},
                                               {"--config", config(), "--render", "out.wav", "--seconds", "long"},
                                               {"--config", config(), "--render", "out.wav", "--seconds", "nan"}}) {
        const Ended ended = with(arguments);
        EXPECT_EQ(ended.code, 2) << ended.said;
        EXPECT_THAT(ended.said, Not(IsEmpty()));
    }
}

TEST_F(Start, says_in_the_ready_file_where_it_is) {
    DeskProcess desk;
    const fs::path ready = desk.folder().path() / "ready";
    const json::object said = json::parse(text_of(ready)).as_object();
    EXPECT_EQ(said.at("http").as_string(), "127.0.0.1:" + std::to_string(desk.http_port()));
    EXPECT_EQ(said.at("osc").as_string(), "127.0.0.1:" + std::to_string(desk.osc_port()));
    EXPECT_EQ(said.at("pid"), desk.pid());
    EXPECT_FALSE(said.at("version").as_string().empty());
    EXPECT_FALSE(said.contains("x32"));
    EXPECT_FALSE(fs::exists(ready.string() + ".part"));
    UdpClient udp(desk);  // the same number for both
    TcpClient tcp(desk);
    EXPECT_EQ(udp.get("/main/fader").number(), tcp.get("/main/fader").number());
}

TEST_F(Start, ends_where_the_ready_file_cannot_be_written) {
    const Ended ended = with({"--config", config(), "--ready-file", (folder.path() / "no/such/folder/ready").string()});
    EXPECT_EQ(ended.code, 1) << ended.said;
    EXPECT_THAT(ended.said, HasSubstr("no/such/folder/ready"));
}

TEST_F(Start, serves_on_version_six_too) {
    try {
        DeskProcess desk({.http = "[::1]:0", .osc = "[::1]:0"});
        const json::object said = json::parse(text_of(desk.folder().path() / "ready")).as_object();
        EXPECT_EQ(said.at("http").as_string(), "[::1]:" + std::to_string(desk.http_port()));
        EXPECT_EQ(said.at("osc").as_string(), "[::1]:" + std::to_string(desk.osc_port()));
    } catch (const std::runtime_error& error) {
        if (std::string(error.what()).find("is no address of this machine") == std::string::npos &&
            std::string(error.what()).find("not supported") == std::string::npos)
            throw;
        GTEST_SKIP() << "this machine has no IPv6: " << error.what();
    }
}

TEST_F(Start, names_the_address_that_another_program_has) {
    for (const int type : {SOCK_STREAM, SOCK_DGRAM}) {
        const Taken taken(type);
        const std::string address = "127.0.0.1:" + std::to_string(taken.number);
        const Ended osc = with({"--config", config({.osc = address})});
        EXPECT_EQ(osc.code, 1);
        EXPECT_THAT(osc.said, ContainsRegex("osc.*: " + address + " is in use by another program"));
        if (type == SOCK_DGRAM) continue;
        const Ended http = with({"--config", config({.http = address})});
        EXPECT_EQ(http.code, 1);
        EXPECT_THAT(http.said, HasSubstr("http: " + address + " is in use by another program"));
    }
    const Ended foreign = with({"--config", config({.osc = "203.0.113.7:0"})});
    EXPECT_EQ(foreign.code, 1);
    EXPECT_THAT(foreign.said, ContainsRegex("osc.*: 203.0.113.7:0 is no address of this machine"));
}

// By taking the usual addresses on loopback first: the desk then says which it wanted.
TEST_F(Start, is_on_loopback_unless_told_otherwise) {
    const Taken http(SOCK_STREAM, 8080), osc(SOCK_STREAM, 9000);
    Ended ended =
        with({"--config",
              folder.write("desk.toml", "[server]\nosc = \"127.0.0.1:0\"\n[device]\nkind = \"virtual\"\n").string()});
    EXPECT_THAT(ended.said, HasSubstr("http: 127.0.0.1:8080 is in use"));
    ended =
        with({"--config",
              folder.write("desk.toml", "[server]\nhttp = \"127.0.0.1:0\"\n[device]\nkind = \"virtual\"\n").string()});
    EXPECT_THAT(ended.said, ContainsRegex("osc.*: 127.0.0.1:9000 is in use"));
}

TEST_F(Start, takes_relative_stems_from_its_own_folder_and_does_without_the_missing) {
    folder.write("broken.wav", "RIFF....WAVEfmt nothing of the kind");
    const std::string said = [&] {
        Wish wish{.device = "inputs = 4\nstems = [\"broken.wav\", \"missing.flac\", \"\"]\n"};
        DeskProcess desk(wish);
        TcpClient ana(desk);
        ana.ask("/subscribe", {"/session/engine/state"sv});
        ana.until([](const Heard& h) { return h.address == "/session/engine/state" && h.text() == "running"; });
        EXPECT_EQ(desk.end(), 0);
        return desk.log();
    }();
    EXPECT_THAT(said, AllOf(HasSubstr("broken.wav"), ContainsRegex("missing.flac.*there is no such file")));
}

TEST_F(Start, without_its_device_runs_silently_and_says_so) {
    DeskProcess desk({.kind = "offline"});
    TcpClient ana(desk);
    ana.ask("/subscribe", {"/session/engine"sv});
    ana.until([](const Heard& h) { return h.address == "/session/engine/state" && h.text() == "fallback"; });
    EXPECT_THAT(ana.get("/session/engine/reason").text(), HasSubstr("offline"));
    EXPECT_EQ(ana.get("/session/engine/device_wanted").text(), "offline");
}

TEST_F(Start, takes_the_kind_of_device_from_the_command_line) {
    const Ended ended = with({"--config", config({.device = "outputs = 2\n", .kind = "portaudio"}), "--device",
                              "virtual", "--render", (folder.path() / "out.wav").string(), "--seconds", "0.1"});
    EXPECT_EQ(ended.code, 0) << ended.said;
    EXPECT_GE(fs::file_size(folder.path() / "out.wav"), 4800U * 2 * 4);
    EXPECT_FALSE(fs::exists(folder.path() / "out.wav.part"));
}

TEST_F(Start, renders_no_more_than_a_day) {
    for (const char* seconds : {"86401", "inf", "1e300"}) {
        const Ended ended =
            with({"--config", config(), "--render", (folder.path() / "out.wav").string(), "--seconds", seconds});
        EXPECT_THAT(ended.code, testing::AnyOf(1, 2)) << seconds;
        EXPECT_FALSE(fs::exists(folder.path() / "out.wav"));
    }
    const Ended ended = with({"--config", config(), "--render", "/no/such/folder/out.wav", "--seconds", "1"});
    EXPECT_EQ(ended.code, 1);
    EXPECT_THAT(ended.said, HasSubstr("/no/such/folder/out.wav"));
}

TEST_F(Start, sets_the_first_values_in_one_change) {
    DeskProcess desk(
        {.rest = "[set]\n\"/channel/1/name\" = \"Kick\"\n\"/channel/1/fader\" = -3.5\n\"/channel/1/mute\" = true\n"
                 "\"/channel/2/fader\" = -4\n\"/channel/*/pan\" = 0.5\n\"/channel/1/eq/band/1/type\" = \"notch\"\n"});
    TcpClient ana(desk);
    EXPECT_EQ(ana.get("/channel/1/name").text(), "Kick");
    EXPECT_EQ(ana.get("/channel/1/fader").number(), -3.5F);
    EXPECT_EQ(ana.get("/channel/1/mute").whole(), 1);
    EXPECT_EQ(ana.get("/channel/2/fader").number(), -4);
    EXPECT_EQ(ana.get("/channel/8/pan").number(), 0.5F);
    EXPECT_EQ(ana.get("/channel/1/eq/band/1/type").text(), "notch");
}

TEST_F(Start, gives_revisions_that_go_on_over_a_restart) {
    std::int64_t last = 0;
    for (int i = 0; i < 2; ++i) {
        DeskProcess desk;
        TcpClient ana(desk);
        for (int set = 0; set < 20; ++set) ana.send("/channel/1/fader", {static_cast<float>(-set)});
        ana.sync();
        EXPECT_GT(ana.revision_of_sync, last);
        EXPECT_LT(ana.revision_of_sync, std::int64_t{1} << 53);
        EXPECT_GE(ana.revision_of_sync >> 20, 1'700'000'000) << "Unix seconds";
        last = ana.revision_of_sync;
    }
}

TEST_F(Start, ends_cleanly_on_signals_whatever_goes_on) {
    for (const int signal : {SIGTERM, SIGINT}) {
        DeskProcess desk;
        TcpClient tcp(desk);
        UdpClient udp(desk);
        WsClient ws(desk);
        for (Client* client : std::initializer_list<Client*>{&tcp, &udp, &ws}) {
            client->ask("/subscribe", {"/"sv});
            client->ask("/meters/subscribe", {"channels"sv, 60});
            client->send("/channel/1/fader/touch", {true});
        }
        tcp.send("/channel/*/pan/fade", {1.0F, 600.0F});
        Socket half(1, desk.http_port());
        half.write("PUT /channel/1/fader HTTP/1.1\r\nContent-Length: 1000\r\n\r\n{");
        for (int i = 0; i < 200; ++i) tcp.send("/refresh", {"/"sv});
        EXPECT_EQ(desk.end(signal), 0) << desk.log();
        EXPECT_THAT(desk.log(), HasSubstr(signal == SIGINT ? "ending: SIGINT" : "ending: SIGTERM"));
    }
}

}  // namespace
}  // namespace tutti::wire
