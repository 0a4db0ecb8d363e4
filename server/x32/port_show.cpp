// Scenes and actions in the X32's words.
#include <algorithm>
#include <ctime>

#include "engine/console/address.hpp"
#include "server/x32/arguments.hpp"
#include "server/x32/port.hpp"

namespace tutti::x32 {
namespace {

constexpr const char* kRestore = "/history/restore";

void nothing(Client&, bool) {}

}  // namespace

// Names and notes belong to the desk's scenes; the rest of their leaves is as it is.
bool Port::set_scene(const Asked& asked, const Leaf& leaf, const Setting& wanted, Door::Visit& visit) {
    const std::string_view address = leaf.address;
    if (address.starts_with("/-action/")) {
        const Argument number = on_wire(leaf.grid(), wanted);
        act(asked, address.substr(9), std::span(&number, 1));
        return true;
    }
    if (!address.starts_with(kScenesAt)) return false;
    const std::string_view rest = address.substr(kScenesAt.size());
    const int number = std::atoi(rest.data());
    const bool name = rest.ends_with("/name"), note = rest.ends_with("/notes");
    if (!name && !note) return rest.ends_with("/hasdata");  // it has, or it has not
    const int scene = show_.scene(number);
    if (scene == 0 || (name && wanted.text.empty())) return true;
    const Argument text{std::string_view(wanted.text)};
    visit.set("/scene/" + std::to_string(scene) + (name ? "/name" : "/note"), std::span(&text, 1));
    return true;
}

void Port::act(const Asked& asked, std::string_view action, Arguments arguments) {
    const auto number = whole_at(arguments, 0);
    if (!number) return;
    Operations& operations = desk_.operations();
    const auto carry_out = [&](const std::string& address, Arguments given) {
        operations.act(asked.client, address, given, asked.now, [](Client&, const Result&) {});
    };
    if (action == "goscene") {
        show_.recall(asked.client, *number, asked.now, nothing);
    } else if (*number == 0) {
        return;
    } else if (action == "clearsolo") {
        carry_out("/monitor/" + std::to_string(tree_.window().monitor) + "/solo/clear", {});
    } else if (action == "undopt") {
        if (check_act(asked.client, kRestore)) return;
        // Moves that go on behind the point are no part of what stood at it.
        if (Recorder* recorder = operations.door().recorder()) recorder->close(nullptr);
        set_undo_point(console_.revision(), asked.now);
    } else if (action == "doundo") {
        undo(asked);
    }
}

// Back to the point, for whoever may do that; without one the last step of one's own.
void Port::undo(const Asked& asked) {
    const auto step = [this, now = asked.now](Client& client) {
        const Argument whose{std::string_view("own")};
        desk_.operations().act(client, "/session/undo", std::span(&whose, 1), now, [](Client&, const Result&) {});
    };
    if (undo_point_ == 0) return step(asked.client);
    const Argument to[] = {static_cast<std::int64_t>(undo_point_), std::string_view("/")};
    desk_.operations().act(asked.client, kRestore, to, asked.now,
                           [this, step, point = undo_point_, now = asked.now](Client& client, const Result& result) {
                               if (std::holds_alternative<Refusal>(result)) return step(client);
                               if (undo_point_ == point) set_undo_point(0, now);
                           });
}

// Shown as the time of day when it was set; nothing where there is none.
void Port::set_undo_point(Revision point, Time now) {
    undo_point_ = point;
    const Leaf* leaf = Tree::find("/-undo/time");
    if (!leaf) return;
    Setting setting;
    if (undo_point_ != 0) {
        const std::time_t seconds = std::time(nullptr);
        std::tm local{};
        ::localtime_r(&seconds, &local);
        char text[16];
        std::strftime(text, sizeof text, "%H:%M:%S", &local);
        setting.text = text;
    }
    if (tree_.keep(*leaf, std::move(setting))) tell_all_but(nullptr, *leaf, now);
}

// `/save`, `/load` and the others, each answered by whether it could be done.
void Port::keep_show(const Asked& asked, std::string_view word, Arguments arguments) {
    const std::string kind(text_at(arguments, 0).value_or(""));
    if (kind.empty() || kind.size() > 32) return;
    const auto reply = [this, word = std::string(word), kind](Client& client, bool done) {
        const auto found = guests_.find(client.id);
        if (found == guests_.end()) return;
        std::string packet;
        osc::append_message(packet, word, {std::string_view(kind), done ? 1 : 0});
        found->second->tell(std::move(packet));
    };
    const auto number = whole_at(arguments, 1), to = whole_at(arguments, 2);
    if (!number || kind != "scene") return reply(asked.client, false);
    Client& client = asked.client;
    const std::string_view name = text_at(arguments, 2).value_or("");
    if (word == "/load") return show_.recall(client, *number, asked.now, reply);
    if (word == "/delete") return show_.remove(client, *number, asked.now, reply);
    if (word == "/save") return show_.save(client, *number, name, text_at(arguments, 3).value_or(""), asked.now, reply);
    if (word == "/rename") return reply(client, show_.rename(client, *number, name, asked.now));
    if (word == "/copy" && to) return show_.copy(client, *number, *to, asked.now, reply);
    reply(client, false);
}

}  // namespace tutti::x32
