// The desk over HTTP: OSCQuery's GET, and PUT through the same door as every set.
#include "protocol/json/command.hpp"
#include "protocol/oscquery/answer.hpp"
#include "protocol/oscquery/request.hpp"
#include "server/desk.hpp"

namespace tutti {
namespace {

// Sets by HTTP have no connection to answer on: what the door owes the sender goes nowhere.
class NoLink final : public Link {
public:
    void send(Bytes, bool) override {}
    std::size_t queued() const override { return 0; }
    void pause(bool) override {}
    void close(std::string_view) override {}
};

class TreePieces final : public HttpAnswer::Pieces {
public:
    explicit TreePieces(std::unique_ptr<oscquery::TreeWriter> tree) : tree_(std::move(tree)) {}
    bool next(std::string& out) override { return tree_->next(out); }

private:
    std::unique_ptr<oscquery::TreeWriter> tree_;
};

unsigned status_of(Code code) {
    switch (code) {
        case Code::unknown_address: return 404;
        case Code::bad_type:
        case Code::bad_value: return 400;
        case Code::read_only: return 405;
        case Code::not_allowed: return 403;
        case Code::not_logged_in: return 401;
        case Code::too_large: return 413;
        case Code::busy: return 503;
    }
    return 400;
}

Refusal unknown_token() {
    return {Code::not_logged_in, "nobody has this token"};
}

HttpAnswer refused(const Refusal& refusal) {
    HttpAnswer answer;
    answer.status = status_of(refusal.code);
    answer.body = json::http_error(refusal);
    return answer;
}

}  // namespace

bool Desk::reading_needs_login() const {
    return !may_read(settings_.roles.local_role) || !may_read(settings_.roles.lan_role);
}

HttpAnswer Desk::answer(const HttpQuestion& question) {
    if (question.method == "PUT") return put(question);
    const auto rights = logins_.rights(question.origin, question.bearer);
    if (!rights) return refused(unknown_token());
    if (!may_read(rights->person().role)) return refused({Code::not_logged_in, "log in first"});
    readings_.settle();
    const oscquery::HostInfo host{settings_.name, osc_port_, ws_port_};
    auto reply = oscquery::answer(console_, host, question.path, question.query,
                                  [rights](const Place& place) { return rights->may_write(place); });
    if (reply.values) door_.echoes().has_read(question.origin, Clock::now());
    HttpAnswer answer;
    answer.status = static_cast<unsigned>(reply.status);
    answer.body = std::move(reply.body);
    if (reply.tree) answer.more = std::make_unique<TreePieces>(std::move(reply.tree));
    return answer;
}

HttpAnswer Desk::put(const HttpQuestion& question) {
    NoLink link;
    Client client;
    client.link = &link;
    client.origin = question.origin;
    client.rights = logins_.rights(question.origin, question.bearer);
    if (!client.rights) return refused(unknown_token());
    client.role = client.rights->person().role;
    client.user = client.rights->person().user;
    const auto value = json::parse_put(question.body);
    if (const auto* refusal = std::get_if<Refusal>(&value)) return refused(*refusal);
    const auto address = oscquery::address_of_path(question.path);
    if (!address) return refused({Code::bad_value, "the path is malformed"});
    std::string_view bare = *address;
    if (take_suffix(bare) == Suffix::touch)
        return refused({Code::bad_value, "a hand ends with its connection; a PUT has none"});
    const Argument argument = json::argument_of(std::get<json::Scalar>(value));
    Door::Visit visit(door_, client, Clock::now());
    if (const auto refusal = visit.set(*address, std::span(&argument, 1))) return refused(*refusal);
    // Whom nothing can be sent to is told by the status that a hand was on all of it.
    if (visit.empty() && visit.overruled()) return refused({Code::busy, "somebody's hand is on it"});
    visit.finish();
    follow_people(Clock::now());
    wake();
    HttpAnswer answer;
    answer.status = 204;
    return answer;
}

}  // namespace tutti
