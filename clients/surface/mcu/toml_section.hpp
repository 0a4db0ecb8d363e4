#pragma once
// One table of a TOML file: takes keys one by one, says file, line and key of what does not fit, and complains about
// those that nobody took. While starting only.
#include <toml++/toml.h>

#include <filesystem>
#include <functional>
#include <set>
#include <string>

#include "clients/surface/mcu/profile.hpp"

namespace tutti::surface {

toml::table parse_toml(const std::filesystem::path& file);

class Section {
public:
    Section(const toml::table& table, std::filesystem::path file, std::string name = {})
        : table_(table), file_(std::move(file)), name_(std::move(name)) {}

    [[noreturn]] void fail(const std::string& key, const toml::node& at, const std::string& sentence) const;
    std::string where(const std::string& key, const toml::node& at) const;  // "surface.toml:3: keys.f1"

    const toml::node* take(const std::string& key);
    void text(const std::string& key, std::string& value);
    void flag(const std::string& key, bool& value);
    void whole(const std::string& key, int& value, int least, int most);
    const toml::array* list(const std::string& key);
    void each(const std::string& key, const std::function<void(Section&, const toml::node&)>& take_one);  // of [[key]]
    const toml::table* table(const std::string& key);
    void keys(const std::string& key, KeyWords& words);  // key names and what they do
    void done() const;                                   // each key was taken

private:
    const toml::table& table_;
    std::filesystem::path file_;
    std::string name_;
    std::set<std::string> taken_;
};

}  // namespace tutti::surface
