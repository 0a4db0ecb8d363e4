// The page under /app/, whose files nobody may climb out of, and who a browser may speak for: Host, Origin and
// upgrades.
#include <gmock/gmock.h>

#include "tests/wire/clients.hpp"

namespace tutti::wire {
namespace {

namespace fs = std::filesystem;
using testing::AnyOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

// An installed program: bin/tuttid with share/tutti/app beside it, and secrets all around.
struct Page : testing::Test {
    Folder folder;
    Wish installed() {
        const fs::path app = folder.path() / "share/tutti/app";
        fs::create_directories(folder.path() / "bin");
        fs::create_directories(app / "assets/deep");
        fs::create_directories(folder.path() / "share/tutti/app-beside");
        folder.write("share/tutti/app/index.html", "<!doctype html><title>Tutti</title>");
        folder.write("share/tutti/app/favicon.ico", "icon");
        folder.write("share/tutti/app/assets/index-BxYz12ab.js", "export {}");
        folder.write("share/tutti/app/assets/deep/index.html", "deep");
        folder.write("share/tutti/app/.hidden", "secret");
        folder.write("share/tutti/secret.txt", "secret");
        folder.write("share/tutti/app-beside/secret.txt", "secret");
        fs::create_symlink("../secret.txt", app / "link.txt");
        fs::create_symlink("..", app / "up");
        fs::create_symlink("index.html", app / "inside.html");
        Wish wish;
        wish.program = folder.path() / "bin/tuttid";
        fs::copy_file(tuttid(), wish.program);
        return wish;
    }
    DeskProcess desk{installed()};
    HttpReply get(const std::string& target) { return http(desk, "GET " + target); }
};

TEST_F(Page, is_served_with_types_and_patience_for_what_never_changes) {
    HttpReply reply = get("/app/");
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.body, "<!doctype html><title>Tutti</title>");
    EXPECT_THAT(reply.head, HasSubstr("Content-Type: text/html; charset=utf-8\r\n"));
    EXPECT_THAT(reply.head, HasSubstr("Cache-Control: no-cache\r\n"));
    EXPECT_THAT(reply.head, HasSubstr("X-Content-Type-Options: nosniff\r\n"));
    EXPECT_EQ(get("/app/index.html?theme=dark").body, reply.body);
    EXPECT_EQ(get("/app/assets/deep/").body, "deep");
    EXPECT_EQ(get("/app/%69ndex.html").body, reply.body);
    EXPECT_EQ(get("/app/inside.html").status, 200);
    EXPECT_EQ(get("/favicon.ico").body, "icon");
    reply = get("/app/assets/index-BxYz12ab.js");
    EXPECT_THAT(reply.head, HasSubstr("Content-Type: text/javascript; charset=utf-8\r\n"));
    EXPECT_THAT(reply.head, HasSubstr("immutable"));
}

TEST_F(Page, is_not_sent_again_to_who_has_it) {
    const HttpReply first = get("/app/");
    const std::size_t at = first.head.find("ETag: ");
    ASSERT_NE(at, std::string::npos);
    const std::string tag = first.head.substr(at + 6, first.head.find('\r', at) - at - 6);
    const HttpReply again = http(desk, "GET /app/", "Host: 127.0.0.1\r\nIf-None-Match: " + tag + "\r\n");
    EXPECT_EQ(again.status, 304);
    EXPECT_EQ(again.body, "");
    const HttpReply head = http(desk, "HEAD /app/");
    EXPECT_THAT(head.head, HasSubstr("Content-Length: 35\r\n"));
    EXPECT_EQ(head.body, "");
}

TEST_F(Page, has_walls) {
    const std::string deep = "../../../../../../../../..";
    for (const std::string& path : std::vector<std::string>{"../secret.txt",
                                                            "..%2fsecret.txt",
                                                            "%2e%2e/secret.txt",
                                                            "%2e%2e%2fsecret.txt",
                                                            "assets/../../secret.txt",
                                                            "./../secret.txt",
                                                            "..",
                                                            "../",
                                                            "up/secret.txt",
                                                            "up/",
                                                            "link.txt",
                                                            ".hidden",
                                                            "../app-beside/secret.txt",
                                                            "..\\secret.txt",
                                                            "..%5csecret.txt",
                                                            "/etc/passwd",
                                                            "%2fetc/passwd",
                                                            "//etc/passwd",
                                                            deep + "/etc/passwd",
                                                            "%252e%252e/secret.txt",
                                                            "index.html%00.txt",
                                                            "%00",
                                                            "index.html/",
                                                            "assets",
                                                            "assets/",
                                                            "assets//deep/",
                                                            "no.html",
                                                            "%",
                                                            "%zz",
                                                            "....//secret.txt",
                                                            "index.html/../../secret.txt"}) {
        const HttpReply reply = get("/app/" + path);
        EXPECT_THAT(reply.status, AnyOf(400, 404)) << path;
        EXPECT_THAT(reply.body, Not(HasSubstr("secret"))) << path;
        EXPECT_THAT(reply.body, Not(HasSubstr("root:"))) << path;
    }
    EXPECT_EQ(get("http://127.0.0.1/app/../secret.txt").status, 404);
    EXPECT_TRUE(desk.alive());
}

TEST_F(Page, is_where_browsers_are_led) {
    const HttpReply reply =
        http(desk, "GET /", "Host: 127.0.0.1\r\nAccept: text/html,application/xhtml+xml,*/*;q=0.8\r\n");
    EXPECT_EQ(reply.status, 302);
    EXPECT_THAT(reply.head, HasSubstr("Location: /app/\r\n"));
    EXPECT_THAT(reply.head, HasSubstr("Vary: Accept\r\n"));
    EXPECT_EQ(get("/").status, 200);
    EXPECT_THAT(get("/").head, HasSubstr("Vary: Accept\r\n"));
    EXPECT_THAT(get("/app").head, HasSubstr("Location: /app/\r\n"));
    EXPECT_EQ(http(desk, "GET /channel/1/fader", "Host: 127.0.0.1\r\nAccept: text/html\r\n").status, 200);
    EXPECT_EQ(http(desk, "GET /?HOST_INFO", "Host: 127.0.0.1\r\nAccept: text/html\r\n").status, 200);
}

TEST_F(Page, is_only_read) {
    for (const char* path : {"/app", "/app/", "/app/index.html", "/favicon.ico", "/healthz"})
        EXPECT_EQ(http(desk, "PUT " + std::string(path), "Host: 127.0.0.1\r\n", R"({"VALUE": [1]})").status, 405)
            << path;
    EXPECT_EQ(http(desk, "PUT /metrics", "Host: 127.0.0.1\r\n", R"({"VALUE": [1]})").status, 404);
    EXPECT_EQ(get("/healthz").status, 200);
}

struct Browsers : testing::Test {
    DeskProcess desk{{.server = "hosts = [\"desk.studio\", \"Tutti\"]\n"}};

