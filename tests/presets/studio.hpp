#pragma once
// A desk with two clients, and what tests of copies and presets say to it.
#include <gmock/gmock.h>

#include "tests/wire/clients.hpp"

namespace tutti::wire {

struct Studio : testing::Test {
    static Wish wish() {
        Wish wish;
        wish.desk = "channels = 8\nbuses = 4\nfx = 2\n";
        return wish;
    }
    explicit Studio(const Wish& wish = Studio::wish()) : desk(wish) {}

    DeskProcess desk;
    TcpClient ana{desk};

    void set(const std::string& address, const char* word) { ana.send(address, {std::string_view(word)}); }
    void set(const std::string& address, Argument value) { ana.send(address, {value}); }
    float number(const std::string& address) { return ana.get(address).number(); }
    std::string word(const std::string& address) { return ana.get(address).text(); }
    bool on(const std::string& address) { return std::get<bool>(ana.get(address).values.at(0)); }

    // The answers to one action: /ok or /error.
    HeardList act(const std::string& address, std::initializer_list<Argument> arguments) {
        return but_answers_to_sync(ana.ask(address, arguments));
    }
    HeardList copy(std::string_view from, std::string_view to, std::string_view parts = "") {
        return act("/copy", {from, to, parts});
    }
    // The number of a new preset.
    int store(std::string_view from, std::string_view name, std::string_view parts = "") {
        const HeardList answers = of(act("/preset/store", {from, name, parts}), "/ok");
        if (answers.size() != 1 || answers[0].values.size() != 3) return 0;
        return static_cast<int>(answers[0].whole(2));
    }
    HeardList recall(int id, std::string_view to, std::string_view parts = "") {
        return act("/preset/recall", {id, to, parts});
    }
};

inline void expect_refused(const HeardList& answers, const std::string& code) {
    const HeardList errors = of(answers, "/error");
    ASSERT_EQ(errors.size(), 1U);
    EXPECT_EQ(errors[0].text(1), code) << errors[0].text(2);
    EXPECT_TRUE(of(answers, "/ok").empty());
}

}  // namespace tutti::wire
