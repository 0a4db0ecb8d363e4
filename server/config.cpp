#include "server/config.hpp"

#include <algorithm>
#include <boost/asio/ip/address.hpp>
#include <charconv>
#include <toml++/toml.h>

namespace tutti {
namespace {

constexpr std::string_view kRoles[] = {"engineer", "producer", "technician", "artist", "viewer", "none"};
constexpr std::string_view kKinds[] = {"portaudio", "virtual", "offline"};

// One table of the file, with what has been asked of it, so that what nobody asked for is found.
class Section {
public:
    Section(const std::filesystem::path& file, const toml::table& table, std::string path)
        : file_(file), table_(table), path_(std::move(path)) {}

    [[noreturn]] void fail(const toml::node& node, std::string_view key, const std::string& sentence) const {
        throw ConfigError(file_.string() + ":" + std::to_string(node.source().begin.line) + ": " + name(key) + ": " + sentence);
    }
    const toml::node* ask(std::string_view key) {
        known_.emplace_back(key);
        return table_.get(key);
    }
    void text(std::string_view key, std::string& out) {
        if (const toml::node* node = ask(key)) {
            if (!node->is_string()) fail(*node, key, "takes a text");
            out = node->as_string()->get();
        }
    }
    template <std::size_t N>
    void word(std::string_view key, std::string& out, const std::string_view (&words)[N]) {
        text(key, out);
        if (std::find(std::begin(words), std::end(words), out) != std::end(words)) return;
        std::string sentence = "must be one of";
        for (const std::string_view w : words) (sentence += ' ') += w;
        fail(*table_.get(key), key, sentence);
    }
    void number(std::string_view key, double& out, double least, double most) {
        if (const toml::node* node = ask(key)) {
            if (!node->is_number()) fail(*node, key, "takes a number");
            out = node->is_integer() ? static_cast<double>(node->as_integer()->get()) : node->as_floating_point()->get();
            if (!(out >= least && out <= most)) fail(*node, key, range(least, most));
        }
    }
    void integer(std::string_view key, int& out, int least, int most) {
        if (const toml::node* node = ask(key)) {
            if (!node->is_integer()) fail(*node, key, "takes a whole number");
            const std::int64_t value = node->as_integer()->get();
            if (value < least || value > most) fail(*node, key, range(least, most));
            out = static_cast<int>(value);
        }
    }
    void address(std::string_view key, Address& out) {
        const toml::node* node = table_.get(key);
        std::string words;
        text(key, words);
        if (!node) return;
        const std::size_t colon = words.rfind(':');
        std::string host = words.substr(0, colon);
        if (host.size() > 2 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
        boost::system::error_code error;
        boost::asio::ip::make_address(host, error);
        unsigned port = 0;
        const char* begin = words.data() + (colon == std::string::npos ? words.size() : colon + 1);
        const auto [end, wrong] = std::from_chars(begin, words.data() + words.size(), port);
        if (error || begin == end || wrong != std::errc{} || end != words.data() + words.size() || port > 65535)
            fail(*node, key, "must be ADDRESS:PORT, such as 127.0.0.1:8080");
        out = {host, static_cast<std::uint16_t>(port)};
    }
    std::vector<std::string> texts(std::string_view key) {
        std::vector<std::string> out;
        const toml::node* node = ask(key);
        if (!node) return out;
        if (!node->is_array()) fail(*node, key, "takes a list of texts");
        for (const toml::node& item : *node->as_array()) {
            if (!item.is_string()) fail(item, key, "takes a list of texts");
            out.push_back(item.as_string()->get());
        }
        return out;
    }
    // Keys that nobody asked for are mistakes.
    void finish() const {
        for (const auto& [key, node] : table_)
            if (std::find(known_.begin(), known_.end(), key.str()) == known_.end()) fail(node, key.str(), "there is no such key");
    }

private:
    std::string name(std::string_view key) const { return path_.empty() ? std::string(key) : path_ + "." + std::string(key); }
    static std::string range(double least, double most) {
        const auto plain = [](double v) { return std::to_string(static_cast<long>(v)); };
        return "must be " + plain(least) + " to " + plain(most);
    }

    const std::filesystem::path& file_;
    const toml::table& table_;
    std::string path_;
    std::vector<std::string> known_;
};

void read_server(Section s, Config& config, bool x32_given) {
    s.text("name", config.server.name);
    s.address("http", config.server.http);
    s.address("osc", config.server.osc);
    Address x32;
    s.address("x32", x32);
    if (x32_given) config.left_out.push_back("server.x32 (the X32 dialect)");
    s.text("session", config.server.session);
    if (!config.server.session.empty()) config.left_out.push_back("server.session (the session file)");
    s.word("local_role", config.server.local_role, kRoles);
    s.word("lan_role", config.server.lan_role, kRoles);
    config.server.hosts = s.texts("hosts");
    s.finish();
}

void read_device(Section s, Config& config) {
    s.word("kind", config.device.kind, kKinds);
    s.text("name", config.device.name);
    s.number("rate", config.device.rate, 8000, 384000);
    s.integer("block", config.device.block, 1, 8192);
    s.integer("inputs", config.device.inputs, 0, 1024);
    s.integer("outputs", config.device.outputs, 0, 1024);
    for (const std::string& stem : s.texts("stems")) config.device.stems.push_back(config.file.parent_path() / stem);
    s.finish();
}

void read_desk(Section s, Config& config) {
    Config::Desk& d = config.desk;
    s.integer("channels", d.channels, 1, 1024);
    s.integer("buses", d.buses, 0, 64);
    s.integer("matrices", d.matrices, 0, 64);
    s.integer("fx", d.fx, 0, 64);
    s.integer("dcas", d.dcas, 0, 32);
    s.integer("mutegroups", d.mutegroups, 0, 32);
    s.integer("monitors", d.monitors, 1, 8);
    s.integer("talkbacks", d.talkbacks, 0, 32);
    s.finish();
}

// Checked for form; people come with their own issue.
void read_user(Section s) {
    std::string name, role = "viewer", pin;
    int number = 0;
    s.text("name", name);
    s.word("role", role, kRoles);
    s.text("pin", pin);
    s.integer("cue", number, 0, 64);
    s.integer("monitor", number, 0, 8);
    s.finish();
}

void read_window(Section s) {
    Address listen;
    std::string user;
    int number = 0;
    s.address("listen", listen);
    s.integer("first_channel", number, 1, 1024);
    s.integer("first_bus", number, 1, 64);
    s.text("user", user);
    s.finish();
}

void read_set(const std::filesystem::path& file, const toml::table& table, Config& config) {
    for (const auto& [key, node] : table) {
        Config::Set set{std::string(key.str()), false, static_cast<int>(key.source().begin.line)};
        if (node.is_boolean()) set.value = node.as_boolean()->get();
        else if (node.is_integer()) set.value = node.as_integer()->get();
        else if (node.is_floating_point()) set.value = node.as_floating_point()->get();
        else if (node.is_string()) set.value = node.as_string()->get();
        else
            throw ConfigError(file.string() + ":" + std::to_string(set.line) + ": set." + set.address +
                              ": takes a number, a switch or a text");
        config.set.push_back(std::move(set));
    }
    // In the order of the file: TOML tables are sorted, and a bus's kind must come before what it brings.
    std::stable_sort(config.set.begin(), config.set.end(), [](const auto& a, const auto& b) { return a.line < b.line; });
}

}  // namespace

Config load_config(const std::filesystem::path& file) {
    Config config;
    config.file = file;
    toml::table root;
    try {
        root = toml::parse_file(file.string());
    } catch (const toml::parse_error& error) {
        throw ConfigError(file.string() + ":" + std::to_string(error.source().begin.line) + ": " + std::string(error.description()));
    }
    Section top(file, root, {});
    const auto section = [&](std::string_view key) -> const toml::table* {
        const toml::node* node = top.ask(key);
        if (node && !node->is_table()) top.fail(*node, key, "must be a table, [" + std::string(key) + "]");
        return node ? node->as_table() : nullptr;
    };
    const auto blocks = [&](std::string_view key, auto read) {
        const toml::node* node = top.ask(key);
        if (!node) return;
        const toml::array* array = node->as_array();
        if (!array) top.fail(*node, key, "must be written [[" + std::string(key) + "]]");
        for (const toml::node& item : *array) {
            if (!item.is_table()) top.fail(item, key, "must be written [[" + std::string(key) + "]]");
            read(Section(file, *item.as_table(), std::string(key)));
        }
        config.left_out.push_back("[[" + std::string(key) + "]]");
    };
    if (const toml::table* t = section("server")) read_server(Section(file, *t, "server"), config, t->contains("x32"));
    if (const toml::table* t = section("device")) read_device(Section(file, *t, "device"), config);
    if (const toml::table* t = section("desk")) {
        read_desk(Section(file, *t, "desk"), config);
        for (const char* key : {"matrices", "fx", "talkbacks"})
            if (t->contains(key)) config.left_out.push_back(std::string("desk.") + key);
    }
    blocks("user", read_user);
    blocks("x32", read_window);
    if (const toml::table* t = section("set")) read_set(file, *t, config);
    top.finish();
    return config;
}

}  // namespace tutti
