#pragma once
// The presets of this desk: the library that came with it, read-only, and the studio's own, kept in a file. What they
// are called stands in the console as readings. State thread only; the file is written by a thread of its own, and what
// could not be written has not happened.
#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <deque>
#include <filesystem>
#include <functional>
#include <optional>
#include <variant>
#include <vector>

#include "engine/console/copying.hpp"
#include "server/preset_file.hpp"

namespace tutti {

struct PresetPlaces {
    std::filesystem::path library;  // a file, or a folder of them
    std::filesystem::path own;      // none: nothing can be stored
};

class Presets {
public:
    Presets(boost::asio::io_context& io, Console& console, PresetPlaces places);

    // The number of what was stored or deleted, once that is on the disk; or why it is not.
    using Done = std::function<void(const std::variant<int, Refusal>& result)>;
    // What the spot has now, in these parts.
    void store(const Spot& from, std::string_view name, PartSet parts, Done done);
    void remove(int id, Done done);

    // What recalling it there writes; of values that do not fit nothing is said. Texts lie in the preset.
    std::variant<std::vector<Change>, Refusal> recalled(int id, const Spot& to, PartSet parts) const;

private:
    // What is to become of the presets, and what is left to say when it is on the disk.
    struct Task {
        std::function<std::variant<int, Refusal>(PresetMap&)> change;
        Done done;
    };
    void enqueue(Task task);
    void work();
    void finish(int id, PresetMap next, const std::optional<std::string>& failure);
    void publish(int id);
    const Preset* find(int id) const;

    static constexpr std::size_t kMostTasks = 64;

    boost::asio::io_context& io_;
    Console& console_;
    PresetPlaces places_;
    PresetMap library_, own_;
    std::string broken_;  // why the own ones could not be read: then the file is left as it is
    int newest_ = 0;      // of the own numbers, whether it is still there or not
    std::deque<Task> tasks_;
    boost::asio::thread_pool disk_{1};  // last: it ends before what its work is about
};

}  // namespace tutti
