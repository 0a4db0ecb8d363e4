// list --network: the other desks on the network, as the desk that is asked finds them.
#include <algorithm>

#include "clients/cli/commands.hpp"
#include "clients/cli/json.hpp"

namespace tutti::cli {

namespace {

constexpr std::size_t kMembers = 6;  // of each: name, address, ports of HTTP, HTTPS and OSC, version
constexpr const char* kAddress = "/session/desks/list";

int port_of(const Value& value) {
    const auto* port = std::get_if<std::int32_t>(&value);
    return port ? *port : 0;
}

struct Line {
    std::string name, page, osc, version;
};

Line line_of(const Value* desk) {
    const std::string address = in_words(desk[1]);
    const int http = port_of(desk[2]), https = port_of(desk[3]), osc = port_of(desk[4]);
    const std::string page = https > 0  ? "https://" + address + ":" + std::to_string(https) + "/app/"
                             : http > 0 ? "http://" + address + ":" + std::to_string(http) + "/app/"
                                        : "-";
    return {in_words(desk[0]), page, osc > 0 ? address + ":" + std::to_string(osc) : "-", in_words(desk[5])};
}

std::string json_of(const std::vector<Value>& desks) {
    constexpr const char* keys[kMembers] = {"name", "address", "http", "https", "osc", "version"};
    std::string text = "[";
    for (std::size_t i = 0; i + kMembers <= desks.size(); i += kMembers) {
        text += i == 0 ? "{" : ",\n {";
        for (std::size_t k = 0; k < kMembers; ++k)
            text += std::string(k == 0 ? "\"" : ", \"") + keys[k] + "\": " + to_json(desks[i + k]);
        text += "}";
    }
    return text + "]\n";
}

}  // namespace

int list_network(const Options& options) {
    Connection desk(options.desk, options.timeout, options.token);
    const Answers answers = carry_out(desk, {kAddress});
    if (!answers.refusals.empty()) return report(answers.refusals);
    const std::vector<Value> found = result_of(answers, kAddress);
    if (options.json) return print(json_of(found)), done;
    std::vector<Line> lines;
    for (std::size_t i = 0; i + kMembers <= found.size(); i += kMembers) lines.push_back(line_of(&found[i]));
    std::size_t widths[3] = {};
    for (const Line& line : lines) {
        widths[0] = std::max(widths[0], line.name.size());
        widths[1] = std::max(widths[1], line.page.size());
        widths[2] = std::max(widths[2], line.osc.size());
    }
    std::string text;
    const auto column = [&](const std::string& word, std::size_t width) {
        text += word + std::string(width + 2 - word.size(), ' ');
    };
    for (const Line& line : lines) {
        column(line.name, widths[0]);
        column(line.page, widths[1]);
        column(line.osc, widths[2]);
        text += line.version + "\n";
    }
    print(text);
    return done;
}

}  // namespace tutti::cli