    int put(const std::string& headers) {
        return http(desk, "PUT /channel/1/fader", headers, R"({"VALUE": [-6]})").status;
    }
    int upgrade(const std::string& headers) {
        Socket socket(1, desk.http_port());
        socket.write("GET / HTTP/1.1\r\n" + headers +
                     "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                     "Sec-WebSocket-Version: 13\r\n\r\n");
        std::string head;
        while (head.find("\r\n\r\n") == std::string::npos)
            if (!socket.read(head, 10000)) return 0;
        return std::stoi(head.substr(9, 3));
    }
};

TEST_F(Browsers, reach_the_desk_by_names_that_are_its_own) {
    for (const char* host : {"127.0.0.1", "127.0.0.1:8080", "192.168.1.20:8080", "[::1]:8080", "[fe80::1]", "localhost",
                             "LOCALHOST:8080", "desk.studio", "DESK.studio:9", "tutti:8080"}) {
        const std::string headers = "Host: " + std::string(host) + "\r\n";
        EXPECT_EQ(put(headers), 204) << host;
        EXPECT_EQ(upgrade(headers), 101) << host;
    }
    for (const char* host :
         {"evil.example", "evil.example:8080", "127.0.0.1.evil.example", "localhost.evil.example", "desk.studio.evil",
          "studio", "", "127.0.0.1:x", "[::1", "::1", "desk.studio:", "a@127.0.0.1", "127.0.0.1/x"}) {
        const std::string headers = "Host: " + std::string(host) + "\r\n";
        EXPECT_EQ(put(headers), std::string(host) == "desk.studio:" ? 204 : 403) << host;
        EXPECT_EQ(upgrade(headers), std::string(host) == "desk.studio:" ? 101 : 403) << host;
    }
    EXPECT_EQ(put(""), 403);
    EXPECT_THAT(put("Host: 127.0.0.1\r\nHost: 127.0.0.1\r\n"), AnyOf(400, 403));
    EXPECT_EQ(upgrade("Host: evil.example\r\nHost: 127.0.0.1\r\n"), 403);
}

TEST_F(Browsers, speak_only_for_pages_of_the_desk_itself) {
    const std::string host = "Host: 192.168.1.20:8080\r\n";
    for (const char* origin : {"http://192.168.1.20:8080", "HTTP://192.168.1.20:8080", "https://192.168.1.20:8080"}) {
        EXPECT_EQ(put(host + "Origin: " + origin + "\r\n"), 204) << origin;
        EXPECT_EQ(upgrade(host + "Origin: " + origin + "\r\n"), 101) << origin;
    }
    for (const char* origin :
         {"http://evil.example", "http://192.168.1.20", "http://192.168.1.20:8081", "http://192.168.1.21:8080", "null",
          "", "file://", "http://192.168.1.20:8080.evil.example", "http://evil.example/192.168.1.20:8080"}) {
        EXPECT_EQ(put(host + "Origin: " + origin + "\r\n"), 403) << origin;
        EXPECT_EQ(upgrade(host + "Origin: " + origin + "\r\n"), 403) << origin;
    }
    const std::string own = "Origin: http://192.168.1.20:8080\r\n";
    EXPECT_EQ(put(host + own + own), 403);
}

TEST_F(Browsers, may_read_from_anywhere_while_everybody_may) {
    const HttpReply reply =
        http(desk, "GET /channel/1/fader?VALUE", "Host: evil.example\r\nOrigin: http://evil.example\r\n");
    EXPECT_EQ(reply.status, 200);
    EXPECT_THAT(reply.head, HasSubstr("Access-Control-Allow-Origin: *\r\n"));
    EXPECT_THAT(http(desk, "PUT /channel/1/fader", "Host: 127.0.0.1\r\n", R"({"VALUE": [-6]})").head,
                Not(HasSubstr("Access-Control")));
    DeskProcess closed({.server = "lan_role = \"none\"\n"});
    EXPECT_EQ(http(closed, "GET /channel/1/fader").status, 200);
    EXPECT_THAT(http(closed, "GET /channel/1/fader").head, Not(HasSubstr("Access-Control")));
    EXPECT_THAT(http(closed, "OPTIONS /channel/1/fader").head, Not(HasSubstr("Access-Control")));
}

}  // namespace
}  // namespace tutti::wire
