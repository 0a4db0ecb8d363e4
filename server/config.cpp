#include "server/config.hpp"

#include <arpa/inet.h>
#include <toml++/toml.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <set>

#include "engine/mix/crew.hpp"

namespace tutti {
namespace {

using Words = std::vector<std::string_view>;
const Words roles = {"engineer", "producer", "technician", "artist", "viewer", "none"};
const Words user_roles = {"engineer", "producer", "technician", "artist", "viewer"};
const Words discoveries = {"off", "network", "all"};
const Words kinds = {"portaudio", "virtual", "offline"};

std::string listed(const Words& words) {
    std::string list;
    for (const std::string_view word : words) list += (list.empty() ? "" : ", ") + std::string(word);
    return list;
}

std::optional<ListenAddress> parse_listen(const std::string& text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos) return std::nullopt;
    std::string host = text.substr(0, colon);
    const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (bracketed) host = host.substr(1, host.size() - 2);
    if (host == "localhost") host = "127.0.0.1";
    in6_addr unused{};
    if (::inet_pton(bracketed ? AF_INET6 : AF_INET, host.c_str(), &unused) != 1) return std::nullopt;
    std::uint16_t port = 0;
    const char* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data() + colon + 1, end, port);
    if (error != std::errc() || rest != end) return std::nullopt;
    return ListenAddress{host, port};
}

// One table of the file: takes keys one by one, and complains about those that nobody took.
class Section {
public:
    Section(Config& config, const toml::table& table, std::string name)
        : config_(config), table_(table), name_(std::move(name)) {}

    [[noreturn]] void fail(std::string_view key, const toml::node& at, const std::string& sentence) const {
        throw ConfigError(config_.file.string() + ":" + std::to_string(at.source().begin.line) + ": " + full(key) +
                          ": " + sentence);
    }

    void text(std::string_view key, std::string& value) {
        if (const toml::node* node = take(key)) value = text_of(key, *node);
    }

    void word(std::string_view key, std::string& value, const Words& words) {
        text(key, value);
        if (!has(key) || std::find(words.begin(), words.end(), value) != words.end()) return;
        fail(key, *table_.get(key), "\"" + value + "\" is none of " + listed(words));
    }

    void number(std::string_view key, int& value, int least, int most) {
        const toml::node* node = take(key);
        if (!node) return;
        const auto given = node->is_integer() ? node->value<std::int64_t>() : std::nullopt;
        if (!given) fail(key, *node, "must be a whole number");
        if (*given < least || *given > most)
            fail(key, *node,
                 std::to_string(*given) + " is out of range, which is " + std::to_string(least) + " to " +
                     std::to_string(most));
        value = static_cast<int>(*given);
    }

    bool listen(std::string_view key, ListenAddress& value) {
        const toml::node* node = take(key);
        if (!node) return false;
        const std::string given = text_of(key, *node);
        const auto parsed = parse_listen(given);
        if (!parsed) fail(key, *node, "\"" + given + "\" is no address:port, such as \"127.0.0.1:8080\"");
        value = *parsed;
        return true;
    }

    void texts(std::string_view key, std::vector<std::string>& values) {
        const toml::node* node = take(key);
        if (!node) return;
        if (!node->is_array()) fail(key, *node, "must be a list of texts");
        for (const toml::node& one : *node->as_array()) values.push_back(text_of(key, one));
    }

    void need(std::string_view key) const {
        if (!has(key)) fail(key, table_, "is missing");
    }

    bool has(std::string_view key) const { return table_.contains(key); }
    const toml::node& node(std::string_view key) const { return *table_.get(key); }

    void done() const {
        const toml::node* first = nullptr;
        std::string_view unknown;
        for (const auto& [key, node] : table_)
            if (!taken_.count(std::string(key.str())) && (!first || node.source().begin < first->source().begin)) {
                first = &node;
                unknown = key.str();
            }
        if (first) fail(unknown, *first, "is no key of this section; the keys are " + keys());
    }

private:
    const toml::node* take(std::string_view key) {
        taken_.emplace(key);
        const toml::node* node = table_.get(key);
        if (node) config_.given.push_back(full(key));
        return node;
    }

