#pragma once
// What the desk may hold when several clients have set the same addresses at the same time: of each client its last
// set, of a client whose words may have got lost any of them, or what was there before. Relative moves add up. A plain
// record for the test's thread.
#include <set>

#include "tests/wire/follower.hpp"

namespace tutti::wire {

class Model {
public:
    void begin(Picture desk) { values_ = std::move(desk); }
    void set(int client, const std::string& address, const Value& value) {
        entries_[address].sets[client].push_back(value);
    }
    void doubt(int client, const std::string& address) { entries_[address].doubtful.insert(client); }
    void by(const std::string& address, float delta) { entries_[address].moved += delta; }
    void toggle(const std::string& address) { entries_[address].toggled = !entries_[address].toggled; }

    float number(const std::string& address) const {
        const auto entry = entries_.find(address);
        return std::get<float>(values_.at(address)) + (entry == entries_.end() ? 0 : entry->second.moved);
    }

    // What the desk cannot hold, in words. From here on its word is taken. `free`: the model knows nothing of it.
    template <typename Free>
    std::vector<std::string> compare(const Picture& desk, Free free) {
        std::vector<std::string> wrong;
        for (const auto& [address, now] : desk) {
            if (free(address)) continue;
            const auto entry = entries_.find(address);
            const std::vector<Value> may =
                entry == entries_.end() ? std::vector{values_.at(address)} : possible(address, entry->second);
            if (std::find(may.begin(), may.end(), now) != may.end()) continue;
            std::string words = address + " is " + text_of(now) + ", not one of";
            for (const Value& value : may) words += " " + text_of(value);
            wrong.push_back(words);
        }
        entries_.clear();
        values_ = desk;
        return wrong;
    }

private:
    struct Entry {
        std::map<int, std::vector<Value>> sets;
        std::set<int> doubtful;
        float moved = 0;
        bool toggled = false;
    };

    std::vector<Value> possible(const std::string& address, const Entry& entry) const {
        std::vector<Value> may;
        bool certain = false;
        for (const auto& [client, values] : entry.sets) {
            const bool doubtful = entry.doubtful.contains(client);
            certain = certain || !doubtful;
            may.insert(may.end(), doubtful ? values.begin() : values.end() - 1, values.end());
        }
        if (certain) return may;
        Value before = values_.at(address);
        if (auto* f = std::get_if<float>(&before)) *f += entry.moved;
        if (auto* b = std::get_if<bool>(&before)) *b = *b != entry.toggled;
        may.push_back(before);
        return may;
    }

    std::map<std::string, Entry> entries_;
    Picture values_;
};

}  // namespace tutti::wire
