#include "clients/surface/mcu/toml_section.hpp"

#include "clients/surface/mcu/keys.hpp"

namespace tutti::surface {
namespace {

std::string place(const std::filesystem::path& file, const toml::source_region& at) {
    return file.string() + ":" + std::to_string(at.begin.line) + ": ";
}

}  // namespace

toml::table parse_toml(const std::filesystem::path& file) {
    if (!std::filesystem::is_regular_file(file)) throw ConfigError(file.string() + ": there is no such file");
    try {
        return toml::parse_file(file.string());
    } catch (const toml::parse_error& error) {
        throw ConfigError(place(file, error.source()) + std::string(error.description()));
    }
}

std::string Section::where(const std::string& key, const toml::node& at) const {
    return place(file_, at.source()) + (name_.empty() ? "" : name_ + ".") + key;
}

void Section::fail(const std::string& key, const toml::node& at, const std::string& sentence) const {
    throw ConfigError(where(key, at) + ": " + sentence);
}

const toml::node* Section::take(const std::string& key) {
    taken_.insert(key);
    return table_.get(key);
}

void Section::text(const std::string& key, std::string& value) {
    const toml::node* node = take(key);
    if (!node) return;
    if (!node->is_string()) fail(key, *node, "wants a text");
    value = node->as_string()->get();
}

void Section::flag(const std::string& key, bool& value) {
    const toml::node* node = take(key);
    if (!node) return;
    if (!node->is_boolean()) fail(key, *node, "wants true or false");
    value = node->as_boolean()->get();
}

void Section::whole(const std::string& key, int& value, int least, int most) {
    const toml::node* node = take(key);
    if (!node) return;
    const auto number = node->value<std::int64_t>();
    if (!node->is_integer() || *number < least || *number > most)
        fail(key, *node, "wants a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    value = static_cast<int>(*number);
}

const toml::array* Section::list(const std::string& key) {
    const toml::node* node = take(key);
    if (node && !node->is_array()) fail(key, *node, "wants a list");
    return node ? node->as_array() : nullptr;
}

void Section::each(const std::string& key, const std::function<void(Section&, const toml::node&)>& take_one) {
    const toml::array* all = list(key);
    if (!all) return;
    for (const toml::node& node : *all) {
        if (!node.is_table()) fail(key, node, "is written [[" + key + "]]");
        Section one(*node.as_table(), file_, key);
        take_one(one, node);
        one.done();
    }
}

const toml::table* Section::table(const std::string& key) {
    const toml::node* node = take(key);
    if (node && !node->is_table()) fail(key, *node, "wants a table");
    return node ? node->as_table() : nullptr;
}

void Section::keys(const std::string& key, KeyWords& words) {
    const toml::table* table_of_keys = table(key);
    if (!table_of_keys) return;
    for (const auto& [name, node] : *table_of_keys) {
        const int number = key_number(name.str());
        const std::string one = key + "." + std::string(name.str());
        if (number < 0) fail(key, node, "there is no key '" + std::string(name.str()) + "'");
        if (!node.is_string()) fail(one, node, "wants a text");
        words[number] = {node.as_string()->get(), where(one, node)};
    }
}

void Section::done() const {
    for (const auto& [name, node] : table_)
        if (!taken_.contains(std::string(name.str()))) fail(std::string(name.str()), node, "is no key of this file");
}

}  // namespace tutti::surface
