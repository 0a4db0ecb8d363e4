#include "tests/wire/follower.hpp"

#include <stdexcept>
#include <utility>

namespace tutti::wire {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kPatience = std::chrono::seconds(60);

}  // namespace

const char* name_of(By by) {
    constexpr const char* names[] = {"udp", "length", "slip", "ws"};
    return names[static_cast<std::size_t>(by)];
}

std::unique_ptr<Client> connect(By by, std::uint16_t port, const std::string& path) {
    switch (by) {
        case By::udp: return std::make_unique<UdpClient>(port);
        case By::length: return std::make_unique<TcpClient>(port, TcpClient::By::length);
        case By::slip: return std::make_unique<TcpClient>(port, TcpClient::By::slip);
        case By::ws: break;
    }
    return std::make_unique<WsClient>(port, path);
}

Argument argument_of(const Value& value) {
    return std::visit(
        [](const auto& v) -> Argument {
            if constexpr (std::is_same_v<std::decay_t<decltype(v)>, std::string>)
                return std::string_view(v);
            else
                return v;
        },
        value);
}

std::string text_of(const Value& value) {
    if (const auto* s = std::get_if<std::string>(&value)) return '"' + *s + '"';
    if (const auto* b = std::get_if<bool>(&value)) return *b ? "T" : "F";
    if (const auto* f = std::get_if<float>(&value)) return std::to_string(*f);
    if (const auto* i = std::get_if<std::int32_t>(&value)) return "i" + std::to_string(*i);
    if (const auto* h = std::get_if<std::int64_t>(&value)) return "h" + std::to_string(*h);
    return "nothing";
}

Follower::Follower(By by, std::uint16_t port, std::string pattern)
    : by_(by), port_(port), pattern_(std::move(pattern)), client_(connect(by, port)) {
    client_->send("/subscribe", {std::string_view(pattern_)});
    settle();
}

void Follower::send(const std::string& packet) {
    client_->send_packet(packet);
}

void Follower::set(const std::string& address, const Value& sent, std::optional<Value> shown) {
    show(address, shown ? *shown : sent);
    client_->send(address, {argument_of(sent)});
}

void Follower::show(const std::string& address, const Value& value) {
    if (!pending_.contains(address)) known_[address] = picture_[address];
    pending_[address].push_back({token_ + 1, value, false});
    if (address == watched) note("set " + text_of(value));
    picture_[address] = value;
}

void Follower::ask_sync() {
    client_->send("/sync", {++token_});
    note("sync " + std::to_string(token_));
}

std::vector<std::string> Follower::unconfirmed() const {
    std::vector<std::string> addresses;
    for (const auto& [address, values] : pending_) addresses.push_back(address);
    return addresses;
}

bool Follower::listen(int milliseconds) {
    client_->listen(milliseconds);
    while (!client_->waiting.empty()) {
        const Heard heard = std::move(client_->waiting.front());
        client_->waiting.pop_front();
        if (lost_percent_ == 0 || static_cast<int>(random_() % 100) >= lost_percent_) take(heard);
    }
    if (!client_->closed()) return false;
    come_back();
    return true;
}

void Follower::take(const Heard& heard) {
    if (heard.address == "/synced") return confirm(static_cast<int>(heard.whole()), heard.whole(1));
    if (heard.address == "/resumed") {
        fell_back = fell_back || heard.whole(1) != 0;
        return;
    }
    if (heard.address == "/error") {
        ++errors;
        if (heard.text().empty()) complaints.push_back("busy: " + heard.text(0) + " " + heard.text(2));
        return take_back(heard.text());
    }
    if (heard.values.size() != 1) return;
    if (heard.address.starts_with("/session/clients/")) return;  // who is connected changes by looking
    if (heard.address == watched) note("heard " + text_of(heard.values[0]));
    const auto pending = pending_.find(heard.address);
    if (pending != pending_.end()) {
        known_[heard.address] = heard.values[0];
        for (Pending& one : pending->second) one.overruled = true;
    }
    picture_[heard.address] = heard.values[0];
    if (heard.address != growing) return;
    if (heard.number() < grown_)
        complaints.push_back(growing + " " + std::to_string(heard.number()) + " after " + std::to_string(grown_));
    grown_ = heard.number();
}

void Follower::confirm(int token, std::int64_t revision) {
    synced_ = std::max(synced_, token);
    note("synced " + std::to_string(token) + " at " + std::to_string(revision));
    if (revision < revision_)
        complaints.push_back("revision " + std::to_string(revision) + " after " + std::to_string(revision_));
    revision_ = revision;
    for (auto at = pending_.begin(); at != pending_.end();) {
        std::vector<Pending>& values = at->second;
        while (!values.empty() && values.front().token <= token) {
            if (!values.front().overruled) known_[at->first] = values.front().value;
            values.erase(values.begin());
        }
        if (values.empty()) known_.erase(at->first);
        at = values.empty() ? pending_.erase(at) : std::next(at);
    }
}

// Only one set of an address is on its way when it may be refused; so it is that one.
void Follower::take_back(const std::string& address) {
    if (!pending_.contains(address)) return;
    if (address == watched) note("taken back to " + text_of(known_[address]));
    picture_[address] = known_[address];
    pending_.erase(address);
    known_.erase(address);
}

void Follower::come_back() {
    note("connection lost, resumes from " + std::to_string(revision_));
    left_open = unconfirmed();
    for (const std::string& address : left_open) take_back(address);
    client_ = connect(by_, port_);
    ++returns;
    client_->send("/resume", {revision_});
    client_->send("/subscribe", {std::string_view(pattern_)});
    ask_sync();
}

void Follower::note(std::string line) {
    if (watched.empty()) return;
    if (story_.size() == 60) story_.pop_front();
    const auto now = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now().time_since_epoch()).count();
    story_.push_back(std::to_string(now % 1'000'000) + " ms: " + std::move(line));
}

std::string Follower::story() const {
    std::string all;
    for (const std::string& line : story_) all += line + "\n";
    return all;
}

void Follower::settle() {
    ask_sync();
    const auto end = Clock::now() + kPatience;
    for (auto again = Clock::now() + std::chrono::seconds(1); !idle();) {
        listen(5);
        if (Clock::now() > end) throw std::runtime_error(std::string(name_of(by_)) + ": no answer to /sync");
        if (lost_percent_ > 0 && Clock::now() > again) {
            ask_sync();
            again = Clock::now() + std::chrono::seconds(1);
        }
    }
}

void Follower::refresh() {
    const int lost = std::exchange(lost_percent_, 0);
    client_->send("/refresh", {std::string_view(pattern_)});
    settle();
    lost_percent_ = lost;
}

}  // namespace tutti::wire
