#include "tests/carriers/http_support.hpp"

namespace tutti::testing {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class HttpPage : public HttpTest {
protected:
    HttpPage() {
        write("page/index.html", "<h1>page</h1>");
        write("page/assets/index-Ab12Cd34.js", "code");
        write("page/assets/logo.svg", "<svg/>");
        write("page/two words.txt", "two");
        write("page/.hidden", "secret");
        write("secret.txt", "secret");
        std::filesystem::create_symlink(root / "secret.txt", root / "page/leak.txt");
        std::filesystem::create_symlink(root, root / "page/out");
    }
};

TEST_F(HttpPage, FilesAreServed) {
    const std::string index = ask("GET /app/");
    EXPECT_THAT(index, StartsWith("HTTP/1.1 200"));
    EXPECT_THAT(index, HasSubstr("text/html"));
    EXPECT_THAT(index, HasSubstr("Cache-Control: no-cache"));
    EXPECT_THAT(index, HasSubstr("Content-Length: 13"));
    EXPECT_THAT(index, EndsWith("\r\n\r\n<h1>page</h1>"));
    const std::string asset = ask("GET /app/assets/index-Ab12Cd34.js?v=1");
    EXPECT_THAT(asset, AllOf(HasSubstr("immutable"), HasSubstr("text/javascript"), EndsWith("code")));
    EXPECT_THAT(ask("GET /app/assets/logo.svg"), AllOf(HasSubstr("no-cache"), HasSubstr("image/svg+xml")));
    EXPECT_THAT(ask("GET /app/two%20words.txt"), EndsWith("\r\n\r\ntwo"));
    EXPECT_THAT(ask("HEAD /app/"), AllOf(HasSubstr("Content-Length: 13"), EndsWith("\r\n\r\n")));
    EXPECT_THAT(ask("GET /app/nothing"), StartsWith("HTTP/1.1 404"));
    EXPECT_THAT(ask("GET /favicon.ico"), StartsWith("HTTP/1.1 404"));
    EXPECT_THAT(ask("GET /metrics"), StartsWith("HTTP/1.1 404"));
    EXPECT_THAT(ask("PUT /app/index.html", "Host: localhost\r\n", "x"), StartsWith("HTTP/1.1 405"));
    write("page/favicon.ico", "icon");
    EXPECT_THAT(ask("GET /favicon.ico"), EndsWith("icon"));
    EXPECT_EQ(asked(), "");  // none of these is the desk's
}

TEST_F(HttpPage, ABigFileComesWholeAndWhatIsKnownIsNotSentAgain) {
    const std::string big(3'000'000, 'b');
    write("page/big.js", big);
    const std::string answer = ask("GET /app/big.js");
    EXPECT_THAT(answer.substr(0, 500), HasSubstr("\r\nContent-Length: 3000000\r\n"));
    EXPECT_TRUE(answer.ends_with("\r\n\r\n" + big));
    const auto mark = answer.find("ETag: ") + 6;
    const std::string tag = answer.substr(mark, answer.find("\r\n", mark) - mark);
    const std::string again = ask("GET /app/big.js", "Host: x\r\nIf-None-Match: " + tag + "\r\n");
    EXPECT_THAT(again, AllOf(StartsWith("HTTP/1.1 304"), HasSubstr(tag), EndsWith("\r\n\r\n")));
    write("page/big.js", "other");
    EXPECT_THAT(ask("GET /app/big.js", "Host: x\r\nIf-None-Match: " + tag + "\r\n"), EndsWith("other"));
}

// The bytes stand for gzip's: the carrier does not look into them.
TEST_F(HttpPage, WhatTheBuildHasCompressedGoesToThoseWhoTakeIt) {
    write("page/assets/index-Ab12Cd34.js.gz", "small");
    const auto get = [&](const std::string& accepted) {
        return ask("GET /app/assets/index-Ab12Cd34.js", "Host: x\r\n" + accepted);
    };
    const auto packed = AllOf(HasSubstr("\r\nContent-Encoding: gzip\r\n"), HasSubstr("\r\nContent-Length: 5\r\n"),
                              HasSubstr("text/javascript"), HasSubstr("immutable"),
                              HasSubstr("\r\nVary: Accept-Encoding\r\n"), EndsWith("\r\n\r\nsmall"));
    const auto plain =
        AllOf(Not(HasSubstr("Content-Encoding")), HasSubstr("\r\nVary: Accept-Encoding\r\n"), EndsWith("\r\n\r\ncode"));
    for (const char* takes : {"gzip", "gzip, deflate, br", "br;q=1.0, gzip;q=0.8, *;q=0.1", "GZIP", "*",
                              "deflate,x-gzip", "gzip;q=0.001", "identity;q=0, gzip ; q=1"})
        EXPECT_THAT(get("Accept-Encoding: " + std::string(takes) + "\r\n"), packed) << takes;
    for (const char* not_so : {"", "Accept-Encoding: \r\n", "Accept-Encoding: identity\r\n", "Accept-Encoding: br\r\n",
                               "Accept-Encoding: gzip;q=0\r\n", "Accept-Encoding: *, gzip; q=0.000\r\n",
                               "Accept-Encoding: *;q=0\r\n", "Accept-Encoding: gzipped, ,;,=;q\r\n"})
        EXPECT_THAT(get(not_so), plain) << not_so;
    EXPECT_THAT(ask("GET /app/", "Host: x\r\nAccept-Encoding: gzip\r\n"),
                AllOf(Not(HasSubstr("Content-Encoding")), Not(HasSubstr("Vary")), EndsWith("<h1>page</h1>")));
    EXPECT_THAT(ask("HEAD /app/assets/index-Ab12Cd34.js", "Host: x\r\nAccept-Encoding: gzip\r\n"),
                AllOf(HasSubstr("Content-Length: 5\r\n"), EndsWith("\r\n\r\n")));
}

TEST_F(HttpPage, TheTwoFormsOfAFileAreToldApart) {
    write("page/assets/index-Ab12Cd34.js.gz", "tiny");  // as long as the file itself
    const std::string path = "GET /app/assets/index-Ab12Cd34.js", packed = "Accept-Encoding: gzip\r\n";
    const auto tag = [](const std::string& answer) {
        const auto mark = answer.find("ETag: ") + 6;
        return answer.substr(mark, answer.find("\r\n", mark) - mark);
    };
    const std::string small = tag(ask(path, "Host: x\r\n" + packed)), whole = tag(ask(path));
    EXPECT_NE(small, whole);
    EXPECT_THAT(ask(path, "Host: x\r\n" + packed + "If-None-Match: " + small + "\r\n"), StartsWith("HTTP/1.1 304"));
    EXPECT_THAT(ask(path, "Host: x\r\n" + packed + "If-None-Match: " + whole + "\r\n"), StartsWith("HTTP/1.1 200"));
    EXPECT_THAT(ask(path, "Host: x\r\nIf-None-Match: " + whole + "\r\n"), StartsWith("HTTP/1.1 304"));
}

TEST_F(HttpPage, CompressedBytesOfAnotherBuildOrPlaceAreNotSent) {
    const std::string path = "GET /app/assets/logo.svg", packed = "Host: x\r\nAccept-Encoding: gzip\r\n";
    write("page/assets/logo.svg.gz", "old");
    const auto file = root / "page/assets/logo.svg";
    std::filesystem::last_write_time(root / "page/assets/logo.svg.gz",
                                     std::filesystem::last_write_time(file) - std::chrono::seconds(2));
    EXPECT_THAT(ask(path, packed), AllOf(Not(HasSubstr("Content-Encoding")), EndsWith("<svg/>")));
    std::filesystem::remove(root / "page/assets/logo.svg.gz");
    std::filesystem::create_symlink(root / "secret.txt", root / "page/assets/logo.svg.gz");
    EXPECT_THAT(ask(path, packed), AllOf(Not(HasSubstr("Content-Encoding")), EndsWith("<svg/>")));
}

TEST_F(HttpPage, NothingOutsideItsFolder) {
    for (const char* path :
         {"/app/../secret.txt", "/app/%2e%2e/secret.txt", "/app/..%2fsecret.txt", "/app//etc/passwd",
          "/app/%2fetc/passwd", "/app/assets/../../secret.txt", "/app/..\\secret.txt", "/app/%2e%2e%5csecret.txt",
          "/app/.hidden", "/app/leak.txt", "/app/out/secret.txt", "/app/secret.txt%00.html", "/app/./../secret.txt",
          "/app/assets", "/app/assets/", "/app/%", "/app/%2", "/app/%zz"}) {
        const std::string answer = ask("GET " + std::string(path));
        EXPECT_THAT(answer, StartsWith("HTTP/1.1 404")) << path;
        EXPECT_THAT(answer, AllOf(Not(HasSubstr("secret")), Not(HasSubstr("root:")))) << path;
    }
}

TEST_F(HttpPage, APageThatIsNotThereIsSaid) {
    settings.page = root / "none";
    EXPECT_THAT(ask("GET /app/"), AllOf(StartsWith("HTTP/1.1 503"), HasSubstr("not installed")));
    EXPECT_THAT(ask("GET /healthz"), AllOf(StartsWith("HTTP/1.1 200"), HasSubstr("ok")));
}

}  // namespace
}  // namespace tutti::testing
