#pragma once
// Tutti's scenes as an X32's: a hundred numbers from 000, of which each scene has the one that its place in the list
// says, or the next that is free. And what is done with them, in words of that desk. State thread only.
#include <array>
#include <functional>
#include <string>
#include <utility>

#include "server/operations.hpp"

namespace tutti::x32 {

// "/-show/showfile/scene/007", or what is below it.
inline constexpr std::string_view kScenesAt = "/-show/showfile/scene/";
std::string scene_path(int number, std::string_view what = {});

class Show {
public:
    static constexpr int kScenes = 100;

    explicit Show(Operations& operations) : operations_(operations) {}

    // Up to where the desk has been looked at. Whatever is asked is said of the desk as it is now: scenes may have come
    // or moved within this turn of the loop, or while nobody was here to be told.
    using Stand = std::pair<Revision, Revision>;  // of settings, and the tick of readings
    Stand stand() const { return {operations_.console().revision(), operations_.console().tick()}; }
    int scene(int number);  // as the desk numbers it; 0: none
    int current();          // -1: none
    std::string_view name(int number) { return name_of(scene(number)); }
    std::string_view note(int number) { return note_of(scene(number)); }

    // Carried out now or later, then `done` is told whether it could be; never for a client that has left.
    using Done = std::function<void(Client&, bool)>;
    void recall(Client& client, int number, Time now, const Done& done);
    void save(Client& client, int number, std::string_view name, std::string_view note, Time now, const Done& done);
    void remove(Client& client, int number, Time now, const Done& done);
    void copy(Client& client, int from, int to, Time now, const Done& done);
    bool rename(Client& client, int number, std::string_view name, Time now);

private:
    void settle();
    std::string_view name_of(int scene) const;
    std::string_view note_of(int scene) const;
    void act(Client& client, const char* address, std::initializer_list<Argument> arguments, Time now,
             const std::function<void(Client&, const Result&)>& then);
    bool set(Client& client, std::string_view address, const Argument& value, Time now);
    void place(Client& client, int scene, int number, std::string_view name, std::string_view note, Time now);
    void read_piece(Client& client, int scene, int offset, std::shared_ptr<std::string> text, Time now,
                    const std::function<void(Client&, bool)>& then);

    Operations& operations_;
    Stand seen_{};
    std::array<int, kScenes> scenes_{};  // by number
};

}  // namespace tutti::x32
