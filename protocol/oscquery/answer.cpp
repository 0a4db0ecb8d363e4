#include "protocol/oscquery/answer.hpp"

#include "protocol/json/text.hpp"
#include "protocol/oscquery/request.hpp"

namespace tutti::oscquery {

using json::append_quoted;

namespace {

Reply refusal(int status, std::string_view code, std::string_view reason) {
    Reply reply{.status = status, .body = {}, .tree = nullptr};
    append_quoted(reply.body += "{\"ERROR\":", code);
    append_quoted(reply.body += ",\"REASON\":", reason);
    reply.body += '}';
    return reply;
}

Reply nothing() {
    return {.status = 204, .body = {}, .tree = nullptr};
}

Reply host_info(const HostInfo& host) {
    Reply reply;
    Members members(reply.body += '{');
    append_quoted(members.key("NAME"), host.name);
    if (host.osc_port > 0) {
        members.key("OSC_PORT") += std::to_string(host.osc_port);
        members.key("OSC_TRANSPORT") += "\"UDP\"";
    }
    if (host.ws_port > 0) members.key("WS_PORT") += std::to_string(host.ws_port);
    // Nodes come, with people, scenes and presets, and stay; none is ever renamed.
    members.key("EXTENSIONS") +=
        R"({"ACCESS":true,"VALUE":true,"RANGE":true,"DESCRIPTION":true,"TAGS":true,"UNIT":true,"CLIPMODE":true,)"
        R"("EXTENDED_TYPE":false,"CRITICAL":false,"OVERLOADS":false,"HTML":false,)";
    reply.body += host.ws_port > 0 ? R"("LISTEN":true,"PATH_CHANGED":true,"PATH_ADDED":true,)"
                                   : R"("LISTEN":false,"PATH_CHANGED":false,"PATH_ADDED":false,)";
    reply.body += R"("PATH_REMOVED":false,"PATH_RENAMED":false}})";
    return reply;
}

}  // namespace

Reply answer(const Console& console, const HostInfo& host, std::string_view path, std::string_view query_text,
             const MayWrite& may_write) {
    const auto query = parse_query(query_text);
    if (!query) return refusal(400, "bad_value", "the query names no attribute");
    if (query->host_info) return host_info(host);
    auto address = address_of_path(path);
    if (!address) return refusal(400, "bad_value", "the path is malformed");
    const auto found = console.tree().descend(*address);
    if (!found) return refusal(404, "unknown_address", "there is no such address");
    if (query->asked.empty()) return nothing();

    const std::optional<Place> place = place_of(console.tree(), *found);
    const bool container = !console.tree().node(found->node).children.empty();
    if (container && query->asked.has(Attribute::contents)) {
        Reply reply{.body = {}, .tree = nullptr, .values = query->asked.has(Attribute::value)};
        reply.tree = std::make_unique<TreeWriter>(console, may_write, std::move(*address), *found, query->asked);
        return reply;
    }
    NodeWriter writer(console, may_write);
    Attributes only_value;
    only_value.add(Attribute::value);
    if (query->asked == only_value && (!place || (writer.access(*place) & 1) == 0)) return nothing();

    Reply reply{.body = {}, .tree = nullptr, .values = query->asked.has(Attribute::value)};
    Members members(reply.body += '{');
    writer.append(members, *address, place, query->asked);
    reply.body += '}';
    return reply;
}

}  // namespace tutti::oscquery
