#pragma once
// The actions of scenes: store, overwrite, recall, next, previous, compare, delete, export, import; and the readings
// /scene/current and /scene/changed. Recalls go through the one door as one revision. Who asks is answered once it is
// done, and on disk where it stores something. State thread only.
#include <unordered_map>

#include "server/actions.hpp"
#include "server/scenes/recall.hpp"
#include "server/scenes/scene_store.hpp"
#include "server/scenes/scene_watch.hpp"

namespace tutti {

class Scenes : public Actions {
public:
    Scenes(Console& console, Door& door, Callers callers);

    // What the session holds; before that there are no scenes.
    void open(SessionKeeper& keeper, std::span<const Record> records);

    bool knows(std::string_view address) const override;
    void act(Client& client, std::string_view address, std::span<const Argument> arguments, Time now,
             Answer answer) override;

    // Before somebody is answered: whether the desk has left the scene.
    void settle();
    // After changes: tells of it, at most ten times a second.
    void follow(Time now);

private:
    using Reply = std::function<void(const Result&)>;
    struct Asked {  // by whom, and how it is answered
        ClientId client;
        Role role;
        std::shared_ptr<const Rights> rights;
        int user;
        Origin origin;
        std::string address;
        Reply reply;
    };
    struct Wish {
        std::optional<PartSet> parts;      // instead of the scene's own scope
        std::optional<double> seconds;     // instead of the scene's own
        std::vector<Selection> only = {};  // of these addresses, whatever the scope
        bool says_which = false;           // the number is the first of the result
    };
    using Arguments = std::span<const Argument>;

    std::optional<Refusal> store(const Asked& asked, Arguments arguments);
    std::optional<Refusal> with_number(const Asked& asked, Arguments arguments);
    std::optional<Refusal> recall(const Asked& asked, Arguments arguments);
    std::optional<Refusal> recall_only(const Asked& asked, Arguments arguments);
    std::optional<Refusal> step(const Asked& asked, Arguments arguments, int by);
    std::optional<Refusal> compare(const Asked& asked, Arguments arguments);
    std::optional<Refusal> give(const Asked& asked, Arguments arguments);
    std::optional<Refusal> import(const Asked& asked, Arguments arguments, Time now);

    void bring(const Asked& asked, int id, Wish wish);
    Result perform(const Asked& asked, int id, const Wish& wish, const ParsedScene& scene);
    SceneStore::Done stored(const Asked& asked, std::shared_ptr<const SceneValues> values);
    SceneHead head_of(int id) const;
    Takes takes(int id, const std::optional<PartSet>& parts) const;
    void now_at(int id, const SceneValues& goes_to);

    // Texts that come in pieces.
    struct Coming {
        std::string text;
        Time last;
    };

    Console& console_;
    Door& door_;
    Callers callers_;
    SceneStore store_;
    SceneWatch watch_;
    int current_ = 0;
    int under_way_ = 0;  // recalls whose scene is being read
    int heading_ = 0;    // where they lead to: next goes on from there
    std::unordered_map<ClientId, Coming> coming_;
    bool untold_ = false;
    Time told_{};
};

}  // namespace tutti