    std::string text_of(std::string_view key, const toml::node& node) const {
        if (!node.is_string()) fail(key, node, "must be a text in quotes");
        return **node.as_string();
    }

    std::string full(std::string_view key) const { return name_ + "." + std::string(key); }

    std::string keys() const {
        std::string list;
        for (const std::string& key : taken_) list += (list.empty() ? "" : ", ") + key;
        return list;
    }

    Config& config_;
    const toml::table& table_;
    std::string name_;
    std::set<std::string> taken_;
};

class Reader {
public:
    explicit Reader(const std::filesystem::path& file) { config_.file = file; }

    Config read() {
        std::error_code ignored;
        std::ifstream in;
        if (!std::filesystem::is_directory(config_.file, ignored)) in.open(config_.file, std::ios::binary);
        if (!in.is_open()) throw ConfigError(config_.file.string() + ": cannot be read");
        const std::string text{std::istreambuf_iterator<char>(in), {}};
        try {
            root_ = toml::parse(text, config_.file.string());
            for (const auto& [key, node] : std::as_const(root_)) section(std::string(key.str()), node);
        } catch (const toml::parse_error& error) {
            throw ConfigError(config_.file.string() + ":" + std::to_string(error.source().begin.line) +
                              ": syntax: " + std::string(error.description()));
        }
        check_users();
        config_.server.session = beside(config_.server.session);
        return std::move(config_);
    }

private:
    void section(const std::string& key, const toml::node& node) {
        const bool list = key == "x32" || key == "user";
        if (!list && key != "server" && key != "device" && key != "desk" && key != "set")
            fail(key, node, "is no section; the sections are server, device, desk, x32, user, set");
        if (list != node.is_array() || (list && !node.is_array_of_tables()) || (!list && !node.is_table()))
            fail(key, node, list ? "must be written [[" + key + "]]" : "must be a section: [" + key + "]");
        if (key == "server") server(*node.as_table());
        if (key == "device") device(*node.as_table());
        if (key == "desk") desk(*node.as_table());
        if (key == "set") set(*node.as_table());
        if (!list) return;
        config_.given.push_back(key);
        for (const toml::node& one : *node.as_array()) key == "user" ? user(*one.as_table()) : x32(*one.as_table());
    }

    void server(const toml::table& table) {
        Section s(config_, table, "server");
        s.text("name", config_.server.name);
        s.listen("http", config_.server.http);
        s.listen("https", config_.server.https);
        const auto pem = [&](std::string_view key, std::filesystem::path& path) {
            std::string file;
            s.text(key, file);
            if (!file.empty()) path = beside(file);
        };
        pem("certificate", config_.server.certificate);
        pem("certificate_key", config_.server.certificate_key);
        if (config_.server.certificate.empty() != config_.server.certificate_key.empty())
            s.fail(config_.server.certificate.empty() ? "certificate_key" : "certificate", table,
                   "certificate and certificate_key belong together");
        s.listen("osc", config_.server.osc);
        if (ListenAddress x32; s.listen("x32", x32)) config_.server.x32 = x32;
        std::string session = config_.server.session.string();
        s.text("session", session);
        if (session.empty()) s.fail("session", s.node("session"), "must name a file");
        config_.server.session = session;
        s.word("local_role", config_.server.local_role, roles);
        s.word("lan_role", config_.server.lan_role, roles);
        s.texts("hosts", config_.server.hosts);
        s.word("discovery", config_.server.discovery, discoveries);
        s.done();
    }

