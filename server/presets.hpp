#pragma once
// The presets of this desk: the library that came with it, read-only, and the studio's own, kept in the session file.
// What they are called stands in the console as readings. State thread only; what could not be written has not
// happened.
#include <deque>
#include <filesystem>
#include <functional>
#include <optional>
#include <variant>
#include <vector>

#include "engine/console/copying.hpp"
#include "server/preset_file.hpp"
#include "server/session/session_keeper.hpp"

namespace tutti {

struct PresetPlaces {
    std::filesystem::path library;  // a file, or a folder of them
    std::filesystem::path own;      // where earlier versions kept the studio's own
};

class Presets {
public:
    Presets(Console& console, PresetPlaces places);

    // The studio's own are those of the session; of one that never had any, those of the file of earlier versions. None
    // can be stored before.
    void open(SessionKeeper& keeper, std::span<const Record> records);

    // The number of what was stored, deleted or renamed, once that is on the disk; or why it is not.
    using Done = std::function<void(const std::variant<int, Refusal>& result)>;
    // What the spot has now, in these parts.
    void store(const Spot& from, std::string_view name, PartSet parts, Done done);
    void remove(int id, Done done);
    void rename(int id, std::string_view name, Done done);

    // What recalling it there writes; of values that do not fit nothing is said. Texts lie in the preset.
    std::variant<std::vector<Change>, Refusal> recalled(int id, const Spot& to, PartSet parts) const;

private:
    // What is to become of the presets, and what is left to say when it is on the disk.
    struct Task {
        std::function<std::variant<int, Refusal>(PresetMap&)> change;
        Done done;
    };
    void take_in();
    void enqueue(Task task);
    void work();
    void finish(int id, PresetMap next, const std::string& failure);
    void publish(int id);
    const Preset* find(int id) const;

    static constexpr std::size_t kMostTasks = 64;

    Console& console_;
    PresetPlaces places_;
    SessionKeeper* keeper_ = nullptr;
    PresetMap library_, own_;
    std::string broken_;  // why the file of earlier versions could not be read: it is left as it is, and waited for
    int newest_ = kLibraryPresets;  // of the own numbers, whether it is still there or not
    std::deque<Task> tasks_;
};

}  // namespace tutti
