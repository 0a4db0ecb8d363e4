#pragma once
// What the tests of history ask a desk, in their own words.
#include <gmock/gmock.h>
#include <unistd.h>

#include <boost/json.hpp>

#include "tests/wire/kept.hpp"

namespace tutti::wire {

using namespace std::string_view_literals;

struct Answer {
    std::string code;  // of a refusal; empty: it was done
    std::string reason;
    std::int64_t revision = 0;
    int count = -1;                 // values set
    std::vector<std::string> left;  // addresses left alone
    std::string text;
};

inline Answer answer_of(const HeardList& heard, const std::string& address) {
    Answer answer;
    for (const Heard& one : heard) {
        if (one.address == "/error" && one.text(0) == address) answer = {one.text(1), one.text(2), 0, -1, {}, {}};
        if (one.address != "/ok" || one.text(0) != address) continue;
        answer.revision = one.whole(1);
        for (std::size_t i = 2; i < one.values.size(); ++i) {
            if (const auto* count = std::get_if<std::int32_t>(&one.values[i])) answer.count = *count;
            if (const auto* text = std::get_if<std::string>(&one.values[i])) {
                answer.left.push_back(*text);
                answer.text = *text;
            }
        }
    }
    return answer;
}
inline Answer undo(Client& client, std::string_view whose = "own") {
    return answer_of(client.ask("/session/undo", {whose}), "/session/undo");
}
inline Answer redo(Client& client, std::string_view whose = "own") {
    return answer_of(client.ask("/session/redo", {whose}), "/session/redo");
}
inline Answer restore(Client& client, std::int64_t revision, std::string_view pattern) {
    return answer_of(client.ask("/history/restore", {revision, pattern}), "/history/restore");
}

struct Entry {
    std::int64_t revision, time, step;
    std::string who, address, from, to;  // values as JSON
    bool undone;
    std::int64_t of;
    std::string change() const { return address + " " + from + " -> " + to; }
};
inline std::vector<Entry> list(Client& client, std::int64_t before = 0, int count = 500,
                               std::string_view pattern = "/") {
    client.send("/history/list", {before, count, pattern});
    const Answer answer = answer_of(client.sync(), "/history/list");
    EXPECT_EQ(answer.code, "") << answer.reason;
    std::vector<Entry> entries;
    const boost::json::value all = boost::json::parse(answer.text.empty() ? "[]" : answer.text);
    for (const auto& item : all.as_array()) {
        const auto& one = item.as_object();
        const auto* of = one.if_contains("of");
        entries.push_back({one.at("revision").to_number<std::int64_t>(), one.at("time").to_number<std::int64_t>(),
                           one.at("step").to_number<std::int64_t>(), std::string(one.at("who").as_string()),
                           std::string(one.at("address").as_string()), boost::json::serialize(one.at("from")),
                           boost::json::serialize(one.at("to")), one.contains("undone"),
                           of ? of->to_number<std::int64_t>() : 0});
    }
    return entries;
}
inline std::vector<std::string> changes(const std::vector<Entry>& entries) {
    std::vector<std::string> all;
    for (const Entry& entry : entries) all.push_back(entry.change());
    return all;
}

// A level is there once it has faded.
inline void expect_level(Client& client, const std::string& address, float level) {
    float now = 1000;
    for (int tries = 0; tries < 2000 && now != level; ++tries, ::usleep(5000)) now = client.get(address).number();
    EXPECT_EQ(now, level) << address;
}
inline bool is_on(Client& client, const std::string& address) {
    return std::get<bool>(client.get(address).values.at(0));
}

// Once everything has faded there.
inline void expect_picture(const DeskProcess& desk, const std::vector<std::string>& wanted) {
    auto now = picture(desk);
    for (int tries = 0; tries < 400 && now != wanted; ++tries, ::usleep(20'000)) now = picture(desk);
    ASSERT_EQ(now.size(), wanted.size());
    for (std::size_t i = 0; i < now.size(); ++i) EXPECT_EQ(now[i], wanted[i]);
}

}  // namespace tutti::wire
