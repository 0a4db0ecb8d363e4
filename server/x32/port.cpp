#include "server/x32/port.hpp"

#include <algorithm>

#include "server/carriers/net.hpp"

namespace tutti::x32 {
namespace {

constexpr UdpLimits kLimits{.silence = std::chrono::milliseconds(30'000),
                            .sources = 1024,
                            .sources_per_host = 512,
                            .queue = 64 * 1024,
                            .name = "x32"};
constexpr std::size_t kLongest = 4096;           // bytes of a datagram; nobody needs more
constexpr int kEachMillisecond = 4;              // datagrams to one client, so that a recall overruns no wireless link
constexpr std::size_t kEnoughQueued = 8 * 1024;  // then the carrier is waited for

// Which of the desk's addresses a client reaches, where the port is open on all of them.
std::string address_towards(boost::asio::io_context& io, const boost::asio::ip::address& listen,
                            const std::string& peer) {
    if (!listen.is_unspecified()) return listen.to_string();
    boost::asio::ip::udp::socket probe(io);
    error_code error;
    const std::string host = peer.substr(0, peer.rfind(':'));
    const bool bracketed = host.size() > 2 && host.front() == '[';
    const auto address = boost::asio::ip::make_address(bracketed ? host.substr(1, host.size() - 2) : host, error);
    if (!error) probe.open(address.is_v6() ? boost::asio::ip::udp::v6() : boost::asio::ip::udp::v4(), error);
    if (!error) probe.connect({address, 9}, error);  // sends nothing
    const auto own = error ? boost::asio::ip::udp::endpoint() : probe.local_endpoint(error);
    return error ? listen.to_string() : own.address().to_string();
}

}  // namespace

Port::Port(boost::asio::io_context& io, Desk& desk, Show& show, PortSettings settings)
    : io_(io),
      desk_(desk),
      console_(desk.console()),
      show_(show),
      settings_(std::move(settings)),
      callers_(desk.callers()),
      tree_(window_now(), console_) {
    follow_show();
    carrier_.emplace(io, settings_.at, *this, kLimits);
}

Port::~Port() {
    carrier_.reset();
}

ClientId Port::arrived(Link& link, Origin origin) {
    auto guest = std::make_unique<Guest>(link, Tree::leaves().size());
    guest->own_address = address_towards(io_, settings_.at.address(), origin.address);
    origin.protocol = "x32";
    const ClientId id = guest->id = desk_.arrived_by(*guest, std::move(origin), settings_.user);
    guests_.emplace(id, std::move(guest));
    see_user(Clock::now());
    return id;
}

void Port::left(ClientId id) {
    const auto found = guests_.find(id);
    if (found == guests_.end()) return;
    const auto guest = std::move(found->second);  // lives until the desk has forgotten it
    guests_.erase(found);
    desk_.left(id);
}

Window Port::window_now() const {
    Window window = settings_.window;
    if (settings_.user.empty()) return window;
    window.user = desk_.operations().logins().people().find(settings_.user);
    const int monitor = window.user == 0 ? 0 : static_cast<int>(console_.number("monitor"_user, window.user - 1));
    window.monitor = std::clamp(monitor, 1, console_.layout().sizes().monitors);
    return window;
}

// The person may have come to the desk or left it, or sit at another monitor.
void Port::see_user(Time now) {
    Window window = window_now();
    if (tree_.window().user == window.user && tree_.window().monitor == window.monitor) return;
    for (const std::uint32_t leaf : tree_.look_through(std::move(window)))
        tell_all_but(nullptr, Tree::leaves()[leaf], now);
}

void Port::received(ClientId id, std::span<const std::byte> bytes, bool) {
    const auto found = guests_.find(id);
    if (found == guests_.end() || bytes.size() > kLongest) return;
    desk_.carry_out(id, [&](Client& client, Time now) {
        if (packet_.decode(bytes) != osc::Fault::none) return;
        for (const osc::Message& message : packet_.messages()) receive({*found->second, client, now}, message);
    });
}

void Port::follow(std::span<const Changed> changes, Time now) {
    if (std::any_of(changes.begin(), changes.end(), [this](const Changed& change) {
            return console_.layout().place(change.slot).family == Family::user;
        }))
        see_user(now);
    std::vector<Guest*> following;
    for (const auto& [id, guest] : guests_)
        if (guest->follows(now) && may_read(*guest))
            following.push_back(guest.get());
        else
            guest->outbox.clear();
    if (!following.empty())
        for (const Changed& change : changes)
            for (const Tree::Shown& shown : tree_.leaves_of(change.slot))
                for (Guest* guest : following) {
                    const bool own = change.author == guest->id && guest->has_written(shown.leaf, change.revision);
                    if (!own) guest->outbox.mark(shown.leaf);
                }
    for (const auto& [id, guest] : guests_) guest->rest(now);
}

bool Port::may_read(const Guest& guest) const {
    const Client* client = callers_.find(guest.id);
    return client && !check_read(*client);
}

// Names and notes of scenes are leaves too, which the desk has elsewhere.
void Port::follow_show() {
    const Time now = Clock::now();
    std::string path;
    const auto keep = [&](std::string_view what, Setting setting) {
        const Leaf* leaf = Tree::find(path + std::string(what));
        if (!leaf) return;
        if (leaf->grid().kind == Kind::text) setting.text = shown(leaf->grid(), setting.text);
        if (tree_.keep(*leaf, std::move(setting))) tell_all_but(nullptr, *leaf, now);
    };
    for (int number = 0; number < Show::kScenes; ++number) {
        path = scene_path(number) + '/';
        keep("name", {0, std::string(show_.name(number))});
        keep("notes", {0, std::string(show_.note(number))});
        keep("hasdata", {show_.scene(number) != 0 ? 1 : 0});
    }
    const Leaf* current = Tree::find("/-show/prepos/current");
    const int last = show_.current();
    const auto number = current ? from_wire(current->grid(), last) : std::nullopt;
    if (number && last >= 0 && tree_.keep(*current, *number)) tell_all_but(nullptr, *current, now);
}

// Before somebody is answered: in this turn of the loop scenes may have come or have other names.
void Port::settle_show() {
    if (std::exchange(show_seen_, show_.stand()) != show_.stand()) follow_show();
}

void Port::tell_all_but(const Guest* one, const Leaf& leaf, Time now) {
    for (const auto& [id, guest] : guests_)
        if (guest.get() != one && guest->follows(now)) guest->outbox.mark(leaf.number);
}

const Bytes& Port::encoded(const Leaf& leaf) {
    Bytes& bytes = encoded_[leaf.number];
    if (bytes) return bytes;
    const Setting setting = tree_.get(leaf);
    std::string packet;
    osc::append_message(packet, leaf.address, {on_wire(leaf.grid(), setting)});
    bytes = std::make_shared<const std::string>(std::move(packet));
    return bytes;
}

bool Port::pump(Time now, int& budget) {
    encoded_.clear();
    bool more = false;
    std::vector<Guest*> order;
    for (const auto& [id, guest] : guests_)
        if (!guest->outbox.empty() || guest->dump >= 0) order.push_back(guest.get());
    if (order.empty()) return false;
    std::rotate(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(turn_++ % order.size()), order.end());
    for (Guest* guest : order) {
        if (now - guest->paced >= std::chrono::milliseconds(1)) {
            guest->paced = now;
            guest->sent = 0;
        }
        while (guest->sent < kEachMillisecond && budget > 0 && guest->queued() < kEnoughQueued) {
            if (const auto leaf = guest->outbox.next()) {
                guest->tell(encoded(Tree::leaves()[*leaf]));
                guest->told[*leaf] = now;
            } else if (guest->dump >= 0) {
                tell_line(*guest, scene_path(guest->dump));
                if (++guest->dump == Show::kScenes) guest->dump = -1;
            } else {
                break;
            }
            ++guest->sent;
            --budget;
        }
        more |= !guest->outbox.empty() || guest->dump >= 0;
    }
    return more;
}

}  // namespace tutti::x32
