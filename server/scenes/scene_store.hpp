#pragma once
// The scenes that there are, and where their contents lie: in the session file, which is read and written on the disk
// thread; what could not be written has not happened. Numbers are given once, also over a restart. State thread only.
#include <functional>
#include <memory>
#include <set>
#include <span>

#include "server/scenes/scene_text.hpp"
#include "server/session/session_keeper.hpp"

namespace tutti {

class SceneStore {
public:
    explicit SceneStore(Console& console) : console_(console) {}

    void open(SessionKeeper& keeper, std::span<const Record> records);
    int current_at_start() const { return current_at_start_; }

    bool exists(int id) const;
    // By position, then by number: the next or the previous one of `id`; the first or last where it is none; 0: none.
    int beside(int id, int step) const;

    // The number, once it is on the disk; or why it is not.
    using Done = std::function<void(const std::variant<int, Refusal>& result)>;
    // What the desk has now, at the end of the list.
    using Values = std::shared_ptr<const SceneValues>;
    void store(std::string_view name, Values values, Done done);
    void overwrite(int id, Values values, Done done);
    void import(std::string text, Done done);
    void remove(int id, Done done);
    // Its contents, and if wanted what they say to this desk.
    enum class As { text, values };
    struct Contents {
        std::string text;
        ParsedScene parsed;
    };
    using Read = std::function<void(const std::variant<std::shared_ptr<const Contents>, Refusal>& contents)>;
    void read(int id, As as, Read done);
    void note_current(int id);

    // All that a scene holds, of the desk as it is.
    SceneValues values_now() const;

private:
    std::variant<int, Refusal> new_number();
    int next_position();
    enum class Then { is_current, waits };
    void add(int id, SceneHead head, std::function<std::string()> text, Then then, Done done);
    Done weighing(std::size_t bytes, Done done);
    bool room_for(std::size_t bytes) const { return on_the_way_ + bytes <= kMostOnTheWay; }
    static constexpr std::size_t kMostOnTheWay = 128 * 1024 * 1024;  // bytes of what waits for the disk

    void give_back(int id) { newest_ -= id == newest_ ? 1 : 0; }

    Console& console_;
    SessionKeeper* keeper_ = nullptr;
    std::set<int> ids_;  // those that have contents
    std::size_t on_the_way_ = 0;
    int newest_ = 0, current_at_start_ = 0, last_position_ = 0;
};

}  // namespace tutti
