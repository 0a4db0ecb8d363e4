#pragma once
// One UDP port of the X32 dialect, a window onto the desk: its clients, what they ask, what they are told. Who comes is
// a client of the desk like any other; sets go through the one door. What is unknown or wrong is silently ignored, as
// that desk does. State thread only.
#include <boost/asio/io_context.hpp>
#include <optional>
#include <unordered_map>

#include "protocol/osc/message.hpp"
#include "server/carriers/udp.hpp"
#include "server/desk.hpp"
#include "server/x32/guest.hpp"
#include "server/x32/show.hpp"
#include "server/x32/tree.hpp"

namespace tutti::x32 {

struct PortSettings {
    boost::asio::ip::udp::endpoint at;
    Window window;
    std::string user;  // whose rights its clients have; empty: by where they come from
};

class Port final : public Reception {
public:
    // Throws std::runtime_error where the port cannot be had. Desk and show outlive it.
    Port(boost::asio::io_context& io, Desk& desk, Show& show, PortSettings settings);
    ~Port();

    std::uint16_t number() const { return carrier_->port(); }
    bool empty() const { return guests_.empty(); }

    ClientId arrived(Link& link, Origin origin) override;
    void received(ClientId client, std::span<const std::byte> packet, bool text) override;
    void drained(ClientId client) override { desk_.drained(client); }
    void left(ClientId client) override;

    // What has changed since the last turn.
    struct Changed {
        Slot slot;
        Revision revision;
        Author author;
    };
    void follow(std::span<const Changed> changes, Time now);
    void follow_show();  // scenes have other numbers, names or notes
    // Sends what waits, at most `budget` datagrams; true where something is left.
    bool pump(Time now, int& budget);

    // The clock of what is sent again and again (ticks of 50 ms).
    bool ticks() const;
    bool wants_spectrum() const;
    void tick(std::uint64_t number, const MeterFrame& peaks, const Measured* spectrum, Time now);

private:
    struct Asked {
        Guest& guest;
        Client& client;
        Time now;
    };
    using Arguments = std::span<const Argument>;
    void receive(const Asked& asked, const osc::Message& message);
    bool converse(const Asked& asked, std::string_view word, Arguments arguments);
    void tell_info(Guest& guest, std::string_view word);
    void tell_line(Guest& guest, std::string_view path);
    void get(Guest& guest, std::string_view address);
    void set(const Asked& asked, std::string_view address, Arguments arguments);
    void set_by_text(const Asked& asked, std::string_view line);
    void set(const Asked& asked, std::span<const Tree::Wanted> wanted);
    bool set_scene(const Asked& asked, const Leaf& leaf, const Setting& wanted, Door::Visit& visit);
    bool differs(const Leaf& leaf, const Argument& sent) const;
    void tell_all_but(const Guest* one, const Leaf& leaf, Time now);
    void subscribe(const Asked& asked, Arguments arguments);
    void subscribe_list(const Asked& asked, Arguments arguments);
    void subscribe_meters(const Asked& asked, std::string_view name, std::string_view path, Arguments numbers);
    void act(const Asked& asked, std::string_view action, Arguments arguments);
    void undo(const Asked& asked);
    void set_undo_point(Revision point, Time now);
    void keep_show(const Asked& asked, std::string_view word, Arguments arguments);
    std::string list_blob(const Subscribed& list) const;
    const Bytes& encoded(const Leaf& leaf);
    int selected() const;
    bool may_read(const Guest& guest) const;
    Window window_now() const;
    void see_user(Time now);
    void settle_show();
    // What one guest has subscribed, from where it had to stop. False: the time is up.
    struct Tick;
    bool tick(Guest& guest, Tick& tick);

    boost::asio::io_context& io_;
    Desk& desk_;
    Console& console_;
    Show& show_;
    PortSettings settings_;
    Callers callers_;
    Tree tree_;
    osc::Packet packet_;
    std::unordered_map<ClientId, std::unique_ptr<Guest>> guests_;
    std::vector<Set> sets_;
    Show::Stand show_seen_{};                           // by settle_show()
    Revision undo_point_ = 0;                           // 0: none
    std::unordered_map<std::uint32_t, Bytes> encoded_;  // leaves, within one pump
    std::size_t turn_ = 0, tick_turn_ = 0;              // of the guests: whose turn it is first
    std::optional<UdpCarrier> carrier_;                 // its sources leave first
};

}  // namespace tutti::x32
