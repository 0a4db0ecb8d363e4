#pragma once
// Whether the desk has left the scene that it was last brought to: a cursor into the list of changes, and the value
// that each setting had then. Costs a look at each change, and nothing where there is no scene. State thread only.
#include <memory>
#include <unordered_map>
#include <unordered_set>

#include "server/fades.hpp"
#include "server/scenes/recall_scope.hpp"
#include "server/scenes/scene_text.hpp"

namespace tutti {

class SceneWatch {
public:
    SceneWatch(const Console& console, const Fades& fades) : console_(console), fades_(fades) {}

    // The desk is at scene number `scene` (from 0) now, and with `goes_to` on its way there.
    void begin(int scene, const SceneValues& goes_to);
    void end();
    bool watches() const { return scene_ >= 0; }
    // Something in the scene's scope is another one than it was.
    bool changed();

private:
    bool differs(Slot slot) const;
    bool fades(Slot slot) const;
    bool counts(Slot slot) const { return scope_->takes(console_.layout().place(slot)); }
    void look_at(Slot slot);

    const Console& console_;
    const Fades& fades_;
    int scene_ = -1;
    Revision told_ = 0;
    std::vector<float> numbers_;  // of every slot; of texts nothing
    std::unordered_map<Slot, std::string> texts_;
    std::unordered_set<Slot> different_;   // in the scope or not
    std::unordered_set<Slot> on_the_way_;  // fading when they were last looked at
    std::unique_ptr<RecallScope> scope_;
    std::size_t counted_ = 0;  // of the different ones: in the scope
};

}  // namespace tutti