    void device(const toml::table& table) {
        Section s(config_, table, "device");
        s.word("kind", config_.device.kind, kinds);
        s.text("name", config_.device.name);
        s.number("rate", config_.device.rate, 8000, 384'000);
        s.number("block", config_.device.block, 1, 8192);
        for (const SizeLimit& limit : kSizeLimits)
            if (int* sockets = limit.size == &Sizes::inputs    ? &config_.device.inputs
                               : limit.size == &Sizes::outputs ? &config_.device.outputs
                                                               : nullptr)
                s.number(limit.name, *sockets, limit.least, limit.most);
        s.number("workers", config_.device.workers, 0, Crew::kMost);
        std::vector<std::string> stems;
        s.texts("stems", stems);
        for (const std::string& stem : stems)
            config_.device.stems.push_back(stem.empty() ? std::filesystem::path() : beside(stem));
        s.done();
    }

    void desk(const toml::table& table) {
        Section s(config_, table, "desk");
        for (const SizeLimit& limit : kSizeLimits)
            if (limit.size != &Sizes::inputs && limit.size != &Sizes::outputs)
                s.number(limit.name, config_.desk.*limit.size, limit.least, limit.most);
        s.done();
    }

    void x32(const toml::table& table) {
        Section s(config_, table, "x32");
        X32Config window;
        s.need("listen");
        s.listen("listen", window.listen);
        s.number("first_channel", window.first_channel, 1, Sizes::largest().channels);
        s.number("first_bus", window.first_bus, 1, Sizes::largest().buses);
        s.text("user", window.user);
        s.done();
        config_.x32.push_back(std::move(window));
    }

    void user(const toml::table& table) {
        Section s(config_, table, "user");
        UserConfig user;
        s.need("name");
        s.text("name", user.name);
        if (user.name.empty()) s.fail("name", s.node("name"), "must not be empty");
        for (const UserConfig& other : config_.users)
            if (other.name == user.name) s.fail("name", s.node("name"), "\"" + user.name + "\" is there twice");
        s.need("role");
        s.word("role", user.role, user_roles);
        s.text("pin", user.pin);
        s.number("cue", user.cue, 0, 64);
        s.number("monitor", user.monitor, 0, 8);
        s.done();
        config_.users.push_back(std::move(user));
        user_tables_.push_back(&table);
    }

    // Only once the whole file is known: how many buses and monitors there are.
    void check_users() {
        for (std::size_t i = 0; i < config_.users.size(); ++i) {
            Section s(config_, *user_tables_[i], "user");
            const auto check = [&](std::string_view key, int value, int most, const std::string& what) {
                if (value <= most) return;
                s.fail(key, s.node(key),
                       "there is no " + what + " " + std::to_string(value) + ", only " + std::to_string(most));
            };
            check("cue", config_.users[i].cue, config_.desk.buses, "bus");
            check("monitor", config_.users[i].monitor, config_.desk.monitors, "monitor");
        }
    }

    void set(const toml::table& table) {
        for (const auto& [key, node] : table) {
            SetConfig one{std::string(key.str()), false, static_cast<int>(node.source().begin.line)};
            const auto wrong = [&](const std::string& sentence) { throw ConfigError(config_.at(one, sentence)); };
            if (one.address.empty() || one.address[0] != '/') wrong("is no address, which begins with /");
            if (node.is_boolean())
                one.value = **node.as_boolean();
            else if (node.is_integer())
                one.value = **node.as_integer();
            else if (node.is_floating_point())
                one.value = **node.as_floating_point();
            else if (node.is_string())
                one.value = **node.as_string();
            else
                wrong("must be a number, a text in quotes, true or false");
            config_.set.push_back(std::move(one));
        }
        std::stable_sort(config_.set.begin(), config_.set.end(),
                         [](const SetConfig& a, const SetConfig& b) { return a.line < b.line; });
    }

    [[noreturn]] void fail(std::string_view key, const toml::node& at, const std::string& sentence) const {
        throw ConfigError(config_.file.string() + ":" + std::to_string(at.source().begin.line) + ": " +
                          std::string(key) + ": " + sentence);
    }

    std::filesystem::path beside(const std::filesystem::path& path) const {
        return path.is_absolute() ? path : (config_.file.parent_path() / path).lexically_normal();
    }

    Config config_;
    toml::table root_;
    std::vector<const toml::table*> user_tables_;
};

}  // namespace

std::string Config::at(const SetConfig& value, const std::string& sentence) const {
    return file.string() + ":" + std::to_string(value.line) + ": set.\"" + value.address + "\": " + sentence;
}

Config load_config(const std::filesystem::path& file) {
    return Reader(file).read();
}

}  // namespace tutti
