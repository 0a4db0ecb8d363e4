#pragma once
// A small desk with a person of each role, and the words of tests about them. ana is an artist whose cue mix is bus 3.
#include <gmock/gmock.h>

#include "tests/wire/clients.hpp"

namespace tutti::wire {

using namespace std::string_view_literals;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

inline constexpr char kPeople[] = R"(
[[user]]
name = "ana"
role = "artist"
pin = "4821"
cue = 3
[[user]]
name = "pia"
role = "producer"
pin = "1111"
monitor = 1
[[user]]
name = "theo"
role = "technician"
pin = "2222"
[[user]]
name = "vic"
role = "viewer"
pin = "3333"
[[user]]
name = "eve"
role = "engineer"
pin = "5555"
)";

inline Wish with_people(const std::string& server = "") {
    return {.server = server,
            .desk = "channels = 4\nbuses = 4\nmatrices = 1\nfx = 1\ndcas = 1\nmutegroups = 1\n",
            .rest = kPeople};
}

// The code of the first refusal; empty: none.
inline std::string refusal(const HeardList& heard) {
    const HeardList errors = of(heard, "/error");
    return errors.empty() ? "" : errors[0].text(1);
}
// The role as which somebody is in; or the code of the refusal.
inline std::string login(Client& client, const std::string& name, const std::string& pin) {
    client.send("/login", {std::string_view(name), std::string_view(pin)});
    const HeardList heard =
        client.until([](const Heard& one) { return one.address == "/ok" || one.address == "/error"; });
    return heard.back().address == "/ok" ? heard.back().text(2) : heard.back().text(1);
}
inline std::string between(const std::string& text, const std::string& before, const std::string& after) {
    const std::size_t from = text.find(before);
    if (from == std::string::npos) return "";
    const std::size_t begin = from + before.size();
    return text.substr(begin, text.find(after, begin) - begin);
}
inline std::string token_of(const std::string& reply) {
    return between(reply, "\"TOKEN\": \"", "\"");
}
inline std::string json_login(WsClient& client, const std::string& name, const std::string& pin) {
    return client.command("{\"COMMAND\": \"LOGIN\", \"DATA\": {\"USER\": \"" + name + "\", \"PIN\": \"" + pin +
                          "\"}, \"ID\": 1}");
}
inline std::string json_token(WsClient& client, const std::string& token) {
    return client.command("{\"COMMAND\": \"LOGIN\", \"DATA\": {\"TOKEN\": \"" + token + "\"}, \"ID\": 1}");
}
inline std::string do_it(WsClient& client, const std::string& words) {
    return client.command("{\"COMMAND\": \"DO\", \"DATA\": [" + words + "], \"ID\": 1}");
}
// The first result of an action that must work.
inline std::string done(WsClient& client, const std::string& words) {
    const std::string reply = do_it(client, words);
    EXPECT_THAT(reply, HasSubstr("\"OK\"")) << words;
    return between(reply, "\"RESULT\": [", "]");
}

}  // namespace tutti::wire
